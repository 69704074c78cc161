"""Forms about people and their roles."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kheo.ui.forms import Form, NameField, TextField, VietnameseDateField
from kheo.units.choices import Role
from kheo.units.models import Organisation, Unit


class PlaceField(forms.ModelChoiceField):
    """A unit or an organisation, with where it is."""

    def label_from_instance(self, place: Unit | Organisation) -> str:
        return place.place if isinstance(place, Unit) else f"{place.name} ({place.territory.title})"


class RoleForm(Form):
    """A role at a unit, or at an organisation in it."""

    role = forms.ChoiceField(label=_("Role"))
    organisation = PlaceField(
        Organisation.objects.none(),
        label=_("Organisation"),
        help_text=_("Needed for a team leader: the team or body that the person acts for."),
        required=False,
        empty_label=_("None: for the unit itself"),
    )
    unit = PlaceField(
        Unit.objects.none(),
        label=_("Unit"),
        help_text=_("Leave it empty where an organisation is chosen."),
        required=False,
        empty_label=_("As the organisation"),
    )

    def __init__(
        self,
        *args: Any,
        roles: list[Role],
        units: QuerySet[Unit],
        organisations: QuerySet[Organisation],
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["role"].choices = [("", _("Choose")), *((role.value, role.label) for role in roles)]
        self.fields["unit"].queryset = units
        self.fields["organisation"].queryset = organisations

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        organisation = given.get("organisation")
        if organisation and not given.get("unit"):
            given["unit"] = organisation.territory
        if not organisation and not given.get("unit") and not self.errors:
            self.add_error("unit", _("Choose the unit or the organisation at which the role is held."))
        return given

    @property
    def post(self) -> dict[str, Any]:
        """Role, unit and organisation, as the verbs take them."""
        given = self.cleaned_data
        return {"role": Role(given["role"]), "unit": given["unit"], "organisation": given["organisation"]}


class InviteForm(RoleForm):
    """Who is invited, to which role, and how the invitation reaches them."""

    full_name = NameField(label=_("Full name"), max_length=120)
    phone = TextField(
        label=_("Phone number"),
        required=False,
        max_length=25,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "tel", "autocomplete": "off"}),
    )
    email = TextField(
        label=_("E-mail"),
        help_text=_("Without it the invitation is a link with a square code, to copy or to print."),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )

    field_order = ("full_name", "role", "organisation", "unit", "email", "phone")


class GrantForm(RoleForm):
    """A role for somebody who has an account."""

    valid_to = VietnameseDateField(label=_("Last day"), required=False)

    field_order = ("role", "organisation", "unit", "valid_to")


class EndForm(Form):
    """When and why a role ends."""

    last = VietnameseDateField(
        label=_("Last day"), help_text=_("Day/month/year; left empty, the role ends at once."), required=False
    )
    reason = TextField(label=_("Reason or decision"), required=False)


class PeopleFilterForm(Form):
    """How the list of people is narrowed."""

    q = TextField(label=_("Name or user name"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=lambda: [("", _("All")), *Role.choices])
    state = forms.ChoiceField(
        label=_("Shown"),
        required=False,
        choices=lambda: [("", _("roles that hold today")), ("ended", _("roles that ended")), ("all", _("all roles"))],
    )


class InvitationFilterForm(Form):
    """Which invitations are shown."""

    state = forms.ChoiceField(
        label=_("Shown"),
        required=False,
        choices=lambda: [("", _("open ones")), ("used", _("accepted ones")), ("all", _("all of them"))],
    )
