"""The findings of a reading as sentences, each with both numbers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kheo.desk.readings.words import MEASURES, fields, plain_number, span
from kheo.figures.readings_rows import MISMATCHES, Row


@dataclass(frozen=True)
class Told:
    """A finding for the page: its sentence, its short form beside the number, and the rows to which it leads.

    Those are the ones that it is about: the total of a sum, the percentage, both numbers of a contradiction.
    """

    sentence: SafeString
    short: str
    rows: list[Row]
    is_mismatch: bool


def told(findings: Sequence[Mapping[str, Any]], rows: Sequence[Row]) -> list[Told]:
    """Every finding of a reading, in its order."""
    return [_told(finding, [row for row in rows if at in row.findings]) for at, finding in enumerate(findings)]


def _told(finding: Mapping[str, Any], rows: list[Row]) -> Told:
    kind = finding["kind"]
    sentence, short = _WRITERS.get(kind, _other)(finding, rows)
    about = set(finding["facts"][:2] if kind == "contradiction" else finding["facts"][:1])
    leading = [row for row in rows if about & {fact.position for fact in row.facts}]
    return Told(sentence=sentence, short=short, rows=leading, is_mismatch=kind in MISMATCHES)


def _sum(finding: Mapping[str, Any], rows: list[Row]) -> tuple[SafeString, str]:
    facts = {fact.position: fact.fact for row in rows for fact in row.facts}
    parts = [facts[at] for at in finding["facts"][1:] if at in facts]
    stated, computed = finding["stated"], finding["computed"]
    adding = " + ".join(plain_number(part["value"]) for part in parts)
    less = _("{adding} = {total}, {missing} fewer.") if computed < stated else _("{adding} = {total}, {missing} more.")
    by_field = bool(parts) and all(part["split"] == "field" for part in parts)
    head = (
        ngettext(
            "{count} field adds up to {computed}, the report states {stated}:",
            "{count} fields add up to {computed}, the report states {stated}:",
            len(parts),
        )
        if by_field
        else _("The parts add up to {computed}, the report states {stated}:")
    )
    numbers = {"computed": _strong(computed), "stated": _strong(stated), "count": len(parts)}
    total = {"adding": adding, "total": plain_number(computed), "missing": plain_number(abs(stated - computed))}
    sentence = format_html("{} {}", format_html(head, **numbers), format_html(less, **total))
    return sentence, _("Added up: %(number)s.") % {"number": plain_number(computed)}


def _percent(finding: Mapping[str, Any], rows: list[Row]) -> tuple[SafeString, str]:
    facts = {fact.position: fact.fact for row in rows for fact in row.facts}
    counts = [facts[at] for at in finding["facts"] if at in facts and facts[at]["measure"] != "percent"]
    numbers = {"computed": _strong(finding["computed"], "%"), "stated": _strong(finding["stated"], "%")}
    short = _("Worked out again: %(number)s%%.") % {"number": plain_number(finding["computed"])}
    if not counts:
        return format_html(_("Worked out again it is {computed}, the report states {stated}."), **numbers), short
    part = plain_number(counts[0]["value"])
    if whole := _whole(finding["message"]):
        sentence = _("{part} of {whole} is {computed}, the report states {stated}.")
        return format_html(sentence, part=part, whole=plain_number(whole), **numbers), short
    sentence = _("For {part} {what} the share is {computed}, the report states {stated}.")
    return format_html(sentence, part=part, what=MEASURES.get(counts[0]["measure"], ""), **numbers), short


def _whole(message: str) -> float | None:
    """The number by which the reader divided: its message begins “3270/3374”."""
    found = re.match(r"[\d.]+/(\d+(?:\.\d+)?) ", message)
    return float(found[1]) if found else None


def _period(finding: Mapping[str, Any], rows: list[Row]) -> tuple[SafeString, str]:
    both = {"stated": _strong(finding["stated"]), "computed": _strong(finding["computed"])}
    sentence = format_html(_("The report is of {stated}, but this number is dated {computed}."), **both)
    both_ways = {"one": finding["stated"], "two": finding["computed"]}
    return sentence, _("Dated in two ways: %(one)s and %(two)s.") % both_ways


def _kind(finding: Mapping[str, Any], rows: list[Row]) -> tuple[SafeString, str]:
    facts = {fact.position: fact.fact for row in rows for fact in row.facts}
    found = [facts[at]["measure"] for at in finding["facts"] if at in facts]
    whole = str(MEASURES.get(found[0], "")) if found else ""
    parts = " + ".join(str(MEASURES.get(one, "")) for one in dict.fromkeys(found[1:]))
    numbers = {"stated": _strong(finding["stated"]), "computed": _strong(finding["computed"])}
    sentence = format_html(
        _("The total is {stated} {whole}, but its parts, {computed} together, are written as {parts}."),
        whole=whole,
        parts=parts,
        **numbers,
    )
    return sentence, _("The total and its parts count different kinds.")


def _contradiction(finding: Mapping[str, Any], rows: list[Row]) -> tuple[SafeString, str]:
    both = {"stated": _strong(finding["stated"]), "computed": _strong(finding["computed"])}
    numbers = {"one": plain_number(finding["stated"]), "two": plain_number(finding["computed"])}
    sentence = format_html(_("The same thing is given as {stated} in one place and {computed} in another."), **both)
    return sentence, _("Given with two numbers: %(one)s and %(two)s.") % numbers


def _unsplit(finding: Mapping[str, Any], rows: list[Row]) -> tuple[SafeString, str]:
    codes = next((fact.fact["field"] for row in rows for fact in row.facts if isinstance(fact.fact["field"], list)), [])
    named = fields(tuple(codes))
    sentence = _("{stated} is one number for several fields ({fields}) and cannot be divided among them.")
    return format_html(sentence, stated=_strong(finding["stated"]), fields=named), _("One number for several fields.")


def _register(finding: Mapping[str, Any], rows: list[Row]) -> tuple[SafeString, str]:
    both = {"stated": _strong(finding["stated"]), "computed": _strong(finding["computed"])}
    text = _(
        "Counted from the register: {computed}, the report states {stated}. Enter what the register lacks, or correct "
        "the number."
    )
    return format_html(text, **both), _("Counted from the register: %(number)s.") % _number(finding)


def _earlier(finding: Mapping[str, Any], rows: list[Row]) -> tuple[SafeString, str]:
    text = _("{document} states {computed}, this one {stated}, for the same time. Look which is right, and correct it.")
    return _beside(text, finding), _("An earlier document stated %(number)s.") % _number(finding)


def _stock_fell(finding: Mapping[str, Any], rows: list[Row]) -> tuple[SafeString, str]:
    text = _(
        "Fewer than before: {document} states {computed}, this one {stated}, and names none that ended. Correct the "
        "number, or ask which ended."
    )
    return _beside(text, finding), _("Before it were %(number)s.") % _number(finding)


def _total_shrank(finding: Mapping[str, Any], rows: list[Row]) -> tuple[SafeString, str]:
    text = _(
        "A shorter time has more: {document} states {computed}, this one, up to a later day, {stated}. Correct the "
        "number or the period."
    )
    return _beside(text, finding), _("Up to an earlier day it were %(number)s already.") % _number(finding)


def _beside(text: str, finding: Mapping[str, Any]) -> SafeString:
    """The sentence, and the words of both documents behind it."""
    numbers = {"stated": _strong(finding["stated"]), "computed": _strong(finding["computed"])}
    sentence = format_html(text, document=_document(finding), **numbers)
    if len(finding["quotes"]) < 2:
        return sentence
    quotes = format_html(_("There: “{there}”. Here: “{here}”."), there=finding["quotes"][1], here=finding["quotes"][0])
    return format_html('{} <span class="small soft">{}</span>', sentence, quotes)


def _document(finding: Mapping[str, Any]) -> str:
    other = finding.get("other")
    if not other:
        return _("An earlier document")
    days = date.fromisoformat(other["starts_on"]), date.fromisoformat(other["ends_on"])
    return _("“%(document)s” (%(period)s)") % {"document": other["source"], "period": span(*days)}


def _number(finding: Mapping[str, Any]) -> dict[str, str]:
    return {"number": plain_number(finding["computed"])}


def _other(finding: Mapping[str, Any], rows: list[Row]) -> tuple[SafeString, str]:
    return format_html("{}", _("Two places of the text do not agree.")), _("Two places of the text do not agree.")


def _strong(value: Any, behind: str = "") -> SafeString:
    text = value if isinstance(value, str) else plain_number(value)
    return format_html("<strong>{}{}</strong>", text, behind)


_WRITERS = {
    "sum": _sum,
    "percent": _percent,
    "period": _period,
    "kind": _kind,
    "contradiction": _contradiction,
    "unsplit": _unsplit,
    "register": _register,
    "earlier_report": _earlier,
    "stock_fell": _stock_fell,
    "total_shrank": _total_shrank,
}
