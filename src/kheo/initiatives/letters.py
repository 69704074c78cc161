"""Mail to those who wait for an answer, where mail is set up; the desk's first page tells them in any case."""

from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from kheo.audit import clock
from kheo.initiatives.models import Registration, StatusChange
from kheo.initiatives.workflow import DECIDING
from kheo.units.choices import Role
from kheo.units.models import Membership


def tell_on_commit(change: StatusChange) -> None:
    """Once the step is stored, write to those who have the next one. No mail server: nothing is queued."""
    if settings.EMAIL_HOST and not change.registration.from_office:
        transaction.on_commit(partial(send_step_letter.enqueue, change.pk))


@task()
def send_step_letter(change_id: int) -> None:
    """Tell the next people of one step: its office after a sending, its team after a decision."""
    change = StatusChange.objects.select_related("registration__initiative", "registration__unit").get(pk=change_id)
    addresses = recipients(change)
    if not addresses:
        return
    with override("vi"):
        subject = _("“%(name)s”: %(status)s") % {
            "name": change.registration.initiative.name,
            "status": change.get_after_display(),
        }
        lines = [subject, change.by_name]
        if change.reason:
            lines.append(_("Reason: %s") % change.reason)
        lines.append(_("Sign in to see it and answer: %s") % (settings.BASE_URL or _("the ward's Khéo page")))
    for address in addresses:
        send_mail(subject, "\n\n".join(str(line) for line in lines), None, [address])


def recipients(change: StatusChange) -> list[str]:
    """The e-mail addresses of those who have the next step; the one who just acted is left out."""
    registration = change.registration
    today = clock.today()
    members = Membership.objects.filter(valid_from__lte=today, user__is_active=True).exclude(user__email="")
    members = members.exclude(user=change.by_id).exclude(valid_to__lt=today)
    if change.step in {"submit", "take_back", "withdraw"}:
        members = members.filter(unit=registration.unit_id, role__in=DECIDING)
    else:
        members = members.filter(organisation=_lead_id(registration), role=Role.TEAM_LEADER)
    return sorted(set(members.values_list("user__email", flat=True)))


def _lead_id(registration: Registration) -> int | None:
    return registration.initiative.lead_organisation_id
