"""After acceptance: corrections, the end and the return of the work, consent."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum

from kheo.initiatives import actions
from kheo.initiatives.choices import Alive, Status
from kheo.initiatives.models import Initiative
from kheo.tallies.models import Tally
from kheo.units.errors import NotPossible
from tests.factories.initiatives import make_registration


def counted(measure: str, unit) -> dict[str, int]:
    rows = Tally.objects.filter(measure=measure, unit=unit).values("field").annotate(total=Sum("count"))
    return {row["field"]: row["total"] for row in rows if row["total"]}


def test_a_corrected_field_is_counted_anew_everywhere(cast):
    row = make_registration(cast, Status.UNDER_WAY)
    actions.correct(row, by=cast.actor("officer"), reason="Ghi nhầm.", values={"field": "culture_society"})
    assert counted("registered", cast.province) == {"culture_society": 1}
    assert counted("stock", cast.nation) == {"culture_society": 1}
    assert row.history.order_by("-pk").first().changes == {"field": ["economy", "culture_society"]}


def test_a_corrected_name_is_found_by_the_new_one(cast):
    row = make_registration(cast, Status.UNDER_WAY)
    actions.correct(row, by=cast.actor("officer"), reason="Ghi nhầm.", values={"name": "Chợ đổi giống lúa"})
    assert Initiative.objects.get(pk=row.initiative_id).folded == "cho doi giong lua to dan van bai dau"


@pytest.mark.parametrize(
    ("reason", "values", "field"),
    [
        ("", {"level": "province"}, "reason"),
        ("Nhầm.", {"name": ""}, "name"),
        ("Nhầm.", {"field": ""}, "field"),
        ("Nhầm.", {"evaluates_on": date(2025, 1, 1)}, "evaluates_on"),
    ],
)
def test_a_correction_that_would_leave_a_gap_is_refused(cast, reason, values, field):
    row = make_registration(cast, Status.UNDER_WAY)
    with pytest.raises(ValidationError) as caught:
        actions.correct(row, by=cast.actor("officer"), reason=reason, values=values)
    assert set(caught.value.message_dict) == {field}


def test_a_correction_puts_no_model_into_another_ward_and_none_without_a_change(cast):
    row, by = make_registration(cast, Status.UNDER_WAY), cast.actor("officer")
    with pytest.raises(ValidationError):
        actions.correct(row, by=by, reason="Nhầm.", values={"place": cast.foreign_neighbourhood})
    with pytest.raises(NotPossible):
        actions.correct(row, by=by, reason="Nhầm.", values={"level": row.level})


def test_what_ends_leaves_the_stock_and_what_returns_comes_back(cast):
    row, by = make_registration(cast, Status.UNDER_WAY), cast.actor("team_leader")
    actions.set_alive(row, by=by, alive=Alive.DISCONTINUED, on=date(2026, 11, 23), reason="Hết người làm.")
    assert counted("stock", cast.ward) == {}
    actions.set_alive(row, by=by, alive=Alive.ACTIVE, on=date(2026, 11, 23), reason="Có người làm lại.")
    assert counted("stock", cast.ward) == {"economy": 1}


def test_a_state_needs_a_reason_another_state_and_a_day_since_acceptance(cast):
    row = make_registration(cast, Status.UNDER_WAY)
    with pytest.raises(ValidationError) as caught:
        actions.set_alive(row, by=cast.actor("officer"), alive="active", on=date(2026, 11, 1), reason="")
    assert set(caught.value.message_dict) == {"alive", "on", "reason"}


def test_consent_is_given_and_taken_back_with_a_trace_of_each(cast):
    row, by = make_registration(cast, Status.UNDER_WAY), cast.actor("team_leader")
    assert row.initiative.consents_to_publication is False
    for consents in (True, True, False):
        actions.set_consent(row, by=by, consents=consents)
    changes = row.history.filter(step="set_consent").order_by("pk").values_list("changes", flat=True)
    assert [change["consents_to_publication"] for change in changes] == [[False, True], [True, False]]
