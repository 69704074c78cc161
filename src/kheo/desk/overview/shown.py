"""The tables and tiles of an overview, each number with the way down to its records where the reader may go it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kheo.desk.overview.asked import Asked, address_if_any
from kheo.figures.indicators import INDICATORS
from kheo.figures.overview import Overview
from kheo.figures.queries import Compared, compare, stated
from kheo.figures.spans import heading_of, name_of
from kheo.initiatives.choices import Level
from kheo.tallies.choices import Measure
from kheo.ui import written


@dataclass(frozen=True)
class Line:
    """A row: its name, counted and reported with their links; `widest` is the scale of its bars."""

    label: str
    counted: int
    url: str = ""
    field: str = ""
    reported: Decimal | None = None
    reported_url: str = ""
    widest: Decimal = Decimal(0)
    stock: int | None = None

    @property
    def difference(self) -> Decimal | None:
        """Reported less counted."""
        return None if self.reported is None else self.reported - self.counted

    @property
    def gap(self) -> Decimal:
        """How far the two are apart, without a sign."""
        return abs(self.difference or Decimal(0))


@dataclass(frozen=True)
class Table:
    """Rows with their sum; `has_reported` where a report states something of it."""

    title: str
    lines: list[Line]
    total: Line | None = None
    note: str = ""
    has_reported: bool = field(default=False)


class Shown:
    """An overview as the page draws it."""

    def __init__(self, asked: Asked, found: Overview) -> None:
        self.asked, self.found, self.now, self.before = asked, found, found.now, found.before

    # ── the answer ──

    @property
    def heading(self) -> str:
        """What the page is about, in one sentence with its figures."""
        code = self.found.headline
        counted = self.now.of(code)
        words = {"period": heading_of(self.asked.period), "things": _things(code, counted)}
        if self.found.said is None:
            return _("%(period)s: the register counts %(things)s") % words
        said = stated(self.found.said, INDICATORS[code])
        if said is None:
            if self.rows_reported:
                return _("%(period)s: the register counts %(things)s, no report of its own yet") % words
            return _("%(period)s: the register counts %(things)s, no report yet") % words
        words["gap"] = written.figure(abs(said - counted))
        if said == counted:
            return _("%(period)s: the register counts %(things)s, the report agrees") % words
        if said > counted:
            return _("%(period)s: the register counts %(things)s, the report states %(gap)s more") % words
        return _("%(period)s: the register counts %(things)s, the report states %(gap)s fewer") % words

    @property
    def tiles(self) -> list[dict[str, Any]]:
        """The four figures on top: what happened in the period, and apart from it what stands at its end."""
        stock = {kind: self.now.of("stock", kind=kind) for kind in ("model", "exemplar")}
        registered, evaluated = self.now.of("registered"), self.now.of("evaluated")
        return [
            self._tile("registered", _("Accepted in the period")),
            self._tile(
                "stock",
                _("Standing at the end of the period"),
                _("%(models)s models, %(exemplars)s exemplars")
                % {"models": written.figure(stock["model"]), "exemplars": written.figure(stock["exemplar"])},
            ),
            self._tile("recognised", _("Recognised in the period")),
            {
                "label": _("Evaluated of those accepted"),
                "value": written.share(evaluated, registered),
                "url": self._list("evaluated") if evaluated else "",
                "base": _("%(part)s of %(whole)s")
                % {"part": written.figure(evaluated), "whole": written.figure(registered)},
            },
        ]

    def _tile(self, code: str, label: str, base: str = "") -> dict[str, Any]:
        points = [totals.of(code) for totals in self.found.trend]
        first = next((place for place, count in enumerate(points) if count), len(points))
        drawn = points[first:]
        return {
            "label": label,
            "value": self.now.of(code),
            "url": self._list(code),
            "base": base,
            "change": self.now.of(code) - self.before.of(code) if self._has_before else None,
            "since": name_of(self.before.period),
            "points": drawn if len(drawn) > 2 else (),
            "points_label": _("%(label)s over %(years)s years: from %(first)s to %(last)s")
            % {
                "label": label,
                "years": len(drawn),
                "first": written.figure(drawn[0] if drawn else 0),
                "last": written.figure(points[-1]),
            },
        }

    @property
    def _has_before(self) -> bool:
        return any(sum(counts.values()) for counts in self.before.counts.values())

    # ── the tables ──

    @property
    def by_field(self) -> Table:
        """The figure of the heading by field, counted beside reported."""
        code = self.found.headline
        rows = compare(self.now, self.found.said or [], code)
        widest = max((Decimal(v) for row in rows[:-1] for v in (row.counted, row.reported or 0)), default=Decimal(0))
        lines = [self._line(code, row, widest) for row in rows]
        has_reported = any(row.reported is not None for row in rows)
        return Table(_("By field"), lines[:-1], lines[-1], has_reported=has_reported)

    def _line(self, code: str, row: Compared, widest: Decimal) -> Line:
        narrowed = {"field": row.field} if row.field else {}
        return Line(
            label=row.label or _("Total"),
            counted=row.counted,
            url=self._list(code, **narrowed),
            field=row.field,
            reported=row.reported,
            reported_url=self.reported_url if row.reported is not None else "",
            widest=widest,
        )

    @property
    def by_kind(self) -> Table:
        """Models and exemplars apart, in the period and standing."""
        pairs = (("models", "model"), ("exemplars", "exemplar"))
        lines = [self._indicator(code, stock=self.now.of("stock", kind=kind)) for code, kind in pairs]
        total = self._indicator("registered", label=_("Total"), stock=self.now.of("stock"))
        return self._table(_("Models and exemplars"), lines, total)

    @property
    def splits(self) -> list[Table]:
        """The accepted ones by novelty, by status, by level asked; and the recognised ones by level."""
        total = self._indicator("registered", label=_("Total"))
        tables = [
            self._table(
                _("By novelty"), [self._indicator(code) for code in ("new", "maintained", "replicated")], total
            ),
            self._table(_("By status today"), [self._indicator(code) for code in ("under_way", "evaluated")], total),
            Table(_("By level asked"), self._split("registered", "level", Level), total),
        ]
        recognised = self._indicator("recognised", label=_("Total"))
        note = _("By the decision's day: registrations of earlier years too.")
        return [*tables, Table(_("Recognised, by level"), self._split("recognised", "level", Level), recognised, note)]

    def _table(self, title: str, lines: list[Line], total: Line) -> Table:
        return Table(title, lines, total, has_reported=any(line.reported is not None for line in [*lines, total]))

    def _indicator(self, code: str, *, label: str = "", stock: int | None = None) -> Line:
        said = stated(self.found.said, INDICATORS[code]) if self.found.said else None
        return Line(
            label=label or str(INDICATORS[code].label),
            counted=self.now.of(code),
            url=self._list(code),
            reported=said,
            reported_url=self.reported_url if said is not None else "",
            stock=stock,
        )

    def _split(self, code: str, dimension: str, choices: type[TextChoices]) -> list[Line]:
        lines = []
        for choice in choices:
            counted = self.now.of(code, **{dimension: choice.value})
            if counted:
                lines.append(Line(_capital(choice.label), counted, self._list(code, **{dimension: choice.value})))
        return lines

    # ── the ways down ──

    def _list(self, code: str, **narrowed: str) -> str:
        """The list that holds exactly the counted registrations; empty where the reader may not see all of them."""
        indicator = INDICATORS[code]
        if not self.found.is_listed or indicator.measure != Measure.REGISTERED:
            return ""
        return list_address(self.asked, **indicator.where, **narrowed)

    @property
    def reported_url(self) -> str:
        """The reported figures of this unit in the period's year."""
        if self.found.said is None:
            return ""
        return address_if_any("desk:reported_figures", unit=self.asked.unit.pk, year=self.asked.period.last // 10)

    def locals_of(self, kind: str) -> list[dict[str, Any]]:
        """The neighbourhoods or bodies of a ward as rows; a place that is the whole ward is not a link."""
        rows = self.found.places if kind == "unit" else self.found.bodies
        unit = self.asked.unit
        return [
            {
                "label": _("The whole of %(unit)s") % {"unit": unit}
                if row.number == unit.pk and kind == "unit"
                else _capital(row.name),
                "registered": row.registered,
                "recognised": row.recognised,
                "url": self._local_url(kind, row.number),
            }
            for row in rows
        ]

    def _local_url(self, kind: str, number: int) -> str:
        if not self.found.is_listed or (kind == "unit" and number in self.found.scope.counted):
            return ""
        return list_address(self.asked, **{kind: number})

    @property
    def rows_that_differ(self) -> int:
        """How many units below have reports that state another number."""
        return sum(bool(row.difference) for row in self.found.below)

    @property
    def rows_reported(self) -> int:
        """How many units below have a reported figure at all."""
        return sum(row.reported is not None for row in self.found.below)


def list_address(asked: Asked, **narrowed: Any) -> str:
    """The list of registrations accepted in the period, narrowed."""
    query = {"unit": asked.unit.pk, "from": asked.period.first, "to": asked.period.last} | narrowed
    return f"{reverse('desk:registrations')}?{urlencode(query)}"


def sorted_rows(rows: Iterable[Any], sort: str) -> list[Any]:
    """Rows of units in the order of a column (`-registered` the other way round); what belongs to none comes last."""
    listed = list(rows)
    own, rest = [row for row in listed if row.unit], [row for row in listed if not row.unit]
    name = sort.removeprefix("-")
    if name in ("registered", "recognised", "stock"):
        own.sort(key=lambda row: getattr(row, name), reverse=sort.startswith("-"))
    elif sort == "-name":
        own.reverse()
    return own + rest


def _things(code: str, count: int) -> str:
    """So many models, exemplars, or both, in words."""
    words = {
        "registered": _("%(count)s models and exemplars"),
        "models": _("%(count)s models"),
        "exemplars": _("%(count)s exemplars"),
    }
    return words[code] % {"count": written.figure(count)}


def _capital(label: Any) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]
