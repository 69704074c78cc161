import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from kheo.recognition import actions
from kheo.recognition.models import Recognition
from tests.recognition.material import NOW, accepted, on, recognised

LIST = "/lam-viec/cong-nhan/"


@pytest.fixture(autouse=True)
def today():
    with on(NOW):
        yield


def titles(answer) -> list[str]:
    return [decision.title for decision, _lines in answer.context["rows"]]


def sheet_of(answer) -> list[list]:
    sheet = load_workbook(io.BytesIO(answer.content), read_only=True).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_list_by_year_level_and_order(client, cast):
    row = accepted(cast, "Hũ gạo")
    recognised(cast, row)
    above = {"unit": cast.province, "issuer": cast.province_front, "level": "province", "symbol": "QĐ-MTTQ"}
    recognised(cast, row, by="province_leader", number="5", issued_on=NOW, **above)
    client.force_login(cast.leader)
    found = {
        query: titles(client.get(LIST + query))
        for query in ("", "?year=2026", "?year=1999", "?level=province", "?sort=day")
    }
    both = ["05/QĐ-MTTQ", "61-QĐ/ĐU"]
    assert found == {
        "": both,
        "?year=2026": both,
        "?year=1999": both,
        "?level=province": both[:1],
        "?sort=day": both[::-1],
    }


def test_an_empty_list_says_why_and_what_to_do(client, cast):
    client.force_login(cast.leader)
    text = client.get(LIST).content.decode()
    assert ("Chưa có quyết định nào vào sổ." in text, f'href="{LIST}moi/"' in text) == (True, True)
    recognised(cast, accepted(cast))
    assert "Không có quyết định nào khớp." in client.get(LIST + "?level=national").content.decode()


def test_the_button_stands_only_where_it_works(client, cast):
    for person, expected in (("leader", True), ("officer", False), ("editor", False)):
        client.force_login(cast.people[person])
        assert (f'href="{LIST}moi/"' in client.get(LIST).content.decode()) is expected, person


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_for_one_row_and_for_three(client, cast, rows, django_assert_num_queries):
    decision = recognised(cast, *(accepted(cast, f"Việc {number}") for number in range(rows)))
    for number in range(1, rows):
        recognised(cast, accepted(cast, f"Việc khác {number}"), number=str(number))
    for number in range(rows):
        accepted(cast, f"Việc chờ {number}")
    client.force_login(cast.leader)
    with django_assert_num_queries(9):
        client.get(LIST)
    with django_assert_num_queries(10):
        client.get(reverse("desk:decision", args=[decision.pk]))
    with django_assert_num_queries(9):
        client.get(LIST + "moi/")


def test_a_decision_is_cited_as_its_paper_is(client, cast):
    state = recognised(cast, accepted(cast, "Nồi cháo"), issuer=cast.peoples_committee, symbol="QĐ-UBND")
    party = recognised(cast, accepted(cast, "Hũ gạo"), subject="Về việc công nhận")
    client.force_login(cast.officer)
    for decision, cited in ((state, "Số: 61/QĐ-UBND"), (party, "Số 61-QĐ/ĐU")):
        text = client.get(reverse("desk:decision", args=[decision.pk])).content.decode()
        assert f'<h1 id="h1">{cited}</h1>' in text
        assert "Đoàn Văn Khuê vào sổ lúc 09:00 20/11/2026." in text


def test_only_its_own_lines_are_shown_to_a_ward(client, cast):
    mine, theirs = accepted(cast, "Của tổ"), accepted(cast, "Của người khác", team=cast.foreign_team)
    above = {"unit": cast.province, "issuer": cast.province_front, "level": "province", "symbol": "QĐ-MTTQ"}
    decision = recognised(cast, mine, theirs, by="province_leader", **above)
    client.force_login(cast.officer)
    text = client.get(reverse("desk:decision", args=[decision.pk])).content.decode()
    assert ("Của tổ" in text, "Của người khác" in text, "1 dòng khác là của đơn vị khác." in text) == (
        True,
        False,
        True,
    )
    sheet = str(sheet_of(client.get(reverse("desk:decision_xlsx", args=[decision.pk]))))
    assert ("Của tổ" in sheet, "Của người khác" in sheet) == (True, False)
    client.force_login(cast.stranger)
    assert client.get(reverse("desk:decision", args=[decision.pk])).status_code == 404
    assert client.get(reverse("desk:decision_xlsx", args=[decision.pk])).status_code == 404


def test_a_line_is_revoked_with_its_reason_and_stays_struck(client, cast):
    decision = recognised(cast, accepted(cast, "Hũ gạo"))
    line = decision.recognitions.get()
    address = reverse("desk:recognition_revoke", args=[decision.pk, line.pk])
    client.force_login(cast.leader)
    answer = client.post(address, {"reason": "", "document": ""})
    assert answer.context["form"].errors == {"reason": ["Ghi lý do."]}
    answer = client.post(address, {"reason": "Ghi nhầm tổ.", "document": "75-QĐ/ĐU"}, follow=True)
    text = answer.content.decode()
    assert [word for word in ("<del>", "Ghi nhầm tổ.", "75-QĐ/ĐU", "Đoàn Văn Khuê") if word not in text] == []
    assert f'href="{address}"' not in text
    again = client.post(address, {"reason": "Lần nữa."}, follow=True)
    assert "Công nhận này đã được thu hồi trước đó." in again.content.decode()
    assert Recognition.objects.get().revocation_reason == "Ghi nhầm tổ."


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("officer", 403),
        ("editor", 403),
        ("team_leader", 403),
        ("province_leader", 403),
        ("foreign_leader", 404),
        ("stranger", 404),
    ],
)
def test_nobody_else_revokes(client, cast, person, status):
    decision = recognised(cast, accepted(cast, "Hũ gạo"))
    address = reverse("desk:recognition_revoke", args=[decision.pk, decision.recognitions.get().pk])
    client.force_login(cast.people[person])
    assert client.post(address, {"reason": "Vì muốn."}).status_code == status
    assert Recognition.objects.get().revoked_at is None
    page = client.get(reverse("desk:decision", args=[decision.pk]))
    assert page.status_code == (404 if status == 404 else 200)
    assert f'href="{address}"' not in page.content.decode()


def test_a_line_is_found_only_under_its_own_decision(client, cast):
    first = recognised(cast, accepted(cast, "Hũ gạo"))
    second = recognised(cast, accepted(cast, "Nồi cháo"), number="62")
    client.force_login(cast.leader)
    address = reverse("desk:recognition_revoke", args=[first.pk, second.recognitions.get().pk])
    assert client.get(address).status_code == 404


def test_the_sheets_hold_what_the_pages_show(client, cast):
    decision = recognised(cast, accepted(cast, "=Hũ gạo"), accepted(cast, "Nồi cháo"))
    actions.revoke(decision.recognitions.get(position=2), by=cast.actor("leader"), reason="Ghi nhầm.")
    client.force_login(cast.leader)
    rows = sheet_of(client.get(reverse("desk:decision_xlsx", args=[decision.pk])))
    assert [row[:2] for row in rows[-2:]] == [[1, "=Hũ gạo"], [2, "Nồi cháo"]]
    assert [row[8] for row in rows[-2:]] == ["", "Ghi nhầm."]
    listed = sheet_of(client.get(reverse("desk:decisions_xlsx")))
    assert (listed[-1][0], listed[-1][-1]) == ("61-QĐ/ĐU", 1)
