"""What a new ward still has to set up: every subject adds its steps to SETUP_STEPS."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kheo.units import queries
from kheo.units.actions.post import mail_is_set
from kheo.units.choices import OrganisationKind, Role
from kheo.units.models import Unit


@dataclass(frozen=True)
class SetupStep:
    """One thing to set up at a unit: whether it is done, and the page (URL name) where it is done.

    `url` may need the unit's number (`at_unit`); empty where it is done outside of the pages, as `help` says.
    """

    label: Any
    help: Any
    is_done: Callable[[Unit], bool]
    url: str = ""
    at_unit: bool = False


def _held(role: Role) -> Callable[[Unit], bool]:
    return lambda unit: queries.current_memberships().filter(role=role, unit=unit).exists()


def _has_bodies(unit: Unit) -> bool:
    """More than the three bodies with which every ward is founded."""
    founding = (OrganisationKind.PARTY_COMMITTEE, OrganisationKind.PEOPLES_COMMITTEE, OrganisationKind.FRONT)
    return queries.organisations_of(unit).exclude(kind__in=founding).exists()


SETUP_STEPS: list[SetupStep] = [
    SetupStep(
        _("Movement operator"),
        _("Which organisation runs the movement here: Party committee or Front."),
        lambda unit: queries.operator_of(unit) is not None,
        "desk:operator_appoint",
        at_unit=True,
    ),
    SetupStep(
        _("Neighbourhoods"),
        _("Residential groups and villages: they register models."),
        lambda unit: queries.neighbourhoods_of(unit).exists(),
        "desk:unit_open",
        at_unit=True,
    ),
    SetupStep(
        _("Organisations and teams"),
        _("Mass organisations, schools, mobilisation teams: those that register models."),
        _has_bodies,
        "desk:organisation_new",
    ),
    SetupStep(
        _("Officers"),
        _("At least one person who accepts and returns registrations."),
        _held(Role.OFFICER),
        "desk:invite",
    ),
    SetupStep(
        _("Leaders"), _("At least one person who recognises and freezes reports."), _held(Role.LEADER), "desk:invite"
    ),
    SetupStep(
        _("A second unit administrator"),
        _("So that nobody is locked out when one is ill or moves on."),
        lambda unit: queries.current_memberships().filter(role=Role.UNIT_ADMINISTRATOR, unit=unit).count() > 1,
        "desk:invite",
    ),
    SetupStep(
        _("Mail server"),
        _(
            "Optional. With KHEO_MAIL_HOST set when the program starts, invitations and links leave by mail; without it"
            " they are printed or copied."
        ),
        lambda unit: mail_is_set(),
    ),
]
"""All subjects' steps; a screen adds its own by `SETUP_STEPS.append(...)` where its addresses are read."""
