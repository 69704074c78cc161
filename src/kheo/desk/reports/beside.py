"""The figures that stand beside the words of a report while it is edited."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from kheo.figures.indicators import INDICATORS
from kheo.figures.models import Report
from kheo.figures.snapshot import period_of
from kheo.figures.spans import code_of
from kheo.initiatives.choices import Field
from kheo.ui import written


@dataclass(frozen=True)
class Beside:
    """Groups of (label, figure) from the snapshot, sentences on what documents state otherwise, and where to look."""

    groups: list[list[tuple[str, str]]]
    fields: list[tuple[str, str, int]]
    differences: list[tuple[str, str, str]]
    overview_url: str


def figures_beside(report: Report) -> Beside:
    """The snapshot's figures in words."""
    totals = report.snapshot["totals"]
    flow = (
        "registered",
        "models",
        "exemplars",
        "new",
        "maintained",
        "replicated",
        "under_way",
        "evaluated",
        "recognised",
    )
    query = urlencode({"unit": report.unit_id, "period": code_of(period_of(report.snapshot))})
    return Beside(
        groups=[_group(flow, totals), _group(("stock",), totals)],
        fields=[
            (field.value, str(field.label), report.snapshot["by_field"][field.value]["registered"]) for field in Field
        ],
        differences=[_difference(row) for row in report.snapshot["differences"]],
        overview_url=f"{reverse('desk:overview')}?{query}",
    )


def _group(codes: tuple[str, ...], totals: dict[str, int]) -> list[tuple[str, str]]:
    return [(str(INDICATORS[code].label), written.figure(totals[code])) for code in codes]


def _difference(row: dict) -> tuple[str, str, str]:
    label = str(INDICATORS[row["code"]].label)
    if row["field"]:
        label = f"{label}, {Field(row['field']).label}"
    said = row["reported"]
    return label, written.figure(row["counted"]), written.figure(int(said) if said == int(said) else said)
