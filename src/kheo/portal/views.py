"""The public pages: what is done here, whether it is alive, who answers for it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.initiatives.choices import Field
from kheo.portal.doors import public_page
from kheo.portal.figures import ward_figures
from kheo.portal.story import happened
from kheo.recognition import public
from kheo.recognition.models import Publication
from kheo.ui.forms import clean_text
from kheo.ui.paging import page_of
from kheo.units.models import Unit
from kheo.units.naming import words_of
from kheo.units.queries import neighbourhoods_of

ON_FIRST_PAGE = 6
LONGEST_QUESTION = 100


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """The ward's page where one ward is set up; a list to choose from where there are several."""
    some = list(public.wards()[:2])
    if len(some) == 1:
        return _ward_page(request, some[0])
    if not some:
        return render(request, "portal/not_set_up.html", {"site_name": "Khéo"})
    asked = _asked(request)
    rows = public.wards()
    for word in words_of(asked):
        rows = rows.filter(folded__contains=f" {word}")
    context = {"site_name": "Khéo", "page": page_of(request, rows, per_page=50), "asked": asked}
    return render(request, "portal/wards.html", context)


@public_page
def ward(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one ward."""
    return _ward_page(request, get_object_or_404(public.wards(), pk=pk))


def _ward_page(request: HttpRequest, unit: Unit) -> HttpResponse:
    days = public.fresh_days(unit)
    rows = public.publications(unit)
    context = {
        **_masthead(unit, "home"),
        "figures": ward_figures(unit, fresh_days=days),
        "deck": _with_state(list(rows[:ON_FIRST_PAGE]), days),
        "published": rows.order_by().count(),
    }
    return render(request, "portal/ward.html", context)


@public_page
def models(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that a ward has published, by field and by word."""
    unit = get_object_or_404(public.wards(), pk=pk)
    asked = _asked(request)
    field = request.GET.get("field", "")
    field = field if field in Field.values else ""
    page = page_of(request, public.publications(unit, field=field, text=asked), per_page=20)
    context = {
        **_masthead(unit, "models"),
        "page": page,
        "deck": _with_state(list(page), public.fresh_days(unit)),
        "fields": Field.choices,
        "field": field,
        "asked": asked,
    }
    return render(request, "portal/models.html", context)


@public_page
def neighbourhoods(request: HttpRequest, pk: int) -> HttpResponse:
    """Each neighbourhood with how much is done there, and what of it can be read."""
    unit = get_object_or_404(public.wards(), pk=pk)
    asked = _asked(request)
    rows = neighbourhoods_of(unit)
    for word in words_of(asked):
        rows = rows.filter(folded__contains=f" {word}")
    page = page_of(request, rows, per_page=20)
    numbers = [place.pk for place in page]
    counts = public.counts_by_place(numbers)
    shown = _with_state(list(public.publications(unit).filter(initiative__place__in=numbers)), public.fresh_days(unit))
    context = {
        **_masthead(unit, "neighbourhoods"),
        "page": page,
        "places": [
            {
                "unit": place,
                "counts": counts.get(place.pk, public.PlaceCounts()),
                "deck": [entry for entry in shown if entry["initiative"].place_id == place.pk],
            }
            for place in page
        ],
        "asked": asked,
    }
    return render(request, "portal/neighbourhoods.html", context)


@public_page
def model(request: HttpRequest, pk: int) -> HttpResponse:
    """One published model or exemplar; 404 from the moment on which it may not be shown."""
    publication = public.publication(pk)
    if publication is None:
        raise Http404
    initiative = publication.initiative
    unit = public.ward_of(initiative)
    days = public.fresh_days(unit)
    results = public.results_of(initiative)
    recognitions = list(public.recognitions_of(initiative))
    copies, shown_copies = public.copies_of(initiative)
    context = {
        **_masthead(unit, "models"),
        "entry": _with_state([publication], days)[0],
        "recognitions": recognitions,
        "results": results,
        "copies": copies,
        "shown_copies": _with_state(list(shown_copies), days),
        "story": happened(publication, recognitions, results),
    }
    return render(request, "portal/model.html", context)


def _with_state(publications: list[Publication], days: int) -> list[dict[str, Any]]:
    """Each publication with its initiative and the state that is shown."""
    return [
        {
            "publication": one,
            "initiative": one.initiative,
            "state": public.alive_state(one.initiative.alive, one.confirmed_on, days),
            "confirmed_on": one.confirmed_on,
        }
        for one in publications
    ]


def _asked(request: HttpRequest) -> str:
    return clean_text(request.GET.get("q", ""))[:LONGEST_QUESTION]


def _masthead(unit: Unit, here: str) -> dict[str, Any]:
    """Whose page it is, and the ways from it. A unit that is not set up any more has no pages but its models'."""
    context: dict[str, Any] = {"unit": unit, "site_name": unit.heading, "today": clock.today()}
    wards = list(public.wards()[:2])
    if unit not in wards and not public.wards().filter(pk=unit.pk).exists():
        return context
    alone = len(wards) == 1
    addresses = {
        "home": reverse("portal:home") if alone else reverse("portal:ward", args=[unit.pk]),
        "models": reverse("portal:models", args=[unit.pk]),
        "neighbourhoods": reverse("portal:neighbourhoods", args=[unit.pk]),
    }
    labels = {"home": _("Home"), "models": _("Models"), "neighbourhoods": _("My neighbourhood")}
    ways = [{"label": labels[name], "url": url, "current": name == here} for name, url in addresses.items()]
    if not alone:
        ways.append({"label": _("Other communes and wards"), "url": reverse("portal:home"), "current": False})
    context.update(
        ways=ways, home_url=addresses["home"], models_url=addresses["models"], near_url=addresses["neighbourhoods"]
    )
    return context
