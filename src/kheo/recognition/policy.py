"""Who sees decisions, who recognises, revokes and publishes; and what the public sees."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.initiatives import policy as initiatives
from kheo.initiatives.choices import ACCEPTED, ENDED
from kheo.initiatives.models import Initiative, Registration
from kheo.recognition.models import Decision, Publication, Recognition
from kheo.units.actors import Actor, Post
from kheo.units.choices import Role
from kheo.units.models import Unit
from kheo.units.paths import ancestors, within_any
from kheo.units.policy import ALLOWED, Answer, Refused


def visible(actor: Actor) -> QuerySet[Recognition]:
    """The recognitions of registrations that `actor` may read; an editor sees them for what may be published."""
    editing = within_any(actor.read_paths(Role.EDITOR), "registration__path")
    return Recognition.objects.filter(Q(registration__in=initiatives.visible(actor)) | editing)


def visible_decisions(actor: Actor) -> QuerySet[Decision]:
    """The decisions of units that the actor's roles reach, and those that name a registration which is open to them.

    A decision is an issued document: its number, day and signatory are open even where it names others too; of its
    list only the lines in `visible(actor)` are shown.
    """
    reached = within_any(actor.read_paths(*initiatives.READING_ROLES, Role.EDITOR), "unit__path")
    return Decision.objects.filter(reached | Q(pk__in=visible(actor).values("decision")))


def holding() -> Q:
    """The recognitions that hold: not revoked."""
    return Q(revoked_at=None)


def published() -> QuerySet[Publication]:
    """What anybody may read: published, not withdrawn, recognised, with consent, not ended, at this very moment."""
    recognised = Recognition.objects.filter(holding()).values("registration__initiative")
    shown = Publication.objects.filter(
        withdrawn_at=None, initiative__consents_to_publication=True, initiative__in=recognised
    )
    return shown.exclude(initiative__alive__in=ENDED)


def can_decide(actor: Actor, unit: Unit) -> Answer:
    """May the actor enter a decision, or revoke one, for this unit? Its leaders may."""
    if Role.LEADER in actor.roles_at(unit.pk):
        return ALLOWED
    return Refused(_("Only leaders of %(unit)s recognise and revoke.") % {"unit": unit})


def can_recognise(actor: Actor, registration: Registration) -> Answer:
    """May the actor recognise this registration? It must be accepted, and the actor leader of its unit or a parent."""
    if not initiatives.may_read(actor, registration):
        return Refused(_("This registration belongs to others; it is not open to your roles."))
    if not deciding_units(actor, registration):
        return Refused(_("Only leaders of %(unit)s recognise and revoke.") % {"unit": registration.unit})
    if registration.status not in ACCEPTED:
        return Refused(
            _("This is not possible while the registration is “%(status)s”.")
            % {"status": registration.get_status_display()}
        )
    return ALLOWED


def deciding_units(actor: Actor, registration: Registration) -> list[Unit]:
    """The units for which the actor decides on this registration as leader: its own, one above, or their sole heir.

    After a split no heir decides on what was the old unit's; a level above them still does.
    """
    return [post.unit for post in actor.posts_as(Role.LEADER) if _acts_on(post, registration)]


def _acts_on(post: Post, registration: Registration) -> bool:
    if registration.path.startswith(post.unit.path) or registration.unit_id in post.act_unit_ids:
        return True
    inherited = post.act_unit_ids - {post.unit.pk}
    above = ancestors(registration.path)
    return bool(inherited) and Unit.objects.filter(pk__in=inherited, path__in=above).exists()


def can_publish(actor: Actor, initiative: Initiative) -> Answer:
    """May the actor publish this initiative? An editor of its unit may what recognition and consent allow."""
    if not (answer := can_withdraw_publication(actor, initiative)):
        return answer
    if not Recognition.objects.filter(holding(), registration__initiative=initiative).exists():
        return Refused(_("Nothing of a model is public before its recognition."))
    if not initiative.consents_to_publication:
        return Refused(
            _("%(owner)s has not consented to be shown. Ask for consent first.") % {"owner": initiative.owner}
        )
    if initiative.alive in ENDED:
        return Refused(_("“%(name)s” has ended: only what still runs is on the public page.") % {"name": initiative})
    return ALLOWED


def can_withdraw_publication(actor: Actor, initiative: Initiative) -> Answer:
    """May the actor take this initiative off the public page? An editor of its unit may, whatever else holds."""
    if Role.EDITOR in actor.roles_at(initiative.unit_id):
        return ALLOWED
    return Refused(_("Only editors of %(unit)s publish.") % {"unit": initiative.unit})
