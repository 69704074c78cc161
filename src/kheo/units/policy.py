"""Who sees units and people, and who may change them. Other subjects take `Allowed` and `Refused` from here."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kheo.audit import clock
from kheo.audit.models import ChangeEntry
from kheo.units.actors import Actor
from kheo.units.choices import Role, UnitKind
from kheo.units.errors import NotAllowed
from kheo.units.models import Invitation, Membership, Organisation, Unit, User
from kheo.units.paths import ancestors, within_any


@dataclass(frozen=True)
class Allowed:
    """Yes."""

    def __bool__(self) -> Literal[True]:
        return True


@dataclass(frozen=True)
class Refused:
    """No, with a reason that a person can act on."""

    reason: Any

    def __bool__(self) -> Literal[False]:
        return False


Answer = Allowed | Refused
ALLOWED = Allowed()


def require(answer: Answer) -> None:
    """Raises NotAllowed with the reason where the answer is no."""
    if isinstance(answer, Refused):
        raise NotAllowed(answer.reason)


class UnitAction(StrEnum):
    """What can be asked of `can` here; beside each the object that it takes."""

    OPEN_UNIT = "open_unit"  # Unit, the parent
    RENAME_UNIT = "rename_unit"  # Unit
    MERGE_UNIT = "merge_unit"  # Unit
    SPLIT_UNIT = "split_unit"  # Unit
    MOVE_UNIT = "move_unit"  # Unit
    TAKE_IN_UNIT = "take_in_unit"  # Unit, the new parent
    OPEN_ORGANISATION = "open_organisation"  # Unit
    CHANGE_ORGANISATION = "change_organisation"  # Organisation: rename, move, close
    APPOINT_OPERATOR = "appoint_operator"  # Unit
    INVITE_AT = "invite_at"  # Unit: any role at all
    GRANT = "grant"  # Grant
    END_MEMBERSHIP = "end_membership"  # Membership
    CANCEL_INVITATION = "cancel_invitation"  # Invitation
    RESET_PASSWORD = "reset_password"  # noqa: S105  User


@dataclass(frozen=True)
class Grant:
    """A role that somebody would give at a unit, or at an organisation in it."""

    role: Role
    unit: Unit
    organisation: Organisation | None = None


PEOPLE_READERS = (Role.OFFICER, Role.LEADER, Role.UNIT_ADMINISTRATOR, Role.AUDITOR)
OF_A_UNIT = tuple(role for role in Role if role != Role.SYSTEM_ADMINISTRATOR)
GRANTABLE: dict[Role, tuple[Role, ...]] = {
    Role.UNIT_ADMINISTRATOR: OF_A_UNIT,
    Role.OFFICER: (Role.TEAM_LEADER,),
    Role.LEADER: (Role.TEAM_LEADER,),
    Role.SYSTEM_ADMINISTRATOR: (Role.UNIT_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR),
}
"""Which roles each role may give; nobody gives more than stands here."""

_NO_SYSTEM = _("Only a system administrator changes communes, wards and what is above them.")
_NO_UNIT_ADMIN = _("Only the unit administrator of this unit does this.")
_UNIT_ENDED = _("This unit has ended. Choose the unit that followed it.")


# ── who sees ────────────────────────────────────────────────────────────────


def visible_units(actor: Actor) -> QuerySet[Unit]:
    """Every unit, past ones too, for whoever is signed in: territory is public knowledge."""
    return Unit.objects.none() if actor.is_anonymous else Unit.objects.all()


def visible_organisations(actor: Actor) -> QuerySet[Organisation]:
    """The bodies of the actor's own commune or province with all below, and those of the units above."""
    if actor.is_anonymous:
        return Organisation.objects.none()
    if is_system_administrator(actor):
        return Organisation.objects.all()
    own = [_governing_path(post.unit) for post in actor.posts]
    above = {path for start in own for path in ancestors(start)}
    reached = within_any([*own, *actor.read_paths(*Role)], "territory__path")
    return Organisation.objects.filter(reached | Q(territory__path__in=above))


def visible_people(actor: Actor) -> QuerySet[User]:
    """Oneself; for officers, leaders, administrators and auditors also who holds or held a role below them."""
    if actor.user is None:
        return User.objects.none()
    if is_system_administrator(actor):
        return User.objects.all()
    below = within_any(actor.read_paths(*PEOPLE_READERS), "unit__path")
    return User.objects.filter(Q(pk=actor.user.pk) | Q(pk__in=Membership.objects.filter(below).values("user")))


def visible_memberships(actor: Actor) -> QuerySet[Membership]:
    """One's own roles, and those at the units that one oversees."""
    if actor.user is None:
        return Membership.objects.none()
    if is_system_administrator(actor):
        return Membership.objects.all()
    return Membership.objects.filter(Q(user=actor.user) | within_any(actor.read_paths(*PEOPLE_READERS), "unit__path"))


def visible_invitations(actor: Actor) -> QuerySet[Invitation]:
    """The invitations to the units that one oversees; who lost the role in which they invited sees none of them."""
    if actor.user is None:
        return Invitation.objects.none()
    if is_system_administrator(actor):
        return Invitation.objects.all()
    return Invitation.objects.filter(within_any(actor.read_paths(*PEOPLE_READERS), "unit__path"))


def visible_history(actor: Actor) -> QuerySet[ChangeEntry]:
    """What was changed in territory, bodies and roles of the units that one oversees."""
    entries = ChangeEntry.objects.filter(subject_type__startswith="units.")
    if actor.user is None:
        return entries.none()
    if is_system_administrator(actor):
        return entries
    below = within_any(actor.read_paths(*PEOPLE_READERS))
    return entries.filter(unit_id__in=Unit.objects.filter(below).values("pk"))


# ── who may ─────────────────────────────────────────────────────────────────


def can(actor: Actor, action: UnitAction, thing: Any) -> Answer:
    """May this person do this with this unit, organisation, person…? The reason of a no can be shown to them."""
    if actor.is_anonymous:
        return Refused(_("Sign in first."))
    return _RULES[action](actor, thing)


def is_system_administrator(actor: Actor) -> bool:
    """True for who sets up this installation; it reaches all units and no act of the register."""
    return bool(actor.posts_as(Role.SYSTEM_ADMINISTRATOR))


def acts_at(actor: Actor, unit: Unit, *roles: Role) -> bool:
    """True where the actor holds one of these roles at the unit itself, or at the commune of a neighbourhood."""
    return bool(actor.roles_at(unit.pk).union(actor.roles_at(unit.governing_id)).intersection(roles))


def administers_past(actor: Actor, unit: Unit) -> bool:
    """True where the unit lies in the past of a commune that the actor administers: as one heir of several, too."""
    return any(
        unit.path.startswith(path)
        for post in actor.posts_as(Role.UNIT_ADMINISTRATOR)
        if post.unit.kind == UnitKind.COMMUNE
        for path in post.read_paths
    )


def _open_unit(actor: Actor, parent: Unit) -> Answer:
    if not parent.is_valid_on(clock.today()):
        return Refused(_UNIT_ENDED)
    if parent.is_neighbourhood:
        return Refused(_("Nothing smaller than a neighbourhood is kept as a unit."))
    return _run_neighbourhoods(actor, parent) if parent.kind == UnitKind.COMMUNE else _run_territory(actor)


def _change_unit(actor: Actor, unit: Unit) -> Answer:
    if unit.valid_to is not None:
        return Refused(_UNIT_ENDED)
    if unit.kind == UnitKind.NATION:
        return Refused(_("The nation itself is not changed here."))
    return _run_neighbourhoods(actor, unit) if unit.is_neighbourhood else _run_territory(actor)


def _move_unit(actor: Actor, unit: Unit) -> Answer:
    """A neighbourhood that a split left behind is moved by the administrator of any heir."""
    if unit.valid_to is None and unit.is_neighbourhood:
        left_behind = unit.parent is not None and unit.parent.valid_to is not None
        if is_system_administrator(actor) or (left_behind and administers_past(actor, unit)):
            return ALLOWED
    return _change_unit(actor, unit)


def _take_in_unit(actor: Actor, parent: Unit) -> Answer:
    if parent.kind == UnitKind.COMMUNE and parent.valid_to is None and is_system_administrator(actor):
        return ALLOWED
    return _open_unit(actor, parent)


def _run_neighbourhoods(actor: Actor, unit: Unit) -> Answer:
    if acts_at(actor, unit, Role.UNIT_ADMINISTRATOR):
        return ALLOWED
    return Refused(_("Only the unit administrator of the commune opens and changes its neighbourhoods."))


def _run_territory(actor: Actor) -> Answer:
    return ALLOWED if is_system_administrator(actor) else Refused(_NO_SYSTEM)


def _open_organisation(actor: Actor, unit: Unit) -> Answer:
    if not unit.is_valid_on(clock.today()):
        return Refused(_UNIT_ENDED)
    return _administer(actor, unit)


def _change_organisation(actor: Actor, organisation: Organisation) -> Answer:
    if organisation.valid_to is not None:
        return Refused(_("This organisation has been closed."))
    return _administer(actor, organisation.territory)


def _administer(actor: Actor, unit: Unit) -> Answer:
    return ALLOWED if acts_at(actor, unit, Role.UNIT_ADMINISTRATOR) else Refused(_NO_UNIT_ADMIN)


def _invite_at(actor: Actor, unit: Unit) -> Answer:
    if not unit.is_valid_on(clock.today()):
        return Refused(_UNIT_ENDED)
    if acts_at(actor, unit, *GRANTABLE) or actor.reaches(unit.path, Role.UNIT_ADMINISTRATOR):
        return ALLOWED
    if is_system_administrator(actor):
        return ALLOWED
    return Refused(_("Only the unit administrator invites people, and officers invite team leaders."))


def _grant(actor: Actor, grant: Grant) -> Answer:
    if not grant.unit.is_valid_on(clock.today()):
        return Refused(_UNIT_ENDED)
    if fault := _fault_of(grant):
        return Refused(fault)
    return _grants(actor, grant.role, grant.unit)


def _fault_of(grant: Grant) -> Any:
    """What makes the role itself impossible there, whoever gives it."""
    if grant.organisation and grant.organisation.territory_id != grant.unit.pk:
        return _("The organisation does not belong to this unit.")
    if grant.organisation and grant.organisation.valid_to is not None:
        return _("This organisation has been closed.")
    if grant.role == Role.TEAM_LEADER and grant.organisation is None:
        return _("A team leader acts for an organisation: choose it.")
    if grant.role != Role.TEAM_LEADER and grant.unit.is_neighbourhood:
        return _("At a neighbourhood there are only team leaders; give other roles at the commune.")
    if grant.role == Role.SYSTEM_ADMINISTRATOR and grant.unit.kind != UnitKind.NATION:
        return _("A system administrator serves the whole installation: choose the nation as unit.")
    return None


def _grants(actor: Actor, role: Role, unit: Unit) -> Answer:
    """May the actor hand out or take back this role at this unit?"""
    givers = [giver for giver, roles in GRANTABLE.items() if role in roles and giver != Role.SYSTEM_ADMINISTRATOR]
    if acts_at(actor, unit, *givers):
        return ALLOWED
    if role == Role.UNIT_ADMINISTRATOR and actor.reaches(unit.path, Role.UNIT_ADMINISTRATOR):
        return ALLOWED
    if is_system_administrator(actor):
        return _granted_by_system(role, unit)
    if role == Role.SYSTEM_ADMINISTRATOR:
        return Refused(_("Only a system administrator appoints another one."))
    if acts_at(actor, unit, Role.OFFICER, Role.LEADER):
        return Refused(_("Officers bring in team leaders only; the unit administrator gives the other roles."))
    return Refused(_NO_UNIT_ADMIN)


def _granted_by_system(role: Role, unit: Unit) -> Answer:
    if role == Role.SYSTEM_ADMINISTRATOR:
        return ALLOWED
    if role != Role.UNIT_ADMINISTRATOR:
        return Refused(_("A system administrator appoints a unit's first administrator, who gives the other roles."))
    if _holders(role, unit).exists():
        return Refused(_("This unit has an administrator, who appoints the next one."))
    return ALLOWED


def _end_membership(actor: Actor, membership: Membership) -> Answer:
    if not _holds_today(membership):
        return Refused(_("This role has already ended."))
    role = Role(membership.role)
    if _is_last(role, membership):
        return Refused(_("This is the last administrator here: appoint another one first, then this role can end."))
    if actor.user and membership.user_id == actor.user.pk:
        return ALLOWED
    if role == Role.SYSTEM_ADMINISTRATOR:
        return _run_territory(actor)
    return _grants(actor, role, membership.unit)


def _is_last(role: Role, membership: Membership) -> bool:
    if role not in {Role.UNIT_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR}:
        return False
    return not _holders(role, membership.unit).exclude(user=membership.user_id).exists()


def _holders(role: Role, unit: Unit) -> QuerySet[Membership]:
    """The memberships with this role at this unit that hold today and on, of people who can sign in."""
    return Membership.objects.filter(
        role=role, unit=unit, valid_to=None, ended_at=None, valid_from__lte=clock.today(), user__is_active=True
    )


def _holds_today(membership: Membership) -> bool:
    day = clock.today()
    lasts = membership.valid_to is None or membership.valid_to >= day
    return membership.ended_at is None and lasts and membership.unit.is_valid_on(day)


def _cancel_invitation(actor: Actor, invitation: Invitation) -> Answer:
    return _grants(actor, Role(invitation.role), invitation.unit)


def _reset_password(actor: Actor, person: User) -> Answer:
    """Only who could give every role that the person holds: otherwise a new password would be a way up."""
    held = [
        membership
        for membership in Membership.objects.filter(user=person, ended_at=None).select_related("unit")
        if _holds_today(membership)
    ]
    if not held:
        return Refused(_("This person holds no role now; give a role first."))
    if is_system_administrator(actor) and any(m.role in GRANTABLE[Role.SYSTEM_ADMINISTRATOR] for m in held):
        return ALLOWED
    answers = [_grants(actor, Role(membership.role), membership.unit) for membership in held]
    if all(answers):
        return ALLOWED
    return Refused(
        _("This person also holds a role that you could not give. The administrator of that unit resets the password.")
    )


def _governing_path(unit: Unit) -> str:
    """The path of the unit whose people act at this one, without reading its parent."""
    return ancestors(unit.path)[-2] if unit.is_neighbourhood and unit.parent_id else unit.path


_RULES: dict[UnitAction, Callable[[Actor, Any], Answer]] = {
    UnitAction.OPEN_UNIT: _open_unit,
    UnitAction.RENAME_UNIT: _change_unit,
    UnitAction.MERGE_UNIT: _change_unit,
    UnitAction.SPLIT_UNIT: _change_unit,
    UnitAction.MOVE_UNIT: _move_unit,
    UnitAction.TAKE_IN_UNIT: _take_in_unit,
    UnitAction.OPEN_ORGANISATION: _open_organisation,
    UnitAction.CHANGE_ORGANISATION: _change_organisation,
    UnitAction.APPOINT_OPERATOR: _open_organisation,
    UnitAction.INVITE_AT: _invite_at,
    UnitAction.GRANT: _grant,
    UnitAction.END_MEMBERSHIP: _end_membership,
    UnitAction.CANCEL_INVITATION: _cancel_invitation,
    UnitAction.RESET_PASSWORD: _reset_password,
}
