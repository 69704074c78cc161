"""The words of the history: what a step was, which item changed, and its values as people write them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.desk.registrations.step_forms import ITEM_TITLES
from kheo.initiatives.choices import Alive, Field, Holder, Kind, Level, Novelty, Outcome
from kheo.initiatives.models import Initiative, StatusChange
from kheo.ui import written
from kheo.units.models import Unit

STEPS = {
    "draft": gettext_lazy("Draft begun"),
    "submit": gettext_lazy("Sent"),
    "return": gettext_lazy("Returned to be mended"),
    "take_back": gettext_lazy("Taken back to change it"),
    "withdraw": gettext_lazy("Withdrawn by its body"),
    "accept": gettext_lazy("Accepted"),
    "refuse": gettext_lazy("Refused"),
    "evaluate": gettext_lazy("Evaluated"),
    "enter": gettext_lazy("Entered in the register"),
    "strike_off": gettext_lazy("Struck off the register"),
    "reopen": gettext_lazy("Evaluation taken back"),
    "correct": gettext_lazy("Corrected"),
    "follow_up": gettext_lazy("Followed up"),
    "withdraw_follow_up": gettext_lazy("A follow-up taken back"),
    "set_alive": gettext_lazy("Said whether it goes on"),
    "set_consent": gettext_lazy("Consent to be shown publicly"),
    "recognise": gettext_lazy("Recognised by a decision"),
    "revoke": gettext_lazy("Recognition revoked"),
}
FIELDS = {
    **{name: title for name, title in ITEM_TITLES.items() if name != "schedule"},
    "kind": gettext_lazy("Kind"),
    "owner": gettext_lazy("Who does it"),
    "holder": gettext_lazy("Whose work it is"),
    "field": gettext_lazy("Field"),
    "local_field": gettext_lazy("The place's own field"),
    "place": gettext_lazy("Place"),
    "origin": gettext_lazy("Goes back to"),
    "origin_note": gettext_lazy("Goes back to, in words"),
    "level": gettext_lazy("Level"),
    "novelty": gettext_lazy("New, kept up or replicated"),
    "starts_on": gettext_lazy("8. First day"),
    "evaluates_on": gettext_lazy("8. Day of the evaluation"),
    "on": gettext_lazy("Day"),
    "people": gettext_lazy("Persons"),
    "money": gettext_lazy("Money"),
    "labour_days": gettext_lazy("Labour days"),
    "alive": gettext_lazy("The work"),
    "outcome": gettext_lazy("How it came out"),
    "evaluation": gettext_lazy("Evaluation"),
    "consents_to_publication": gettext_lazy("Consent to be shown publicly"),
    "decision": gettext_lazy("Decision"),
}
"""A changed field in words; what is not here is not told."""
_CHOICES: dict[str, Any] = {
    "kind": Kind, "holder": Holder, "field": Field, "level": Level, "novelty": Novelty, "alive": Alive,
    "outcome": Outcome,
}  # fmt: skip
_DAYS = {"starts_on", "evaluates_on", "on"}


def timeline_entries(history: Iterable[StatusChange]) -> list[dict[str, Any]]:
    """The history for the `timeline` tag, newest first, with places and origins read in two queries."""
    rows = list(history)
    names = _names_of(rows)
    sent = sum(1 for row in rows if row.step == "submit")
    entries = []
    for row in rows:
        title = STEPS.get(row.step, row.step)
        if row.step == "submit":
            title = _("Sent for the first time") if sent == 1 else _("Sent, time %(number)s") % {"number": sent}
            sent -= 1
        entries.append(
            {
                "at": row.at,
                "title": title,
                "who": _who(row),
                "remark": row.reason,
                "kind": "ask" if row.step in {"return", "refuse"} else "",
                "changes": list(_told(row, names)),
            }
        )
    return entries


def _who(row: StatusChange) -> str:
    if not row.items:
        return row.by_name
    items = "; ".join(str(title) for title in items_in_words(row.items))
    return _("%(person)s. Items to mend: %(items)s.") % {"person": row.by_name, "items": items}


def items_in_words(names: Iterable[str]) -> list[Any]:
    """The titles of the form's items."""
    return [ITEM_TITLES[name] for name in names if name in ITEM_TITLES]


def _names_of(rows: list[StatusChange]) -> dict[str, dict[int, str]]:
    numbers: dict[str, set[int]] = {"place": set(), "origin": set()}
    for row in rows:
        for field in numbers:
            numbers[field] |= {value for value in row.changes.get(field, ()) if isinstance(value, int)}
    places = Unit.objects.in_bulk(numbers["place"]) if numbers["place"] else {}
    origins = Initiative.objects.in_bulk(numbers["origin"]) if numbers["origin"] else {}
    return {
        "place": {number: unit.heading for number, unit in places.items()},
        "origin": {number: f"“{initiative.name}”" for number, initiative in origins.items()},
    }


def _told(row: StatusChange, names: dict[str, dict[int, str]]) -> Iterable[tuple[Any, str, str]]:
    for field, (before, after) in row.changes.items():
        if field in FIELDS and field != "local_field" and before != after:
            yield FIELDS[field], value_in_words(field, before, names), value_in_words(field, after, names)


def value_in_words(field: str, value: Any, names: dict[str, dict[int, str]] | None = None) -> str:
    """A kept value as people write it; nothing gives nothing."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field in _CHOICES:
        return str(dict(_CHOICES[field].choices).get(value, value))
    if field in _DAYS:
        return written.day(date.fromisoformat(value))
    if field in ("place", "origin"):
        return (names or {}).get(field, {}).get(value, str(value))
    return written.figure(value)
