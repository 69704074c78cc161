"""What every page knows: how it should look, whose it is, and the ways from it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from kheo.ui.prefs import chosen


def look(request: HttpRequest) -> dict[str, Any]:
    """The context of all templates.

    `prefs` has the size, contrast and theme of this reader; `demo` is True in the demonstration; `language` is vi
    or en.
    `actor`, `ways` and `site_name` come from the request where a middleware or a view has put them there: `ways` is
    a list (or a function without arguments that gives one) of {label, url, count, current}; `site_name` is the unit
    that the page belongs to, else the unit of the actor. A view that gives one of these names itself overrides it.
    """
    actor = getattr(request, "actor", None)
    return {
        "demo": getattr(settings, "DEMO", False),
        "prefs": chosen(request),
        "language": get_language() or settings.LANGUAGE_CODE,
        "actor": actor,
        "ways": getattr(request, "ways", []),
        # Lazy: a public page that names its unit itself never asks who is signed in.
        "site_name": SimpleLazyObject(lambda: getattr(request, "site_name", "") or _unit_name(actor)),
    }


def _unit_name(actor: object) -> str:
    """The organisation or unit of the first post of an actor; this module knows no subject, so it asks by name only."""
    for post in getattr(actor, "posts", ()):
        return getattr(post, "organisation_name", "") or str(getattr(post.unit, "heading", post.unit))
    return ""
