"""A ward's real report of 2022 goes through the desk, and today's ward sees its figures as now.

The report itself is background material; the same path on a report of our own always runs.
"""

import re

import pytest
from django.urls import reverse

from kheo.figures.queries import compared, reported
from kheo.tallies.periods import Period
from kheo.units.actors import actor_of
from kheo.units.choices import Role
from kheo.units.models import Unit
from tests.cast import REFORM
from tests.desk.readings.steps import kept
from tests.factories.reports import YEARLY
from tests.factories.units import MembershipFactory, SuccessionFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
FINDING = re.compile(r"<strong>([\d,]+%)</strong>, báo cáo ghi <strong>([\d,]+%)</strong>")


def accepted_everything(client, text: str, **place) -> str:
    """Upload, confirm, accept each number of the page; gives the page as it was before."""
    reading = kept(client, text, **place)
    page = client.get(reverse("desk:reading", args=[reading.pk]))
    heads = [row.row.head.position for group in page.context["groups"] for row in group.rows]
    answer = client.post(page.request["PATH_INFO"], {"do": "chosen", **{f"f{head}": "keep" for head in heads}})
    assert answer.status_code == 302
    return page.content.decode()


def models(unit: Unit, *, as_now: bool) -> list[tuple]:
    rows = reported(unit, Period.year(2022), as_now=as_now)
    rows = sorted((row for row in rows if row.measure == "models"), key=lambda row: row.fact.position)
    return [
        (row.unit.name, row.status, row.fields, row.role, int(row.value), row.total and int(row.total.value))
        for row in rows
    ]


def tree(name: str, total: int, new: int, copied: int, fields: dict[str, int], stock: int) -> list[tuple]:
    return [
        (name, "operating", [], "flow", total, None),
        (name, "new", [], "flow", new, total),
        (name, "replicated", [], "flow", copied, total),
        *((name, "operating", [field], "flow", value, total) for field, value in fields.items()),
        (name, "operating", [], "stock", stock, None),
    ]


@pytest.fixture
def hoai_nhon(client) -> Unit:
    """Phường Hoài Nhơn of today with its officer signed in; Tam Quan Nam was merged into it."""
    province = UnitFactory(province=True, name="Gia Lai")
    old_province = UnitFactory(province=True, name="Bình Định", former=True)
    today = UnitFactory(name="Hoài Nhơn", code="21664", parent=province, valid_from=REFORM)
    SuccessionFactory(old=UnitFactory(name="Tam Quan Nam", code="21658", parent=old_province, former=True), new=today)
    client.force_login(MembershipFactory(user=UserFactory(), role=Role.OFFICER, unit=today).user)
    return today


def test_the_report_of_tam_quan_nam(client, hoai_nhon, shared_folder):
    text = (shared_folder / "reader" / "seeds" / "seed-001.txt").read_text("utf-8")
    html = accepted_everything(client, text)
    assert FINDING.findall(html) == [("96,92%", "96,99%")]
    fields = {"political_system": 2, "culture_society": 10, "defence_security": 3}
    expected = tree("Tam Quan Nam", 15, 6, 9, fields, 42)
    assert models(hoai_nhon, as_now=True) == expected
    assert models(hoai_nhon, as_now=False) == []
    old = Unit.objects.get(name="Tam Quan Nam")
    assert models(old, as_now=False) == expected
    assert [(row.field, row.reported) for row in compared(hoai_nhon, Period.year(2022), "models")] == [
        ("economy", None),
        ("culture_society", 10),
        ("defence_security", 3),
        ("political_system", 2),
        ("", 15),
    ]
    listed = client.get(reverse("desk:reported_figures"), {"unit": hoai_nhon.pk, "year": "2022", "measure": "models"})
    assert [line.row.value for line in listed.context["lines"]] == [15, 6, 9, 2, 10, 3, 42]


def test_a_report_of_the_same_build(officer, cast):
    html = accepted_everything(officer, YEARLY)
    assert FINDING.findall(html) == [("96%", "96,7%")]
    fields = {"political_system": 3, "culture_society": 7, "defence_security": 2}
    expected = tree("Bến Lụa Cũ", 12, 5, 7, fields, 31)
    assert models(cast.ward, as_now=True) == expected
    assert models(cast.predecessor, as_now=False) == expected
    assert models(cast.ward, as_now=False) == []
    assert actor_of(cast.officer).roles_at(cast.predecessor.pk) == {Role.OFFICER}
    listed = officer.get(reverse("desk:reported_figures"), {"unit": cast.ward.pk, "year": "2022", "measure": "models"})
    assert [line.row.value for line in listed.context["lines"]] == [12, 5, 7, 3, 7, 2, 31]
