"""The forms of a campaign and of a place's own rules."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from kheo.audit import clock
from kheo.initiatives.choices import Field, Level
from kheo.initiatives.models import RuleSet
from kheo.initiatives.rules import Rules
from kheo.text import fold
from kheo.ui.forms import Form, LongTextField, NameField, TextField, VietnameseDateField, WholeNumberField
from kheo.units.models import Unit

MORE_ROWS = 4
MOST_ROWS = 20
DAY_OF_YEAR = _("Day/month, for example 30/04")


class CampaignForm(Form):
    """A year's campaign; days left empty come from the rules' calendar."""

    use_required_attribute = False

    unit = forms.TypedChoiceField(label=_("Unit"), coerce=int)
    year = WholeNumberField(label=_("Year"), min_value=2009, max_value=2100)
    name = TextField(label=_("Name"), required=False, max_length=200, help_text=_("Empty: “Registration 2026 of …”."))
    rule_set = forms.TypedChoiceField(label=_("Rules"), coerce=int)
    opens_on = VietnameseDateField(label=_("First day"), required=False)
    deadline = VietnameseDateField(label=_("Last day of sending"), required=False)
    cut_off = VietnameseDateField(label=_("End of the reporting year"), required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], rule_sets: Iterable[RuleSet], **rest: Any) -> None:
        rest.setdefault("initial", {"year": clock.today().year})
        super().__init__(*args, **rest)
        self.fields["unit"].choices = [(unit.pk, unit.heading) for unit in units]
        self.fields["rule_set"].choices = [(rules.pk, rules.name) for rules in rule_sets]


class DeadlineForm(Form):
    """Another last day of sending, and why."""

    use_required_attribute = False

    deadline = VietnameseDateField(label=_("New last day of sending"))
    reason = LongTextField(label=_("Reason"), rows=2)


class RulesForm(Form):
    """The rules of a place, without its fields."""

    use_required_attribute = False

    issuer = forms.TypedChoiceField(label=_("Issued by"), coerce=int)
    name = NameField(
        label=_("Name of the rules"), help_text=_("With number and date of their document, for example “Guidance 03”.")
    )
    valid_from = VietnameseDateField(label=_("Valid from"))
    levels = forms.MultipleChoiceField(
        label=_("Levels of recognition on offer"), choices=Level.choices, widget=forms.CheckboxSelectMultiple
    )
    opens = TextField(label=_("Campaigns open on"), max_length=5, help_text=DAY_OF_YEAR)
    deadline = TextField(label=_("Last day of sending"), max_length=5, help_text=DAY_OF_YEAR)
    cut_off = TextField(label=_("End of the reporting year"), max_length=5, help_text=DAY_OF_YEAR)
    review_days = WholeNumberField(label=_("Days to look at what was sent"), min_value=1, max_value=366)
    repair_days = WholeNumberField(label=_("Days to mend what was returned"), min_value=1, max_value=366)
    follow_up_days = WholeNumberField(label=_("Days between two follow-ups"), min_value=1, max_value=366)
    form_version = TextField(label=_("Version of the form"), max_length=20)

    def __init__(self, *args: Any, issuers: Iterable[Unit], **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name in ("opens", "deadline", "cut_off"):
            self.fields[name].widget.attrs |= {"class": "short", "inputmode": "numeric"}
        self.fields["issuer"].choices = [(unit.pk, unit.heading) for unit in issuers]

    def data_with(self, fields: list[dict[str, str]]) -> dict[str, Any]:
        """What `rules.read_rules` reads."""
        values = self.cleaned_data
        days = ("opens", "deadline", "cut_off", "review_days", "repair_days", "follow_up_days")
        return {
            "fields": fields,
            "levels": values["levels"],
            "form_version": values["form_version"],
            "calendar": {name: values[name] for name in days},
        }


class FieldRowForm(Form):
    """A field as the place names it, and the base field that it adds to in totals."""

    use_required_attribute = False

    code = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    name = TextField(label=_("Name of the field"), required=False, max_length=100)
    base = forms.ChoiceField(label=_("Adds to"), choices=[("", "–"), *Field.choices], required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("name") and not values.get("base"):
            self.add_error("base", _("Choose the base field that “%s” adds to.") % values["name"])
        return values


def field_rows(data: Any, rules: Rules) -> BaseFormSet:
    """A row for each field of the rules that are copied, and some empty ones."""
    rows = formset_factory(FieldRowForm, extra=MORE_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
    initial = [{"code": field.code, "name": field.name, "base": field.base.value} for field in rules.fields]
    return rows(data, prefix="fields", initial=initial)


def stored_fields(rows: BaseFormSet) -> list[dict[str, str]]:
    """The rows that have a name, with a code each: the one they had, or one made of the name."""
    found: list[dict[str, str]] = []
    for values in rows.cleaned_data:
        if name := values.get("name"):
            taken = {row["code"] for row in found}
            found.append({"code": _code(values.get("code") or name, taken), "name": name, "base": values["base"]})
    return found


def _code(text: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", fold(text)).strip("_")[:36] or "field"
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}_{number}", number + 1
    return code
