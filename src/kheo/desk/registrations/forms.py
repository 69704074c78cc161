"""The forms of writing: starting a draft, the ten items, a correction, a model of a past year."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kheo.initiatives.choices import Holder, Kind, Level, Novelty
from kheo.initiatives.models import Campaign, Initiative, Registration
from kheo.initiatives.rules import Rules, read_rules
from kheo.ui.forms import Form, LongTextField, NameField, PhotosField, TextField, VietnameseDateField
from kheo.units.models import Organisation, Unit

NO_IDENTITY_PAPERS = _("At most 5 photos. Do not photograph identity papers.")
TITLES = {
    "name": _("1. Name of the model"),
    "situation": _("2. Situation and reason"),
    "goals": _("3. Goals, and by what they are measured"),
    "method": _("4. What is done and how"),
    "beneficiaries": _("5. Where, and who benefits"),
    "forces": _("6. Who leads, who works along"),
    "resources": _("7. Resources"),
    "starts_on": _("8. First day"),
    "evaluates_on": _("Day of the evaluation"),
    "outputs": _("9. Results that can be checked"),
    "sustainability": _("10. Keeping it up and passing it on"),
}
"""The titles of the form's ten items; item 8 has two days."""


def capitals(choices: Iterable[Any]) -> list[tuple[str, Any]]:
    """Choices that stand alone begin with a capital; in sentences the register writes them small."""
    return [(each.value, capfirst(each.label)) for each in choices]


def identity_fields() -> dict[str, forms.Field]:
    """What says which model it is: fields as they are wherever it is written down."""
    return {
        "name": NameField(
            label=TITLES["name"], help_text=_("Short, says what is done. For example “Silk-season labour exchange”.")
        ),
        "field": forms.ChoiceField(label=_("Field"), widget=forms.RadioSelect),
        "holder": forms.ChoiceField(label=_("Whose work it is"), choices=capitals(Holder), widget=forms.RadioSelect),
        "owner": NameField(label=_("Who does it"), help_text=_("As it is to be named in decisions.")),
        "place": PlaceField(label=_("In which neighbourhood")),
    }


class PlaceField(forms.ModelChoiceField):
    """A neighbourhood of the receiving unit, or the whole unit."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(queryset=Unit.objects.none(), empty_label=None, **rest)

    def label_from_instance(self, unit: Unit) -> str:
        return unit.heading


class _OriginField(forms.ModelChoiceField):
    def label_from_instance(self, initiative: Initiative) -> str:
        return f"“{initiative.name}”, {initiative.owner}"


class _BodiesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, organisation: Organisation) -> str:
        return organisation.name


class WrittenForm(Form):
    """The form's fields, without saying which may stay empty."""

    use_required_attribute = False

    name = identity_fields()["name"]
    field = identity_fields()["field"]
    novelty = forms.ChoiceField(
        label=_("New, kept up or replicated"), choices=capitals(Novelty), widget=forms.RadioSelect
    )
    level = forms.ChoiceField(label=_("Level of recognition asked for"), widget=forms.RadioSelect)
    origin = _OriginField(
        queryset=Initiative.objects.none(),
        label=_("Which model it goes back to"),
        required=False,
        empty_label=_("None of these"),
        help_text=_("For a model that is kept up or replicated."),
    )
    origin_note = TextField(
        label=_("Or write it: name, place, since when"), required=False, help_text=_("Where it is not in the list.")
    )
    situation = LongTextField(label=TITLES["situation"], help_text=_("What is hard for the people?"))
    goals = LongTextField(label=TITLES["goals"])
    method = LongTextField(label=TITLES["method"])
    holder = identity_fields()["holder"]
    owner = identity_fields()["owner"]
    place = identity_fields()["place"]
    beneficiaries = LongTextField(label=TITLES["beneficiaries"], rows=2)
    forces = LongTextField(
        label=TITLES["forces"],
        help_text=_(
            "Each with its part. A Party cell's model must not be the same as one of the Front or a mass organisation."
        ),
    )
    resources = LongTextField(
        label=TITLES["resources"], rows=2, help_text=_("Money, things, labour days. Write “none” where there are none.")
    )
    starts_on = VietnameseDateField(label=TITLES["starts_on"])
    evaluates_on = VietnameseDateField(label=TITLES["evaluates_on"])
    outputs = LongTextField(label=TITLES["outputs"])
    sustainability = LongTextField(label=TITLES["sustainability"])

    def __init__(
        self,
        *args: Any,
        registration: Registration,
        places: Iterable[Unit],
        origins: Any,
        **rest: Any,
    ) -> None:
        self.registration = registration
        self.rules = read_rules(registration.campaign.rule_set.data)
        super().__init__(*args, initial=initial_of(registration, self.rules), **rest)
        _offer(self, self.rules, places, registration.level)
        self.fields["origin"].queryset = origins
        if registration.initiative.kind == Kind.EXEMPLAR:
            self.fields["name"].label = _("1. Name of the exemplar")

    def values(self) -> dict[str, Any]:
        """What was typed and could be read, by the names of the register; what could not be read is left out."""
        values = {name: value for name, value in self.cleaned_data.items() if name in self._stored}
        if "field" in values:
            values |= stored_field(self.rules, values["field"])
        return {name: value for name, value in values.items() if name not in self.errors}

    _stored = (
        "name", "field", "holder", "owner", "place", "origin", "origin_note", "level", "novelty", "situation",
        "goals", "method", "beneficiaries", "forces", "resources", "starts_on", "evaluates_on", "outputs",
        "sustainability",
    )  # fmt: skip


class DraftForm(WrittenForm):
    """The ten items while they are written: nothing is required to keep a draft; sending asks for the rest."""

    joining = _BodiesField(
        queryset=Organisation.objects.none(),
        label=_("Bodies that join in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    photos = PhotosField(label=_("Photos"), required=False, help_text=NO_IDENTITY_PAPERS)
    shows_children = forms.BooleanField(label=_("There are children in the photos"), required=False)
    has_childrens_consent = forms.BooleanField(
        label=_("The children and a parent of each were asked and agree"), required=False
    )

    def __init__(self, *args: Any, bodies: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["joining"].queryset = bodies
        if self.registration.initiative.is_settled:
            for name in ("name", "field", "holder", "owner", "place", "origin", "origin_note", "joining"):
                self.fields[name].disabled = True

    def full_clean(self) -> None:
        """Gaps are no mistakes here; the pages still say which items sending will ask for."""
        needed = [field for field in self.fields.values() if field.required]
        for field in needed:
            field.required = False
        super().full_clean()
        for field in needed:
            field.required = True

    def values(self) -> dict[str, Any]:
        """As written; a choice not yet made leaves what stands there."""
        values = super().values()
        for name in ("holder", "novelty", "level", "place"):
            if not values.get(name):
                values.pop(name, None)
        return values


class CorrectionForm(WrittenForm):
    """An accepted registration as it should have been, and why."""

    kind = forms.ChoiceField(label=_("Model or exemplar"), choices=capitals(Kind), widget=forms.RadioSelect)
    reason = LongTextField(label=_("Reason"), help_text=_("It stays in the history with what stood there before."))
    _stored = (*WrittenForm._stored, "kind")

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name in self.fields:
            if name not in {"name", "field", "owner", "reason", "kind", "place", "level", "novelty", "holder"}:
                self.fields[name].required = False


class StartForm(Form):
    """What must be known before a draft can be kept."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("Model or exemplar"), widget=forms.RadioSelect, initial=Kind.MODEL)
    organisation = forms.TypedChoiceField(label=_("Body that leads it"), coerce=int)
    campaign = forms.TypedChoiceField(label=_("Campaign"), coerce=int)

    def __init__(self, *args: Any, organisations: dict[int, str], campaigns: Iterable[Campaign], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["kind"].choices = [
            (Kind.MODEL, _("A model: a way of working of several")),
            (Kind.EXEMPLAR, _("An exemplar: a person, household or body to follow")),
        ]
        self.fields["organisation"].choices = list(organisations.items())
        self.fields["campaign"].choices = [(campaign.pk, campaign.name) for campaign in campaigns]


class PastForm(Form):
    """A model of a past year, of which no form exists: as much as the office knows."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("Model or exemplar"), choices=capitals(Kind), widget=forms.RadioSelect, initial=Kind.MODEL
    )
    name = NameField(label=_("Name"))
    field = identity_fields()["field"]
    holder = identity_fields()["holder"]
    owner = identity_fields()["owner"]
    place = identity_fields()["place"]
    lead_organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        label=_("Body that led it"),
        required=False,
        empty_label=_("Not in this register"),
    )
    novelty = forms.ChoiceField(
        label=_("New, kept up or replicated"), choices=capitals(Novelty), widget=forms.RadioSelect
    )
    level = forms.ChoiceField(
        label=_("Level of recognition asked for"), choices=capitals(Level), widget=forms.RadioSelect
    )
    accepted_on = VietnameseDateField(label=_("Day on which it was accepted"))
    method = LongTextField(label=_("What is done and how"), required=False)

    def __init__(
        self,
        *args: Any,
        campaign: Campaign,
        places: Iterable[Unit],
        organisations: Any,
        initial: dict[str, Any],
        **rest: Any,
    ) -> None:
        self.rules = read_rules(campaign.rule_set.data)
        defaults = {"kind": Kind.MODEL, "holder": Holder.COLLECTIVE, "novelty": Novelty.NEW, "level": Level.COMMUNE}
        super().__init__(*args, initial=defaults | initial, **rest)
        _offer(self, self.rules, places)
        self.fields["level"].choices = capitals(Level)
        self.fields["lead_organisation"].queryset = organisations

    def identity(self) -> dict[str, Any]:
        """What `enter_past_model` takes as identity."""
        names = ("kind", "name", "field", "holder", "owner", "place", "lead_organisation")
        identity = {name: self.cleaned_data[name] for name in names}
        return identity | stored_field(self.rules, identity["field"])


def stored_field(rules: Rules, code: str) -> dict[str, str]:
    """A local field as the register keeps it: its code, and the base field to which it adds in totals."""
    return {"local_field": code, "field": rules.base_of(code)} if code else {"local_field": "", "field": ""}


def shown_field(rules: Rules, initiative: Initiative) -> str:
    """The code that the form ticks: the local one where these rules know it, else the only one of the same base."""
    codes = {field.code for field in rules.fields}
    if initiative.local_field in codes:
        return initiative.local_field
    same = [field.code for field in rules.fields if field.base == initiative.field]
    return same[0] if len(same) == 1 else ""


def initial_of(registration: Registration, rules: Rules) -> dict[str, Any]:
    """What stands in the register, by the names of the form's fields."""
    initiative = registration.initiative
    own = ("name", "holder", "owner", "place", "origin", "origin_note", "kind")
    year = ("level", "novelty", "situation", "goals", "method", "beneficiaries", "forces", "resources", "starts_on",
            "evaluates_on", "outputs", "sustainability")  # fmt: skip
    found = {name: getattr(initiative, name) for name in own} | {name: getattr(registration, name) for name in year}
    return found | {"field": shown_field(rules, initiative)}


def _offer(form: Form, rules: Rules, places: Iterable[Unit], level: str = "") -> None:
    """The rule set's own fields and levels; a level asked for under earlier rules stays on offer to be changed."""
    form.fields["field"].choices = [(field.code, field.name) for field in rules.fields]
    levels = [each for each in Level if each in rules.levels or each == level]
    form.fields["level"].choices = capitals(levels)
    units = list(places)
    form.fields["place"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("path")
