"""What residents read of a recognised initiative: put up, taken down."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.audit.actions import record
from kheo.initiatives.models import Initiative
from kheo.recognition.models import Publication
from kheo.recognition.policy import can_publish, can_withdraw_publication
from kheo.units.actors import Actor
from kheo.units.errors import NotPossible
from kheo.units.policy import require


@transaction.atomic
def publish(initiative: Initiative, *, by: Actor, summary: str) -> Publication:
    """Show a recognised initiative with consent on the public page, with a summary written for residents.

    What is published already gets the new summary; the old one stays in the change log. Raises ValidationError for an
    empty summary.
    """
    require(can_publish(by, initiative))
    if not summary.strip():
        raise ValidationError({"summary": _("Write in a few sentences what residents should know of it.")})
    before = Publication.objects.filter(initiative=initiative).first()
    values = {"summary": summary.strip(), "published_by": by.user, "published_at": clock.now(), "withdrawn_at": None}
    publication, _made = Publication.objects.update_or_create(initiative=initiative, defaults=values)
    changes = {"summary": (before.summary if before else None, summary.strip())}
    record("publish", initiative, by=by.user, unit_id=initiative.unit_id, changes=changes)
    return publication


@transaction.atomic
def withdraw_publication(initiative: Initiative, *, by: Actor, reason: str) -> None:
    """Take an initiative off the public page, whether recognition and consent still hold or not.

    Raises ValidationError without a reason, NotPossible where it is not up.
    """
    require(can_withdraw_publication(by, initiative))
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: it is kept in the change log.")})
    if not Publication.objects.filter(initiative=initiative, withdrawn_at=None).update(withdrawn_at=clock.now()):
        raise NotPossible(_("This is not on the public page."))
    record("withdraw_publication", initiative, by=by.user, unit_id=initiative.unit_id, reason=reason.strip())
