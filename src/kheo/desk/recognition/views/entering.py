"""A new decision: first its list is chosen, then it is written; the second page lists all that will be recognised.

Everything chosen lives in the address, so that no step loses it and any page can be gone back to.
"""

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.desk.doors import attempted, desk_view
from kheo.desk.recognition.forms import ChoosingForm, DecisionForm
from kheo.initiatives.choices import Level
from kheo.initiatives.models import Registration
from kheo.recognition import actions, queries
from kheo.recognition.policy import can_recognise, deciding_units
from kheo.text import fold
from kheo.ui.paging import page_of
from kheo.units.choices import UnitKind
from kheo.units.errors import NotAllowed
from kheo.units.models import Unit

PER_PAGE = 100
MOST = 2000


@dataclass
class Choice:
    """What the address or the form has chosen so far."""

    request: HttpRequest

    @cached_property
    def numbers(self) -> list[int]:
        """The registrations by number, each once, in the order of the list."""
        given = (self.request.POST if self.request.method == "POST" else self.request.GET).getlist("registration")
        return list(
            dict.fromkeys(int(one) for one in given[:MOST] if one.isascii() and one.isdigit() and len(one) < 12)
        )

    @cached_property
    def registrations(self) -> list[Registration]:
        """Those of them that the reader may see, with what a list shows."""
        found = {row.pk: row for row in queries.with_follow_ups(self.request.actor, self.numbers)}
        return [found[number] for number in self.numbers if number in found]

    @cached_property
    def units(self) -> list[Unit]:
        """Where the reader is leader; raises NotAllowed where nowhere."""
        if units := queries.deciding_units_of(self.request.actor):
            return units
        raise NotAllowed(_("Only leaders enter decisions of recognition."))

    @cached_property
    def unit(self) -> Unit:
        """The unit that decides: the one in the address, else the nearest that decides on the first registration."""
        asked = self.request.POST.get("unit") or self.request.GET.get("unit", "")
        offered = {str(unit.pk): unit for unit in self.units}
        if asked in offered:
            return offered[asked]
        for registration in self.registrations[:1]:
            if nearest := sorted(deciding_units(self.request.actor, registration), key=lambda unit: len(unit.path)):
                return nearest[-1]
        return self.units[0]

    @cached_property
    def level(self) -> str:
        """The level of the decision to come."""
        asked = self.request.GET.get("level", "")
        return asked if asked in Level.values else str(queries.level_of(self.unit))


@desk_view
def decision_new(request: HttpRequest) -> HttpResponse:
    """Choose, write, enter: the step follows from what the address holds."""
    choice = Choice(request)
    if request.method == "POST":
        return _enter(request, choice)
    if choice.registrations and "page" not in request.GET:
        return _write(request, choice, DecisionForm(unit=choice.unit, level=choice.level))
    return _choose(request, choice)


def _choose(request: HttpRequest, choice: Choice) -> HttpResponse:
    """Step 1: registrations with outcome, follow-ups and the level asked for, to be ticked."""
    asked = request.GET.copy()
    if "page" not in asked and choice.unit.kind == UnitKind.PROVINCE:
        asked["asked"] = Level.PROVINCE
    asked["level"] = choice.level
    form = ChoosingForm(asked)
    form.is_valid()
    page = page_of(
        request,
        _narrowed(queries.to_recognise(request.actor, choice.unit, level=choice.level), form),
        per_page=PER_PAGE,
    )
    here = {row.pk for row in page}
    context = {
        "choice": choice,
        "form": form,
        "page": page,
        "elsewhere": [number for number in choice.numbers if number not in here],
        "nothing_chosen": "go" in request.GET and not choice.registrations,
        "failed": "go" in request.GET and not choice.registrations,
    }
    return render(request, "desk/recognition/choose.html", context)


def _narrowed(rows: QuerySet[Registration], form: ChoosingForm) -> QuerySet[Registration]:
    chosen = form.cleaned_data
    if text := fold(chosen.get("text", "")):
        rows = rows.filter(initiative__folded__contains=text)
    if field := chosen.get("field"):
        rows = rows.filter(initiative__field=field)
    if asked := chosen.get("asked"):
        rows = rows.filter(level=asked)
    return rows


def _write(request: HttpRequest, choice: Choice, form: DecisionForm) -> HttpResponse:
    """Step 2: every registration that will be recognised, and the decision itself."""
    refusals = [(row, can_recognise(request.actor, row)) for row in choice.registrations]
    context = {
        "choice": choice,
        "form": form,
        "rows": choice.registrations,
        "refusals": [(row, answer.reason) for row, answer in refusals if not answer],
        "has_issuer": form.fields["issuer"].queryset.exists(),
    }
    return render(request, "desk/recognition/write.html", context)


def _enter(request: HttpRequest, choice: Choice) -> HttpResponse:
    """Step 3: all of it, or nothing and the page again with what is to be mended."""
    form = DecisionForm(request.POST, unit=choice.unit)
    if len(choice.registrations) != len(choice.numbers):
        form.add_error(None, _("A registration of the list is not open to your roles any more. Choose the list again."))
    if form.is_valid():
        decision = attempted(form, lambda: _recognised(request, choice, form))
        if decision:
            words = {"decision": decision.title, "count": len(choice.registrations)}
            messages.success(request, _("Decision %(decision)s is entered; recognised by it: %(count)s.") % words)
            return redirect("desk:decision", pk=decision.pk)
    return _write(request, choice, form)


def _recognised(request: HttpRequest, choice: Choice, form: DecisionForm):
    try:
        return actions.recognise(choice.registrations, by=request.actor, unit=choice.unit, **form.cleaned_data)
    except NotAllowed as refusal:
        # On the same page: what was written stays in its fields.
        form.add_error(None, str(refusal))
        return None
