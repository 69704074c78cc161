"""What is typed before a reading: the documents, their units and periods."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kheo.audit import clock
from kheo.desk.readings.words import day
from kheo.figures.actions.batches import Place
from kheo.figures.readings_intake import (
    LONG,
    MOST_FILES,
    Incoming,
    documents_in,
    pasted_document,
    readable_text,
)
from kheo.figures.readings_proposals import Proposal
from kheo.ui.forms import Form, VietnameseDateField, WholeNumberField
from kheo.units.errors import Refusal
from kheo.units.models import Unit

YEAR, FIRST, SECOND, FREE = "year", "first", "second", "free"
KINDS = ".txt,.docx,.doc,.rtf,.pdf,.xlsx,.xls,.csv,.html,.htm,.zip"


class _SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files in one control; gives a list, empty where none was chosen."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        return [super(FilesField, self).clean(file, None) for file in files]


class DocumentForm(Form):
    """Documents: one file or several, or words pasted into the page."""

    file = FilesField(
        label=gettext_lazy("Files of reports, one or many"),
        required=False,
        allow_empty_file=True,
        max_length=300,
        widget=_SeveralFiles(attrs={"accept": KINDS}),
        help_text=gettext_lazy(
            "Word, PDF, Excel, web page or text; or a .zip of these. At most 100 documents, 20 MB each, 50 MB together."
        ),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or the words of the report, pasted"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
    )

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents: list[Incoming] = []
        # One of the two is needed: neither is marked as optional, and `clean` asks for what is missing.
        for name in ("file", "pasted"):
            self.fields[name].required = True

    def full_clean(self) -> None:
        """Neither is asked for alone."""
        for name in ("file", "pasted"):
            self.fields[name].required = False
        super().full_clean()
        for name in ("file", "pasted"):
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        """Sets `documents`; a single one that may not be read is refused under the field that it came in by."""
        data = super().clean()
        files, pasted = data.get("file"), data.get("pasted") or ""
        if self.errors:
            return data
        if files and pasted.strip():
            self.add_error("pasted", _("There are a file and pasted words. Leave one of them out."))
        elif files:
            self._take("file", (one for file in files for one in documents_in(_name(file), file.read())))
        elif pasted.strip():
            self._take("pasted", [pasted_document(pasted)])
        else:
            self.add_error("file", _("Choose a file, or paste the words of the report."))
        return data

    def _take(self, field: str, found: Iterable[Incoming]) -> None:
        self.documents = list(islice(found, MOST_FILES + 1))
        if len(self.documents) > MOST_FILES:
            said = _("More than %(most)s documents were chosen. Choose fewer at once.") % {"most": MOST_FILES}
            self.add_error(field, said)
        elif len(self.documents) == 1 and self.documents[0].reason:
            self.add_error(field, self.documents[0].reason)

    @property
    def at_once(self) -> Incoming | None:
        """The only document, where it is short enough to be read while the person waits."""
        one = self.documents[0] if len(self.documents) == 1 else None
        return one if one and len(one.text) <= LONG else None


def _name(file: Any) -> str:
    return " ".join(str(file.name or "").split())[:200]


class PlaceForm(Form):
    """Whose report it is and of which period, confirmed before anything is kept."""

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

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = _grouped(units)
        self._ask_for_year_or_days(str(self.data.get(self.add_prefix("span"), "")))
        # A year is a name, not an amount: 2022, never 2.022.
        self.fields["year"].prepare_value = lambda value: value

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


class CarriedPlaceForm(PlaceForm):
    """The same for a single document; the page carries its text along."""

    text = forms.CharField(strip=False, widget=forms.HiddenInput)
    source = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """The words once more as they may be read: the page that carried them is not trusted."""
        try:
            return readable_text(self.cleaned_data["text"].encode(errors="replace"))
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from None


class FilePlaceForm(PlaceForm):
    """The same for one file of many, in a row of a table; it may be left out."""

    leave_out = forms.BooleanField(required=False, label=gettext_lazy("Leave out"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["span"].widget = forms.Select(choices=[("", _("Choose a period")), *self.fields["span"].choices])

    def full_clean(self) -> None:
        """Nothing is asked for of a file that is left out."""
        self.is_left_out = bool(self.is_bound and self.data.get(self.add_prefix("leave_out")))
        if self.is_left_out:
            for field in self.fields.values():
                field.required = False
        super().full_clean()
        if self.is_left_out:
            self._errors = ErrorDict()

    @property
    def place(self) -> Place | None:
        """What was confirmed; None for a file that is left out."""
        if self.is_left_out:
            return None
        return Place(self.chosen_unit, self.cleaned_data["first_day"], self.cleaned_data["last_day"])


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


def proposed(one: Proposal) -> dict[str, Any]:
    """What the first look says of unit and period, as initial values."""
    values: dict[str, Any] = {"unit": str(one.unit.pk)} if one.unit else {}
    if one.starts_on and one.ends_on:
        first, last = one.starts_on, one.ends_on
        spans = [name for name in (YEAR, FIRST, SECOND) if days_of(name, first.year) == (first, last)]
        values["span"] = spans[0] if spans else FREE
        values |= {"year": first.year} if spans else {"starts_on": first, "ends_on": last}
    return values
