"""What waits, in four groups by its day, each thing with its words and its button."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from kheo.initiatives.queries import Waiting
from kheo.ui import written

TITLES = {
    "overdue": gettext_lazy("Overdue"),
    "today": gettext_lazy("Today"),
    "week": gettext_lazy("This week"),
    "later": gettext_lazy("After that"),
}
BUTTONS = {
    "decide": gettext_lazy("Look and decide"),
    "mend": gettext_lazy("Mend and send"),
    "follow_up": gettext_lazy("Write a follow-up"),
    "evaluate": gettext_lazy("Evaluate"),
}


@dataclass(frozen=True)
class Task:
    """One thing as the page shows it; its words are put together when they are asked for."""

    thing: Waiting
    what: str

    @property
    def deed(self) -> str:
        """The step that its button opens, if any."""
        return {"follow_up": "theo-doi", "evaluate": "danh-gia"}.get(self.what, "")

    @property
    def button(self) -> str | Promise:
        return BUTTONS[self.what]

    @property
    def title(self) -> str:
        """What is to be done, and to which initiative."""
        words = {
            "decide": gettext_noop("Look at the registration “%(name)s”"),
            "mend": gettext_noop("Mend the registration “%(name)s”"),
            "follow_up": gettext_noop("Follow “%(name)s” up"),
            "evaluate": gettext_noop("Evaluate “%(name)s”"),
        }
        return _(words[self.what]) % {"name": self.thing.registration.initiative.name}

    @property
    def due_words(self) -> str:
        """By which day, and what for; empty where there is none."""
        words = {
            "decide": gettext_noop("to be looked at by %(day)s"),
            "mend": gettext_noop("to be mended by %(day)s"),
            "follow_up": gettext_noop("to be followed up by %(day)s"),
            "evaluate": gettext_noop("day of the evaluation %(day)s"),
        }
        day = self.thing.due_on
        return _(words[self.thing.what]) % {"day": written.day(day)} if day else ""

    @property
    def text(self) -> str:
        """Whose it is, and what happened last."""
        row = self.thing.registration
        facts = {
            "body": str(row.initiative.lead_organisation or row.initiative.owner),
            "unit": row.unit.heading,
            "level": row.get_level_display(),
            "field": _in_sentence(row.initiative.get_field_display()),
            "day": written.day(row.submitted_at) if row.submitted_at else "–",
            "last": written.day(row.last_follow_up_on) if row.last_follow_up_on else "",
        }
        if self.thing.what == "decide":
            return _("%(body)s sent it on %(day)s. Asked for: %(level)s, field %(field)s.") % facts
        if self.thing.what == "mend":
            return _("%(unit)s returned it to be mended.") % facts
        if facts["last"]:
            return _("%(body)s. Last follow-up on %(last)s.") % facts
        return _("%(body)s. Not followed up yet.") % facts


@dataclass
class Group:
    """The things of one span of days."""

    name: str
    tasks: list[Task] = field(default_factory=list)

    @property
    def title(self) -> Any:
        return TITLES[self.name]

    @property
    def span(self) -> str:
        """“from 30/11/2026 to 31/12/2026” of the later ones, “due on 30/11/2026” where that is their only day."""
        days = [task.thing.due_on for task in self.tasks if task.thing.due_on]
        if not days:
            return ""
        first, last = written.day(min(days)), written.day(max(days))
        if first == last:
            return _("due on %(day)s") % {"day": first}
        return _("from %(first)s to %(last)s") % {"first": first, "last": last}


def groups_of(things: Iterable[Waiting], today: date, *, is_office: bool) -> list[Group]:
    """The four groups in their order; a week ends on Sunday."""
    groups = {name: Group(name) for name in TITLES}
    for thing in things:
        what = "follow_up" if thing.what == "evaluate" and not is_office else thing.what
        groups[_group(thing.due_on, today)].tasks.append(Task(thing, what))
    return list(groups.values())


def _group(due_on: date | None, today: date) -> str:
    if due_on is None:
        return "later"
    if due_on < today:
        return "overdue"
    if due_on == today:
        return "today"
    return "week" if due_on <= today + timedelta(days=6 - today.weekday()) else "later"


def _in_sentence(name: str) -> str:
    return name[:1].lower() + name[1:]
