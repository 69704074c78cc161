import re

import pytest
from django.urls import reverse

from kheo.recognition.models import Decision, Recognition
from tests.recognition.material import NOW, accepted, on, recognised, seen, submitted

NEW = "/lam-viec/cong-nhan/moi/"
PAPER = {
    "number": "61",
    "symbol": "QĐ/ĐU",
    "issued_on": "10/10/2026",
    "level": "commune",
    "signatory": "Trần Văn Lịch",
    "signatory_position": "Phó Bí thư Thường trực",
    "subject": "Về việc công nhận mô hình “Dân vận khéo”",
}


@pytest.fixture(autouse=True)
def today():
    with on(NOW):
        yield


def posted(cast, *rows, **values):
    asked = {"unit": cast.ward.pk, "issuer": cast.party_committee.pk, "registration": [row.pk for row in rows]}
    return PAPER | asked | values


def errors(answer) -> dict[str, list[str]]:
    return {name: list(words) for name, words in answer.context["form"].errors.items()}


def nothing_stored() -> bool:
    return (Decision.objects.count(), Recognition.objects.count()) == (0, 0)


def test_step_one_offers_what_is_accepted_with_what_is_known_of_it(client, cast):
    row = seen(cast, accepted(cast, "Hũ gạo"))
    submitted(cast, "Chưa tiếp nhận")
    recognised(cast, accepted(cast, "Đã công nhận"))
    client.force_login(cast.leader)
    text = client.get(NEW).content.decode()
    assert re.findall(r'type="checkbox" name="registration" value="(\d+)"', text) == [str(row.pk)]
    assert ("1 đăng ký có thể công nhận" in text, "15/09/2026" in text) == (True, True)


def test_nothing_chosen_is_said_and_the_list_stays(client, cast):
    accepted(cast)
    client.force_login(cast.leader)
    answer = client.get(NEW, {"go": "write"})
    text = answer.content.decode()
    assert ("Chưa chọn dòng nào." in text, "<title>Lỗi: " in text, 'type="checkbox"' in text) == (True, True, True)


def test_ticks_survive_the_filter_and_the_pages(client, cast, monkeypatch):
    monkeypatch.setattr("kheo.desk.recognition.views.entering.PER_PAGE", 1)
    first, second = accepted(cast, "A đầu"), accepted(cast, "B sau", field="culture_society")
    client.force_login(cast.leader)
    text = client.get(NEW, {"page": "2", "registration": [first.pk]}).content.decode()
    assert f'<input type="hidden" name="registration" value="{first.pk}">' in text
    assert re.findall(r'type="checkbox" name="registration" value="(\d+)"', text) == [str(second.pk)]
    text = client.get(NEW, {"page": "1", "field": "economy", "registration": [second.pk]}).content.decode()
    assert f'<input type="hidden" name="registration" value="{second.pk}">' in text


def test_the_link_of_a_registration_leads_straight_to_the_paper(client, cast):
    row = accepted(cast, "Hũ gạo")
    client.force_login(cast.leader)
    answer = client.get(reverse("desk:decision_new") + f"?registration={row.pk}")
    assert (answer.status_code, answer.context["rows"]) == (200, [row])
    assert answer.context["form"].initial == {"issuer": cast.party_committee, "symbol": "", "level": "commune"}


def test_the_symbol_comes_from_the_issuing_body(client, cast):
    type(cast.party_committee).objects.filter(pk=cast.party_committee.pk).update(symbol="ĐU")
    type(cast.peoples_committee).objects.filter(pk=cast.peoples_committee.pk).update(symbol="UBND")
    row = accepted(cast)
    client.force_login(cast.leader)
    form = client.get(NEW, {"registration": row.pk}).context["form"]
    assert form.initial["symbol"] == "QĐ/ĐU"
    answer = client.post(NEW, posted(cast, row, issuer=cast.peoples_committee.pk))
    assert errors(answer) == {
        "symbol": [
            "QĐ/ĐU là ký hiệu của Đảng ủy phường Bến Lụa; Ủy ban nhân dân phường Bến Lụa dùng QĐ-UBND. "
            "Chọn cơ quan và ghi đúng ký hiệu của cơ quan đó."
        ]
    }
    assert nothing_stored()
    client.post(NEW, posted(cast, row, issuer=cast.peoples_committee.pk, symbol=""))
    assert Decision.objects.get().title == "61/QĐ-UBND"


def test_entering_recognises_exactly_the_list(client, cast):
    first, second = accepted(cast, "Hũ gạo"), accepted(cast, "Nồi cháo")
    accepted(cast, "Không chọn")
    client.force_login(cast.leader)
    answer = client.post(NEW, posted(cast, second, first), follow=True)
    decision = Decision.objects.get()
    assert answer.redirect_chain == [(reverse("desk:decision", args=[decision.pk]), 302)]
    assert list(decision.recognitions.order_by("position").values_list("registration", flat=True)) == [
        second.pk,
        first.pk,
    ]
    assert "Đã vào sổ quyết định 61-QĐ/ĐU, công nhận 2 đăng ký." in answer.content.decode()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"number": ""}, {"number": ["Ghi số quyết định."]}),
        ({"number": "sáu mốt"}, {"number": ["“sáu mốt” chưa phải là số quyết định. Chỉ ghi số, ví dụ 61."]}),
        (
            {"issued_on": "31/02/2026"},
            {"issued_on": ["“31/02/2026” chưa phải là ngày. Ghi ngày theo dạng 30/11/2026."]},
        ),
        ({"issued_on": "21/11/2026"}, {"issued_on": ["Ngày 21/11/2026 chưa tới. Ghi ngày của quyết định."]}),
        (
            {"issued_on": "04/02/2026"},
            {"issued_on": ["“Hũ gạo” được tiếp nhận ngày 05/02/2026, sau quyết định này. Xem lại ngày."]},
        ),
        ({"symbol": ""}, {"symbol": ["Ghi ký hiệu quyết định, ví dụ QĐ-UBND."]}),
        ({"signatory": "  "}, {"signatory": ["Ghi người ký."]}),
        ({"issuer": "999999"}, {"issuer": ["Mục đã chọn không còn trong danh sách. Chọn lại."]}),
        ({"issuer": "abc"}, {"issuer": ["Mục đã chọn không còn trong danh sách. Chọn lại."]}),
        (
            {"level": "province"},
            {"level": ["Đảng ủy phường Bến Lụa không công nhận ở cấp tỉnh. Chọn đúng cấp của cơ quan ban hành."]},
        ),
        ({"registration": []}, {"__all__": ["Chọn ít nhất một đăng ký."]}),
        ({"registration": ["999999"]}, None),
        ({"registration": ["x", "-1", "9" * 40]}, {"__all__": ["Chọn ít nhất một đăng ký."]}),
        ({"signatory": "a" * 500}, None),
        ({"number": "\x00"}, None),
    ],
)
def test_bad_input_is_named_and_stores_nothing(client, cast, values, expected):
    client.force_login(cast.leader)
    answer = client.post(NEW, posted(cast, accepted(cast, "Hũ gạo")) | values)
    assert (answer.status_code, nothing_stored()) == (200, True)
    assert expected is None or errors(answer) == expected
    assert errors(answer) != {}
    assert "<title>Lỗi: " in answer.content.decode()


def test_a_number_used_twice_gets_the_sentence_and_keeps_what_was_typed(client, cast):
    first, second = accepted(cast, "Hũ gạo"), accepted(cast, "Nồi cháo")
    recognised(cast, first)
    client.force_login(cast.leader)
    answer = client.post(NEW, posted(cast, second))
    assert errors(answer) == {"number": ["Đảng ủy phường Bến Lụa đã dùng số 61 trong năm 2026. Xem lại số quyết định."]}
    assert 'value="Trần Văn Lịch"' in answer.content.decode()
    assert Decision.objects.count() == 1


def test_what_changed_meanwhile_is_said_on_the_same_page(client, cast):
    row = accepted(cast, "Hũ gạo")
    recognised(cast, row)
    client.force_login(cast.leader)
    answer = client.post(NEW, posted(cast, row, number="62"))
    assert list(errors(answer)) == ["__all__"]
    assert Decision.objects.count() == 1


def test_a_province_leader_recognises_what_a_ward_registered(client, cast):
    row = accepted(cast, "Hũ gạo")
    recognised(cast, row)
    client.force_login(cast.province_leader)
    offered = client.get(NEW, {"page": "1"}).context["page"].object_list
    assert list(offered) == [row]
    values = {"unit": cast.province.pk, "issuer": cast.province_front.pk, "level": "province", "symbol": "QĐ-MTTQ"}
    client.post(NEW, posted(cast, row, **values))
    assert sorted(row.recognitions.values_list("decision__level", flat=True)) == ["commune", "province"]


@pytest.mark.parametrize("person", ["officer", "team_leader", "editor", "auditor", "province_officer", "stranger"])
def test_who_is_no_leader_enters_nothing(client, cast, person):
    row = accepted(cast)
    client.force_login(cast.people[person])
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, posted(cast, row)).status_code == 403
    assert nothing_stored()


def test_a_foreign_leader_neither_sees_nor_recognises_ours(client, cast):
    row = accepted(cast, "Hũ gạo")
    client.force_login(cast.foreign_leader)
    assert "Hũ gạo" not in client.get(NEW, {"registration": row.pk}).content.decode()
    answer = client.post(NEW, posted(cast, row))
    assert ("Hũ gạo" in answer.content.decode(), nothing_stored()) == (False, True)
