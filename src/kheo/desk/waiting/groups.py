"""What waits, in four groups by its day, each thing with its words and its button."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
    """One thing as the page shows it. `deed` is the step its button opens, if any."""

    thing: Waiting
    title: str
    text: str
    due_words: str
    button: str | Promise
    deed: str = ""


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
        """“from 30/11/2026 to 31/12/2026” of the later ones."""
        days = [task.thing.due_on for task in self.tasks if task.thing.due_on]
        if not days:
            return ""
        return _("from %(first)s to %(last)s") % {"first": written.day(min(days)), "last": written.day(max(days))}


def groups_of(things: Iterable[Waiting], today: date, *, is_office: bool) -> list[Group]:
    """The four groups in their order; a week ends on Sunday."""
    groups = {name: Group(name) for name in TITLES}
    for thing in things:
        groups[_group(thing.due_on, today)].tasks.append(_task(thing, is_office=is_office))
    return list(groups.values())


def _group(due_on: date | None, today: date) -> str:
    if due_on is None:
        return "later"
    if due_on < today:
        return "overdue"
    if due_on == today:
        return "today"
    return "week" if due_on <= today + timedelta(days=6 - today.weekday()) else "later"


def _task(thing: Waiting, *, is_office: bool) -> Task:
    row = thing.registration
    name = {"name": row.initiative.name}
    body = row.initiative.lead_organisation or row.initiative.owner
    titles = {
        "decide": _("Look at the registration “%(name)s”"),
        "mend": _("Mend the registration “%(name)s”"),
        "follow_up": _("Follow “%(name)s” up"),
        "evaluate": _("Evaluate “%(name)s”"),
    }
    due = {
        "decide": _("to be looked at by %(day)s"),
        "mend": _("to be mended by %(day)s"),
        "follow_up": _("to be followed up by %(day)s"),
        "evaluate": _("day of the evaluation %(day)s"),
    }
    what = "follow_up" if thing.what == "evaluate" and not is_office else thing.what
    return Task(
        thing=thing,
        title=titles[what] % name,
        text=_text(thing, str(body)),
        due_words=due[thing.what] % {"day": written.day(thing.due_on)} if thing.due_on else "",
        button=BUTTONS[what],
        deed={"follow_up": "theo-doi", "evaluate": "danh-gia"}.get(what, ""),
    )


def _text(thing: Waiting, body: str) -> str:
    row = thing.registration
    facts = {
        "body": body,
        "unit": row.unit.heading,
        "level": row.get_level_display(),
        "field": _in_sentence(row.initiative.get_field_display()),
        "day": written.day(row.submitted_at) if row.submitted_at else "–",
        "last": written.day(row.last_follow_up_on) if row.last_follow_up_on else "",
    }
    if thing.what == "decide":
        return _("%(body)s sent it on %(day)s. Asked for: %(level)s, field %(field)s.") % facts
    if thing.what == "mend":
        return _("%(unit)s returned it to be mended.") % facts
    if facts["last"]:
        return _("%(body)s. Last follow-up on %(last)s.") % facts
    return _("%(body)s. Not followed up yet.") % facts


def _in_sentence(name: str) -> str:
    return name[:1].lower() + name[1:]
