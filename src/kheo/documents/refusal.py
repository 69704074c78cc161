"""Why a layout, a document or a list cannot be written, as a text that whoever shows it can translate."""


class Refusal(ValueError):
    """``message`` is the English text, a key of the catalogue, with named places; ``values`` is what stands in them."""

    def __init__(self, message: str, **values: object) -> None:
        self.message = message
        self.values = values
        super().__init__(message % values)


def gettext_noop(message: str) -> str:
    """Marks *message* for the catalogue, untranslated: an engine does not know who reads."""
    return message
