"""The words of a list that is looked through: what its columns hold, what is wrong in a row and what to do."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kheo.initiatives.choices import Field, Holder, Kind, Novelty
from kheo.initiatives.rules import Rules
from kheo.reader.list_headings import MEANINGS

COLUMNS = {
    "order": gettext_lazy("Number in the list"),
    "name": gettext_lazy("Name of the model"),
    "kind": gettext_lazy("Model or exemplar"),
    "owner": gettext_lazy("Who does it"),
    "holder": gettext_lazy("Whose work it is"),
    "lead": gettext_lazy("Body that leads it"),
    "place": gettext_lazy("Neighbourhood"),
    "field": gettext_lazy("Field"),
    "year": gettext_lazy("Year of registration"),
    "novelty": gettext_lazy("New, kept up or replicated"),
    "level": gettext_lazy("Level"),
    "accepted_on": gettext_lazy("Day on which it was accepted"),
    "starts_on": gettext_lazy("8. First day"),
    "evaluates_on": gettext_lazy("8. Day of the evaluation"),
    "situation": gettext_lazy("2. Situation and reason"),
    "goals": gettext_lazy("3. Goals, and by what they are measured"),
    "method": gettext_lazy("4. What is done and how"),
    "beneficiaries": gettext_lazy("5. Where, and who benefits"),
    "forces": gettext_lazy("6. Who leads, who works along"),
    "resources": gettext_lazy("7. Resources"),
    "outputs": gettext_lazy("9. Results that can be checked"),
    "sustainability": gettext_lazy("10. Keeping it up and passing it on"),
    "note": gettext_lazy("Note"),
}
_CHOICES: dict[str, Any] = {"field": Field, "kind": Kind, "holder": Holder, "novelty": Novelty}

SKIPPED = {
    "heading": pgettext_lazy("row of a list", "headings"),
    "numbering": pgettext_lazy("row of a list", "numbers of the columns"),
    "section": pgettext_lazy("row of a list", "title of a group"),
    "total": pgettext_lazy("row of a list", "sum"),
    "foot": pgettext_lazy("row of a list", "signature or distribution list"),
    "outside": pgettext_lazy("row of a list", "no name, nearly empty"),
}

PROBLEMS: dict[str, Any] = {
    "no_name": gettext_lazy("Write the name."),
    "no_owner": gettext_lazy("Write who does it: a body, a team or a person."),
    "no_field": gettext_lazy("Write one of the fields: %(fields)s."),
    "field": gettext_lazy("“%(value)s” is no field here. Write one of these: %(fields)s."),
    "several_fields": gettext_lazy("“%(value)s” names two fields. Write one of these: %(fields)s."),
    "several": gettext_lazy("There are two crosses where one is needed. Leave one."),
    "tick": gettext_lazy("“%(value)s” is no cross. Write x, or leave the cell empty."),
    "kind": gettext_lazy("“%(value)s” is neither model nor exemplar. Write “Mô hình” or “Điển hình”."),
    "novelty": gettext_lazy("“%(value)s” is not understood. Write “Mới”, “Duy trì” or “Nhân rộng”."),
    "level": gettext_lazy("“%(value)s” is no level. Write “Cấp xã”, “Cấp tỉnh” or “Trung ương”."),
    "year": gettext_lazy("“%(value)s” is not one year. Write it in four digits, for example 2025."),
    "day": gettext_lazy("“%(value)s” is not a date. Write the date like 30/11/2026."),
    "long_name": gettext_lazy("Longer than 200 characters. Write it shorter, the rest in another column."),
    "long": gettext_lazy("Longer than 20,000 characters. Write it shorter."),
    "short_name": gettext_lazy("“%(value)s” is a single letter. Write the name out."),
    "formula": gettext_lazy("The formula gives %(value)s. Write the value itself."),
    "place": gettext_lazy(
        "“%(value)s” is not among the neighbourhoods of %(unit)s. Write its name as the register has it."
    ),
    "no_campaign": gettext_lazy("There is no campaign of %(value)s. Open it first, or put the year right."),
    "other_year": gettext_lazy("The day %(value)s is not in the year of this row. Put one of the two right."),
    "future": gettext_lazy("The day %(value)s has not come yet. Write the day on which it was accepted."),
    "no_unit": gettext_lazy("%(unit)s was not there on %(value)s. Bring this row in for the unit of that day."),
    "twin": gettext_lazy("The same as row %(value)s of this list."),
    "refused": "%(value)s",
}


def sentence(code: str, value: str, *, unit: str, rules: Rules) -> str:
    """What is wrong in a row, and what to write."""
    fields = ", ".join(field.name for field in rules.fields)
    return str(PROBLEMS[code]) % {"value": value, "unit": unit, "fields": fields}


def head_of(heading: str, code: str) -> str:
    """The heading under which a mistake stands; of what no column holds the words for it."""
    return heading or str(COLUMNS.get(code.removeprefix("no_"), ""))


def meanings(rules: Rules) -> list[tuple[str, str]]:
    """(code, words) of what a column may hold, for a select; the place's own fields are among the crosses."""
    known = [meaning for meaning in MEANINGS if not meaning.startswith("field:")]
    at = known.index("kind:model")
    own = [f"field:{field.code}" for field in rules.fields]
    return [(meaning, column(meaning, rules)) for meaning in [*known[:at], *own, *known[at:]]]


def column(meaning: str, rules: Rules) -> str:
    """The words for what a column holds; empty where it is left out."""
    group, _sign, code = meaning.partition(":")
    if not code:
        return str(COLUMNS.get(meaning, ""))
    names = {field.code: field.name for field in rules.fields} if group == "field" else {}
    word = names.get(code) or capfirst(str(dict(_CHOICES[group].choices).get(code, code)))
    return _("%(group)s: cross for “%(choice)s”") % {"group": COLUMNS[group], "choice": word}
