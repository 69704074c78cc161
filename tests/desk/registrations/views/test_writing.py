"""Writing a registration: begun, kept as it is typed, sent, mended; last year's again; corrected."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.audit import clock
from kheo.initiatives.choices import Status
from kheo.initiatives.models import Evidence, Registration
from kheo.initiatives.policy import can
from tests.factories.initiatives import WORDS, make_campaign, make_registration, photo_bytes
from tests.initiatives.conftest import MOMENT

NEW = reverse("desk:registration_new")


def address(name: str, row: Registration) -> str:
    return reverse(f"desk:{name}", args=[row.pk])


def typed(row: Registration, **values) -> dict[str, object]:
    """The form as a browser sends it, filled with WORDS."""
    words = {name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value for name, value in WORDS.items()}
    words.pop("local_field")
    kept = {"version": Registration.objects.get(pk=row.pk).version, "holder": "collective", "owner": "Tổ dân vận"}
    asked = {"level": "commune", "novelty": "new", "place": row.initiative.place_id}
    return words | kept | asked | values


def fresh(row: Registration) -> Registration:
    return Registration.objects.select_related("initiative").get(pk=row.pk)


def test_a_new_draft_opens_as_the_form(cast, client_of):
    campaign = make_campaign(cast)
    values = {"kind": "model", "organisation": cast.team.pk, "campaign": campaign.pk}
    response = client_of("team_leader").post(NEW, values)
    row = Registration.objects.get()
    assert (response.status_code, response.url) == (302, address("registration_edit", row))


@pytest.mark.parametrize("field", ["kind", "organisation", "campaign"])
def test_hand_made_choices_begin_nothing(cast, client_of, field):
    campaign, foreign = make_campaign(cast), make_campaign(cast, unit=cast.foreign_ward)
    values = {"kind": "model", "organisation": cast.team.pk, "campaign": campaign.pk}
    other = {"kind": "idol", "organisation": cast.foreign_team.pk, "campaign": foreign.pk}
    response = client_of("team_leader").post(NEW, values | {field: other[field]})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert Registration.objects.count() == 0


def test_who_leads_no_team_is_told_where_to_go(cast, client_of):
    make_campaign(cast)
    page = client_of("officer").get(NEW).content.decode()
    assert reverse("desk:past_model_new") in page
    assert client_of("officer").post(NEW, {"kind": "model"}).status_code == 422


def test_kept_as_it_is_with_gaps(cast, client_of):
    row = make_registration(cast)
    response = client_of("team_leader").post(
        address("registration_edit", row), typed(row, name="Chợ giống", situation="", starts_on="") | {"do": "save"}
    )
    kept = fresh(row)
    assert (response.status_code, kept.initiative.name, kept.situation, kept.starts_on, kept.status) == (
        302,
        "Chợ giống",
        "",
        None,
        Status.DRAFT,
    )


def test_a_day_that_is_none_is_named_and_the_rest_is_kept(cast, client_of):
    row = make_registration(cast)
    response = client_of("team_leader").post(
        address("registration_edit", row), typed(row, name="Chợ giống", starts_on="31/02/2027") | {"do": "save"}
    )
    page, kept = response.content.decode(), fresh(row)
    assert (response.status_code, kept.initiative.name, kept.starts_on) == (422, "Chợ giống", WORDS["starts_on"])
    assert "“31/02/2027” chưa phải là ngày. Ghi ngày theo dạng 30/11/2026." in page
    assert "<title>Lỗi: " in page
    assert 'value="31/02/2027"' in page


def test_sending_names_every_missing_item_with_a_link_to_its_field(cast, client_of):
    row = make_registration(cast)
    values = typed(row, name="", situation="", evaluates_on="32/13/2027") | {"do": "send"}
    page = client_of("team_leader").post(address("registration_edit", row), values).content.decode()
    assert "Chưa gửi được, còn 3 mục cần sửa" in page
    assert [f'href="#id_{name}"' in page for name in ("name", "situation", "evaluates_on")] == [True] * 3
    assert fresh(row).status == Status.DRAFT


def test_an_evaluation_before_the_start_is_not_sent(cast, client_of):
    row = make_registration(cast)
    values = typed(row, starts_on="01/03/2027", evaluates_on="15/02/2027") | {"do": "send"}
    page = client_of("team_leader").post(address("registration_edit", row), values).content.decode()
    assert "Ngày đánh giá 15/02/2027 trước ngày bắt đầu 01/03/2027. Ghi ngày sau đó." in page


def test_after_the_deadline_the_draft_is_kept_and_the_reason_told(cast, client_of):
    row = make_registration(cast, campaign=make_campaign(cast, deadline=date(2026, 11, 20)))
    response = client_of("team_leader").post(address("registration_edit", row), typed(row, name="Chợ") | {"do": "send"})
    assert "đã đóng ngày 20/11/2026" in response.content.decode()
    assert (fresh(row).status, fresh(row).initiative.name) == (Status.DRAFT, "Chợ")


def test_sent_it_says_by_when_it_is_looked_at(cast, client_of):
    row = make_registration(cast)
    response = client_of("team_leader").post(
        address("registration_edit", row), typed(row) | {"do": "send"}, follow=True
    )
    assert response.redirect_chain == [(address("registration", row), 302)]
    assert "Đã gửi phường lúc 09:00. Được xem trước ngày 03/12/2026." in response.content.decode()
    assert fresh(row).status == Status.SUBMITTED


def test_the_enter_key_keeps_and_does_not_send(cast, client_of):
    """A browser presses the first button of a form on Enter."""
    page = client_of("team_leader").get(address("registration_edit", make_registration(cast))).content.decode()
    form = page[page.index('id="words"') :]
    assert form[form.index("<button") :].startswith('<button class="hide" name="do" value="save"')


def test_an_old_page_keeps_its_words_and_overwrites_only_when_asked_again(cast, client_of):
    row = make_registration(cast)
    client, old = client_of("team_leader"), typed(row, situation="Từ trang cũ")
    client.post(address("registration_edit", row), typed(row, situation="Từ trang mới") | {"do": "save"})
    response = client.post(address("registration_edit", row), old | {"do": "save"})
    page = response.content.decode()
    assert (response.status_code, fresh(row).situation) == (422, "Từ trang mới")
    assert ("Từ trang cũ" in page, "vừa được lưu ở nơi khác" in page) == (True, True)
    version = response.context["registration"].version
    client.post(address("registration_edit", row), old | {"do": "save", "version": version})
    assert fresh(row).situation == "Từ trang cũ"


def test_local_fields_are_kept_with_the_base_field_they_add_to(cast, client_of):
    campaign = make_campaign(cast)
    campaign.rule_set.data["fields"].append({"code": "moi_truong", "name": "Môi trường", "base": "culture_society"})
    campaign.rule_set.save()
    row = make_registration(cast)
    client_of("team_leader").post(address("registration_edit", row), typed(row, field="moi_truong") | {"do": "save"})
    assert (fresh(row).initiative.local_field, fresh(row).initiative.field) == ("moi_truong", "culture_society")


def test_photos_come_with_the_form_and_children_need_consent(cast, client_of):
    row, client = make_registration(cast), client_of("team_leader")
    photos = [SimpleUploadedFile(f"{number}.jpg", photo_bytes()) for number in range(2)]
    response = client.post(address("registration_edit", row), typed(row, photos=photos) | {"do": "save"})
    assert (response.status_code, Evidence.objects.count()) == (302, 2)
    child = typed(row, photos=[SimpleUploadedFile("3.jpg", photo_bytes())], shows_children="on") | {"do": "send"}
    page = client.post(address("registration_edit", row), child).content.decode()
    assert "Ảnh có trẻ em cần sự đồng ý của trẻ và của cha hoặc mẹ." in page
    assert (Evidence.objects.count(), fresh(row).status) == (2, Status.DRAFT)


def test_a_returned_one_shows_the_reason_and_links_the_items(cast, client_of):
    page = client_of("team_leader").get(address("registration_edit", make_registration(cast, Status.RETURNED)))
    words = page.content.decode()
    assert ("Ghi rõ 20 hộ nào." in words, 'href="#id_beneficiaries"' in words) == (True, True)


@pytest.mark.parametrize("name", ["officer", "other_team_leader", "foreign_officer", "province_officer", "stranger"])
def test_a_draft_is_nobody_elses(cast, client_of, name):
    row = make_registration(cast)
    client = client_of(name)
    addresses = [address(view, row) for view in ("registration", "registration_edit", "registration_print")]
    assert [client.get(each).status_code for each in addresses] == [404, 404, 404]
    assert client.post(addresses[1], typed(row, name="Chiếm")).status_code == 404
    assert client.post(address("registration_autosave", row), typed(row, name="Chiếm")).status_code == 404
    assert fresh(row).initiative.name == WORDS["name"]


# ── as it is typed ──────────────────────────────────────────────────────────


def test_autosave_answers_with_a_sentence_and_the_version_that_stands(cast, client_of):
    row = make_registration(cast)
    with clock.set_to(MOMENT.replace(hour=12, minute=42)):
        response = client_of("team_leader").post(address("registration_autosave", row), typed(row, name="Chợ gi"))
    assert response.content.decode() == "Bản nháp lưu lúc 19:42."
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert (response["X-Version"], fresh(row).initiative.name) == (str(fresh(row).version), "Chợ gi")


def test_autosave_says_what_it_could_not_keep(cast, client_of):
    row = make_registration(cast)
    response = client_of("team_leader").post(address("registration_autosave", row), typed(row, starts_on="mai"))
    assert response.content.decode() == "Bản nháp lưu lúc 09:00. Chưa lưu được: 8. Ngày bắt đầu."


def test_autosave_without_a_session_says_so(client, cast):
    row = make_registration(cast)
    response = client.post(address("registration_autosave", row), typed(row))
    assert (response.status_code, response.content.decode()) == (
        401,
        "Phiên làm việc đã hết. Phần đã viết còn trong máy này; đăng nhập lại.",
    )


def test_autosave_from_an_old_page_and_of_a_sent_one_keeps_nothing(cast, client_of):
    row, client = make_registration(cast), client_of("team_leader")
    assert client.post(address("registration_autosave", row), typed(row, version=0)).status_code == 409
    sent = make_registration(cast, Status.SUBMITTED)
    response = client.post(address("registration_autosave", sent), typed(sent, name="Khác"))
    assert (response.status_code, fresh(sent).initiative.name) == (409, WORDS["name"])


# ── again, and corrected ────────────────────────────────────────────────────


def test_last_years_model_is_registered_again_with_one_press(cast, client_of):
    with clock.set_to(MOMENT.replace(year=2025, month=8)):
        last = make_campaign(cast, year=2025, opens_on=date(2025, 7, 1))
        old = make_registration(cast, Status.UNDER_WAY, campaign=last)
    campaign, client = make_campaign(cast), client_of("team_leader")
    again = reverse("desk:registration_again", args=[old.initiative_id])
    assert again in client.get(NEW).content.decode()
    client.post(again, {"campaign": campaign.pk})
    row = Registration.objects.get(campaign=campaign)
    assert (row.initiative_id, row.novelty) == (old.initiative_id, "maintained")
    page = client.get(address("registration_edit", row)).content.decode()
    assert "Mô hình này đã có trong sổ" in page
    assert client.post(again, {"campaign": "x"}).status_code == 404
    assert client_of("other_team_leader").post(again, {"campaign": campaign.pk}).status_code == 404


def test_a_correction_is_kept_with_what_stood_there(cast, client_of):
    row = make_registration(cast, Status.UNDER_WAY)
    values = typed(row, name="Chợ đổi giống lúa", kind="model", reason="Ghi nhầm tên.")
    response = client_of("officer").post(address("registration_correct", row), values, follow=True)
    page = response.content.decode()
    assert fresh(row).initiative.name == "Chợ đổi giống lúa"
    assert ("<del>Chợ đổi hạt giống</del>" in page, "Ghi nhầm tên." in page) == (True, True)


def test_a_correction_needs_a_reason_and_an_office(cast, client_of):
    row = make_registration(cast, Status.UNDER_WAY)
    response = client_of("officer").post(address("registration_correct", row), typed(row, name="Khác", kind="model"))
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["reason"])
    refused = client_of("team_leader").post(
        address("registration_correct", row), typed(row, name="Khác", kind="model", reason="x")
    )
    assert (refused.url, fresh(row).initiative.name) == (address("registration", row), WORDS["name"])
    assert not can(cast.actor("team_leader"), "correct", row)
