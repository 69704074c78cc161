"""People on the screen: who holds what, who comes in, who goes, who gets back in."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.urls import reverse
from openpyxl import load_workbook

from kheo.audit import clock
from kheo.desk.people.register_lines import REGISTER_LINES
from kheo.desk.setup.steps import SETUP_STEPS
from kheo.units.actions import open_invitation, open_reset
from kheo.units.choices import Role
from kheo.units.errors import NotPossible
from kheo.units.models import Invitation, Membership, PasswordReset
from tests.factories.units import MembershipFactory, UserFactory

LIST = "/lam-viec/nguoi-dung/"


@pytest.fixture
def as_administrator(client, cast):
    client.force_login(cast.unit_administrator)
    return client


def shown(response) -> list[str]:
    return [held.user.username for held in response.context["page"]]


# ── the list ────────────────────────────────────────────────────────────────


def test_the_list_shows_whom_the_person_may_see(client, cast) -> None:
    client.force_login(cast.officer)
    assert len(shown(client.get(LIST))) == 8
    client.force_login(cast.team_leader)
    assert shown(client.get(LIST)) == ["team.leader"]
    client.force_login(cast.stranger)
    assert shown(client.get(LIST)) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "trinh nhan"}, ["officer"]),
        ({"q": "officer"}, ["officer"]),
        ({"role": "editor"}, ["editor"]),
        ({"role": "team_leader", "sort": "-name"}, ["other.team.leader", "team.leader"]),
        ({"state": "ended"}, ["gone"]),
        ({"q": "không có ai"}, []),
        ({"role": "?"}, None),
        ({"page": "x", "sort": "?", "state": "?"}, None),
    ],
)
def test_filters_and_order_live_in_the_address(as_administrator, cast, query, found) -> None:
    MembershipFactory(user=UserFactory(username="gone"), unit=cast.ward, valid_to=clock.today() - timedelta(days=1))
    response = as_administrator.get(LIST, query)
    assert response.status_code == 200
    assert found is None or shown(response) == found


def test_the_sheet_holds_exactly_the_list(as_administrator, cast) -> None:
    response = as_administrator.get(LIST, {"role": "team_leader", "as": "xlsx"})
    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    assert [row[1] for row in rows if row[1] in {"team.leader", "other.team.leader", "officer"}] == [
        "team.leader",
        "other.team.leader",
    ]


def test_the_list_costs_the_same_for_one_and_three(as_administrator, cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(6):
        assert len(shown(as_administrator.get(LIST, {"role": "officer"}))) == 1
    MembershipFactory.create_batch(2, unit=cast.ward, organisation=cast.front)
    with django_assert_num_queries(6):
        assert len(shown(as_administrator.get(LIST, {"role": "officer"}))) == 3


def test_a_person_whom_one_may_not_see_is_not_found(client, cast) -> None:
    client.force_login(cast.officer)
    assert client.get(reverse("desk:person", args=[cast.foreign_officer.pk])).status_code == 404
    assert client.get(reverse("desk:person", args=[cast.leader.pk])).status_code == 200
    assert client.get(reverse("desk:person", args=[10**15])).status_code == 404


# ── invitations ─────────────────────────────────────────────────────────────


def invite(client, cast, **change):
    given = {"full_name": "Trần Thị Mới", "role": "officer", "organisation": cast.front.pk, **change}
    return client.post(reverse("desk:invite"), given)


def test_an_invitation_becomes_a_link_and_a_square(as_administrator, cast) -> None:
    response = invite(as_administrator, cast)
    made = Invitation.objects.get()
    assert response.url == reverse("desk:invitation", args=[made.pk])
    page = as_administrator.get(response.url)
    link = page.context["link"]
    assert link.startswith("http://testserver/tai-khoan/loi-moi/")
    assert open_invitation(link.rstrip("/").rsplit("/", 1)[1]) == made
    assert '<svg role="img" class="qr"' in page.content.decode()
    assert mail.outbox == []


def test_only_whoever_made_it_sees_the_link(as_administrator, cast, client) -> None:
    address = invite(as_administrator, cast).url
    client.force_login(cast.leader)
    page = client.get(address)
    assert (page.status_code, page.context["link"]) == (200, "")
    assert "/loi-moi/" + Invitation.objects.get().token_hash not in page.content.decode()
    client.force_login(cast.foreign_officer)
    assert client.get(address).status_code == 404


def test_with_a_mail_server_it_leaves_by_mail(
    as_administrator, cast, settings, django_capture_on_commit_callbacks
) -> None:
    settings.EMAIL_HOST, settings.BASE_URL = "mail.example.vn", "https://kheo.example.vn"
    with django_capture_on_commit_callbacks(execute=True):
        invite(as_administrator, cast, email="moi@example.vn")
    assert [message.to for message in mail.outbox] == [["moi@example.vn"]]
    assert "https://kheo.example.vn/tai-khoan/loi-moi/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"full_name": ""}, "full_name"),
        ({"role": "system_administrator"}, "role"),
        ({"role": ""}, "role"),
        ({"organisation": ""}, "unit"),
        ({"organisation": "999"}, "organisation"),
        ({"email": "x"}, "email"),
        ({"phone": "12"}, "phone"),
    ],
)
def test_bad_input_stands_at_its_field(as_administrator, cast, change, field) -> None:
    response = invite(as_administrator, cast, **change)
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert Invitation.objects.count() == 0


def test_an_officer_brings_in_team_leaders_only(client, cast) -> None:
    client.force_login(cast.officer)
    assert list(invite(client, cast).context["form"].errors) == ["role"]
    response = invite(client, cast, role="team_leader", organisation=cast.team.pk)
    assert response.status_code == 302
    assert Invitation.objects.get().unit == cast.neighbourhood


@pytest.mark.parametrize("name", ["team_leader", "editor", "auditor", "stranger"])
def test_others_get_the_reason_instead_of_the_form(client, cast, name: str) -> None:
    client.force_login(cast.people[name])
    assert client.get(reverse("desk:invite")).status_code == 403


def test_taking_back_and_renewing(as_administrator, cast) -> None:
    address = invite(as_administrator, cast).url
    old = as_administrator.get(address).context["link"].rstrip("/").rsplit("/", 1)[1]
    pk = Invitation.objects.get().pk
    as_administrator.post(reverse("desk:invitation_renew", args=[pk]))
    new = as_administrator.get(address).context["link"].rstrip("/").rsplit("/", 1)[1]
    with pytest.raises(NotPossible):
        open_invitation(old)
    as_administrator.post(reverse("desk:invitation_cancel", args=[pk]))
    with pytest.raises(NotPossible):
        open_invitation(new)
    assert as_administrator.get(address).context["link"] == ""
    again = as_administrator.post(reverse("desk:invitation_cancel", args=[pk]))
    assert again.status_code == 409
    assert as_administrator.get(reverse("desk:invitation_cancel", args=[pk])).status_code == 405


def test_the_list_of_invitations(as_administrator, cast, client) -> None:
    invite(as_administrator, cast)
    assert "Trần Thị Mới" in as_administrator.get(reverse("desk:invitations")).content.decode()
    assert "Trần Thị Mới" not in as_administrator.get(reverse("desk:invitations"), {"state": "used"}).content.decode()
    client.force_login(cast.foreign_officer)
    assert "Trần Thị Mới" not in client.get(reverse("desk:invitations")).content.decode()


# ── roles ───────────────────────────────────────────────────────────────────


def test_a_second_role(as_administrator, cast) -> None:
    address = reverse("desk:membership_grant", args=[cast.editor.pk])
    as_administrator.post(address, {"role": "auditor", "unit": cast.ward.pk, "valid_to": "01/01/2099"})
    assert cast.actor("editor").roles_at(cast.ward.pk) == {Role.EDITOR, Role.AUDITOR}
    early = as_administrator.post(address, {"role": "officer", "unit": cast.ward.pk, "valid_to": "01/01/2020"})
    assert list(early.context["form"].errors) == ["valid_to"]
    strange = as_administrator.post(address, {"role": "officer", "unit": cast.foreign_ward.pk})
    assert list(strange.context["form"].errors) == ["unit"]


def test_a_role_that_is_held_already_is_said_so(as_administrator, cast) -> None:
    address = reverse("desk:membership_grant", args=[cast.editor.pk])
    response = as_administrator.post(address, {"role": "editor", "unit": cast.ward.pk})
    assert response.status_code == 409
    assert Membership.objects.filter(user=cast.editor).count() == 1


def test_ending_a_role_asks_first(as_administrator, cast) -> None:
    held = Membership.objects.get(user=cast.editor)
    address = reverse("desk:membership_end", args=[held.pk])
    assert as_administrator.get(address).status_code == 200
    assert list(as_administrator.post(address, {"last": "31/02/2026"}).context["form"].errors) == ["last"]
    as_administrator.post(address, {"last": "", "reason": "chuyển công tác"})
    assert cast.actor("editor").posts == ()


def test_the_last_administrator_cannot_be_ended(as_administrator, cast) -> None:
    held = Membership.objects.get(user=cast.unit_administrator)
    address = reverse("desk:membership_end", args=[held.pk])
    assert as_administrator.get(address).status_code == 403
    assert as_administrator.post(address, {}).status_code == 403
    assert cast.actor("unit_administrator").roles_at(cast.ward.pk) == {Role.UNIT_ADMINISTRATOR}


def test_a_link_for_a_new_password_is_shown_once(as_administrator, cast) -> None:
    address = reverse("desk:reset_link", args=[cast.officer.pk])
    assert as_administrator.get(address).status_code == 405
    page = as_administrator.post(address)
    token = page.context["link"].rstrip("/").rsplit("/", 1)[1]
    assert open_reset(token).user == cast.officer
    assert token not in as_administrator.get(reverse("desk:person", args=[cast.officer.pk])).content.decode()


def test_no_link_for_whom_one_may_not(client, cast) -> None:
    client.force_login(cast.officer)
    assert client.post(reverse("desk:reset_link", args=[cast.leader.pk])).status_code == 403
    assert PasswordReset.objects.count() == 0


def test_renewing_gives_a_result_a_row(as_administrator, cast) -> None:
    first = MembershipFactory(role=Role.OFFICER, unit=cast.predecessor)
    second = MembershipFactory(role=Role.EDITOR, unit=cast.predecessor)
    address = reverse("desk:memberships_renew", args=[cast.ward.pk])
    assert set(as_administrator.get(address).context["waiting"]) == {first, second}
    assert as_administrator.post(address, {"pick": ["x", "0"]}).context["results"] == []
    page = as_administrator.post(address, {"pick": [str(first.pk)]})
    assert [(row["held"], row["reason"]) for row in page.context["results"]] == [(first, "")]
    assert page.context["waiting"] == [second]
    assert as_administrator.get(reverse("desk:memberships_renew", args=[cast.foreign_ward.pk])).status_code == 403


# ── what may I do here ──────────────────────────────────────────────────────


def test_rights_name_the_role_or_the_reason(client, cast) -> None:
    client.force_login(cast.unit_administrator)
    page = client.get(reverse("desk:my_rights"))
    lines = {str(line["label"]): line for _subject, group in page.context["groups"] for line in group}
    assert all(bool(line["reason"]) != bool(line["post"]) for line in lines.values())
    assert page.context["allowed"] == sum(1 for line in lines.values() if line["post"])
    client.force_login(cast.auditor)
    assert client.get(reverse("desk:my_rights"), {"unit": cast.neighbourhood.pk}).context["unit"] == cast.neighbourhood


@pytest.mark.parametrize("unit", ["", "x", "9" * 30, "999999", "²"])
def test_rights_at_a_strange_unit_fall_back(client, cast, unit: str) -> None:
    client.force_login(cast.officer)
    assert client.get(reverse("desk:my_rights"), {"unit": unit}).context["unit"] == cast.ward


@pytest.mark.parametrize(
    ("name", "place", "allowed"),
    [
        ("team_leader", "neighbourhood", {"submit", "take_back", "follow_up"}),
        ("officer", "ward", {"accept", "return", "refuse", "evaluate", "correct", "follow_up"}),
        ("leader", "neighbourhood", {"accept", "return", "refuse", "evaluate", "correct", "follow_up"}),
        ("province_officer", "ward", set()),
        ("unit_administrator", "ward", set()),
        ("auditor", "ward", set()),
    ],
)
def test_rights_in_the_register_follow_its_own_rules(cast, name: str, place: str, allowed: set[str]) -> None:
    actions = ["submit", "take_back", "accept", "return", "refuse", "evaluate", "correct", "follow_up"]
    answers = [bool(ask(cast.actor(name), getattr(cast, place))) for _subject, _label, ask in REGISTER_LINES[:8]]
    assert {action for action, answer in zip(actions, answers, strict=True) if answer} == allowed


def test_rights_without_a_role(client, cast) -> None:
    client.force_login(cast.stranger)
    page = client.get(reverse("desk:my_rights"))
    assert (page.status_code, page.context["unit"]) == (200, None)


# ── first run ───────────────────────────────────────────────────────────────


def test_the_first_run_page_lists_what_is_missing(client, cast) -> None:
    client.force_login(cast.unit_administrator)
    page = client.get(reverse("desk:first_run"))
    labels = [str(step.label) for step in SETUP_STEPS]
    done = [str(step["label"]) for step in page.context["done"]]
    still = [str(step["label"]) for step in page.context["open"]]
    assert sorted(done + still) == sorted(labels)
    assert {labels[5], labels[6]} <= set(still)
    assert {labels[0], labels[1], labels[2], labels[3], labels[4]} <= set(done)
    MembershipFactory(role=Role.UNIT_ADMINISTRATOR, unit=cast.ward)
    assert labels[5] not in [str(step["label"]) for step in client.get(reverse("desk:first_run")).context["open"]]


def test_the_first_run_of_a_fresh_ward(client, cast) -> None:
    client.force_login(cast.foreign_administrator)
    assert client.get(reverse("desk:first_run")).context["administers"]
    client.force_login(cast.stranger)
    assert client.get(reverse("desk:first_run")).context["unit"] is None
