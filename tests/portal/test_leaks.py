"""What must not be public is put into the register first; then no public page may hold a word of it."""

import gzip
from datetime import date

import pytest
from django.urls import reverse

from kheo.initiatives import actions as initiatives
from kheo.recognition import actions
from kheo.recognition.models import Recognition
from tests.recognition.material import (
    ACCEPTED_ON,
    NOW,
    SECRET_NAME,
    SECRET_OWNER,
    SECRET_TEXT,
    accepted,
    draft,
    on,
    published,
    recognised,
    seen,
    submitted,
)

HIDDEN = {"name": SECRET_NAME, "owner": SECRET_OWNER, "holder": "individual", "situation": SECRET_TEXT}


def page(client, address: str) -> str:
    answer = client.get(address, follow=True)
    content = answer.content
    return gzip.decompress(content).decode() if content[:2] == b"\x1f\x8b" else content.decode()


def public_pages(client, cast, *numbers: int) -> str:
    """Every public page of the ward and of these initiatives, one after the other, in both languages."""
    addresses = [
        "/",
        *(reverse(f"portal:{name}", args=[cast.ward.pk]) for name in ("ward", "models", "neighbourhoods")),
        reverse("portal:models", args=[cast.ward.pk]) + "?q=noi+chao",
        reverse("portal:models", args=[cast.ward.pk]) + "?field=economy",
        reverse("portal:neighbourhoods", args=[cast.ward.pk]) + "?q=bai+dau",
        *(reverse("portal:model", args=[number]) for number in numbers),
    ]
    return "\n".join(page(client, address) for address in addresses)


def unrecognised(cast):
    return accepted(cast, consents=True, **HIDDEN)


def without_consent(cast):
    row = accepted(cast, **HIDDEN)
    recognised(cast, row)
    return row


def not_published(cast):
    row = accepted(cast, consents=True, **HIDDEN)
    recognised(cast, row)
    return row


def revoked(cast):
    initiative = published(cast, SECRET_NAME, **_secret())
    with on(NOW):
        actions.revoke(Recognition.objects.get(), by=cast.actor("leader"), reason=SECRET_TEXT, document="75-QĐ/ĐU")
    return initiative.registrations.get()


def consent_taken_back(cast):
    row = published(cast, SECRET_NAME, **_secret()).registrations.get()
    with on(NOW):
        initiatives.set_consent(row, by=cast.actor("team_leader"), consents=False)
    return row


def taken_down(cast):
    initiative = published(cast, SECRET_NAME, **_secret())
    with on(NOW):
        actions.withdraw_publication(initiative, by=cast.actor("editor"), reason=SECRET_TEXT)
    return initiative.registrations.get()


def ended(cast):
    row = published(cast, SECRET_NAME, **_secret()).registrations.get()
    with on(NOW):
        initiatives.set_alive(row, by=cast.actor("officer"), alive="discontinued", on=NOW, reason=SECRET_TEXT)
    return row


def refused(cast):
    row = submitted(cast, **HIDDEN)
    with on(ACCEPTED_ON):
        return initiatives.refuse(row, by=cast.actor("officer"), reason=SECRET_TEXT)


def _secret():
    return {"summary": SECRET_TEXT, **{name: value for name, value in HIDDEN.items() if name != "name"}}


@pytest.mark.parametrize(
    "make",
    [
        lambda cast: draft(cast, **HIDDEN),
        lambda cast: submitted(cast, **HIDDEN),
        refused,
        unrecognised,
        without_consent,
        not_published,
        revoked,
        consent_taken_back,
        taken_down,
        ended,
    ],
    ids=[
        "draft", "submitted", "refused", "unrecognised", "without consent", "not published", "revoked",
        "consent taken back", "taken down", "ended",
    ],
)  # fmt: skip
def test_it_stands_on_no_public_page(alone, client, make):
    row = make(alone)
    other = published(alone, "Nồi cháo chân cầu", number="99", team=alone.other_team)
    text = public_pages(client, alone, row.initiative_id, other.pk)
    assert [word for word in (SECRET_NAME, SECRET_OWNER, SECRET_TEXT) if word in text] == []
    assert "Nồi cháo chân cầu" in text
    assert client.get(reverse("portal:model", args=[row.initiative_id])).status_code == 404
    assert client.get(reverse("portal:model", args=[other.pk])).status_code == 200


def test_the_same_words_do_show_where_everything_holds(alone, client):
    initiative = published(alone, SECRET_NAME, number="7", **_secret())
    text = public_pages(client, alone, initiative.pk)
    assert [word for word in (SECRET_NAME, SECRET_OWNER, SECRET_TEXT) if word not in text] == []


def test_a_kept_copy_is_asked_again_and_gone_after_a_revocation(alone, client):
    initiative = published(alone)
    address = reverse("portal:model", args=[initiative.pk])
    first = client.get(address)
    assert (first["Cache-Control"], first.cookies) == ("public, no-cache", {})
    again = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    assert client.get(address, **again).status_code == 304
    actions.revoke(Recognition.objects.get(), by=alone.actor("leader"), reason="Ghi nhầm.")
    assert client.get(address, **again).status_code == 404
    assert "Hũ gạo" not in page(client, "/")


def test_a_published_page_names_no_person_and_no_text_of_the_register(alone, client):
    row = accepted(alone, consents=True, situation=SECRET_TEXT, goals=SECRET_TEXT, method=SECRET_TEXT)
    seen(alone, row, what=SECRET_TEXT, people=30, money=18_400_000, labour_days=12)
    with on(NOW):
        taken_back = initiatives.follow_up(
            row, by=alone.actor("officer"), on=date(2026, 10, 1), what=SECRET_TEXT, people=5000
        )
        initiatives.withdraw_follow_up(taken_back, by=alone.actor("officer"), reason=SECRET_TEXT)
    recognised(alone, row, subject=SECRET_TEXT, signatory=SECRET_OWNER)
    with on(NOW):
        actions.publish(row.initiative, by=alone.actor("editor"), summary="Góp gạo.")
    text = public_pages(client, alone, row.initiative_id)
    people = [person.full_name for person in alone.people.values()]
    assert [word for word in (SECRET_TEXT, SECRET_OWNER, "5.000", "5.030", *people) if word in text] == []
    assert [
        word for word in ("<b>30</b>", "<b>18.400.000</b>", "<b>12</b>", "61-QĐ/ĐU", "15/09/2026") if word not in text
    ] == []


def test_an_exemplar_is_named_by_consent_and_counted_without(alone, client):
    named = published(alone, "Người giữ nhịp cầu", kind="exemplar", holder="individual", owner="Lý Thị Thoi")
    hidden = accepted(alone, SECRET_NAME, kind="exemplar", holder="individual", owner=SECRET_OWNER)
    recognised(alone, hidden, number="62")
    text = public_pages(client, alone, named.pk, hidden.initiative_id)
    assert ("Lý Thị Thoi" in text, SECRET_OWNER in text, SECRET_NAME in text) == (True, False, False)
    assert "cùng 2 điển hình" in text


def test_another_wards_pages_are_not_ours(alone, client):
    row = accepted(alone, SECRET_NAME, owner=SECRET_OWNER, team=alone.foreign_team, consents=True)
    above = {"unit": alone.province, "issuer": alone.province_front, "level": "province", "symbol": "QĐ-MTTQ"}
    recognised(alone, row, by="province_leader", **above)
    text = public_pages(client, alone)
    assert [word for word in (SECRET_NAME, SECRET_OWNER, "Đồng Lác") if word in text] == []
    for name in ("ward", "models", "neighbourhoods"):
        assert client.get(reverse(f"portal:{name}", args=[alone.foreign_ward.pk])).status_code == 404


def test_no_page_of_a_file_or_of_the_desk_is_open(alone, client):
    row = published(alone).registrations.get()
    for name, numbers in (("registration", [row.pk]), ("decisions", []), ("publications", [])):
        assert client.get(reverse(f"desk:{name}", args=numbers)).status_code == 302
