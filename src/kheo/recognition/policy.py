"""Who sees decisions, who recognises, revokes and publishes; and what the public sees."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.initiatives import policy as initiatives
from kheo.initiatives.choices import ACCEPTED
from kheo.initiatives.models import Initiative, Registration
from kheo.recognition.models import Decision, Publication, Recognition
from kheo.units.actors import Actor
from kheo.units.choices import Role
from kheo.units.models import Unit
from kheo.units.paths import within_any
from kheo.units.policy import ALLOWED, Answer, Refused


def visible(actor: Actor) -> QuerySet[Recognition]:
    """The recognitions of registrations that `actor` may read; an editor sees them for what may be published."""
    editing = within_any(actor.read_paths(Role.EDITOR), "registration__path")
    return Recognition.objects.filter(Q(registration__in=initiatives.visible(actor)) | editing)


def visible_decisions(actor: Actor) -> QuerySet[Decision]:
    """The decisions of units that the actor's roles reach. A decision is an issued document."""
    roles = (*initiatives.READING_ROLES, Role.EDITOR)
    own = Q(recognitions__registration__initiative__lead_organisation__in=actor.organisation_ids(Role.TEAM_LEADER))
    return Decision.objects.filter(within_any(actor.read_paths(*roles), "unit__path") | own).distinct()


def holding() -> Q:
    """The recognitions that hold: not revoked."""
    return Q(revoked_at=None)


def published() -> QuerySet[Publication]:
    """What anybody may read: published, not withdrawn, recognised, and with consent, all of it at this moment."""
    recognised = Recognition.objects.filter(holding()).values("registration__initiative")
    return Publication.objects.filter(
        withdrawn_at=None, initiative__consents_to_publication=True, initiative__in=recognised
    )


def can_decide(actor: Actor, unit: Unit) -> Answer:
    """May the actor enter a decision of recognition, or revoke one, for this unit? Its leaders may."""
    if Role.LEADER in actor.roles_at(unit.pk):
        return ALLOWED
    return Refused(_("Only leaders of %(unit)s recognise and revoke.") % {"unit": unit})


def can_recognise(actor: Actor, registration: Registration) -> Answer:
    """May the actor recognise this registration? It must be accepted, and the actor leader of its unit or a parent."""
    if not initiatives.may_read(actor, registration):
        return Refused(_("This registration belongs to others; it is not open to your roles."))
    units = {post.unit.pk for post in actor.posts_as(Role.LEADER) if actor.reaches(registration.path, Role.LEADER)}
    if not units:
        return Refused(_("Only leaders of %(unit)s recognise and revoke.") % {"unit": registration.unit})
    if registration.status not in ACCEPTED:
        return Refused(
            _("This is not possible while the registration is “%(status)s”.")
            % {"status": registration.get_status_display()}
        )
    return ALLOWED


def can_publish(actor: Actor, initiative: Initiative) -> Answer:
    """May the actor publish this initiative? An editor of its unit may what recognition and consent allow."""
    if Role.EDITOR not in actor.roles_at(initiative.unit_id):
        return Refused(_("Only editors of %(unit)s publish.") % {"unit": initiative.unit})
    if not Recognition.objects.filter(holding(), registration__initiative=initiative).exists():
        return Refused(_("Nothing of a model is public before its recognition."))
    if not initiative.consents_to_publication:
        return Refused(_("%(owner)s has not consented to be shown. Ask for consent first.") % {"owner": initiative.owner})
    return ALLOWED
