"""People come in by invitation, hold and lose roles, and get back in."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from kheo.audit import clock
from kheo.audit.models import ChangeEntry
from kheo.units.actions import (
    Designation,
    NewAccount,
    accept_invitation,
    cancel_invitation,
    change_details,
    end_membership,
    grant_membership,
    invite,
    make_reset_link,
    open_invitation,
    open_reset,
    rename_unit,
    renew_invitation,
    renew_membership,
    set_password,
    use_reset_link,
)
from kheo.units.actors import NOBODY
from kheo.units.choices import Role
from kheo.units.errors import ChangedMeanwhile, NotAllowed, NotPossible
from kheo.units.models import Invitation, Membership, Unit, User
from kheo.units.queries import memberships_to_renew
from tests.factories.units import MembershipFactory

GOOD = "bai dau mua tam 26"


def account(username="thi.moi", **more) -> NewAccount:
    return NewAccount(**{"username": username, "full_name": "Trần Thị Mới", "password": GOOD, **more})


def invite_officer(cast, by="unit_administrator", **more) -> tuple[Invitation, str]:
    given = {"full_name": "Trần Thị Mới", "role": Role.OFFICER, "unit": cast.ward, **more}
    return invite(by=cast.actor(by), **given)


# ── invitations ─────────────────────────────────────────────────────────────


def test_an_invitation_gives_an_account_and_a_role(cast) -> None:
    invitation, token = invite_officer(cast, organisation=cast.front)
    assert open_invitation(token) == invitation
    user = accept_invitation(token, account=account(username="Thi.Moi", phone="+84 912 345 678", email="A@Ben.vn"))
    assert (user.username, user.phone, user.email) == ("thi.moi", "0912345678", "a@ben.vn")
    assert user.check_password(GOOD)
    held = Membership.objects.get(user=user)
    assert (held.role, held.unit, held.organisation, held.granted_by, held.valid_from) == (
        Role.OFFICER, cast.ward, cast.front, cast.unit_administrator, clock.today(),
    )  # fmt: skip
    verbs = ChangeEntry.objects.order_by("pk").values_list("verb", "by")
    assert list(verbs) == [
        ("invite", cast.unit_administrator.pk),
        ("create_account", user.pk),
        ("accept_invitation", user.pk),
    ]


def test_the_database_does_not_know_the_token(cast) -> None:
    invitation, token = invite_officer(cast)
    assert len(token) == 32
    assert token not in str(Invitation.objects.values().get(pk=invitation.pk))
    assert all(token not in str(entry) for entry in ChangeEntry.objects.values())


def test_a_link_works_once(cast) -> None:
    _, token = invite_officer(cast)
    accept_invitation(token, account=account())
    people, roles = User.objects.count(), Membership.objects.count()
    with pytest.raises(NotPossible, match=r"has been used|đã được dùng"):
        accept_invitation(token, account=account("thi.khac"))
    assert (User.objects.count(), Membership.objects.count()) == (people, roles)


def test_a_link_ends(cast) -> None:
    invitation, token = invite_officer(cast)
    with clock.set_to(invitation.expires_at - timedelta(seconds=1)):
        assert open_invitation(token) == invitation
    with clock.set_to(invitation.expires_at), pytest.raises(NotPossible):
        accept_invitation(token, account=account())
    assert not User.objects.filter(username="thi.moi").exists()


def test_a_link_that_was_taken_back_opens_nothing(cast) -> None:
    invitation, token = invite_officer(cast)
    cancel_invitation(invitation, by=cast.actor("unit_administrator"))
    with pytest.raises(NotPossible):
        open_invitation(token)
    with pytest.raises(ChangedMeanwhile):
        cancel_invitation(invitation, by=cast.actor("unit_administrator"))
    with pytest.raises(ChangedMeanwhile):
        renew_invitation(invitation, by=cast.actor("unit_administrator"))


def test_a_new_link_replaces_the_old_one(cast) -> None:
    invitation, old = invite_officer(cast)
    with clock.set_to(clock.now() + timedelta(days=20)):
        _, new = renew_invitation(invitation, by=cast.actor("unit_administrator"))
        assert open_invitation(new) == invitation
        with pytest.raises(NotPossible):
            open_invitation(old)


@pytest.mark.parametrize("token", ["", "x", "🙂" * 40, "../../etc"])
def test_an_unknown_link_opens_nothing(cast, token: str) -> None:
    with pytest.raises(NotPossible):
        open_invitation(token)


def test_a_person_with_an_account_takes_a_second_role(cast) -> None:
    _, token = invite_officer(cast, role=Role.COUNCIL_MEMBER)
    accept_invitation(token, user=cast.editor)
    assert cast.actor("editor").roles_at(cast.ward.pk) == {Role.EDITOR, Role.COUNCIL_MEMBER}
    _, token = invite_officer(cast, role=Role.EDITOR)
    with pytest.raises(NotPossible):
        accept_invitation(token, user=cast.editor)
    assert Invitation.objects.filter(accepted_at=None).count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "ab"}, "username"),
        ({"username": "0912345678"}, "username"),
        ({"username": "a@b.vn"}, "username"),
        ({"username": "thị mới"}, "username"),
        ({"username": "OFFICER"}, "username"),
        ({"full_name": " "}, "full_name"),
        ({"phone": "12"}, "phone"),
        ({"phone": "0900000001"}, "phone"),
        ({"email": "không phải"}, "email"),
        ({"password": "ngan"}, "password"),
        ({"password": "password123"}, "password"),
    ],
)
def test_an_account_that_cannot_be_made_keeps_the_link_open(cast, change, field) -> None:
    User.objects.filter(pk=cast.leader.pk).update(phone="0900000001")
    invitation, token = invite_officer(cast)
    people = User.objects.count()
    with pytest.raises(ValidationError) as refused:
        accept_invitation(token, account=account(**change))
    assert set(refused.value.message_dict) == {field}
    assert (User.objects.count(), open_invitation(token)) == (people, invitation)


@pytest.mark.parametrize(
    ("change", "field"), [({"full_name": ""}, "full_name"), ({"phone": "1"}, "phone"), ({"email": "x"}, "email")]
)
def test_an_invitation_needs_a_name_and_whole_addresses(cast, change, field) -> None:
    with pytest.raises(ValidationError) as refused:
        invite_officer(cast, **change)
    assert set(refused.value.message_dict) == {field}
    assert Invitation.objects.count() == 0


def test_others_invite_nobody(cast) -> None:
    for name in ("officer", "leader", "editor", "team_leader", "foreign_administrator", "system_administrator"):
        with pytest.raises(NotAllowed):
            invite_officer(cast, by=name)
    invite_officer(cast, by="officer", role=Role.TEAM_LEADER, unit=cast.neighbourhood, organisation=cast.team)
    assert Invitation.objects.count() == 1


def test_a_mail_leaves_after_the_act_where_mail_is_set(cast, settings, django_capture_on_commit_callbacks) -> None:
    link = "https://kheo.example.vn/{}".format
    with django_capture_on_commit_callbacks(execute=True):
        invite_officer(cast, email="moi@example.vn", address_of=link)
    assert mail.outbox == []
    settings.EMAIL_HOST = "mail.example.vn"
    with django_capture_on_commit_callbacks(execute=True):
        _, token = invite_officer(cast, email="moi@example.vn", address_of=link)
        assert mail.outbox == []
    assert [(message.to, link(token) in message.body) for message in mail.outbox] == [(["moi@example.vn"], True)]


def test_a_silent_mail_server_undoes_nothing(cast, settings, monkeypatch, django_capture_on_commit_callbacks) -> None:
    settings.EMAIL_HOST = "mail.example.vn"
    monkeypatch.setattr("kheo.units.actions.post.send_mail", _no_server)
    with django_capture_on_commit_callbacks(execute=True):
        invite_officer(cast, email="moi@example.vn", address_of=str)
    assert Invitation.objects.count() == 1


def _no_server(*args, **more):
    raise ConnectionRefusedError


# ── roles ───────────────────────────────────────────────────────────────────


def test_a_role_is_given_and_written_down(cast) -> None:
    given = grant_membership(cast.stranger, role=Role.EDITOR, unit=cast.ward, by=cast.actor("unit_administrator"))
    assert cast.actor("stranger").roles_at(cast.ward.pk) == {Role.EDITOR}
    entry = ChangeEntry.objects.get(verb="grant_membership")
    assert (entry.subject_id, entry.changes["role"]) == (cast.stranger.pk, [None, "editor"])
    with pytest.raises(NotPossible):
        grant_membership(cast.stranger, role=Role.EDITOR, unit=cast.ward, by=cast.actor("unit_administrator"))
    with pytest.raises(ValidationError):
        grant_membership(
            cast.stranger,
            role=Role.AUDITOR,
            unit=cast.ward,
            by=cast.actor("unit_administrator"),
            valid_to=clock.today() - timedelta(days=1),
        )
    assert Membership.objects.filter(user=cast.stranger).get() == given


def test_a_role_ends_at_once(cast) -> None:
    """Even one that was given today: nobody keeps a role until midnight."""
    given = grant_membership(cast.stranger, role=Role.EDITOR, unit=cast.ward, by=cast.actor("unit_administrator"))
    end_membership(given, by=cast.actor("unit_administrator"), reason="chuyển công tác")
    assert cast.actor("stranger").posts == ()
    assert ChangeEntry.objects.get(verb="end_membership").reason == "chuyển công tác"
    with pytest.raises(NotAllowed):
        end_membership(given, by=cast.actor("unit_administrator"))


def test_a_role_ends_on_a_later_day(cast) -> None:
    held = Membership.objects.get(user=cast.editor)
    last = clock.today() + timedelta(days=10)
    end_membership(held, last=last, by=cast.actor("unit_administrator"))
    assert cast.actor("editor").roles_at(cast.ward.pk) == {Role.EDITOR}
    with clock.set_to(clock.now() + timedelta(days=11)):
        assert cast.actor("editor").posts == ()


def test_an_end_before_the_start_is_refused(cast) -> None:
    held = Membership.objects.get(user=cast.editor)
    with pytest.raises(ValidationError) as refused:
        end_membership(held, last=held.valid_from - timedelta(days=1), by=cast.actor("unit_administrator"))
    assert set(refused.value.message_dict) == {"last"}


def test_the_last_administrator_stays(cast) -> None:
    held = Membership.objects.get(user=cast.unit_administrator)
    with pytest.raises(NotAllowed):
        end_membership(held, by=cast.actor("unit_administrator"))
    second = MembershipFactory(role=Role.UNIT_ADMINISTRATOR, unit=cast.ward)
    end_membership(held, by=cast.actor("unit_administrator"))
    with pytest.raises(NotAllowed):
        end_membership(second, by=cast.actor("province_administrator"))


def test_a_role_goes_on_at_the_heir(cast) -> None:
    """The administrator of the new unit comes first, by the province; then the others one by one."""
    heir = rename_unit(
        Unit.objects.get(pk=cast.ward.pk),
        called=Designation("phường", "Bến Tằm"),
        on=clock.today(),
        decision="số 1",
        by=cast.actor("system_administrator"),
    )
    roles = {row.user_id: row for row in memberships_to_renew(heir)}
    province = cast.actor("province_administrator")
    renew_membership(roles[cast.unit_administrator.pk], unit=heir, by=province)
    with pytest.raises(NotAllowed):
        renew_membership(roles[cast.officer.pk], unit=heir, by=province)
    renew_membership(roles[cast.officer.pk], unit=heir, by=cast.actor("unit_administrator"))
    (post,) = cast.actor("officer").posts
    assert (post.unit, post.organisation_id) == (heir, cast.party_committee.pk)
    assert {row.user_id for row in memberships_to_renew(heir)} == set(roles) - {
        cast.unit_administrator.pk,
        cast.officer.pk,
    }
    with pytest.raises(NotPossible):
        renew_membership(roles[cast.officer.pk], unit=heir, by=cast.actor("unit_administrator"))


# ── passwords and details ───────────────────────────────────────────────────


def test_a_way_back_in_works_once(cast) -> None:
    _, token = make_reset_link(cast.officer, by=cast.actor("unit_administrator"))
    use_reset_link(token, password=GOOD)
    assert User.objects.get(pk=cast.officer.pk).check_password(GOOD)
    with pytest.raises(NotPossible):
        use_reset_link(token, password="mot mat khau khac 9")
    verbs = ChangeEntry.objects.order_by("pk").values_list("verb", "by")
    assert list(verbs) == [("make_reset_link", cast.unit_administrator.pk), ("use_reset_link", cast.officer.pk)]


def test_a_way_back_in_ends(cast) -> None:
    reset, token = make_reset_link(cast.officer, by=cast.actor("unit_administrator"))
    with clock.set_to(reset.expires_at), pytest.raises(NotPossible):
        use_reset_link(token, password=GOOD)
    _, second = make_reset_link(cast.officer, by=cast.actor("unit_administrator"))
    with pytest.raises(NotPossible):
        open_reset(token)
    assert open_reset(second).user == cast.officer


def test_a_weak_password_keeps_the_link(cast) -> None:
    _, token = make_reset_link(cast.officer, by=cast.actor("unit_administrator"))
    with pytest.raises(ValidationError):
        use_reset_link(token, password="123")
    assert open_reset(token).user == cast.officer


def test_nobody_resets_upward(cast) -> None:
    for name in ("officer", "team_leader", "foreign_administrator", "stranger"):
        with pytest.raises(NotAllowed):
            make_reset_link(cast.leader, by=cast.actor(name))


def test_ones_own_password_and_details(cast) -> None:
    set_password(cast.officer, GOOD)
    assert User.objects.get(pk=cast.officer.pk).check_password(GOOD)
    changed = change_details(full_name="Trịnh Thị Nhàn", phone="0912.345.678", email="", by=cast.actor("officer"))
    assert changed.phone == "0912345678"
    assert ChangeEntry.objects.get(verb="change_details").changes == {"phone": ["", "0912345678"]}
    with pytest.raises(ValidationError):
        change_details(full_name="Khác", phone="0912345678", email="", by=cast.actor("leader"))
    with pytest.raises(ValidationError) as refused:
        change_details(full_name="", phone="x", email="y", by=cast.actor("officer"))
    assert set(refused.value.message_dict) == {"full_name", "phone", "email"}
    with pytest.raises(NotAllowed):
        change_details(full_name="A", phone="", email="", by=NOBODY)
