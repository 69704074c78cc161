"""What is typed around a reading: the document, its unit and period, and the numbers put right."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kheo.audit import clock
from kheo.desk.readings.words import day, plain_number
from kheo.figures.readings_intake import readable_text
from kheo.figures.readings_rows import Row
from kheo.reader import Reading as Found
from kheo.text import fold
from kheo.ui.forms import Form, LongTextField, VietnameseDateField, WholeNumberField
from kheo.units.errors import Refusal
from kheo.units.models import Unit

YEAR, FIRST, SECOND, FREE = "year", "first", "second", "free"


class DocumentForm(Form):
    """One document: a file, or words pasted into the page."""

    file = forms.FileField(
        label=gettext_lazy("A text file (.txt)"),
        required=False,
        allow_empty_file=True,
        max_length=300,
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
        help_text=gettext_lazy("At most 5 MB. Of a Word or PDF file, copy the words and paste them below."),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or the words of the report, pasted"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
    )

    text = ""
    source = ""
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One of the two is needed: neither is marked as optional, and `clean` asks for what is missing.
        for name in ("file", "pasted"):
            self.fields[name].required = True

    def full_clean(self) -> None:
        """Neither is asked for alone."""
        for name in ("file", "pasted"):
            self.fields[name].required = False
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Sets `text` and `source`; what may not be read is refused under the field that it came in by."""
        data = super().clean()
        file, pasted = data.get("file"), data.get("pasted") or ""
        if self.errors:
            return data
        if file and pasted.strip():
            self.add_error("pasted", _("There are a file and pasted words. Leave one of them out."))
        elif file:
            self._take("file", file.read(), str(file.name or ""))
        elif pasted.strip():
            self._take("pasted", pasted.encode(errors="replace"), "")
        else:
            self.add_error("file", _("Choose a file, or paste the words of the report."))
        return data

    def _take(self, field: str, data: bytes, source: str) -> None:
        try:
            self.text = readable_text(data)
        except Refusal as refusal:
            self.add_error(field, str(refusal))
        self.source = " ".join(source.split())[:200]


class PlaceForm(Form):
    """Whose report it is and of which period, confirmed before anything is kept; it carries the text along."""

    use_required_attribute = False

    unit = forms.ChoiceField(label=gettext_lazy("Unit of the report"))
    span = forms.ChoiceField(
        label=gettext_lazy("Period of the report"),
        widget=forms.RadioSelect,
        choices=[
            (YEAR, pgettext_lazy("period", "whole year")),
            (FIRST, pgettext_lazy("period", "first half of the year")),
            (SECOND, pgettext_lazy("period", "second half of the year")),
            (FREE, pgettext_lazy("period", "other: from a day to a day")),
        ],
    )
    year = WholeNumberField(label=gettext_lazy("Year"), required=False, min_value=2000, max_value=2100)
    starts_on = VietnameseDateField(label=gettext_lazy("From day"), required=False)
    ends_on = VietnameseDateField(label=gettext_lazy("To day"), required=False)
    text = forms.CharField(strip=False, widget=forms.HiddenInput)
    source = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = _grouped(units)
        self._ask_for_year_or_days(str(self.data.get("span", "")))
        # A year is a name, not an amount: 2022, never 2.022.
        self.fields["year"].prepare_value = lambda value: value

    def clean_text(self) -> str:
        """The words once more as they may be read: the page that carried them is not trusted."""
        try:
            return readable_text(self.cleaned_data["text"].encode(errors="replace"))
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def _ask_for_year_or_days(self, span: str) -> None:
        for name in ("year", "starts_on", "ends_on"):
            self.fields[name].required = (name == "year") is (span != FREE)

    def clean(self) -> dict[str, Any]:
        """Adds `first_day` and `last_day` where the period is complete."""
        data = super().clean()
        span, year = data.get("span"), data.get("year")
        if span == FREE:
            data["first_day"], data["last_day"] = data.get("starts_on"), data.get("ends_on")
        elif span and year:
            data["first_day"], data["last_day"] = days_of(span, year)
        return data

    @property
    def chosen_unit(self) -> Unit:
        """The unit that was chosen; only of a form without errors."""
        return self.units[self.cleaned_data["unit"]]


def days_of(span: str, year: int) -> tuple[date, date]:
    """The first and last day of a year or half of it."""
    first = date(year, 7, 1) if span == SECOND else date(year, 1, 1)
    return first, date(year, 6, 30) if span == FIRST else date(year, 12, 31)


def _grouped(units: Sequence[Unit]) -> list[Any]:
    """Today's units, then those before them with their last day: as long as the actor's reach, a few dozen at most."""
    today = clock.today()
    now = [(str(unit.pk), unit.place) for unit in units if unit.is_valid_on(today)]
    before = [(str(unit.pk), _ended(unit)) for unit in units if not unit.is_valid_on(today)]
    groups: list[Any] = [("", _("Choose a unit"))]
    groups += [(_("Units of today"), now)] if now else []
    return groups + ([(_("Units before them"), before)] if before else [])


def _ended(unit: Unit) -> str:
    if unit.valid_to is None:
        return unit.place
    return _("%(place)s (until %(day)s)") % {"place": unit.place, "day": day(unit.valid_to)}


def proposed(found: Found, units: Iterable[Unit]) -> dict[str, Any]:
    """What the first look says of unit and period, as initial values. A unit is proposed where the text names it; where
    the text names none, the one of today."""
    values: dict[str, Any] = {}
    last = date.fromisoformat(found.period.end) if found.period else clock.today()
    named = fold(found.unit.name) if found.unit else ""
    fitting = [unit for unit in units if unit.is_valid_on(last) and (not named or fold(unit.title) == named)]
    if len(fitting) == 1:
        values["unit"] = str(fitting[0].pk)
    if found.period:
        first = date.fromisoformat(found.period.start)
        spans = [span for span in (YEAR, FIRST, SECOND) if days_of(span, first.year) == (first, last)]
        values["span"] = spans[0] if spans else FREE
        values |= {"year": first.year} if spans else {"starts_on": first, "ends_on": last}
    return values


class RightNumberField(forms.Field):
    """A number put right: digits as an office writes them, decimals with a comma; `whole` for what is counted."""

    default_error_messages = {
        "invalid": gettext_lazy("“%(value)s” is not a number. Write it in digits, for example 30."),
        "part": gettext_lazy("“%(value)s” is not whole. What is counted has no decimals."),
        "large": gettext_lazy("“%(value)s” is too large for this. Look at the digits again."),
    }

    def __init__(self, *, whole: bool, most: int, **rest: Any) -> None:
        attributes = {"class": "short", "inputmode": "numeric" if whole else "decimal", "autocomplete": "off"}
        super().__init__(required=False, widget=forms.TextInput(attrs=attributes), **rest)
        self.whole, self.most = whole, most

    def to_python(self, value: Any) -> Decimal | None:
        typed = " ".join(str(value or "").split()).removesuffix("%").strip()
        if not typed:
            return None
        if re.fullmatch(r"\d{1,3}([. ]\d{3})+(,\d{1,3})?|\d{1,15}([.,]\d{1,3})?", typed, re.ASCII) is None:
            raise self._refused("invalid", typed)
        grouped = re.fullmatch(r"\d{1,3}([. ]\d{3})+(,\d{1,3})?", typed, re.ASCII)
        number = Decimal((re.sub(r"[. ]", "", typed) if grouped else typed).replace(",", "."))
        if self.whole and number != number.to_integral():
            raise self._refused("part", typed)
        if number > self.most:
            raise self._refused("large", typed)
        return number

    def _refused(self, code: str, typed: str) -> forms.ValidationError:
        shown = typed if len(typed) <= 40 else f"{typed[:40]}…"
        return forms.ValidationError(self.error_messages[code], code=code, params={"value": shown})


class DecisionForm(Form):
    """Accept, correct or drop beside each open row of a page, accept or drop beside each name. None is chosen yet."""

    CHOICES = (
        ("keep", pgettext_lazy("decision", "Accept")),
        ("edit", pgettext_lazy("decision", "Correct")),
        ("drop", pgettext_lazy("decision", "Drop")),
    )

    def __init__(self, *args: Any, rows: Sequence[Row], names: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = [row for row in rows if row.is_open]
        for row in self.rows:
            choice = forms.ChoiceField(choices=self.CHOICES, required=False, label=_number(row))
            self.fields[f"f{row.head.position}"] = choice
            for fact in row.facts:
                percent = fact.fact["measure"] == "percent"
                field = RightNumberField(
                    whole=not percent and _is_whole(fact.fact["value"]),
                    most=1000 if percent else 10**9,
                    label=_number(row),
                    initial=plain_number(fact.value),
                )
                self.fields[f"v{fact.position}"] = field
        for position in names:
            self.fields[f"n{position}"] = forms.ChoiceField(choices=[self.CHOICES[0], self.CHOICES[2]], required=False)

    def clean(self) -> dict[str, Any]:
        """A row to be corrected needs at least one number that differs from what was read."""
        data = super().clean()
        for row in self.rows:
            values = [f"v{fact.position}" for fact in row.facts]
            if data.get(f"f{row.head.position}") != "edit":
                for name in values:
                    # A number typed beside a row that is not to be corrected says nothing.
                    self.errors.pop(name, None)
            elif not any(name in self.errors for name in values) and not self._differs(row, data):
                sentence = _("This is the number that was read. Write the right one, or choose “Accept”.")
                self.add_error(values[0], sentence)
        return data

    def _differs(self, row: Row, data: dict[str, Any]) -> bool:
        given = [(fact.value, data.get(f"v{fact.position}")) for fact in row.facts]
        return any(number is not None and number != value for value, number in given)


def _number(row: Row) -> str:
    return _("Number %(number)s") % {"number": row.number}


def _is_whole(value: float) -> bool:
    return float(value).is_integer()


class ReasonForm(Form):
    """Why decisions are undone."""

    reason = LongTextField(label=gettext_lazy("Reason for undoing"), max_length=500, rows=2)
