"""Rules as people read them, and a place's own written by copying."""

import pytest
from django.urls import reverse

from kheo.initiatives.actions.campaigns import default_rule_set
from kheo.initiatives.models import RuleSet
from kheo.initiatives.rules import read_rules


def typed(cast, **changed) -> dict[str, object]:
    """The form as it is shown first, with a name, and a fifth field."""
    values = {
        "issuer": cast.ward.pk,
        "name": "Hướng dẫn số 03",
        "valid_from": "01/01/2026",
        "levels": ["commune", "province"],
        "opens": "05/01",
        "deadline": "30/04",
        "cut_off": "15/12",
        "review_days": "10",
        "repair_days": "7",
        "follow_up_days": "92",
        "form_version": "1",
        "fields-TOTAL_FORMS": "8",
        "fields-INITIAL_FORMS": "4",
    }
    base = [field.value for field in read_rules(default_rule_set().data).fields for field in [field.base]]
    for number in range(8):
        named = number < 4
        values[f"fields-{number}-code"] = base[number] if named else ""
        values[f"fields-{number}-name"] = f"Lĩnh vực {number}" if named else ""
        values[f"fields-{number}-base"] = base[number] if named else ""
    return values | {"fields-4-name": "Môi trường", "fields-4-base": "culture_society"} | changed


def address() -> str:
    return reverse("desk:rule_set_write", args=[default_rule_set().pk])


def test_the_default_says_that_it_is_one(cast, client_of):
    page = client_of("officer").get(reverse("desk:rule_set", args=[default_rule_set().pk])).content.decode()
    assert "Đây là bộ mặc định, không phải văn bản chính thức" in page
    assert [name in page for name in ("Kinh tế", "Xây dựng hệ thống chính trị", "30/04", "cấp tỉnh")] == [True] * 4


def test_own_rules_are_written_by_copying(cast, client_of):
    client_of("unit_administrator").post(address(), typed(cast, **{"fields-0-name": ""}))
    row = RuleSet.objects.get(is_default=False)
    assert [(each.code, each.name, each.base) for each in read_rules(row.data).fields] == [
        ("culture_society", "Lĩnh vực 1", "culture_society"),
        ("defence_security", "Lĩnh vực 2", "defence_security"),
        ("political_system", "Lĩnh vực 3", "political_system"),
        ("moi_truong", "Môi trường", "culture_society"),
    ]
    assert (row.issuer, row.copied_from) == (cast.ward, default_rule_set())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"fields-4-base": ""}, "Chọn lĩnh vực gốc mà “Môi trường” cộng vào."),
        ({"deadline": "31/02"}, "Ghi ngày và tháng, ví dụ 30/04; “31/02” chưa phải ngày tháng."),
        ({"review_days": "0"}, "Ghi số từ 1"),
        ({"levels": []}, "Chọn các cấp công nhận được đăng ký."),
        ({"issuer": "0"}, "Chọn lại."),
        ({"fields-TOTAL_FORMS": "x"}, 'role="alert"'),
    ],
)
def test_mistakes_are_told_and_nothing_is_kept(cast, client_of, wrong, said):
    response = client_of("officer").post(address(), typed(cast, **wrong))
    page = response.content.decode()
    assert (response.status_code, RuleSet.objects.filter(is_default=False).count()) == (422, 0)
    assert said in page, page[page.index('role="alert"') :][:600]


@pytest.mark.parametrize("name", ["team_leader", "auditor", "stranger"])
def test_others_write_no_rules(cast, client_of, name):
    assert client_of(name).post(address(), typed(cast)).status_code == 403
    assert RuleSet.objects.filter(is_default=False).count() == 0
