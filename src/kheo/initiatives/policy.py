"""Who sees a registration and who may do what with it: lists, pages, exports, history and buttons all ask here."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.initiatives.choices import Status
from kheo.initiatives.models import (
    Campaign,
    Evidence,
    FollowUp,
    ImportRun,
    Initiative,
    Registration,
    RuleSet,
    StatusChange,
)
from kheo.initiatives.workflow import CORRECTABLE, DECIDING, FOLLOWED, OFFICE_OWN, STEPS, WRITABLE
from kheo.units.actors import Actor
from kheo.units.choices import Role, UnitKind
from kheo.units.models import Unit
from kheo.units.paths import within_any
from kheo.units.policy import ALLOWED, Answer, Refused

READING_ROLES = (Role.OFFICER, Role.LEADER, Role.COUNCIL_MEMBER, Role.AUDITOR)
OFFICE = tuple(DECIDING)


def visible(actor: Actor) -> QuerySet[Registration]:
    """The registrations that `actor` may read.

    A team sees its organisation's, drafts too. Those who read for a unit see what was sent in its subtree and its
    predecessors'. A draft is its writer's own: a team's is in nobody else's list, an office's in its own office's (and
    its sole heir's), nobody's above.
    """
    return Registration.objects.filter(_visible(actor))


def _visible(actor: Actor) -> Q:
    """What the actor reaches at all, in terms that an index answers, and of that what each role may read."""
    teams = actor.organisation_ids(Role.TEAM_LEADER)
    offices = {number for post in actor.posts_as(*OFFICE) for number in post.act_unit_ids}
    reached, readable = [], []
    if teams:
        led = Q(initiative__in=Initiative.objects.filter(lead_organisation__in=teams))
        reached.append(led)
        readable.append(led & (Q(from_office=False) | ~Q(status=Status.DRAFT)))
    if actor.posts_as(*READING_ROLES):
        reading = _read_by_place(actor)
        reached.append(reading)
        readable.append(reading & ~Q(status=Status.DRAFT) if teams else ~Q(status=Status.DRAFT))
    if offices:
        readable.append(Q(unit__in=offices, status=Status.DRAFT, from_office=True))
    if not reached:
        return Q(pk__in=[])
    return Q(*reached, _connector=Q.OR) & Q(*readable, _connector=Q.OR)


def _read_by_place(actor: Actor) -> Q:
    """The rows in the reach of the reading roles; for the nation all of them, without a range."""
    if reads_the_nation(actor):
        return ~Q(pk__in=[])
    at_communes: set[str] = set()
    above: list[str] = []
    for post in actor.posts_as(*READING_ROLES):
        # A registration stands at its commune or higher, never below it: there equality says the same as a range.
        if post.unit.kind in {UnitKind.COMMUNE, UnitKind.NEIGHBOURHOOD}:
            at_communes.update(post.read_paths)
        else:
            above += post.read_paths
    return Q(path__in=at_communes) | within_any(above)


def reads_the_nation(actor: Actor) -> bool:
    """Does the actor read what was sent in the whole country?"""
    return any(post.unit.kind == UnitKind.NATION for post in actor.posts_as(*READING_ROLES))


def visible_initiatives(actor: Actor) -> QuerySet[Initiative]:
    """The initiatives of which `actor` may read at least one registration."""
    return Initiative.objects.filter(pk__in=visible(actor).values("initiative"))


def visible_history(actor: Actor) -> QuerySet[StatusChange]:
    """The steps of the registrations that `actor` may read."""
    return StatusChange.objects.filter(registration__in=visible(actor))


def visible_follow_ups(actor: Actor) -> QuerySet[FollowUp]:
    """The follow-ups of the registrations that `actor` may read."""
    return FollowUp.objects.filter(registration__in=visible(actor))


def visible_evidence(actor: Actor) -> QuerySet[Evidence]:
    """The evidence, not taken away, of the registrations that `actor` may read."""
    return Evidence.objects.filter(registration__in=visible(actor), removed_at=None)


def visible_campaigns(actor: Actor) -> QuerySet[Campaign]:
    """Campaigns are open to every signed-in person: their rules bind everybody."""
    return Campaign.objects.all() if not actor.is_anonymous else Campaign.objects.none()


def visible_rule_sets(actor: Actor) -> QuerySet[RuleSet]:
    """Rule sets are open to every signed-in person."""
    return RuleSet.objects.all() if not actor.is_anonymous else RuleSet.objects.none()


def visible_imports(actor: Actor) -> QuerySet[ImportRun]:
    """The lists that the actor's offices brought in or looked through: whole documents, as readings are."""
    offices = {number for post in actor.posts_as(*OFFICE) for number in post.act_unit_ids}
    return ImportRun.objects.filter(unit__in=offices)


def can(actor: Actor, action: str, registration: Registration) -> Answer:
    """May `actor` take this step of the workflow, or edit, correct, follow up, attach to, end or revive this one?

    `action` is a step's name or one of edit, correct, follow_up, attach, set_alive, consent.
    """
    if not may_read(actor, registration):
        return Refused(_("This registration belongs to others; it is not open to your roles."))
    if action in STEPS:
        return _can_step(actor, action, registration)
    return _can_besides(actor, action, registration)


def may_read(actor: Actor, registration: Registration) -> bool:
    """Does the row stand in `visible(actor)`? The same rule for one object, without a query (parity is tested)."""
    is_draft = registration.status == Status.DRAFT
    if owns(actor, registration) and not (registration.from_office and is_draft):
        return True
    if is_draft:
        return registration.from_office and is_office(actor, registration.unit_id)
    return actor.reaches(registration.path, *READING_ROLES)


def owns(actor: Actor, registration: Registration) -> bool:
    """Is the actor team leader of the organisation that leads it?"""
    return registration.initiative.lead_organisation_id in actor.organisation_ids(Role.TEAM_LEADER)


def is_office(actor: Actor, unit_id: int) -> bool:
    """Is the actor officer or leader at exactly this unit, or at its sole heir?"""
    return bool(actor.roles_at(unit_id) & DECIDING)


def _can_step(actor: Actor, name: str, registration: Registration) -> Answer:
    step = STEPS[name]
    if registration.status not in step.before:
        return Refused(
            _("This is not possible while the registration is “%(status)s”.")
            % {"status": registration.get_status_display()}
        )
    is_office_step = name in OFFICE_OWN
    if (is_office_step or registration.status == Status.DRAFT) and registration.from_office != is_office_step:
        return Refused(_("What the office entered itself is entered in the register; what a team wrote is submitted."))
    writer = _is_writer(actor, registration)
    if (step.by_owner and writer) or (step.by_office and actor.roles_at(registration.unit_id) & step.by_office):
        return ALLOWED
    if step.by_owner:
        return Refused(
            _("Only the team leader of %(organisation)s can do this.") % {"organisation": _lead(registration)}
        )
    return Refused(
        _("Only officers and leaders of %(unit)s decide on this; a level above reads and does not edit.")
        % {"unit": registration.unit}
    )


def _can_besides(actor: Actor, action: str, registration: Registration) -> Answer:
    office, writer = is_office(actor, registration.unit_id), _is_writer(actor, registration)
    status = Status(registration.status)
    allowed_people, allowed_states = {
        "edit": (writer, WRITABLE),
        "attach": (writer or office, WRITABLE | {Status.SUBMITTED} | FOLLOWED),
        "follow_up": (writer or office, FOLLOWED),
        "correct": (office, CORRECTABLE),
        "set_alive": (writer or office, FOLLOWED),
        "consent": (writer, frozenset(Status)),
    }[action]
    if not allowed_people:
        return Refused(_("Only %(who)s can do this.") % {"who": _who(action, registration)})
    if status not in allowed_states:
        return Refused(
            _("This is not possible while the registration is “%(status)s”.")
            % {"status": registration.get_status_display()}
        )
    return ALLOWED


def _is_writer(actor: Actor, registration: Registration) -> bool:
    """The team whose it is; for what the office entered itself, the office."""
    if registration.from_office:
        return is_office(actor, registration.unit_id)
    return owns(actor, registration)


def _lead(registration: Registration) -> str:
    return str(registration.initiative.lead_organisation or registration.unit)


def _who(action: str, registration: Registration) -> str:
    if action == "correct":
        return _("officers and leaders of %(unit)s") % {"unit": registration.unit}
    return _("the team leader of %(organisation)s") % {"organisation": _lead(registration)}


def can_write_for(actor: Actor, organisation_id: int) -> Answer:
    """May the actor start a registration that this organisation leads?"""
    if organisation_id in actor.organisation_ids(Role.TEAM_LEADER):
        return ALLOWED
    return Refused(_("Registrations are written by the organisation's own team leader."))


def can_enter_for(actor: Actor, unit: Unit) -> Answer:
    """May the actor enter models of past years, and accept figures from reports, for this unit?"""
    if is_office(actor, unit.pk):
        return ALLOWED
    return Refused(_("Only officers and leaders of %(unit)s enter this for it.") % {"unit": unit})


def can_rule(actor: Actor, unit: Unit) -> Answer:
    """May the actor open campaigns and write rule sets of this unit?"""
    if actor.roles_at(unit.pk) & {Role.UNIT_ADMINISTRATOR, Role.OFFICER, Role.LEADER}:
        return ALLOWED
    return Refused(_("Only administrators, officers and leaders of %(unit)s set its rules.") % {"unit": unit})
