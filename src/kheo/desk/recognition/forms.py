"""The forms of recognition: choosing, the decision itself, revoking, publishing."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kheo.initiatives.choices import Field, Level
from kheo.recognition.queries import issuers_for, level_of, usual_symbol
from kheo.ui.forms import Form, LongTextField, NameField, TextField, VietnameseDateField
from kheo.units.models import Organisation, Unit
from kheo.units.queries import operator_of


class DecisionsFilter(Form):
    """Which decisions the list shows."""

    use_required_attribute = False

    year = forms.ChoiceField(label=_("Year"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("All levels")), *Level.choices])

    def __init__(self, *args: Any, years: list[int], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["year"].choices = [("", _("All years")), *((str(year), str(year)) for year in years)]


class ChoosingForm(Form):
    """Which registrations are offered to be recognised; `level` is the one of the decision to come."""

    use_required_attribute = False

    text = TextField(label=_("Name"), required=False, max_length=100)
    field = forms.ChoiceField(label=_("Field"), required=False, choices=[("", _("All fields")), *Field.choices])
    asked = forms.ChoiceField(
        label=_("Level asked for"), required=False, choices=[("", _("All levels")), *Level.choices]
    )
    level = forms.ChoiceField(label=_("To be recognised at"), required=False, choices=Level.choices)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, auto_id="choose_%s", **rest)


class _IssuerField(forms.ModelChoiceField):
    def label_from_instance(self, issuer: Organisation) -> str:
        symbol = usual_symbol(issuer)
        return f"{issuer.name} ({symbol})" if symbol else issuer.name


class DecisionForm(Form):
    """The decision as it stands on paper."""

    issuer = _IssuerField(label=_("Issuing body"), queryset=None, empty_label=None, widget=forms.RadioSelect)
    number = TextField(
        label=_("Number of the decision"), max_length=20, help_text=_("The number alone, for example 61")
    )
    symbol = TextField(
        label=_("Symbol"),
        max_length=30,
        required=False,
        help_text=_("As on the paper, for example QĐ-UBND or QĐ/ĐU. Left empty: the usual one of the issuing body."),
    )
    issued_on = VietnameseDateField(label=_("Day of the decision"))
    level = forms.ChoiceField(label=_("Level of the recognition"), choices=Level.choices)
    signatory = NameField(label=_("Signed by"), max_length=120, help_text=_("Full name"))
    signatory_position = TextField(
        label=_("Position"), max_length=120, help_text=_("As under the decision, for example Standing Deputy Secretary")
    )
    subject = TextField(label=_("Subject line"), required=False)

    def __init__(self, *args: Any, unit: Unit, level: str = "", **rest: Any) -> None:
        issuers = issuers_for(unit)
        usual = _usual_issuer(unit, list(issuers))
        initial = {"issuer": usual, "symbol": usual_symbol(usual) if usual else "", "level": level or level_of(unit)}
        super().__init__(*args, initial=initial, **rest)
        self.fields["issuer"].queryset = issuers
        for name in ("number", "symbol", "issued_on"):
            self.fields[name].widget.attrs["class"] = "short"

    def clean(self) -> dict[str, Any]:
        """Where the symbol was left empty, the issuer's; another body's symbol is a slip that the form notices."""
        issuer, symbol = self.cleaned_data.get("issuer"), self.cleaned_data.get("symbol", "")
        if issuer is None:
            return self.cleaned_data
        usual = usual_symbol(issuer)
        self.cleaned_data["symbol"] = symbol or usual
        if symbol and usual and symbol != usual:
            for other in self.fields["issuer"].queryset:
                if usual_symbol(other) == symbol:
                    words = {"symbol": symbol, "other": other.name, "issuer": issuer.name, "usual": usual}
                    message = _(
                        "%(symbol)s belongs to %(other)s; %(issuer)s uses %(usual)s. Choose a body and its own symbol."
                    )
                    self.add_error("symbol", ValidationError(message % words))
                    break
        return self.cleaned_data


def _usual_issuer(unit: Unit, issuers: list[Organisation]) -> Organisation | None:
    operator = operator_of(unit)
    return operator if operator in issuers else (issuers[0] if issuers else None)


class RevokeForm(Form):
    """Why a line of a decision does not hold."""

    reason = LongTextField(label=_("Reason"), max_length=2000)
    document = TextField(
        label=_("Document of the revocation"),
        required=False,
        max_length=120,
        help_text=_("Number, symbol and day, for example 75-QĐ/ĐU, 20/11/2026"),
    )


class PublicationForm(Form):
    """What residents read."""

    summary = LongTextField(
        label=_("Summary for residents"),
        max_length=2000,
        rows=6,
        help_text=_(
            "Three to six sentences: what is done, where, since when, what came of it. No phone numbers, no names of "
            "persons who did not consent, nothing about anybody's hardship."
        ),
    )


class WithdrawForm(Form):
    """Why a page is taken down."""

    reason = LongTextField(label=_("Reason"), max_length=2000)
