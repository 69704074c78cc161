"""Every figure, defined once: what is counted for it, and which reported figures stand beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kheo.tallies.choices import Measure


@dataclass(frozen=True)
class Indicator:
    """A figure. `where` chooses counters by dimension; `reported` chooses reported figures by their columns.

    `is_stock`: it stands at the end of the period and adds up everything before; else it happened in the period.
    """

    code: str
    label: Any
    measure: Measure
    where: Mapping[str, str] = field(default_factory=dict)
    is_stock: bool = False
    reported_measures: tuple[str, ...] = ()
    reported_statuses: tuple[str, ...] = ()


_BOTH = ("models", "exemplars", "models_and_exemplars")
_RUNNING = ("registered", "operating")

INDICATORS: dict[str, Indicator] = {
    indicator.code: indicator
    for indicator in (
        Indicator("registered", _("Accepted in the period"), Measure.REGISTERED, {}, False, _BOTH, _RUNNING),
        Indicator("models", _("Models"), Measure.REGISTERED, {"kind": "model"}, False, ("models",), _RUNNING),
        Indicator(
            "exemplars", _("Exemplars"), Measure.REGISTERED, {"kind": "exemplar"}, False, ("exemplars",), _RUNNING
        ),
        Indicator("new", _("New"), Measure.REGISTERED, {"novelty": "new"}, False, _BOTH, ("new",)),
        Indicator("maintained", _("Maintained"), Measure.REGISTERED, {"novelty": "maintained"}),
        Indicator(
            "replicated", _("Replicated"), Measure.REGISTERED, {"novelty": "replicated"}, False, _BOTH, ("replicated",)
        ),
        Indicator("under_way", pgettext_lazy("registration", "Under way"), Measure.REGISTERED, {"status": "under_way"}),
        Indicator("evaluated", pgettext_lazy("registration", "Evaluated"), Measure.REGISTERED, {"status": "evaluated"}),
        Indicator("recognised", _("Recognised"), Measure.RECOGNISED, {}, False, _BOTH, ("recognised",)),
        Indicator("stock", _("Standing at the end of the period"), Measure.STOCK, {}, True, _BOTH, _RUNNING),
    )
}
