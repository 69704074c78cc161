"""What happened to a model, as the public may know it: days and documents, no text of a follow-up, no person."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kheo.recognition.models import Publication, Recognition
from kheo.recognition.public import Results
from kheo.ui import written


def happened(publication: Publication, recognitions: Iterable[Recognition], results: Results) -> list[dict[str, Any]]:
    """The entries of the timeline, newest first."""
    entries = [_recognised(one) for one in recognitions]
    if publication.confirmed_on:
        words = ngettext("%(count)s follow-up so far", "%(count)s follow-ups so far", results.follow_ups)
        entries.append(
            _entry(publication.confirmed_on, _("Last follow-up"), words % {"count": written.figure(results.follow_ups)})
        )
    if publication.initiative.first_accepted_on:
        entries.append(_entry(publication.initiative.first_accepted_on, _("Accepted into the register")))
    return sorted(entries, key=lambda entry: entry["at"], reverse=True)


def _recognised(recognition: Recognition) -> dict[str, Any]:
    decision = recognition.decision
    who = _("Decision %(title)s, %(issuer)s") % {"title": decision.title, "issuer": decision.issuer.name}
    return _entry(decision.issued_on, _("Recognised at %(level)s") % {"level": decision.get_level_display()}, who)


def _entry(on: date, title: str, who: str = "") -> dict[str, Any]:
    return {"at": on, "at_text": written.day(on), "title": title, "who": who}
