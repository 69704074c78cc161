"""The register's lines on the page "what may I do here, and why", asked of the register's own rules.

A rule about a registration is asked with one that is imagined in the right state, received by the unit and, for a
team leader of that place, led by their own organisation.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from kheo.figures.policy import can_read_for, can_report
from kheo.initiatives.choices import Status
from kheo.initiatives.models import Initiative, Registration
from kheo.initiatives.policy import can, can_enter_for, can_rule, may_read
from kheo.initiatives.workflow import STEPS
from kheo.recognition.policy import can_decide
from kheo.units.actors import Actor
from kheo.units.choices import Role, UnitKind
from kheo.units.models import Unit
from kheo.units.policy import Refused
from kheo.units.queries import receiving_unit

Ask = Callable[[Actor, Unit], Any]

REGISTRATIONS, RECOGNITION, REPORTS = _("Registrations"), _("Recognition"), _("Reports and rules")

REGISTER_LINES: tuple[tuple[Any, Any, Ask], ...] = (
    *(
        (REGISTRATIONS, label, lambda actor, unit, action=action, status=status: _ask(actor, unit, action, status))
        for action, status, label in (
            ("submit", Status.DRAFT, _("Write and submit a registration")),
            ("take_back", Status.SUBMITTED, _("Take a submitted registration back")),
            ("accept", Status.SUBMITTED, _("Accept a registration")),
            ("return", Status.SUBMITTED, _("Return a registration with a reason")),
            ("refuse", Status.SUBMITTED, _("Refuse a registration with a reason")),
            ("evaluate", Status.UNDER_WAY, _("Evaluate what was carried out")),
            ("correct", Status.UNDER_WAY, _("Correct an accepted registration with a reason")),
            ("follow_up", Status.UNDER_WAY, _("Write a follow-up")),
        )
    ),
    (REGISTRATIONS, _("Enter models of past years"), lambda actor, unit: can_enter_for(actor, receiving_unit(unit))),
    (
        RECOGNITION,
        _("Enter or revoke a decision of recognition"),
        lambda actor, unit: can_decide(actor, receiving_unit(unit)),
    ),
    (REPORTS, _("Read a report into figures"), lambda actor, unit: can_read_for(actor, receiving_unit(unit))),
    (REPORTS, _("Make a report"), lambda actor, unit: can_report(actor, receiving_unit(unit))),
    (REPORTS, _("Open campaigns and write rule sets"), lambda actor, unit: can_rule(actor, receiving_unit(unit))),
)
"""Subject, name of the act, question."""


def keeps_a_register(unit: Unit) -> bool:
    """Registers are kept by communes and provinces; a neighbourhood's is its commune's."""
    return unit.kind in {UnitKind.COMMUNE, UnitKind.PROVINCE, UnitKind.NEIGHBOURHOOD}


def _ask(actor: Actor, unit: Unit, action: str, status: Status) -> Any:
    """The rule's answer; who could not even read such a registration is told whose work it is."""
    registration = _imagined(actor, receiving_unit(unit), status)
    if may_read(actor, registration):
        return can(actor, action, registration)
    if action in STEPS and STEPS[action].by_owner:
        return Refused(_("This is the work of the team leader whose organisation leads it."))
    return Refused(_("This is the work of officers and leaders of %(unit)s.") % {"unit": registration.unit.title})


def _imagined(actor: Actor, unit: Unit, status: Status) -> Registration:
    own = [post.organisation_id for post in actor.posts_as(Role.TEAM_LEADER) if post.unit.governing_id == unit.pk]
    initiative = Initiative(lead_organisation_id=own[0] if own else None)
    return Registration(initiative=initiative, unit=unit, path=unit.path, status=status)
