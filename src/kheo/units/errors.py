"""How a subject says no. Every message is a sentence for the person, already translatable."""

from typing import Any


class Refusal(Exception):
    """The act is refused; `reason` says why and what can be done, in the person's language."""

    def __init__(self, reason: Any) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason)


class NotAllowed(Refusal):
    """The person may not do this."""


class NotPossible(Refusal):
    """Nobody can do this now: the thing is in another state, or what was given cannot be stored."""


class ChangedMeanwhile(NotPossible):
    """Somebody else acted first; the page that was shown is out of date."""
