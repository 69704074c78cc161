"""Photos and files that show what is claimed."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.audit.actions import record
from kheo.initiatives.files import checked_file
from kheo.initiatives.models import Evidence, FollowUp, Registration
from kheo.initiatives.policy import can
from kheo.units.actors import Actor
from kheo.units.errors import NotAllowed, NotPossible

AT_MOST = 30


@transaction.atomic
def attach(
    registration: Registration,
    *,
    by: Actor,
    name: str,
    content: bytes,
    title: str = "",
    shows_children: bool = False,
    has_childrens_consent: bool = False,
    follow_up: FollowUp | None = None,
) -> Evidence:
    """Keep a photo (written anew, without place and camera data) or a document beside a registration.

    Raises ValidationError for a file that is not what its name says, too large, or a picture of children
    without the child's and a parent's consent. Nothing is kept then.
    """
    if not (answer := can(by, "attach", registration)):
        raise NotAllowed(answer.reason)
    if shows_children and not has_childrens_consent:
        raise ValidationError(
            {
                "has_childrens_consent": _(
                    "Pictures of children need the child's and a parent's consent. Ask for it first."
                )
            }
        )
    if registration.evidence.filter(removed_at=None).count() >= AT_MOST:
        raise ValidationError({"file": _("%s files are the most. Take one away first.") % AT_MOST})
    checked = checked_file(name, content)
    row = Evidence(
        registration=registration,
        follow_up=follow_up,
        kind=checked.kind,
        title=(title.strip() or name)[:200],
        media_type=checked.media_type,
        size=len(checked.content),
        sha256=checked.sha256,
        shows_children=shows_children,
        has_childrens_consent=has_childrens_consent,
        by=by.user,
        at=clock.now(),
    )
    row.file.save(f"{checked.sha256[:20]}{checked.suffix}", ContentFile(checked.content), save=False)
    try:
        row.save()
        record("attach", row, by=by.user, unit_id=registration.unit_id, changes={"title": (None, row.title)})
    except Exception:
        row.file.storage.delete(row.file.name)
        raise
    return row


@transaction.atomic
def remove(row: Evidence, *, by: Actor) -> Evidence:
    """Take a file out of sight; it can be put back."""
    _set_removed(row, by=by, removed=True)
    return row


@transaction.atomic
def put_back(row: Evidence, *, by: Actor) -> Evidence:
    """Undo `remove`."""
    _set_removed(row, by=by, removed=False)
    return row


def _set_removed(row: Evidence, *, by: Actor, removed: bool) -> None:
    if not (answer := can(by, "attach", row.registration)):
        raise NotAllowed(answer.reason)
    moment = clock.now() if removed else None
    if not Evidence.objects.filter(pk=row.pk, removed_at__isnull=removed).update(removed_at=moment):
        raise NotPossible(_("Somebody changed this meanwhile. Look at the new state, then go on."))
    row.removed_at = moment
    record("remove" if removed else "put_back", row, by=by.user, unit_id=row.registration.unit_id)
