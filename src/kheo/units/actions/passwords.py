"""A person's own details and password, and the way back in that an administrator hands over."""

import secrets
from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kheo.audit import clock
from kheo.audit.actions import differences, record
from kheo.units.actions.invitations import clean_details, hash_of
from kheo.units.actions.post import send_on_commit
from kheo.units.actors import Actor
from kheo.units.contacts import plain_email
from kheo.units.errors import ChangedMeanwhile, NotAllowed, NotPossible
from kheo.units.models import PasswordReset, User
from kheo.units.naming import folded_words
from kheo.units.policy import UnitAction, can, require

HOURS_OPEN = 48


@transaction.atomic
def make_reset_link(person: User, *, by: Actor) -> tuple[PasswordReset, str]:
    """A link by which `person` sets a new password once, within 48 hours; earlier links stop working.

    Gives the reset and its token, which is nowhere else. Raises NotAllowed where the person holds a role that the
    administrator could not give.
    """
    require(can(by, UnitAction.RESET_PASSWORD, person))
    if by.user is None:
        raise NotAllowed(_("Sign in first."))
    made = _new_reset(person, made_by=by.user)
    record("make_reset_link", person, by=by.user)
    return made


def _new_reset(person: User, *, made_by: User) -> tuple[PasswordReset, str]:
    token, now = secrets.token_urlsafe(24), clock.now()
    PasswordReset.objects.filter(user=person, used_at=None, expires_at__gt=now).update(expires_at=now)
    reset = PasswordReset.objects.create(
        token_hash=hash_of(token),
        user=person,
        made_by=made_by,
        made_at=now,
        expires_at=now + timedelta(hours=HOURS_OPEN),
    )
    return reset, token


@transaction.atomic
def mail_reset_link(address: str, *, address_of: Callable[[str], str]) -> None:
    """Send whoever has this e-mail address a link to set a new password; silent where nobody has it.

    Nothing tells the asker whether the address is known. Raises ValidationError for what is no address.
    """
    try:
        email = plain_email(address)
    except ValidationError as mistake:
        raise ValidationError({"email": mistake.messages}) from mistake
    person = User.objects.filter(email=email, is_active=True).exclude(email="").first()
    if person is None:
        return
    reset, token = _new_reset(person, made_by=person)
    words = {"person": person.full_name, "link": address_of(token), "hour": f"{HOURS_OPEN}"}
    send_on_commit(
        person.email,
        subject=str(_("A new password for Khéo")),
        text=_(
            "Dear %(person)s,\n\nsomebody asked for a new password for your account in Khéo. Open this link to set it:"
            "\n\n%(link)s\n\nThe link works once, for %(hour)s hours. If it was not you, leave it: nothing changes.\n"
        )
        % words,
    )
    record("mail_reset_link", person, by=person, changes={"expires_at": (None, reset.expires_at)})


def open_reset(token: str) -> PasswordReset:
    """The reset that this link opens now; raises NotPossible with what to do where there is none."""
    reset = PasswordReset.objects.select_related("user", "made_by").filter(token_hash=hash_of(token)).first()
    if reset is None:
        raise NotPossible(_("Nothing belongs to this link. Was it copied whole? If so, ask for a new one."))
    if reset.used_at:
        raise NotPossible(_("This link has been used. Sign in with the password that was set then."))
    if reset.expires_at <= clock.now():
        raise NotPossible(_("This link has ended. Ask the administrator for a new one."))
    return reset


@transaction.atomic
def use_reset_link(token: str, *, password: str) -> User:
    """Set a new password by a link; raises NotPossible as `open_reset` does, ValidationError for a weak password."""
    reset = open_reset(token)
    _check_password(password, reset.user)
    if not PasswordReset.objects.filter(pk=reset.pk, used_at=None).update(used_at=clock.now()):
        raise ChangedMeanwhile(_("This link has been used. Sign in with the password that was set then."))
    _store(reset.user, password)
    record("use_reset_link", reset.user, by=reset.user)
    return reset.user


@transaction.atomic
def set_password(user: User, password: str) -> User:
    """A person sets their own password (signed in, or by the mail that was sent to them)."""
    _check_password(password, user)
    _store(user, password)
    record("set_password", user, by=user)
    return user


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as mistake:
        raise ValidationError({"password": mistake.messages}) from mistake


def _store(user: User, password: str) -> None:
    user.set_password(password)
    User.objects.filter(pk=user.pk).update(password=user.password)


@transaction.atomic
def change_details(*, full_name: str, phone: str, email: str, by: Actor) -> User:
    """Change one's own name, phone number and e-mail; raises ValidationError by field."""
    if by.user is None:
        raise NotAllowed(_("Sign in first."))
    fields = clean_details(full_name, phone, email)
    before = {field: getattr(by.user, field) for field in fields}
    try:
        with transaction.atomic():
            words = folded_words(fields["full_name"], by.user.username)[:200]
            User.objects.filter(pk=by.user.pk).update(folded=words, **fields)
    except IntegrityError as taken:
        raise ValidationError(_("Another account has this phone number or e-mail address.")) from taken
    changes = differences(before, fields)
    user = User.objects.get(pk=by.user.pk)
    if changes:
        record("change_details", user, by=user, changes=changes)
    return user
