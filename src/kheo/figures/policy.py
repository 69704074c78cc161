"""Who reads reports into data, who sees readings and reported figures, who makes and freezes reports."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.figures.choices import ReportState
from kheo.figures.models import Batch, Reading, Report, ReportedFigure
from kheo.initiatives.policy import OFFICE, READING_ROLES, can_enter_for, is_office
from kheo.units.actors import Actor
from kheo.units.choices import Role
from kheo.units.models import Unit
from kheo.units.paths import within_any
from kheo.units.policy import ALLOWED, Answer, Refused


def visible_readings(actor: Actor) -> QuerySet[Reading]:
    """Readings hold whole documents with names: the office of the unit (and of its heir) sees them, nobody above."""
    units = {number for post in actor.posts_as(*OFFICE) for number in post.act_unit_ids}
    return Reading.objects.filter(unit__in=units)


def visible_batches(actor: Actor) -> QuerySet[Batch]:
    """Documents that wait to be read are seen by who gave them, as long as that person is in an office."""
    return Batch.objects.filter(given_by=actor.user) if actor.posts_as(*OFFICE) else Batch.objects.none()


def visible_figures(actor: Actor) -> QuerySet[ReportedFigure]:
    """Accepted reported figures of the units that the actor reads; withdrawn ones are in nobody's list."""
    return ReportedFigure.objects.filter(within_any(actor.read_paths(*READING_ROLES)), withdrawn_at=None)


def visible(actor: Actor) -> QuerySet[Report]:
    """Frozen reports of the units that the actor reads; drafts only in their own office."""
    units = {number for post in actor.posts_as(*OFFICE) for number in post.act_unit_ids}
    frozen = within_any(actor.read_paths(*READING_ROLES)) & Q(state=ReportState.FROZEN)
    return Report.objects.filter(frozen | Q(unit__in=units))


def can_read_for(actor: Actor, unit: Unit) -> Answer:
    """May the actor give the reader a document of this unit and accept what it finds?"""
    return can_enter_for(actor, unit)


def can_report(actor: Actor, unit: Unit) -> Answer:
    """May the actor draft a report of this unit?"""
    if is_office(actor, unit.pk):
        return ALLOWED
    return Refused(_("Only officers and leaders of %(unit)s make its reports.") % {"unit": unit})


def can_edit(actor: Actor, report: Report) -> Answer:
    """May the actor edit this draft?"""
    if report.state == ReportState.FROZEN:
        return Refused(_("This report is frozen. It never changes; make a new one where it must be replaced."))
    return can_report(actor, report.unit)


def can_freeze(actor: Actor, report: Report) -> Answer:
    """May the actor freeze this draft? A leader of its unit may."""
    if report.state == ReportState.FROZEN:
        return Refused(_("This report is frozen. It never changes; make a new one where it must be replaced."))
    if Role.LEADER in actor.roles_at(report.unit_id):
        return ALLOWED
    return Refused(_("Only leaders of %(unit)s freeze its reports.") % {"unit": report.unit})
