"""The one place where a registration's status changes: guarded, counted, remembered."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.audit.actions import Changes, plain, record
from kheo.initiatives import letters
from kheo.initiatives.models import Registration, StatusChange
from kheo.initiatives.policy import can
from kheo.initiatives.workflow import STEPS
from kheo.units.actors import Actor
from kheo.units.errors import ChangedMeanwhile, NotAllowed

Values = Mapping[str, Any]


@transaction.atomic
def take_step(
    registration: Registration,
    name: str,
    *,
    by: Actor,
    reason: str = "",
    items: Iterable[str] = (),
    changes: Changes | None = None,
    form: Values | None = None,
    values: Values | None = None,
) -> StatusChange:
    """Lead `registration` over the step `name`, set `values` on it, write history and audit, tell who waits.

    `registration` is as the person saw it: where its version has moved on, ChangedMeanwhile says who did what.
    Raises NotAllowed with the policy's reason, ValidationError where the step needs a reason and has none.
    """
    _unchanged(registration)
    if not (answer := can(by, name, registration)):
        raise NotAllowed(answer.reason)
    step = STEPS[name]
    if step.needs_reason and not reason.strip():
        raise ValidationError({"reason": _("Write the reason: it is shown to the team and kept.")})
    before = registration.status
    move(registration, status=step.after, **(values or {}))
    change = remember(registration, name, by=by, before=before, reason=reason, items=items, changes=changes, form=form)
    letters.tell_on_commit(change)
    return change


def move(registration: Registration, **values: Any) -> None:
    """Set `values` where status and version are still those that were read, else raise ChangedMeanwhile."""
    expected = Registration.objects.filter(pk=registration.pk, status=registration.status, version=registration.version)
    if not expected.update(**values, version=F("version") + 1):
        raise changed_meanwhile(registration)
    for name, value in values.items():
        setattr(registration, name, value)
    registration.version += 1


def remember(
    registration: Registration,
    name: str,
    *,
    by: Actor,
    before: str,
    reason: str = "",
    items: Iterable[str] = (),
    changes: Changes | None = None,
    form: Values | None = None,
) -> StatusChange:
    """The history row and the audit entry of what was just done."""
    record(
        name,
        registration,
        by=by.user,
        unit_id=registration.unit_id,
        changes={"status": (before, registration.status), **(changes or {})},
        reason=reason,
    )
    return StatusChange.objects.create(
        registration=registration,
        at=clock.now(),
        by=by.user,
        by_name=str(by.user or ""),
        step=name,
        before=before,
        after=registration.status,
        reason=reason.strip(),
        items=list(items),
        changes={field: [plain(old), plain(new)] for field, (old, new) in (changes or {}).items()},
        form={field: plain(value) for field, value in (form or {}).items()},
    )


def _unchanged(registration: Registration) -> None:
    """Two officers decide at one moment: the second one is told, before being told that the step is not possible."""
    row = Registration.objects.select_for_update().filter(pk=registration.pk, version=registration.version)
    if not row.exists():
        raise changed_meanwhile(registration)


def changed_meanwhile(registration: Registration) -> ChangedMeanwhile:
    """The refusal that says who did what at which hour."""
    last = StatusChange.objects.filter(registration=registration).order_by("-pk").first()
    if last is None:
        return ChangedMeanwhile(_("Somebody changed this meanwhile. Look at the new state, then go on."))
    return ChangedMeanwhile(
        _("%(person)s changed this at %(time)s: it is now “%(status)s”. Look at the new state, then go on.")
        % {
            "person": last.by_name,
            "time": f"{timezone.localtime(last.at):%H:%M %d/%m/%Y}",
            "status": last.get_after_display(),
        }
    )
