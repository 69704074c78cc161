"""The filters of the list: they live in the address, so that a list can be kept, sent and loaded down as it is."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kheo.audit import clock
from kheo.desk.registrations.forms import capitals
from kheo.initiatives.choices import Field, Kind, Level, Novelty, Status
from kheo.initiatives.models import Registration
from kheo.initiatives.policy import READING_ROLES
from kheo.initiatives.queries import registrations
from kheo.recognition.queries import holds_a_recognition
from kheo.ui.forms import TextField, clean_text
from kheo.ui.states import STATES
from kheo.ui.widgets import Select
from kheo.units.actors import Actor
from kheo.units.choices import UnitKind
from kheo.units.models import Unit
from kheo.units.policy import visible_organisations
from kheo.units.queries import organisations_of, valid_units

FIRST_YEAR = 2009
ANY = ("", _("All"))


class FilterForm(forms.Form):
    """Choices only: a strange value in the address filters nothing out and is no mistake."""

    text = TextField(
        label=_("Name or body"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
        help_text=_("With or without accents."),
    )
    year = forms.ChoiceField(label=_("Year"), required=False, widget=Select)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        widget=Select,
        choices=[ANY, *((each.value, STATES[each].word) for each in Status)],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, widget=Select, choices=[ANY, *capitals(Kind)])
    field = forms.ChoiceField(label=_("Field"), required=False, widget=Select, choices=[ANY, *Field.choices])
    novelty = forms.ChoiceField(
        label=_("New, kept up or replicated"), required=False, widget=Select, choices=[ANY, *capitals(Novelty)]
    )
    level = forms.ChoiceField(label=_("Level"), required=False, widget=Select, choices=[ANY, *capitals(Level)])
    unit = forms.ChoiceField(label=_("Place"), required=False, widget=Select)
    organisation = forms.ChoiceField(label=_("Led by"), required=False, widget=Select)
    late = forms.BooleanField(label=_("Overdue only"), required=False)
    recognised = forms.BooleanField(label=_("Recognised only"), required=False)


class Filtered:
    """The list that an address asks for, with its form and the words of what is filtered."""

    def __init__(self, request: HttpRequest) -> None:
        self.actor: Actor = request.actor
        self.asked = {name: said for name, value in request.GET.items() if (said := clean_text(value))}
        self.sort = self.asked.get("sort", "-sent")

    @cached_property
    def rows(self) -> QuerySet[Registration]:
        """The registrations, in order."""
        rows = registrations(self.actor, self.asked, sort=self.sort)
        if self.asked.get("recognised"):
            rows = rows.filter(holds_a_recognition())
        return rows

    @cached_property
    def form(self) -> FilterForm:
        """The form, showing what is asked."""
        form = FilterForm(self.asked, label_suffix="")
        form.use_required_attribute = False
        years = [str(year) for year in range(clock.today().year + 1, FIRST_YEAR - 1, -1)]
        choices = {"year": [(year, year) for year in years], "unit": self._units(), "organisation": self._bodies()}
        for name, offered in choices.items():
            form.fields[name].choices = [ANY, *offered]
            if not offered:
                del form.fields[name]
        form.is_valid()
        return form

    @cached_property
    def chosen(self) -> list[tuple[str, Any, str]]:
        """(name, label, words) of every filter in force."""
        found = []
        for bound in self.form:
            value = self.asked.get(bound.name)
            if not value or bound.errors:
                continue
            words = dict(getattr(bound.field, "choices", ())).get(value, value)
            is_box = isinstance(bound.field, forms.BooleanField)
            found.append((bound.name, bound.label, "" if is_box else str(words)))
        if self.asked.get("from") and self.asked.get("to"):
            words = f"{_half_year(self.asked['from'])} – {_half_year(self.asked['to'])}"
            found.append(("from", _("Accepted in"), words))
        return found

    def _units(self) -> list[tuple[str, str]]:
        """The parts of the places that the actor reads, and the one that is asked for."""
        posts = {post.unit.pk: post.unit for post in self.actor.posts_as(*READING_ROLES)}
        if not posts:
            return []
        number = self.asked.get("unit", "")
        condition = Q(parent__in=posts)
        units = list(valid_units().filter(condition).order_by("path").only("rank", "name")[:400])
        if number.isdigit() and len(number) < 12 and int(number) not in {unit.pk for unit in units}:
            units += Unit.objects.filter(pk=int(number))
        return [(str(unit.pk), unit.heading) for unit in units]

    def _bodies(self) -> list[tuple[str, str]]:
        """The bodies of the actor's own commune; above it there are too many to choose from."""
        communes = {
            post.unit.pk: post.unit
            for post in self.actor.posts_as(*READING_ROLES)
            if post.unit.kind == UnitKind.COMMUNE
        }
        bodies = {
            number: name
            for unit in communes.values()
            for number, name in organisations_of(unit).select_related(None).values_list("pk", "name")[:400]
        }
        number = self.asked.get("organisation", "")
        if number.isdigit() and len(number) < 12 and int(number) not in bodies:
            bodies |= dict(visible_organisations(self.actor).filter(pk=int(number)).values_list("pk", "name"))
        return [(str(number), name) for number, name in bodies.items()]


def _half_year(period: str) -> str:
    """20261 → 1/2026."""
    return f"{period[4:]}/{period[:4]}"
