"""The door of every screen of the desk: who comes in, and what is said to whom an act is refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kheo.units.errors import NotAllowed, Refusal

View = Callable[..., HttpResponse]
Result = TypeVar("Result")


def desk_view(view: View) -> View:
    """Only for whoever is signed in; the others go to sign-in and come back.

    A refusal of a subject becomes a page that a person can act on: 403 with the reason for NotAllowed; for the
    others a message on the page before (after a POST from it), else 409 with the reason.
    """

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            wanted = request.get_full_path() if request.method == "GET" else _page_before(request)
            return redirect_to_login(wanted or "/")
        return answered(request, lambda: view(request, *args, **kwargs))

    return never_cache(door)


def desk_post(view: View) -> View:
    """`desk_view` for an act: anything but POST is answered with 405."""
    return desk_view(require_POST(view))


def answered(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """What `act` gives, or the page for its refusal; public pages use this without the sign-in."""
    try:
        return act()
    except NotAllowed as refusal:
        return render(request, "ui/403.html", {"reason": str(refusal)}, status=403)
    except Refusal as refusal:
        before = _page_before(request) if request.method == "POST" else ""
        if before and before != request.get_full_path():
            messages.error(request, str(refusal))
            return redirect(before)
        return render(request, "desk/conflict.html", {"reason": str(refusal)}, status=409)


def attempted(form: forms.BaseForm, act: Callable[[], Result]) -> Result | None:
    """What `act` gives; None where the subject finds a mistake, which then stands at its field of `form`."""
    try:
        return act()
    except ValidationError as mistake:
        blame(form, mistake)
        return None


def blame(form: forms.BaseForm, mistake: ValidationError) -> None:
    """Put a subject's mistakes at the fields of the same names, or over the form where it has no such field."""
    if not hasattr(mistake, "error_dict"):
        form.add_error(None, mistake)
        return
    for name, errors in mistake.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def _page_before(request: HttpRequest) -> str:
    """The page of ours from which the request came, as a path; empty if unknown."""
    referer = request.headers.get("referer", "")
    hosts = {request.get_host()}
    if referer and url_has_allowed_host_and_scheme(referer, hosts, require_https=request.is_secure()):
        return "/" + referer.split("//", 1)[-1].partition("/")[2]
    return ""
