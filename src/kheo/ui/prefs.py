"""The reader's own choices of size, contrast, theme and language, kept in cookies for a year."""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt

CHOICES = {
    "size": ("small", "normal", "large"),
    "contrast": ("normal", "high"),
    "theme": ("auto", "light", "dark"),
}
A_YEAR = 365 * 24 * 3600


class Prefs(NamedTuple):
    """One value of CHOICES each; the first page of a new reader has normal, normal, auto."""

    size: str = "normal"
    contrast: str = "normal"
    theme: str = "auto"


def chosen(request: HttpRequest) -> Prefs:
    """The choices in the cookies of this request; a value that we do not offer counts as not chosen."""
    said = {name: request.COOKIES.get(f"kheo_{name}", "") for name in CHOICES}
    return Prefs(**{name: value for name, value in said.items() if value in CHOICES[name]})


# Without a token: public pages stay free of the session cookie, and a forged post could only change a text size.
@csrf_exempt
def change(request: HttpRequest) -> HttpResponse:
    """Keep the posted choices in cookies and go back to `next`, if it is an address of this site, else to the start."""
    answer = HttpResponseRedirect(_way_back(request))
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "same-origin") != "cross-site":
        for name, offered in CHOICES.items():
            if (value := request.POST.get(name)) in offered:
                _keep(answer, f"kheo_{name}", value)
        if (language := request.POST.get("language")) in dict(settings.LANGUAGES):
            _keep(answer, settings.LANGUAGE_COOKIE_NAME, language)
    return answer


def _keep(answer: HttpResponse, name: str, value: str) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    answer.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", httponly=True, secure=secure)


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    ours = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=ours, require_https=request.is_secure())
    return wanted if safe else "/"
