"""Forms of territory and of the bodies in it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from kheo.ui.forms import Form, NameField, TextField, VietnameseDateField, WholeNumberField
from kheo.units.actions import Designation, Part
from kheo.units.choices import LayoutProfile, OrganisationKind
from kheo.units.models import Organisation, Unit

RANK_BELOW = {"nation": "tỉnh", "province": "phường", "commune": "tổ dân phố"}


class UnitChoice(forms.ModelChoiceField):
    """A unit by its title."""

    def label_from_instance(self, unit: Unit) -> str:
        return unit.heading


class UnitsChoice(forms.ModelMultipleChoiceField):
    """Units by their titles, each with a box."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, widget=forms.CheckboxSelectMultiple, **rest)

    def label_from_instance(self, unit: Unit) -> str:
        return unit.heading


def _decision() -> TextField:
    return TextField(label=_("Number of the decision"), help_text=_("As issued: 15/QĐ-UBND"), max_length=120)


def _rank() -> TextField:
    return TextField(
        label=_("Rank"),
        help_text=_("The word before the name: ward, commune, residential group…"),
        max_length=30,
        widget=forms.TextInput(attrs={"class": "short"}),
    )


def _code() -> TextField:
    return TextField(
        label=_("Code"),
        help_text=_("The State's code, if there is one"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )


class DecidedForm(Form):
    """From which day, by which decision."""

    on = VietnameseDateField(label=_("From the day"))
    decision = _decision()


class DesignationForm(DecidedForm):
    """How a unit is called from a day on, by which decision."""

    rank = _rank()
    name = NameField(label=_("Name without rank"), min_length=1, max_length=120)
    code = _code()

    field_order = ("rank", "name", "code", "on", "decision")

    @property
    def called(self) -> Designation:
        """What was written, as the subject takes it."""
        given = self.cleaned_data
        return Designation(given["rank"], given["name"], given["code"])

    @property
    def decided(self) -> dict[str, Any]:
        """Day and decision, as the verbs take them."""
        return {"on": self.cleaned_data["on"], "decision": self.cleaned_data["decision"]}


class MergeForm(DesignationForm):
    """Which units become one, and how it is called."""

    field_order = ("units", "rank", "name", "code", "on", "decision")

    def __init__(self, *args: Any, beside: QuerySet[Unit], **rest: Any) -> None:
        self.base_fields = {**self.base_fields, "units": UnitsChoice(beside, label=_("Together with"))}
        super().__init__(*args, **rest)


class MoveForm(DecidedForm):
    """Below which unit from which day on."""

    field_order = ("parent", "on", "decision")

    def __init__(self, *args: Any, parents: QuerySet[Unit], **rest: Any) -> None:
        label = _("Below which unit")
        self.base_fields = {**self.base_fields, "parent": UnitChoice(parents, label=label, empty_label=_("Choose"))}
        super().__init__(*args, **rest)


class PartForm(Form):
    """One of the units that a split makes."""

    rank = _rank()
    name = NameField(label=_("Name without rank"), min_length=1, max_length=120)
    code = _code()
    share = WholeNumberField(
        label=_("Share of the old unit, in per cent"),
        help_text=_("Leave it empty if it is not known."),
        required=False,
        min_value=1,
        max_value=99,
    )

    def __init__(self, *args: Any, below: QuerySet[Unit], **rest: Any) -> None:
        children = UnitsChoice(below, label=_("What goes to this part"), required=False)
        self.base_fields = {**self.base_fields, "children": children}
        super().__init__(*args, **rest)

    @property
    def part(self) -> Part | None:
        """What was written; None where the row was left empty."""
        given = self.cleaned_data
        if not given.get("name"):
            return None
        share = Decimal(given["share"]) / 100 if given["share"] else None
        return Part(Designation(given["rank"], given["name"], given["code"]), share, list(given["children"]))


PartFormSet = formset_factory(PartForm, extra=0, min_num=3, max_num=3, absolute_max=3)


class SplitForm(DecidedForm):
    """Day and decision of a split; the parts stand in a formset beside it."""


def _kind_choices() -> list[tuple[str, Any]]:
    return [("", _("Choose")), *OrganisationKind.choices]


class OrganisationForm(Form):
    """A body that is opened at a unit."""

    name = NameField(label=_("Name of the organisation"))
    kind = forms.ChoiceField(label=_("Kind"), choices=_kind_choices)
    territory = UnitChoice(Unit.objects.none(), label=_("Unit"), empty_label=_("Choose"))
    superior = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisation above it"),
        required=False,
        empty_label=_("None"),
    )
    layout = forms.ChoiceField(
        label=_("Layout of its papers"),
        required=False,
        choices=lambda: [("", _("As usual for its kind")), *LayoutProfile.choices],
    )
    symbol = TextField(
        label=_("Symbol in the number of its papers"),
        help_text=_("As in 15/QĐ-UBND: UBND"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    on = VietnameseDateField(label=_("From the day"), required=False)
    reason = TextField(label=_("Decision"), help_text=_("Its number, if there is one"), required=False)

    def __init__(self, *args: Any, territories: QuerySet[Unit], superiors: QuerySet[Organisation], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["territory"].queryset = territories
        self.fields["superior"].queryset = superiors


class RenameOrganisationForm(Form):
    """Another name or symbol."""

    name = NameField(label=_("Name of the organisation"))
    symbol = TextField(label=_("Symbol in the number of its papers"), required=False, max_length=20)
    reason = TextField(label=_("Decision"), help_text=_("Its number, if there is one"), required=False)


class MoveOrganisationForm(Form):
    """Another unit for a body."""

    territory = UnitChoice(Unit.objects.none(), label=_("Unit"), empty_label=_("Choose"))
    reason = TextField(label=_("Decision or reason"))

    def __init__(self, *args: Any, territories: QuerySet[Unit], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["territory"].queryset = territories


class CloseOrganisationForm(Form):
    """The last day of a body, and why."""

    last = VietnameseDateField(label=_("Last day"))
    reason = TextField(label=_("Decision or reason"))


class OperatorForm(DecidedForm):
    """Which body runs the movement from which day on."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"), empty_label=_("Choose"))

    field_order = ("organisation", "on", "decision")

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["organisation"].queryset = organisations


class UnitSearchForm(Form):
    """What is looked for, and among which units."""

    q = TextField(label=_("Name of a unit, also an old one"), required=False, max_length=100)
    which = forms.ChoiceField(
        label=_("Among"),
        required=False,
        choices=lambda: [("", _("all units, old ones too")), ("today", _("units of today"))],
    )


class OrganisationFilterForm(Form):
    """How the list of organisations is narrowed."""

    q = TextField(label=_("Name"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=lambda: [("", _("All")), *OrganisationKind.choices]
    )
    state = forms.ChoiceField(
        label=_("Shown"),
        required=False,
        choices=lambda: [("", _("those that exist")), ("closed", _("closed ones")), ("all", _("all of them"))],
    )
    unit = WholeNumberField(label=_("Unit"), required=False, widget=forms.HiddenInput)
