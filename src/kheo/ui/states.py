"""Each state that a screen may show: its sign, its tone and its word (look: a sign, a word, then a colour)."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(NamedTuple):
    """How a state looks: a key of signs.SIGNS, a class of the style sheet (or none), a word."""

    sign: str
    tone: str
    word: str | Promise


STATES: dict[str, State] = {
    # a registration
    "draft": State("draft", "", pgettext_lazy("registration", "Draft")),
    "submitted": State("sent", "go", pgettext_lazy("registration", "Submitted")),
    "returned": State("back", "ask", pgettext_lazy("registration", "Returned")),
    "under_way": State("run", "go", pgettext_lazy("registration", "Under way")),
    "evaluated": State("done", "ok", pgettext_lazy("registration", "Evaluated")),
    "withdrawn": State("stop", "", pgettext_lazy("registration", "Withdrawn")),
    "refused": State("stop", "ask", pgettext_lazy("registration", "Refused")),
    "accepted": State("check", "go", pgettext_lazy("registration", "Accepted")),
    # beside the status
    "recognised": State("seal", "ok", _("Recognised")),
    "not_recognised": State("same", "", _("Not recognised")),
    # is it alive
    "active": State("alive", "ok", pgettext_lazy("initiative", "Active")),
    "not_confirmed": State("ask", "wait", pgettext_lazy("initiative", "Not confirmed")),
    "paused": State("pause", "wait", pgettext_lazy("initiative", "Paused")),
    "discontinued": State("stop", "", pgettext_lazy("initiative", "Discontinued")),
    "merged": State("join", "", pgettext_lazy("initiative", "Merged into another")),
    # time
    "overdue": State("clock", "ask", _("Overdue")),
    "due_soon": State("clock", "wait", _("Due soon")),
}

FIELDS: dict[str, str | Promise] = {
    "economy": pgettext_lazy("field", "Economy"),
    "culture_society": pgettext_lazy("field", "Culture and society"),
    "defence_security": pgettext_lazy("field", "Defence and security"),
    "political_system": pgettext_lazy("field", "Building the political system"),
}
