"""What waits for the person who has signed in, and where to go where nothing can wait."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kheo.audit import clock
from kheo.desk.context import ways_of
from kheo.desk.doors import desk_view
from kheo.desk.waiting.groups import groups_of
from kheo.initiatives.policy import OFFICE, READING_ROLES
from kheo.initiatives.queries import MOST_WAITING, drafts, waiting_for
from kheo.units.choices import Role

MOST_DRAFTS = 20


@desk_view
def waiting(request: HttpRequest) -> HttpResponse:
    """The first page: how much waits, what of it is overdue, and the button for each."""
    actor, today = request.actor, clock.today()
    is_office, is_writer = bool(actor.posts_as(*OFFICE)), bool(actor.posts_as(Role.TEAM_LEADER))
    works = is_office or is_writer
    things = waiting_for(actor) if works else []
    groups = groups_of(things, today, is_office=is_office)
    context = {
        "today": today,
        "count": len(things),
        "is_capped": len(things) == MOST_WAITING,
        "late": len(groups[0].tasks),
        "groups": [group for group in groups if group.tasks],
        "drafts": list(drafts(actor)[: MOST_DRAFTS + 1]) if works else [],
        "most_drafts": MOST_DRAFTS,
        "is_writer": is_writer,
        "works": works,
        "reads": bool(actor.posts_as(*READING_ROLES)),
        "elsewhere": [] if works else [way for way in ways_of(actor, "") if way["count"] is None],
        "as_of": clock.now(),
    }
    return render(request, "desk/waiting/waiting.html", context)
