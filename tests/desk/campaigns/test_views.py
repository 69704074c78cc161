"""Campaigns on the desk."""

from datetime import date

import pytest
from django.urls import reverse

from kheo.initiatives.actions.campaigns import default_rule_set
from kheo.initiatives.models import Campaign
from tests.factories.initiatives import make_campaign

LIST, NEW = reverse("desk:campaigns"), reverse("desk:campaign_new")
QUERIES = 7


def test_nobody_reads_without_signing_in(client, cast):
    campaign = make_campaign(cast)
    for address in (LIST, NEW, reverse("desk:campaign", args=[campaign.pk]), reverse("desk:rule_sets")):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_this_many_queries(cast, client_of, django_assert_num_queries, rows):
    for number in range(rows):
        make_campaign(cast, year=2026 - number)
    client = client_of("unit_administrator")
    with django_assert_num_queries(QUERIES):
        response = client.get(LIST)
    assert response.content.decode().count('scope="row"') == rows


def test_a_campaign_is_opened_with_the_days_of_the_rules(cast, client_of):
    values = {"unit": cast.ward.pk, "year": "2026", "rule_set": default_rule_set().pk}
    client_of("officer").post(NEW, values)
    campaign = Campaign.objects.get()
    assert (campaign.deadline, campaign.name) == (date(2026, 4, 30), "Đăng ký năm 2026 của phường Bến Lụa")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"year": "hai nghìn"}, "year"),
        ({"year": "2031"}, "year"),
        ({"deadline": "31/02/2026"}, "deadline"),
        ({"deadline": "01/01/2026"}, "deadline"),
        ({"unit": "0"}, "unit"),
        ({"rule_set": "0"}, "rule_set"),
    ],
)
def test_mistakes_stand_at_their_fields(cast, client_of, wrong, field):
    values = {"unit": cast.ward.pk, "year": "2026", "rule_set": default_rule_set().pk} | wrong
    response = client_of("officer").post(NEW, values)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert Campaign.objects.count() == 0


def test_a_second_one_of_the_year_is_told(cast, client_of):
    make_campaign(cast)
    values = {"unit": cast.ward.pk, "year": "2026", "rule_set": default_rule_set().pk}
    page = client_of("officer").post(NEW, values).content.decode()
    assert "phường Bến Lụa đã có đợt đăng ký năm 2026." in page


def test_the_deadline_is_extended_with_a_reason(cast, client_of):
    campaign, client = make_campaign(cast), client_of("leader")
    address = reverse("desk:campaign_extend", args=[campaign.pk])
    assert client.post(address, {"deadline": "10/12/2026", "reason": ""}).status_code == 422
    client.post(address, {"deadline": "10/12/2026", "reason": "Mưa lũ."})
    campaign.refresh_from_db()
    assert campaign.deadline == date(2026, 12, 10)


def test_next_year_opens_with_one_press_and_once(cast, client_of):
    campaign, client = make_campaign(cast), client_of("officer")
    address = reverse("desk:campaign_copy", args=[campaign.pk])
    assert address in client.get(reverse("desk:campaign", args=[campaign.pk])).content.decode()
    client.post(address)
    assert list(Campaign.objects.order_by("year").values_list("year", flat=True)) == [2026, 2027]
    assert address not in client.get(reverse("desk:campaign", args=[campaign.pk])).content.decode()


@pytest.mark.parametrize("name", ["team_leader", "foreign_officer", "auditor", "stranger"])
def test_others_read_and_change_nothing(cast, client_of, name):
    campaign, client = make_campaign(cast), client_of(name)
    page = client.get(reverse("desk:campaign", args=[campaign.pk])).content.decode()
    assert reverse("desk:campaign_extend", args=[campaign.pk]) not in page
    values = {"deadline": "10/12/2026", "reason": "Mưa lũ."}
    assert client.post(reverse("desk:campaign_extend", args=[campaign.pk]), values).status_code == 403
    assert client.post(reverse("desk:campaign_copy", args=[campaign.pk])).status_code == 403
    assert Campaign.objects.get().deadline == date(2026, 11, 30)
