import pytest
from django.urls import reverse

from kheo.recognition.models import Publication
from kheo.recognition.policy import published as shown
from tests.recognition.material import NOW, accepted, on, published, recognised

LIST = "/lam-viec/cong-nhan/cong-khai/"


@pytest.fixture(autouse=True)
def today():
    with on(NOW):
        yield


def names(client, state: str) -> list[str]:
    return [one.name for one, _recognition in client.get(LIST, {"state": state}).context["rows"]]


def test_the_tabs_hold_what_they_count(client, cast):
    published(cast, "Đang hiện", number="1")
    recognised(cast, accepted(cast, "Chờ công bố", consents=True), number="2")
    recognised(cast, accepted(cast, "Chưa đồng ý"), number="3")
    client.force_login(cast.editor)
    found = {state: names(client, state) for state in ("ready", "shown", "lacking", "hidden", "")}
    assert found == {
        "ready": ["Chờ công bố"],
        "shown": ["Đang hiện"],
        "lacking": ["Chưa đồng ý"],
        "hidden": [],
        "": ["Chờ công bố"],
    }
    text = client.get(LIST, {"state": "lacking"}).content.decode()
    assert ("Tổ dân vận Bãi Dâu" in text, "Chưa đồng ý nêu tên (1)" in text) == (True, True)


def test_an_editor_publishes_and_takes_down(client, cast):
    row = accepted(cast, "Hũ gạo", consents=True)
    recognised(cast, row)
    client.force_login(cast.editor)
    address = reverse("desk:publication", args=[row.initiative_id])
    answer = client.post(address, {"summary": " "})
    assert answer.context["form"].errors == {"summary": ["Ghi tóm tắt cho người dân."]}
    assert Publication.objects.count() == 0
    client.post(address, {"summary": "Mỗi nhà bớt một nắm gạo."})
    assert shown().get().summary == "Mỗi nhà bớt một nắm gạo."
    assert reverse("portal:model", args=[row.initiative_id]) in client.get(address).content.decode()
    down = reverse("desk:publication_withdraw", args=[row.initiative_id])
    assert client.post(down, {"reason": ""}).context["form"].errors == {"reason": ["Ghi lý do."]}
    assert shown().count() == 1
    client.post(down, {"reason": "Sai số liệu."})
    assert shown().count() == 0


@pytest.mark.parametrize("consents", [True, False])
def test_what_may_not_be_published_shows_the_reason_and_no_form(client, cast, consents):
    row = accepted(cast, "Hũ gạo", consents=consents)
    if not consents:
        recognised(cast, row)
    client.force_login(cast.editor)
    address = reverse("desk:publication", args=[row.initiative_id])
    text = client.get(address).content.decode()
    reason = "Mô hình chưa được công nhận" if consents else "chưa đồng ý nêu tên trên trang công khai"
    assert (reason in text, "<textarea" in text) == (True, False)
    assert client.post(address, {"summary": "Cứ công bố."}).status_code == 403
    assert Publication.objects.count() == 0


@pytest.mark.parametrize(
    "person", ["officer", "leader", "team_leader", "province_leader", "foreign_leader", "stranger"]
)
def test_nobody_else_publishes(client, cast, person):
    row = accepted(cast, "Hũ gạo", consents=True)
    recognised(cast, row)
    client.force_login(cast.people[person])
    assert client.get(LIST).status_code == 403
    assert client.post(reverse("desk:publication", args=[row.initiative_id]), {"summary": "Ừ."}).status_code == 404
    assert (
        client.post(reverse("desk:publication_withdraw", args=[row.initiative_id]), {"reason": "Ừ."}).status_code == 404
    )
    assert client.get(LIST + "danh-sach.xlsx").status_code == 403
    assert Publication.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_for_three(client, cast, rows, django_assert_num_queries):
    for number in range(rows):
        recognised(cast, accepted(cast, f"Việc {number}", consents=True), number=str(number + 1))
    client.force_login(cast.editor)
    with django_assert_num_queries(8):
        client.get(LIST)


def test_the_sheet_holds_what_the_tab_shows(client, cast):
    recognised(cast, accepted(cast, "Chờ công bố", consents=True))
    client.force_login(cast.editor)
    answer = client.get(LIST + "danh-sach.xlsx?state=ready")
    assert (answer.status_code, answer["Content-Disposition"]) == (
        200,
        'attachment; filename="cong-khai-2026-11-20.xlsx"',
    )
