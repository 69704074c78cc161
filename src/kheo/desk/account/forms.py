"""The forms of the own account and of the links that people are handed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.ui.forms import Form, NameField, TextField


class PasswordField(forms.CharField):
    """A password as it is typed: nothing is stripped."""

    def __init__(self, *, autocomplete: str, **rest: Any) -> None:
        rest.setdefault("widget", forms.PasswordInput(attrs={"autocomplete": autocomplete}))
        super().__init__(strip=False, max_length=200, **rest)


def _name_field() -> NameField:
    return NameField(label=_("Full name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))


def _phone_field() -> TextField:
    return TextField(
        label=_("Phone number"),
        help_text=_("Can be used to sign in."),
        required=False,
        max_length=25,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "class": "short"}),
    )


def _email_field() -> TextField:
    return TextField(
        label=_("E-mail"),
        help_text=_("Can be used to sign in and to get a new password."),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )


class NewPasswordForm(Form):
    """A password, twice."""

    password = PasswordField(
        label=_("New password"),
        help_text=_("At least 10 characters. Four plain words are easy to keep and hard to guess."),
        autocomplete="new-password",
    )
    again = PasswordField(label=_("The password once more"), autocomplete="new-password")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "password" in given and "again" in given and given["password"] != given["again"]:
            self.add_error("again", _("The two passwords differ. Write the same one twice."))
        return given


class AcceptForm(NewPasswordForm):
    """What a person fills in who comes by an invitation."""

    full_name = _name_field()
    username = TextField(
        label=_("User name"),
        help_text=_("Letters without accents, digits, dots or hyphens: thi.nhan"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    phone = _phone_field()
    email = _email_field()

    field_order = ("full_name", "username", "phone", "email", "password", "again")


class ChangePasswordForm(NewPasswordForm):
    """The password of now, then the new one."""

    current = PasswordField(label=_("Password of now"), autocomplete="current-password")

    field_order = ("current", "password", "again")


class ForgottenForm(Form):
    """Where the link for a new password goes."""

    email = TextField(
        label=_("E-mail of the account"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )


class DetailsForm(Form):
    """The own name, phone number and e-mail."""

    full_name = _name_field()
    phone = _phone_field()
    email = _email_field()
