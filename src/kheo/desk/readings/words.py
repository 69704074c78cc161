"""What a read fact counts, in the words of an official: “mô hình kinh tế được công nhận”, “cấp xã, trong kỳ”."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from kheo.figures.models import ReportedFigure
from kheo.ui.written import day, figure

Text = str | Promise

MEASURES: dict[str, Text] = {
    "models": pgettext_lazy("counted", "models"),
    "exemplars": pgettext_lazy("counted", "exemplars"),
    "models_and_exemplars": pgettext_lazy("counted", "models and exemplars"),
    "families": pgettext_lazy("counted", "families"),
    "neighbourhoods": pgettext_lazy("counted", "neighbourhoods"),
    "agencies": pgettext_lazy("counted", "agencies, schools"),
    "collectives": pgettext_lazy("counted", "collectives"),
    "individuals": pgettext_lazy("counted", "individuals"),
    "households": pgettext_lazy("counted", "households"),
    "collectives_and_individuals": pgettext_lazy("counted", "collectives and individuals"),
    "teams": pgettext_lazy("counted", "mobilisation teams"),
    "percent": pgettext_lazy("counted", "share"),
}
_WITH_STATUS: dict[str, Text] = {
    "registered": pgettext_lazy("counted", "%(what)s registered"),
    "operating": pgettext_lazy("counted", "%(what)s under way"),
    "new": pgettext_lazy("counted", "new %(what)s"),
    "replicated": pgettext_lazy("counted", "%(what)s replicated"),
    "recognised": pgettext_lazy("counted", "%(what)s recognised"),
    "commended": pgettext_lazy("counted", "%(what)s commended"),
    "nominated": pgettext_lazy("counted", "%(what)s put forward to the level above"),
    "met": pgettext_lazy("counted", "%(what)s that met the title"),
    "effective": pgettext_lazy("counted", "%(what)s that work well"),
    "discontinued": pgettext_lazy("counted", "%(what)s taken off the list"),
}
FIELDS: dict[str, Text] = {
    "economy": pgettext_lazy("field of a count", "economy"),
    "culture_society": pgettext_lazy("field of a count", "culture and society"),
    "defence_security": pgettext_lazy("field of a count", "defence and security"),
    "political_system": pgettext_lazy("field of a count", "political-system building"),
}
_HOLDERS: dict[str, Text] = {
    "collective": pgettext_lazy("counted", "%(what)s of collectives"),
    "individual": pgettext_lazy("counted", "%(what)s of individuals"),
    "household": pgettext_lazy("counted", "%(what)s of households"),
}
LEVELS: dict[str, Text] = {
    "neighbourhood": pgettext_lazy("level of a count", "Neighbourhood level"),
    "commune": pgettext_lazy("level of a count", "Commune level"),
    "district": pgettext_lazy("level of a count", "District level"),
    "province": pgettext_lazy("level of a count", "Province level"),
    "national": pgettext_lazy("level of a count", "National level"),
}
_ABOUT: dict[str, Text] = {
    "over": pgettext_lazy("number", "over %(number)s"),
    "under": pgettext_lazy("number", "nearly %(number)s"),
    "about": pgettext_lazy("number", "about %(number)s"),
    "at_least": pgettext_lazy("number", "at least %(number)s"),
}
_INEXACT: dict[str, Text] = {
    "over": pgettext_lazy("number", "Written as “over”, perhaps no exact count"),
    "under": pgettext_lazy("number", "Written as “nearly”, perhaps no exact count"),
    "about": pgettext_lazy("number", "Written as “about”, perhaps no exact count"),
    "at_least": pgettext_lazy("number", "Written as “at least”, perhaps no exact count"),
}
_GROUP_MEASURES = {"collectives", "individuals", "households", "collectives_and_individuals"}
_MOVEMENT = {"models", "exemplars", "models_and_exemplars"}


@dataclass(frozen=True)
class Said:
    """What a fact or an accepted figure says, the same for both."""

    measure: str
    of: str
    status: str
    fields: tuple[str, ...]
    level: str
    holder: str
    role: str
    value: Decimal
    value_to: Decimal | None
    approx: str
    starts_on: date
    ends_on: date
    by: str = ""
    award: str = ""


def of_fact(
    fact: Mapping[str, Any], value: Decimal, starts_on: date, ends_on: date, *, corrected: bool = False
) -> Said:
    """What a fact of the reader says; `value` as a person left it, the span as the report's where it names none."""
    period = fact["period"] or {}
    field = fact["field"]
    value_to = None if corrected or fact["value_to"] is None else Decimal(str(fact["value_to"]))
    return Said(
        measure=fact["measure"],
        of=fact["of"] or "",
        status=fact["status"] or "",
        fields=tuple(field) if isinstance(field, list) else (field,) if field else (),
        level=fact["level"] or "",
        holder=fact["holder"] or "",
        role=fact["role"],
        value=value,
        value_to=value_to,
        approx="" if corrected else fact["approx"] or "",
        starts_on=date.fromisoformat(period["from"]) if period else starts_on,
        ends_on=date.fromisoformat(period["to"]) if period else ends_on,
        by=fact["by"] or "",
        award=fact["award"] or "",
    )


def of_figure(row: ReportedFigure) -> Said:
    """What an accepted figure says."""
    names = ("measure", "of", "status", "level", "holder", "role", "value", "value_to", "approx")
    same = {name: getattr(row, name) for name in (*names, "starts_on", "ends_on")}
    return Said(fields=tuple(row.fields), **same)


def number(said: Said) -> str:
    """38; khoảng 40; 1–3; 96,51%."""
    text = plain_number(said.value)
    if said.value_to is not None:
        text = f"{text}–{plain_number(said.value_to)}"
    if said.measure == "percent":
        text += "%"
    return str(_ABOUT[said.approx]) % {"number": text} if said.approx in _ABOUT else text


def plain_number(value: Decimal | float) -> str:
    """2846 → 2.846; 96.5100 → 96,51: no zeros at the end."""
    exact = Decimal(str(value))
    return figure(int(exact)) if exact == exact.to_integral() else figure(exact.normalize())


def counted(said: Said) -> str:
    """“mô hình kinh tế được công nhận”: what is counted, with its status, its fields and whose it is."""
    what = str(MEASURES.get(said.of if said.measure == "percent" else said.measure, said.measure))
    if said.fields:
        what = pgettext("counted", "%(what)s in %(fields)s") % {"what": what, "fields": fields(said.fields)}
    if said.holder in _HOLDERS and said.measure not in _GROUP_MEASURES:
        what = str(_HOLDERS[said.holder]) % {"what": what}
    if said.status in _WITH_STATUS:
        return str(_WITH_STATUS[said.status]) % {"what": what}
    return what if said.measure in _MOVEMENT else pgettext("counted", "%(what)s in all") % {"what": what}


def fields(codes: tuple[str, ...]) -> str:
    """“kinh tế, văn hóa – xã hội”; a field in the words of the text stays as it is."""
    return ", ".join(str(FIELDS.get(code, code.removeprefix("other:"))) for code in codes)


def span(starts_on: date, ends_on: date) -> str:
    """“năm 2022”, “6 tháng đầu năm 2026”, or both days."""
    if (starts_on.month, starts_on.day, ends_on.month, ends_on.day) == (1, 1, 12, 31):
        if starts_on.year == ends_on.year:
            return _("year %(year)s") % {"year": starts_on.year}
        return _("years %(first)s–%(last)s") % {"first": starts_on.year, "last": ends_on.year}
    ends = (starts_on.month, starts_on.day, ends_on.month, ends_on.day)
    if starts_on.year == ends_on.year and ends == (1, 1, 6, 30):
        return _("first half of %(year)s") % {"year": starts_on.year}
    if starts_on.year == ends_on.year and ends == (7, 1, 12, 31):
        return _("second half of %(year)s") % {"year": starts_on.year}
    return _("%(start)s to %(end)s") % {"start": day(starts_on), "end": day(ends_on)}


def circumstances(said: Said, *, report: tuple[date, date] | None = None, is_part: bool = False) -> list[str]:
    """What else is said of it, each a short sentence without its full stop.

    `report` is the span that stands over the page already; of a part nothing is said that its total says.
    """
    found = []
    if said.measure in _MOVEMENT and not said.fields and not is_part:
        found.append(_("All fields"))
    if said.level in LEVELS:
        found.append(str(LEVELS[said.level]))
    same_span = (said.starts_on, said.ends_on) == report
    if not (same_span and is_part and said.role in {"flow", "stock"}):
        found.append(_("In the period") if same_span and said.role == "flow" else _when(said))
    if said.by:
        given = {"body": said.by, "award": said.award}
        found.append((_("%(award)s, given by %(body)s") if said.award else _("Given by %(body)s")) % given)
    if said.approx in _INEXACT:
        found.append(str(_INEXACT[said.approx]))
    return found


def _when(said: Said) -> str:
    period = span(said.starts_on, said.ends_on)
    if said.role == "stock":
        return _("As of %(day)s") % {"day": day(said.ends_on)}
    if said.role == "change":
        return _("A rise or fall, %(period)s") % {"period": period}
    if said.role == "target":
        return _("A goal, %(period)s") % {"period": period}
    return _("In the period: %(period)s") % {"period": period}
