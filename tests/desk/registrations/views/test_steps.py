"""The steps on the page: each form, its mistakes, old pages, hand-made requests."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.desk.registrations.deeds import DEEDS
from kheo.initiatives import actions
from kheo.initiatives.choices import Status
from kheo.initiatives.models import Evidence, FollowUp, Registration
from tests.factories.initiatives import make_office_draft, make_registration, photo_bytes


def post(client, row, slug: str, **values):
    version = Registration.objects.get(pk=row.pk).version
    address = reverse("desk:registration_step", args=[row.pk, slug])
    return client.post(address, {"version": version} | values, follow=True)


def status_of(row) -> str:
    return Registration.objects.get(pk=row.pk).status


REASON = {"reason": "Có lý do."}
DONE = [
    ("tiep-nhan", Status.SUBMITTED, "officer", {}, Status.UNDER_WAY, "Đã tiếp nhận. Có tên trong sổ từ hôm nay."),
    ("tra-lai", Status.SUBMITTED, "leader", REASON | {"items": ["name"], "due_on": "30/11/2026"}, Status.RETURNED,
     "Đã trả lại, kèm lý do."),
    ("khong-tiep-nhan", Status.SUBMITTED, "officer", REASON, Status.REFUSED, "Đã từ chối, kèm lý do."),
    ("lay-lai", Status.SUBMITTED, "team_leader", REASON, Status.DRAFT, "Đăng ký trở lại bản nháp; không ai khác thấy."),
    ("rut", Status.RETURNED, "team_leader", REASON, Status.WITHDRAWN, "Đã rút đăng ký."),
    ("danh-gia", Status.UNDER_WAY, "officer", {"outcome": "good", "evaluation": "Đạt.", "on": "23/11/2026"},
     Status.EVALUATED, "Đã lưu đánh giá."),
    ("mo-lai", Status.EVALUATED, "leader", REASON, Status.UNDER_WAY, "Mô hình lại đang thực hiện."),
]  # fmt: skip


@pytest.mark.parametrize(("slug", "before", "who", "values", "after", "said"), DONE, ids=[each[0] for each in DONE])
def test_a_step_is_taken_and_said(cast, client_of, slug, before, who, values, after, said):
    row = make_registration(cast, before)
    response = post(client_of(who), row, slug, **values)
    assert (status_of(row), said in response.content.decode()) == (after, True)


@pytest.mark.parametrize(("slug", "before", "who", "values", "after", "said"), DONE, ids=[each[0] for each in DONE])
def test_an_old_page_changes_nothing_and_names_who_was_faster(cast, client_of, slug, before, who, values, after, said):
    row = make_registration(cast, before)
    Registration.objects.filter(pk=row.pk).update(version=50)
    address = reverse("desk:registration_step", args=[row.pk, slug])
    for version in (row.version, "", "x", "-1", "9" * 30):
        page = client_of(who).post(address, values | {"version": version}, follow=True).content.decode()
        assert (status_of(row), "Xem bản mới rồi làm tiếp." in page) == (before, True)


@pytest.mark.parametrize(("slug", "before", "who", "values", "after", "said"), DONE, ids=[each[0] for each in DONE])
def test_a_hand_made_request_of_somebody_else_changes_nothing(cast, client_of, slug, before, who, values, after, said):
    row = make_registration(cast, before)
    for name in ("foreign_officer", "foreign_team_leader", "stranger", "unit_administrator"):
        assert post(client_of(name), row, slug, **values).status_code == 404, name
    for name in {"officer", "team_leader", "province_officer", "auditor", "council_member"} - {who}:
        if name == "officer" and who == "leader":
            continue
        assert post(client_of(name), row, slug, **values).status_code == 200, name
    assert status_of(row) == before


@pytest.mark.parametrize(
    ("slug", "before", "who", "values", "fields"),
    [
        ("tra-lai", Status.SUBMITTED, "officer", {"due_on": "hôm qua"}, ["reason", "due_on"]),
        ("tra-lai", Status.SUBMITTED, "officer", REASON | {"due_on": "01/11/2026"}, ["due_on"]),
        ("tra-lai", Status.SUBMITTED, "officer", REASON | {"due_on": "30/11/2026", "items": ["idol"]}, ["items"]),
        ("khong-tiep-nhan", Status.SUBMITTED, "officer", {"reason": "  "}, ["reason"]),
        ("danh-gia", Status.UNDER_WAY, "officer", {"on": "24/11/2026"}, ["outcome", "evaluation"]),
        (
            "danh-gia",
            Status.UNDER_WAY,
            "officer",
            {"outcome": "good", "evaluation": "Đạt.", "on": "24/11/2026"},
            ["on"],
        ),
        ("tinh-trang", Status.UNDER_WAY, "officer", {"alive": "active"}, ["alive", "on", "reason"]),
        ("dong-y", Status.UNDER_WAY, "team_leader", {}, ["consents"]),
        (
            "theo-doi",
            Status.UNDER_WAY,
            "team_leader",
            {"on": "31/02/2027", "people": "ba chục"},
            ["on", "what", "people"],
        ),
        ("theo-doi", Status.UNDER_WAY, "team_leader", {"on": "01/01/2026", "what": "Chợ."}, ["on"]),
        ("minh-chung", Status.UNDER_WAY, "officer", {}, ["file"]),
    ],
)
def test_mistakes_stand_at_their_fields_and_nothing_is_kept(cast, client_of, slug, before, who, values, fields):
    row = make_registration(cast, before)
    response = post(client_of(who), row, slug, **values)
    page = response.content.decode()
    assert (response.status_code, list(response.context["form"].errors)) == (422, fields)
    assert ("<title>Lỗi: " in page, 'role="alert"' in page) == (True, True)
    assert (status_of(row), FollowUp.objects.count(), Evidence.objects.count()) == (before, 0, 0)


OFFICE_OWN = {"ghi-vao-so", "dua-ra-khoi-so"}


@pytest.mark.parametrize("slug", [slug for slug, deed in DEEDS.items() if deed.form])
def test_without_script_every_form_opens_as_a_page(cast, client_of, slug):
    row = {
        "tra-lai": Status.SUBMITTED, "khong-tiep-nhan": Status.SUBMITTED, "lay-lai": Status.SUBMITTED,
        "rut": Status.SUBMITTED, "mo-lai": Status.EVALUATED,
    }.get(slug, Status.UNDER_WAY)  # fmt: skip
    registration = make_office_draft(cast) if slug in OFFICE_OWN else make_registration(cast, row)
    if slug == "dua-ra-khoi-so":
        actions.enter_draft(registration, by=cast.actor("officer"), accepted_on=date(2026, 4, 2))
    who = "team_leader" if slug in {"lay-lai", "rut", "dong-y"} else "officer"
    address = reverse("desk:registration_step", args=[registration.pk, slug])
    page = client_of(who).get(address).content.decode()
    assert f'action="{address}"' in page


def test_consent_is_never_ticked_in_advance(cast, client_of):
    row, client = make_registration(cast, Status.UNDER_WAY), client_of("team_leader")
    page = client.get(reverse("desk:registration_step", args=[row.pk, "dong-y"])).content.decode()
    (box,) = [tag for tag in page.split("<input") if 'name="consents"' in tag]
    assert "checked" not in box.partition(">")[0]
    post(client, row, "dong-y", consents="on")
    row.initiative.refresh_from_db()
    assert row.initiative.consents_to_publication is True
    post(client, row, "rut-dong-y")
    row.initiative.refresh_from_db()
    assert row.initiative.consents_to_publication is False


def test_a_follow_up_comes_with_numbers_as_people_write_them_and_photos(cast, client_of):
    row = make_registration(cast, Status.UNDER_WAY)
    photo = SimpleUploadedFile("cho.jpg", photo_bytes())
    numbers = {"people": "1.200", "money": "18,4 triệu", "labour_days": "60"}
    post(client_of("team_leader"), row, "theo-doi", on="23/11/2026", what="Mở chợ.", photos=photo, **numbers)
    seen = FollowUp.objects.get()
    assert (seen.people, seen.money, seen.labour_days, seen.evidence.count()) == (1200, 18_400_000, 60, 1)


def test_a_follow_up_with_a_bad_photo_is_not_kept_by_half(cast, client_of):
    row = make_registration(cast, Status.UNDER_WAY)
    photos = [SimpleUploadedFile("a.jpg", photo_bytes()), SimpleUploadedFile("b.jpg", b"\xff\xd8\xff nothing")]
    response = post(client_of("team_leader"), row, "theo-doi", on="23/11/2026", what="Mở chợ.", photos=photos)
    assert "“b.jpg” không mở được như ảnh." in response.content.decode()
    assert (FollowUp.objects.count(), Evidence.objects.count()) == (0, 0)


def test_a_follow_up_is_taken_back_with_a_reason(cast, client_of):
    row, client = make_registration(cast, Status.UNDER_WAY), client_of("team_leader")
    seen = actions.follow_up(row, by=cast.actor("team_leader"), on=date(2026, 11, 23), what="Nhầm.")
    address = reverse("desk:follow_up_withdraw", args=[row.pk, seen.pk])
    version = Registration.objects.get(pk=row.pk).version
    assert client.post(address, {"version": version, "reason": ""}).status_code == 422
    client.post(address, {"version": version, "reason": "Ghi nhầm mô hình."})
    seen.refresh_from_db()
    assert seen.withdrawn_reason == "Ghi nhầm mô hình."
    assert client_of("stranger").post(address, {"reason": "x"}).status_code == 404


def test_an_unknown_step_is_no_page(cast, client_of):
    row = make_registration(cast, Status.SUBMITTED)
    assert post(client_of("officer"), row, "xoa-het").status_code == 404
