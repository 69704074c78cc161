"""A person comes in by an invitation: a link that works once, until a day; only its hash is kept."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kheo.audit import clock
from kheo.audit.actions import record
from kheo.units.actions.memberships import give
from kheo.units.actions.post import send_on_commit
from kheo.units.actors import NOBODY, Actor, actor_of
from kheo.units.choices import Role
from kheo.units.contacts import plain_email, plain_phone, plain_username
from kheo.units.errors import ChangedMeanwhile, NotAllowed, NotPossible
from kheo.units.models import Invitation, Membership, Organisation, Unit, User
from kheo.units.naming import folded_words
from kheo.units.policy import Grant, UnitAction, can, require

DAYS_OPEN = 14


@dataclass(frozen=True)
class NewAccount:
    """What a person fills in to get an account."""

    username: str
    full_name: str
    password: str
    phone: str = ""
    email: str = ""


def hash_of(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    *,
    full_name: str,
    role: Role,
    unit: Unit,
    by: Actor,
    organisation: Organisation | None = None,
    phone: str = "",
    email: str = "",
    address_of: Callable[[str], str] | None = None,
) -> tuple[Invitation, str]:
    """Invite a person to a role; gives the invitation and its token, which is nowhere else.

    With an e-mail address and `address_of` (token → link) a mail is sent after the commit. Raises NotAllowed as
    `grant_membership` does, ValidationError for a missing name, a bad phone number or address.
    """
    require(can(by, UnitAction.GRANT, Grant(role, unit, organisation)))
    if by.user is None:
        raise NotAllowed(_("Sign in first."))
    details = clean_details(full_name, phone, email)
    token, now = secrets.token_urlsafe(24), clock.now()
    invitation = Invitation.objects.create(
        token_hash=hash_of(token),
        role=role,
        unit=unit,
        organisation=organisation,
        invited_by=by.user,
        invited_at=now,
        expires_at=now + timedelta(days=DAYS_OPEN),
        **details,
    )
    changes = {"role": (None, str(role)), "unit": (None, unit.pk)}
    record("invite", invitation, by=by.user, unit_id=unit.pk, changes=changes)
    _send(invitation, token, address_of)
    return invitation, token


@transaction.atomic
def renew_invitation(
    invitation: Invitation, *, by: Actor, address_of: Callable[[str], str] | None = None
) -> tuple[Invitation, str]:
    """A new link with a new end; the old link no longer opens anything. Raises ChangedMeanwhile once accepted."""
    require(can(by, UnitAction.GRANT, Grant(Role(invitation.role), invitation.unit, invitation.organisation)))
    token, end = secrets.token_urlsafe(24), clock.now() + timedelta(days=DAYS_OPEN)
    if not _open(invitation.pk).update(token_hash=hash_of(token), expires_at=end):
        raise ChangedMeanwhile(_("This invitation was accepted or taken back already."))
    changes = {"expires_at": (invitation.expires_at, end)}
    invitation.expires_at = end
    record("renew_invitation", invitation, by=by.user, unit_id=invitation.unit_id, changes=changes)
    _send(invitation, token, address_of)
    return invitation, token


@transaction.atomic
def cancel_invitation(invitation: Invitation, *, by: Actor) -> Invitation:
    """Take an invitation back: its link opens nothing any more. Raises ChangedMeanwhile once accepted."""
    require(can(by, UnitAction.CANCEL_INVITATION, invitation))
    now = clock.now()
    if not _open(invitation.pk).update(cancelled_at=now):
        raise ChangedMeanwhile(_("This invitation was accepted or taken back already."))
    invitation.cancelled_at = now
    record("cancel_invitation", invitation, by=by.user, unit_id=invitation.unit_id)
    return invitation


def open_invitation(token: str) -> Invitation:
    """The invitation that this link opens now; raises NotPossible with what to do where there is none."""
    rows = Invitation.objects.select_related("unit", "unit__parent", "organisation", "invited_by")
    invitation = rows.filter(token_hash=hash_of(token)).first()
    if invitation is None:
        raise NotPossible(_("No invitation belongs to this link. Was it copied whole? If so, ask for a new one."))
    if invitation.accepted_at:
        raise NotPossible(_("This invitation has been used. Sign in with the account that was made then."))
    if invitation.cancelled_at:
        raise NotPossible(_("This invitation was taken back. Ask whoever sent it."))
    if invitation.expires_at <= clock.now():
        raise NotPossible(
            _("This invitation ended on %(day)s. Ask %(person)s for a new one.")
            % {"day": f"{invitation.expires_at:%d/%m/%Y}", "person": invitation.invited_by.full_name}
        )
    if not invitation.unit.is_valid_on(clock.today()):
        raise NotPossible(_("The unit of this invitation has ended. Ask for an invitation to the unit of today."))
    return invitation


@transaction.atomic
def accept_invitation(token: str, *, account: NewAccount | None = None, user: User | None = None) -> User:
    """Take up the role: with a new account, or as a person who has one. The link works once.

    Raises NotPossible as `open_invitation` does, ChangedMeanwhile where it was used at the same moment,
    ValidationError by field for an account that cannot be made.
    """
    invitation = open_invitation(token)
    if account is not None and user is None:
        person = create_account(account, by=NOBODY)
    elif user is not None and account is None:
        person = user
    else:
        raise ValueError("accept_invitation: give either a new account or the user who accepts")
    if not _open(invitation.pk).update(accepted_at=clock.now(), accepted_by=person):
        raise ChangedMeanwhile(_("This invitation has been used. Sign in with the account that was made then."))
    membership = Membership(
        user=person,
        role=invitation.role,
        unit=invitation.unit,
        organisation=invitation.organisation,
        valid_from=clock.today(),
        granted_by=invitation.invited_by,
    )
    give(membership, by=actor_of(person), verb="accept_invitation")
    return person


def create_account(account: NewAccount, *, by: Actor, sample: bool = False) -> User:
    """Store a new user; raises ValidationError by field. Called inside the transaction of the act that needs it."""
    details = clean_account(account)
    words = folded_words(details["full_name"], details["username"])[:200]
    user = User(is_sample=sample, joined_at=clock.now(), folded=words, **details)
    user.set_password(account.password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as taken:
        raise ValidationError(_taken(user) or {"username": _("This user name is taken.")}) from taken
    changes = {"username": (None, user.username), "full_name": (None, user.full_name)}
    record("create_account", user, by=by.user or user, changes=changes)
    return user


def clean_account(account: NewAccount) -> dict[str, str]:
    """User name, name, phone and e-mail as they are stored; raises ValidationError with a sentence a field."""
    mistakes: dict[str, Any] = {}
    fields = {"full_name": account.full_name.strip()}
    if not fields["full_name"]:
        mistakes["full_name"] = [_("Write the full name.")]
    for name, plain in (("username", plain_username), ("phone", plain_phone), ("email", plain_email)):
        try:
            fields[name] = plain(getattr(account, name))
        except ValidationError as mistake:
            mistakes[name] = mistake.messages
    person = User(**fields)
    mistakes = {**_taken(person), **mistakes}
    try:
        validate_password(account.password, person)
    except ValidationError as mistake:
        mistakes["password"] = mistake.messages
    if mistakes:
        raise ValidationError(mistakes)
    return fields


def _taken(person: User) -> dict[str, Any]:
    """A sentence for each of user name, phone and e-mail that belongs to somebody else."""
    others = User.objects.all()
    sentences = {
        "username": _("This user name is taken. Add a letter or a digit."),
        "phone": _("Another account has this phone number."),
        "email": _("Another account has this e-mail address."),
    }
    return {
        field: [sentence]
        for field, sentence in sentences.items()
        if (value := getattr(person, field)) and others.filter(**{field: value}).exists()
    }


def clean_details(full_name: str, phone: str, email: str) -> dict[str, str]:
    """Name, phone and e-mail as they are stored; raises ValidationError with a sentence a field."""
    mistakes: dict[str, Any] = {}
    details = {"full_name": full_name.strip()}
    if not details["full_name"]:
        mistakes["full_name"] = [_("Write the full name.")]
    for name, text, plain in (("phone", phone, plain_phone), ("email", email, plain_email)):
        try:
            details[name] = plain(text)
        except ValidationError as mistake:
            mistakes[name] = mistake.messages
    if mistakes:
        raise ValidationError(mistakes)
    return details


def _open(pk: int) -> QuerySet[Invitation]:
    return Invitation.objects.filter(pk=pk, accepted_at=None, cancelled_at=None)


def _send(invitation: Invitation, token: str, address_of: Callable[[str], str] | None) -> None:
    if not (invitation.email and address_of):
        return
    words = {
        "person": invitation.full_name,
        "unit": invitation.unit.heading,
        "link": address_of(token),
        "day": f"{invitation.expires_at:%d/%m/%Y}",
    }
    send_on_commit(
        invitation.email,
        subject=_("Invitation to Khéo: %(unit)s") % words,
        text=_(
            "Dear %(person)s,\n\n%(unit)s invites you to work in Khéo, the register of the movement. Open this link to"
            " make your account:\n\n%(link)s\n\nThe link works once, until %(day)s. Do not pass it on.\n"
        )
        % words,
    )
