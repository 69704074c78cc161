"""The one way into the change log."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from kheo.audit import clock
from kheo.audit.models import ChangeEntry

Changes = Mapping[str, tuple[Any, Any]]


def record(
    verb: str,
    subject: models.Model,
    *,
    by: Any,
    unit_id: int | None = None,
    changes: Changes | None = None,
    reason: str = "",
) -> ChangeEntry:
    """Write what `by` did to `subject`; call it inside the transaction of the act.

    `changes` maps a field's name to (before, after). Raises RuntimeError outside of a transaction:
    an act and its memory are stored together or not at all.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{verb}: write the change log in the transaction of the change")
    return ChangeEntry.objects.create(
        at=clock.now(),
        by=by,
        by_name=str(by) if by else "",
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_label=str(subject)[:300],
        unit_id=unit_id,
        changes={name: [plain(before), plain(after)] for name, (before, after) in (changes or {}).items()},
        reason=reason,
    )


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The fields of `after` whose value differs from `before`, each with both values."""
    return {name: (before.get(name), value) for name, value in after.items() if before.get(name) != value}


def plain(value: Any) -> Any:
    """`value` as JSON keeps it: dates as ISO text, money as text, rows by their number."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, (list, tuple, set)):
        return [plain(item) for item in value]
    return value
