"""Files are handed out to who may read the registration, and to nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.initiatives import actions
from kheo.initiatives.choices import Status
from kheo.initiatives.models import Evidence
from tests.factories.initiatives import make_registration, photo_bytes


@pytest.fixture
def row(cast):
    return make_registration(cast, Status.SUBMITTED)


def attach(cast, row, name="Ảnh chợ.jpg", content=None) -> Evidence:
    return actions.attach(row, by=cast.actor("team_leader"), name=name, content=content or photo_bytes())


def address(name: str, kept: Evidence) -> str:
    return reverse(f"desk:{name}", args=[kept.registration_id, kept.pk])


def test_a_photo_opens_and_a_document_is_saved(cast, client_of, row):
    client = client_of("officer")
    photo = client.get(address("evidence", attach(cast, row)))
    assert (photo["Content-Type"], photo["Content-Disposition"]) == (
        "image/jpeg",
        "inline; filename*=UTF-8''%E1%BA%A2nh%20ch%E1%BB%A3.jpg",
    )
    assert b"".join(photo.streaming_content).startswith(b"\xff\xd8\xff")
    document = client.get(address("evidence", attach(cast, row, "Kế hoạch.pdf", b"%PDF-1.7")))
    document.close()
    assert document["Content-Disposition"].startswith("attachment; ")
    for response in (photo, document):
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("name", ["foreign_officer", "other_team_leader", "editor", "stranger"])
def test_a_hand_made_address_of_anothers_file_is_no_page(cast, client_of, row, name):
    kept, client = attach(cast, row), client_of(name)
    assert client.get(address("evidence", kept)).status_code == 404
    assert client.post(address("evidence_remove", kept)).status_code == 404
    kept.refresh_from_db()
    assert kept.removed_at is None


def test_nobody_gets_a_file_without_signing_in(client, cast, row):
    assert client.get(address("evidence", attach(cast, row))).status_code == 302


def test_a_file_of_another_registration_is_not_found_under_this_one(cast, client_of, row):
    kept = attach(cast, row)
    other = make_registration(cast, Status.SUBMITTED)
    assert client_of("officer").get(reverse("desk:evidence", args=[other.pk, kept.pk])).status_code == 404


def test_taken_away_it_can_be_put_back_from_the_next_page(cast, client_of, row):
    kept, client = attach(cast, row), client_of("team_leader")
    page = client.post(address("evidence_remove", kept), follow=True).content.decode()
    assert "Đã bỏ “Ảnh chợ.jpg”." in page
    assert client.get(address("evidence", kept)).status_code == 404
    page = client.post(address("evidence_put_back", kept), follow=True).content.decode()
    assert "Đã lấy lại “Ảnh chợ.jpg”." in page
    assert client.get(address("evidence_remove", kept)).status_code == 405


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.exe", b"MZ", "Không nhận tệp “a.exe”."),
        ("a.jpg", b"MZ", "“a.jpg” không mở được như ảnh."),
        ("a.pdf", b"", "Tệp “a.pdf” rỗng."),
    ],
)
def test_a_refused_file_is_named_beside_its_field(cast, client_of, row, name, content, said):
    step = reverse("desk:registration_step", args=[row.pk, "minh-chung"])
    response = client_of("team_leader").post(step, {"file": SimpleUploadedFile(name, content), "version": row.version})
    assert (response.status_code, said in response.content.decode()) == (422, True)
    assert Evidence.objects.count() == 0
