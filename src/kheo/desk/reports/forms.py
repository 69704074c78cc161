"""The forms of a report: which one to begin, and its head, sections and signature."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kheo.figures.actions.reports import LONGEST_SECTION
from kheo.figures.choices import SignatureMode
from kheo.figures.models import Report
from kheo.figures.report_texts import is_only_heading, level_of
from kheo.figures.spans import code_of
from kheo.tallies.periods import Period
from kheo.ui.forms import Form, LongTextField, TextField, VietnameseDateField
from kheo.units.models import Organisation, Unit

SECTION = "section-"


class NewReportForm(Form):
    """Which unit's report, of which period, issued by which body."""

    period = forms.ChoiceField(label=_("Period"))
    issuer = forms.ModelChoiceField(
        label=_("Issued by"),
        queryset=Organisation.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=_("The report follows the layout of the body that issues it."),
    )

    def __init__(self, *args: Any, issuers: Any, periods: Sequence[Period], names: Sequence[str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["issuer"].queryset = issuers
        self.periods = {code_of(each): each for each in periods}
        self.fields["period"].choices = list(zip(self.periods, names, strict=True))

    @property
    def chosen_period(self) -> Period:
        """The period that was chosen; the form is valid."""
        return self.periods[self.cleaned_data["period"]]

    @property
    def chosen_unit(self) -> Unit:
        """The unit of the body that was chosen."""
        return self.cleaned_data["issuer"].territory


class ReportForm(Form):
    """Head, sections and signature of a draft; `version` is what the person saw."""

    number = TextField(
        label=pgettext_lazy("document", "Number"),
        required=False,
        max_length=20,
        help_text=_("Without the symbol; may be left to the clerk."),
    )
    place = TextField(label=_("Place before the date"), max_length=120)
    dated = VietnameseDateField(label=_("Date"))
    subject = LongTextField(label=_("Subject"), max_length=300, rows=2)
    signature = forms.ChoiceField(label=_("Signed"), choices=SignatureMode.choices, widget=forms.RadioSelect)
    signatory = TextField(label=_("Name of the person who signs"), required=False, max_length=120)
    recipients = LongTextField(
        label=_("Recipients"), required=False, max_length=2000, rows=4, help_text=_("One a line.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, report: Report, **rest: Any) -> None:
        values = {name: getattr(report, name) for name in self.base_fields}
        texts = {f"{SECTION}{section['code']}": section["text"] for section in report.sections}
        super().__init__(*args, initial={**values, **texts}, **rest)
        self.report = report
        self.fields["signature"].choices = [(mode.value, _capital(mode.label)) for mode in SignatureMode]
        for section in report.sections:
            if not is_only_heading(section["code"]):
                rows = min(18, max(3, len(section["text"]) // 80 + section["text"].count("\n") + 1))
                self.fields[f"{SECTION}{section['code']}"] = LongTextField(
                    label=section["title"], required=False, max_length=LONGEST_SECTION, rows=rows
                )

    @property
    def values(self) -> dict[str, Any]:
        """The head, as the action takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version" and SECTION not in name}

    @property
    def texts(self) -> dict[str, str]:
        """The sections' texts by code."""
        return {
            name.removeprefix(SECTION): text for name, text in self.cleaned_data.items() if name.startswith(SECTION)
        }

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Every section in order: a heading alone, or a heading with its field."""
        return [
            {
                "title": section["title"],
                "level": level_of(section["code"]),
                "bound": self[name] if (name := f"{SECTION}{section['code']}") in self.fields else None,
            }
            for section in self.report.sections
        ]


def _capital(label: Any) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]
