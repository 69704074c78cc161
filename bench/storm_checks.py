"""What must hold after a kill, asked of the database itself."""

import django

django.setup()

from django.core.management import call_command  # noqa: E402  the set-up comes first
from django.db import connection  # noqa: E402
from django.db.models import Count, OuterRef, Subquery  # noqa: E402

from kheo.audit.models import ChangeEntry  # noqa: E402
from kheo.demo import fill  # noqa: E402
from kheo.figures.recount import differences  # noqa: E402
from kheo.initiatives.models import Registration, StatusChange  # noqa: E402
from kheo.units.loading import load_units  # noqa: E402


def prepare() -> None:
    """A demonstration to write on."""
    call_command("migrate", verbosity=0)
    load_units()
    fill(lambda _line: None)


def wrongs(acknowledged: list[int]) -> list[str]:
    """Everything that does not hold; empty: all is well."""
    connection.close()
    return [*_lost(acknowledged), *_half_done(), *_miscounted(), *_broken()]


def _lost(acknowledged: list[int]) -> list[str]:
    kept = set(StatusChange.objects.filter(pk__in=acknowledged[-2000:]).values_list("pk", flat=True))
    return [f"acknowledged step {number} is lost" for number in acknowledged[-2000:] if number not in kept]


def _half_done() -> list[str]:
    last = StatusChange.objects.filter(registration=OuterRef("pk")).order_by("-pk").values("after")[:1]
    rows = Registration.objects.annotate(said=Subquery(last))
    found = [
        f"registration {row.pk} is {row.status}, its history says {row.said}" for row in rows if row.status != row.said
    ]
    steps = StatusChange.objects.values("registration").annotate(n=Count("pk")).values_list("registration", "n")
    label = Registration._meta.label_lower
    entries = ChangeEntry.objects.filter(subject_type=label).values("subject_id").annotate(n=Count("pk"))
    audited = dict(entries.values_list("subject_id", "n"))
    return found + [
        f"registration {pk}: {n} steps, {audited.get(pk, 0)} audit entries"
        for pk, n in steps
        if audited.get(pk, 0) != n
    ]


def _miscounted() -> list[str]:
    return [f"counter {one.counter}: kept {one.kept}, recounted {one.recounted}" for one in differences()]


def _broken() -> list[str]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        answer = cursor.execute("PRAGMA quick_check").fetchone()[0]
    return [] if answer == "ok" else [f"SQLite: {answer}"]
