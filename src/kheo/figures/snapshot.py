"""What a report shows, read from the register at one moment and kept as plain data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from kheo.figures.indicators import INDICATORS
from kheo.figures.queries import Scope, Totals, compare, reported_of, scope_of, totals_of
from kheo.figures.spans import name_of
from kheo.initiatives.choices import ACCEPTED, Field, Kind, Level
from kheo.initiatives.models import FollowUp, Registration
from kheo.recognition.models import Recognition
from kheo.recognition.policy import holding
from kheo.tallies.periods import Period
from kheo.units.choices import OrganisationKind
from kheo.units.models import Organisation, Unit
from kheo.units.paths import within
from kheo.units.queries import neighbourhoods_of

Snapshot = dict[str, Any]
VERSION = 1
COMPARED = ("registered", "models", "exemplars", "new", "replicated", "recognised", "stock")
"""The indicators whose reported figures a report is checked against."""


def take_snapshot(unit: Unit, period: Period) -> Snapshot:
    """Figures and lists of a unit for a period, as of now, as JSON keeps them.

    `totals` and `before` (the period a year earlier) by indicator; `by_field`, `levels`, `recognised_levels`, `stock`
    by their codes; `models`, the accepted registrations behind `totals.registered`; `mobilised`, sums of the period's
    follow-ups; `differences`, what accepted documents state otherwise. `as_of` is a moment, ISO with its zone.
    """
    scope = scope_of(unit)
    now, before = totals_of(scope, period, period.previous)
    return {
        "version": VERSION,
        "as_of": now.as_of.isoformat(),
        "period": [period.first, period.last],
        "totals": _by_indicator(now),
        "before": _by_indicator(before),
        "by_field": {field.value: _by_indicator(now, field=field.value) for field in Field},
        "levels": {level.value: now.of("registered", level=level.value) for level in Level},
        "recognised_levels": {level.value: now.of("recognised", level=level.value) for level in Level},
        "stock": {kind.value: now.of("stock", kind=kind.value) for kind in Kind},
        "stock_by_field": {
            field.value: {kind.value: now.of("stock", kind=kind.value, field=field.value) for kind in Kind}
            for field in Field
        },
        "models": _models(scope, period),
        "mobilised": _mobilised(scope, period),
        "place": _place(unit),
        "differences": _differences(scope, now),
    }


def moment_of(snapshot: Snapshot) -> datetime:
    """When the snapshot was taken, in the zone of the project."""
    return timezone.localtime(datetime.fromisoformat(snapshot["as_of"]))


def period_of(snapshot: Snapshot) -> Period:
    """The period that the snapshot is of."""
    return Period(*snapshot["period"])


def last_day_of(snapshot: Snapshot) -> date:
    """The day at which stock and statuses stand: the end of the period, or the day of the snapshot before it."""
    return min(period_of(snapshot).ends_on, moment_of(snapshot).date())


def _by_indicator(totals: Totals, **narrowed: str) -> dict[str, int]:
    return {code: totals.of(code, **narrowed) for code in INDICATORS}


def _accepted(scope: Scope, period: Period) -> dict[str, Any]:
    return {
        "unit__in": list(scope.counted),
        "status__in": ACCEPTED,
        "period__gte": period.first,
        "period__lte": period.last,
    }


def _models(scope: Scope, period: Period) -> list[dict[str, Any]]:
    rows = Registration.objects.filter(**_accepted(scope, period)).select_related("initiative")
    rows = rows.order_by("initiative__field", "initiative__kind", "initiative__folded", "pk")
    decisions = _decisions([row.pk for row in rows])
    return [
        {
            "registration": row.pk,
            "name": row.initiative.name,
            "owner": row.initiative.owner,
            "kind": row.initiative.kind,
            "field": row.initiative.field,
            "novelty": row.novelty,
            "level": row.level,
            "status": row.status,
            "decisions": decisions.get(row.pk, []),
        }
        for row in rows
    ]


def _decisions(registration_ids: list[int]) -> dict[int, list[str]]:
    """The holding decisions of each registration: number, symbol and day, in the order of their days."""
    rows = Recognition.objects.filter(holding(), registration_id__in=registration_ids)
    rows = rows.select_related("decision__issuer").order_by("decision__issued_on", "pk")
    found: dict[int, list[str]] = {}
    for row in rows:
        title = f"{row.decision.title}, {row.decision.issued_on:%d/%m/%Y}"
        found.setdefault(row.registration_id, []).append(title)
    return found


def _mobilised(scope: Scope, period: Period) -> dict[str, int | None]:
    rows = FollowUp.objects.filter(
        registration__unit__in=list(scope.counted), withdrawn_at=None, on__range=(period.starts_on, period.ends_on)
    )
    return rows.aggregate(people=Sum("people"), money=Sum("money"), labour_days=Sum("labour_days"))


def _place(unit: Unit) -> dict[str, int]:
    teams = Organisation.objects.filter(within(unit.path, "territory__path"), kind=OrganisationKind.TEAM, valid_to=None)
    return {"neighbourhoods": neighbourhoods_of(unit).count(), "teams": teams.count()}


def _differences(scope: Scope, counted: Totals) -> list[dict[str, Any]]:
    """What accepted documents state otherwise than the register counts, for the unit and for each field."""
    figures = reported_of(scope.counted, counted.period)
    return [
        {"code": code, "field": row.field, "counted": row.counted, "reported": float(row.reported or 0)}
        for code in COMPARED
        for row in compare(counted, figures, code)
        if row.difference
    ]


@dataclass(frozen=True)
class FigureChange:
    """A figure of the register that is no longer what the snapshot says."""

    label: str
    before: int
    after: int


def changed_figures(old: Snapshot, new: Snapshot) -> list[FigureChange]:
    """What the register counts otherwise than before; none: nothing that the report shows has changed in it."""
    before, after = dict(_figures(old)), dict(_figures(new))
    changes = [
        FigureChange(label, before.get(label, 0), after.get(label, 0))
        for label in after
        if before.get(label, 0) != after.get(label, 0)
    ]
    entries = _changed_entries(old["models"], new["models"])
    return changes + ([FigureChange(_("Entries of the list that changed"), 0, entries)] if entries else [])


def _figures(snapshot: Snapshot) -> Iterator[tuple[str, int]]:
    """Every number of a snapshot under its name."""
    for code, count in snapshot["totals"].items():
        yield str(INDICATORS[code].label), count
    earlier = name_of(period_of(snapshot).previous)
    yield (
        _("%(indicator)s, %(period)s")
        % {
            "indicator": INDICATORS["registered"].label,
            "period": earlier,
        },
        snapshot["before"]["registered"],
    )
    for field, counts in snapshot["by_field"].items():
        for code, count in counts.items():
            yield f"{INDICATORS[code].label}, {Field(field).label}", count
    for level, count in snapshot["levels"].items():
        yield f"{INDICATORS['registered'].label}, {Level(level).label}", count
    for level, count in snapshot["recognised_levels"].items():
        yield f"{INDICATORS['recognised'].label}, {Level(level).label}", count
    for kind, count in snapshot["stock"].items():
        yield f"{INDICATORS['stock'].label}, {Kind(kind).label}", count
    labels = {"people": _("Persons"), "money": _("Money raised, đồng"), "labour_days": _("Labour days")}
    for name, label in labels.items():
        yield label, snapshot["mobilised"][name] or 0
    for name, label in {"neighbourhoods": _("Neighbourhoods"), "teams": _("Mobilisation teams")}.items():
        yield label, snapshot["place"][name]


def _changed_entries(old: list[Mapping[str, Any]], new: list[Mapping[str, Any]]) -> int:
    """How many entries came, went or read otherwise; the same registration counts once."""
    before = {row["registration"]: row for row in old}
    after = {row["registration"]: row for row in new}
    return sum(before.get(number) != after.get(number) for number in before.keys() | after.keys())
