"""An act tried and taken back, to show what it would change before anybody decides."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Max

from kheo.audit.models import ChangeEntry


def rehearse(act: Callable[[], Any]) -> list[ChangeEntry]:
    """The change entries that `act` would write; the database is as before. Raises what the act raises."""
    with transaction.atomic():
        last = ChangeEntry.objects.aggregate(last=Max("pk"))["last"] or 0
        act()
        entries = list(ChangeEntry.objects.filter(pk__gt=last).order_by("pk"))
        transaction.set_rollback(True)
    return entries
