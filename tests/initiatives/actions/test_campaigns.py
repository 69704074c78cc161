"""Campaigns and rule sets."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kheo.initiatives import actions
from kheo.initiatives.actions.campaigns import default_rule_set
from kheo.initiatives.models import Campaign
from kheo.initiatives.rules import DEFAULT_DATA, read_rules
from kheo.units.errors import NotAllowed, NotPossible
from tests.factories.initiatives import make_campaign


def test_days_that_are_not_given_come_from_the_rules(cast):
    campaign = actions.open_campaign(by=cast.actor("unit_administrator"), unit=cast.ward, year=2026)
    assert (campaign.opens_on, campaign.deadline, campaign.cut_off) == (
        date(2026, 1, 5),
        date(2026, 4, 30),
        date(2026, 12, 15),
    )
    assert campaign.name == "Đăng ký năm 2026 của phường Bến Lụa"
    assert campaign.rule_set == default_rule_set()


def test_one_campaign_a_year_and_by_the_units_own_people(cast):
    make_campaign(cast)
    with pytest.raises(NotPossible):
        make_campaign(cast)
    with pytest.raises(NotAllowed):
        actions.open_campaign(by=cast.actor("foreign_officer"), unit=cast.ward, year=2025)
    assert Campaign.objects.count() == 1


def test_days_in_the_wrong_order_and_strange_years_are_refused(cast):
    for days in ({"deadline": date(2026, 1, 1)}, {"cut_off": date(2026, 2, 1)}):
        with pytest.raises(ValidationError) as caught:
            make_campaign(cast, **days)
        assert set(caught.value.message_dict) == {"deadline"}
    with pytest.raises(ValidationError) as caught:
        actions.open_campaign(by=cast.actor("officer"), unit=cast.ward, year=2031)
    assert caught.value.message_dict == {"year": ["Ghi năm từ 2009 đến 2027."]}


def test_last_years_campaign_is_copied_with_its_days(cast):
    last = make_campaign(cast)
    fresh = actions.copy_campaign(last, by=cast.actor("officer"), year=2027)
    assert (fresh.name, fresh.deadline, fresh.rule_set) == ("Đăng ký năm 2027", date(2027, 11, 30), last.rule_set)


def test_the_deadline_moves_with_a_reason(cast):
    campaign, by = make_campaign(cast), cast.actor("leader")
    with pytest.raises(ValidationError):
        actions.extend_deadline(campaign, by=by, deadline=date(2026, 12, 10), reason="")
    with pytest.raises(ValidationError):
        actions.extend_deadline(campaign, by=by, deadline=date(2026, 12, 31), reason="Mưa lũ.")
    old = Campaign.objects.select_related("unit").get(pk=campaign.pk)
    actions.extend_deadline(campaign, by=by, deadline=date(2026, 12, 10), reason="Mưa lũ.")
    with pytest.raises(NotPossible):
        actions.extend_deadline(old, by=by, deadline=date(2026, 12, 5), reason="Mưa lũ.")


def test_own_rules_are_checked_before_they_are_kept(cast):
    given = {"issuer": cast.ward, "name": "Hướng dẫn 03", "valid_from": date(2026, 1, 1)}
    own = DEFAULT_DATA | {"fields": [{"code": "moi_truong", "name": "Môi trường", "base": "culture_society"}]}
    rules = actions.write_rule_set(by=cast.actor("officer"), data=own, **given)
    assert [(field.name, field.base) for field in read_rules(rules.data).fields] == [("Môi trường", "culture_society")]
    for wrong, field in (
        ({"fields": []}, "fields"),
        ({"levels": ["sky"]}, "levels"),
        ({"calendar": {"opens": "31/02"}}, "calendar"),
    ):
        with pytest.raises(ValidationError) as caught:
            actions.write_rule_set(by=cast.actor("officer"), data=own | wrong, **given)
        assert set(caught.value.message_dict) == {field}
