"""Sign-in, the own account, and what opens by a link that was handed over."""

from typing import Any

from allauth.account.views import LoginView
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from kheo.desk.account.demonstration import DEMO_ACCOUNTS, DEMO_PASSWORD
from kheo.desk.account.forms import AcceptForm, ChangePasswordForm, DetailsForm, ForgottenForm, NewPasswordForm
from kheo.desk.doors import answered, attempted, desk_view
from kheo.desk.links import public_link
from kheo.units.actions import (
    NewAccount,
    accept_invitation,
    change_details,
    mail_reset_link,
    open_invitation,
    open_reset,
    set_password,
    use_reset_link,
)
from kheo.units.actions.post import mail_is_set
from kheo.units.choices import Role
from kheo.units.models import Invitation


class SignInView(LoginView):
    """The library's sign-in on our page; the demonstration lists its accounts."""

    template_name = "desk/account/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if settings.DEMO:
            context |= {"demo_accounts": DEMO_ACCOUNTS, "demo_password": DEMO_PASSWORD}
        return context


sign_in = SignInView.as_view()


def closed(request: HttpRequest) -> HttpResponse:
    """Nobody opens an account alone: says who invites."""
    return render(request, "desk/account/closed.html")


@desk_view
def details(request: HttpRequest) -> HttpResponse:
    """The own name, phone number and e-mail, and the roles that one holds."""
    user = request.user
    first = {"full_name": user.full_name, "phone": user.phone, "email": user.email}
    form = DetailsForm(request.POST or None, initial=first)
    if form.is_valid() and attempted(form, lambda: change_details(by=request.actor, **form.cleaned_data)):
        messages.success(request, _("Your details are saved."))
        return redirect("account_details")
    return render(request, "desk/account/details.html", {"form": form})


@sensitive_post_parameters()
@desk_view
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password for who knows the one of now; this session goes on, the others end."""
    form = ChangePasswordForm(request.POST or None)
    if form.is_valid():
        if not request.user.check_password(form.cleaned_data["current"]):
            form.add_error("current", _("This is not the password of now. Look at capital letters."))
        elif user := attempted(form, lambda: set_password(request.user, form.cleaned_data["password"])):
            update_session_auth_hash(request, user)
            messages.success(request, _("The new password is set. Elsewhere you have been signed out."))
            return redirect("account_details")
    return render(request, "desk/account/change_password.html", {"form": form})


@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    """By mail where a mail server is set, else the way to the administrator; never tells who has an account."""
    if not mail_is_set():
        return render(request, "desk/account/ask_administrator.html")
    form = ForgottenForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        if not _may_ask(request, email):
            form.add_error(None, _("Too many requests. Wait an hour, then try again, or ask the administrator."))
        else:
            attempted(form, lambda: mail_reset_link(email, address_of=public_link(request, "password_reset_use")))
            if form.is_valid():
                return render(request, "desk/account/mail_sent.html", {"email": email})
    return render(request, "desk/account/forgotten.html", {"form": form})


def _may_ask(request: HttpRequest, email: str) -> bool:
    """Within the limit for this machine and this address; without limits set, always."""
    limited = bool(settings.ACCOUNT_RATE_LIMITS)
    return not limited or bool(ratelimit.consume(request, action="reset_password", key=email.lower()))


@sensitive_post_parameters()
@never_cache
def use_reset(request: HttpRequest, token: str) -> HttpResponse:
    """A new password by a link from the administrator or from a mail."""
    return answered(request, lambda: _use_reset(request, token))


def _use_reset(request: HttpRequest, token: str) -> HttpResponse:
    reset = open_reset(token)
    form = NewPasswordForm(request.POST or None)
    if form.is_valid() and attempted(form, lambda: use_reset_link(token, password=form.cleaned_data["password"])):
        messages.success(request, _("The new password is set. Sign in with it now."))
        return redirect("account_login")
    return render(request, "desk/account/use_reset.html", {"form": form, "person": reset.user})


@sensitive_post_parameters()
@never_cache
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """An invitation, opened by its link: a new account, or the account that is signed in, takes the role."""
    return answered(request, lambda: _accept(request, token))


def _accept(request: HttpRequest, token: str) -> HttpResponse:
    invitation = open_invitation(token)
    if request.user.is_authenticated and request.POST.get("as_me"):
        accept_invitation(token, user=request.user)
        messages.success(request, _("The role is yours. It is listed among your rights."))
        return redirect("desk:my_rights")
    first = {"full_name": invitation.full_name, "phone": invitation.phone, "email": invitation.email}
    form = AcceptForm(request.POST if "username" in request.POST else None, initial=first)
    if form.is_valid() and (user := attempted(form, lambda: _new_account(token, form.cleaned_data))):
        messages.success(request, _("The account %(name)s is made. Sign in with it now.") % {"name": user.username})
        return redirect("account_login")
    return render(request, "desk/account/accept.html", _shown(invitation) | {"form": form})


def _new_account(token: str, given: dict[str, Any]) -> Any:
    names = ("username", "full_name", "password", "phone", "email")
    return accept_invitation(token, account=NewAccount(**{name: given[name] for name in names}))


def _shown(invitation: Invitation) -> dict[str, Any]:
    return {"invitation": invitation, "role": Role(invitation.role).label}
