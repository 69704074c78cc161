"""Sign-in by user name, phone number or e-mail in one field; accounts come by invitation only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django.contrib import messages
from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kheo.ui.forms import clean_text
from kheo.units.actions import set_password
from kheo.units.contacts import plain_phone
from kheo.units.models import User


class NamePhoneOrMailBackend(BaseBackend):
    """Finds the person by any of the three, and takes the same time whether there is one or not."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **rest: Any
    ) -> User | None:
        """The user, where the password is theirs and the account is open; else None."""
        if not username or password is None:
            return None
        user = person_named(username)
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """The user of a session; None once the account is closed."""
        return User.objects.filter(pk=user_id, is_active=True).first()


def person_named(written: str) -> User | None:
    """The person with this user name, phone number (0912 345 678, +84912345678) or e-mail address."""
    name = clean_text(written).lower()
    if not name:
        return None
    if "@" in name:
        return User.objects.filter(email=name).first()
    if user := User.objects.filter(username=name).first():
        return user
    try:
        phone = plain_phone(name)
    except ValidationError:
        return None
    return User.objects.filter(phone=phone).exclude(phone="").first()


class SignInForm(LoginForm):
    """One field for the name, one for the password, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password, remember = self.fields["login"], self.fields["password"], self.fields["remember"]
        login.label = _("User name, phone number or e-mail")
        login.max_length = None
        login.error_messages["required"] = _("Write the user name, the phone number or the e-mail address.")
        password.label = _("Password")
        password.help_text = ""
        password.error_messages["required"] = _("Write the password.")
        remember.label = _("Stay signed in on this machine for 14 days")
        remember.help_text = _("Leave this empty on a machine that others use too.")
        for field in (login, password):
            field.widget.attrs.pop("placeholder", None)


class ClosedDoorAdapter(DefaultAccountAdapter):
    """Nobody opens an account alone; refusals in our words; passwords change by the verb of the subject."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "No account has this name and this password. Look at capital letters and the keyboard's Vietnamese typing."
        ),
        "too_many_login_attempts": _("Too many wrong tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        set_password(user, password)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Of the library's messages only the sign-out is worth a line."""
        if message_template == "account/messages/logged_out.txt":
            messages.success(request, _("You have signed out."))
