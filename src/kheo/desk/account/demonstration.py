"""The accounts of the demonstration, open to everybody who can reach its sign-in page. No real ward has them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class DemoAccount:
    """A user name and what its holder may do."""

    username: str
    holds: Any


DEMO_PASSWORD = "xem-thu-2026"  # noqa: S105  meant to be read by everybody
DEMO_ACCOUNTS = (
    DemoAccount("to-truong", _("team leader: registers models of a neighbourhood and follows them up")),
    DemoAccount("can-bo", _("ward officer: accepts, returns, evaluates, makes reports")),
    DemoAccount("lanh-dao", _("ward leader: recognises, freezes reports")),
    DemoAccount("tinh", _("provincial officer: sees every ward below, adds up")),
    DemoAccount("kiem-tra", _("auditor: reads everything with its history, changes nothing")),
    DemoAccount("quan-tri", _("unit administrator: people, organisations, neighbourhoods, rules")),
)
