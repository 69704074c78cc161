"""Models of past years, entered by the office."""

from datetime import date

import pytest
from django.urls import reverse

from kheo.initiatives.models import Registration
from tests.factories.initiatives import make_campaign, make_office_draft

PAST = reverse("desk:past_model_new")
VALUES = {
    "kind": "model",
    "name": "Hũ gạo xóm chùa",
    "field": "economy",
    "holder": "collective",
    "owner": "Xóm chùa",
    "novelty": "new",
    "level": "commune",
    "accepted_on": "02/04/2026",
}


def address(unit, campaign) -> str:
    return f"{PAST}?dot={unit.pk}-{campaign.pk}"


def test_the_office_enters_a_model_without_a_report(cast, client_of):
    campaign = make_campaign(cast)
    client = client_of("officer")
    assert "Đăng ký năm 2026" in client.get(PAST).content.decode()
    page = client.post(address(cast.ward, campaign), VALUES | {"place": cast.ward.pk}, follow=True).content.decode()
    row = Registration.objects.get()
    assert (row.status, row.accepted_on, row.period) == ("under_way", date(2026, 4, 2), 20261)
    assert "“Hũ gạo xóm chùa” đã có trong sổ." in page


def test_a_year_before_the_merger_belongs_to_the_ward_of_that_time(cast, client_of):
    campaign = make_campaign(cast, unit=cast.predecessor, year=2024)
    values = VALUES | {"place": cast.predecessor.pk, "accepted_on": "02/04/2024"}
    client_of("leader").post(address(cast.predecessor, campaign), values)
    assert Registration.objects.get().unit == cast.predecessor


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"accepted_on": "31/02/2026"}, "accepted_on"),
        ({"accepted_on": "02/08/2025"}, "accepted_on"),
        ({"accepted_on": "24/11/2026"}, "accepted_on"),
        ({"name": ""}, "name"),
        ({"field": ""}, "field"),
        ({"place": "0"}, "place"),
    ],
)
def test_mistakes_stand_at_their_fields_and_nothing_is_kept(cast, client_of, wrong, field):
    campaign = make_campaign(cast)
    values = VALUES | {"place": cast.ward.pk} | wrong
    response = client_of("officer").post(address(cast.ward, campaign), values)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert Registration.objects.count() == 0


@pytest.mark.parametrize("name", ["team_leader", "auditor", "unit_administrator", "stranger"])
def test_nobody_but_an_office_enters(cast, client_of, name):
    campaign = make_campaign(cast)
    assert client_of(name).get(PAST).status_code == 403
    assert client_of(name).post(address(cast.ward, campaign), VALUES).status_code == 403


def test_another_wards_campaign_is_not_offered(cast, client_of):
    foreign = make_campaign(cast, unit=cast.foreign_ward)
    client_of("officer").post(address(cast.ward, foreign), VALUES | {"place": cast.ward.pk})
    client_of("officer").post(address(cast.foreign_ward, foreign), VALUES | {"place": cast.foreign_ward.pk})
    assert Registration.objects.count() == 0


def test_an_office_draft_is_entered_on_its_day(cast, client_of):
    row = make_office_draft(cast)
    step = reverse("desk:registration_step", args=[row.pk, "ghi-vao-so"])
    client_of("officer").post(step, {"version": row.version, "accepted_on": "02/04/2026"})
    row.refresh_from_db()
    assert (row.status, row.accepted_on) == ("under_way", date(2026, 4, 2))
