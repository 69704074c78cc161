"""What the page of one registration shows, gathered in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.desk.registrations.deeds import DEEDS, Offer, offers
from kheo.desk.registrations.step_forms import ITEM_TITLES
from kheo.desk.registrations.wording import timeline_entries
from kheo.initiatives.choices import Status
from kheo.initiatives.completeness import missing_items
from kheo.initiatives.models import Evidence, Registration
from kheo.initiatives.policy import can, visible_evidence, visible_follow_ups, visible_history
from kheo.initiatives.queries import similar_initiatives
from kheo.initiatives.rules import read_rules
from kheo.initiatives.workflow import CORRECTABLE, ITEMS
from kheo.recognition.queries import recognitions_of
from kheo.ui import written
from kheo.units.actors import Actor
from kheo.units.choices import Role

MOST_STEPS = 200
DUE_SOON_DAYS = 14
_FIELD_OF_ITEM = {"schedule": ("starts_on", "evaluates_on"), "beneficiaries": ("beneficiaries", "place")}
_DECIDING_BUTTON = {Status.SUBMITTED: "accept", Status.UNDER_WAY: "evaluate"}


@dataclass(frozen=True)
class Item:
    """One of the ten items as it is read: its title, its words, and what is wrong with it."""

    name: str
    title: Any
    text: str
    mistake: str = ""


def page_of(actor: Actor, registration: Registration) -> dict[str, Any]:
    """The context of the page."""
    today = clock.today()
    undecided = registration.status in (Status.SUBMITTED, Status.DRAFT, Status.RETURNED)
    mistakes = missing_items(registration, on=today) if undecided else {}
    history = visible_history(actor).filter(registration=registration).order_by("-pk")[:MOST_STEPS]
    entries = timeline_entries(history)
    deeds = offers(actor, registration, "decide")
    evidence = list(visible_evidence(actor).filter(registration=registration).order_by("pk"))
    recognitions = list(recognitions_of(actor, registration))
    deciding = any(offer.deed.action == "accept" for offer in deeds)
    missing = list(mistakes.values()) if registration.status == Status.SUBMITTED else []
    similar = similar_initiatives(registration) if deciding else []
    return {
        "registration": registration,
        "initiative": registration.initiative,
        "today": today,
        "is_due_soon": bool(registration.due_on and registration.due_on <= today + timedelta(days=DUE_SOON_DAYS)),
        "local_field": _local_field(registration),
        "items": items_of(registration, mistakes),
        "facts": facts_of(registration),
        "missing": missing,
        "similar": similar,
        "doubts": len(missing) + len(similar),
        "offers": deeds,
        "closed": _closed(actor, registration, deeds),
        "can_edit": can(actor, "edit", registration),
        "can_correct": can(actor, "correct", registration),
        "life_offers": offers(actor, registration, "life"),
        "consent_offers": offers(actor, registration, "consent"),
        "evidence": [row for row in evidence if row.follow_up_id is None],
        "evidence_offers": offers(actor, registration, "evidence"),
        **_followed(actor, registration, evidence),
        "recognitions": recognitions,
        "is_recognised": any(each.revoked_at is None for each in recognitions),
        "entries": [*_next(registration), *entries],
        "back": next((entry for entry in entries if entry["kind"] == "ask"), None),
    }


def items_of(registration: Registration, mistakes: dict[str, str]) -> list[Item]:
    """The ten items in the order of the form."""
    return [Item(name, ITEM_TITLES[name], _text_of(registration, name), _mistake_of(name, mistakes)) for name in ITEMS]


def _text_of(registration: Registration, name: str) -> str:
    initiative = registration.initiative
    if name == "name":
        return f"“{initiative.name}”" if initiative.name else ""
    if name == "schedule":
        return _schedule(registration.starts_on, registration.evaluates_on)
    return str(getattr(registration, name))


def _schedule(starts_on: date | None, evaluates_on: date | None) -> str:
    words = []
    if starts_on:
        words.append(_("From %(day)s.") % {"day": written.day(starts_on)})
    if evaluates_on:
        words.append(_("Evaluation on %(day)s.") % {"day": written.day(evaluates_on)})
    return " ".join(words)


def _mistake_of(item: str, mistakes: dict[str, str]) -> str:
    return " ".join(mistakes[field] for field in _FIELD_OF_ITEM.get(item, (item,)) if field in mistakes)


def facts_of(registration: Registration) -> list[tuple[Any, str]]:
    """What stands beside the ten items: who, where, which level, since when."""
    initiative = registration.initiative
    lead = str(initiative.lead_organisation or "")
    joining = ", ".join(body.name for body in initiative.joining_organisations.all())
    origin = f"“{initiative.origin.name}”" if initiative.origin_id else initiative.origin_note
    rows = [
        (_("Kind"), capfirst(f"{initiative.get_kind_display()}, {initiative.get_holder_display()}")),
        (_("Who does it"), initiative.owner),
        (_("Led by"), lead if lead != initiative.owner else ""),
        (_("Joining in"), joining),
        (_("Place"), initiative.place.heading),
        (_("Level and novelty"), capfirst(f"{registration.get_level_display()}, {registration.get_novelty_display()}")),
        (_("Goes back to"), origin),
        (_("Campaign"), str(registration.campaign)),
    ]
    return [(label, text) for label, text in rows if text]


def _local_field(registration: Registration) -> str:
    fields = read_rules(registration.campaign.rule_set.data).fields
    names = {field.code: field.name for field in fields}
    return names.get(registration.initiative.local_field, "")


def _closed(actor: Actor, registration: Registration, deeds: list[Offer]) -> tuple[str, Any] | None:
    """The main button that an officer of another unit expects here, with the reason why it is closed."""
    action = _DECIDING_BUTTON.get(registration.status)
    if action is None or any(offer.deed.action == action for offer in deeds):
        return None
    if not actor.reaches(registration.path, Role.OFFICER, Role.LEADER):
        return None
    label = next(deed.label for deed in DEEDS.values() if deed.action == action)
    return str(label), can(actor, action, registration).reason


def _followed(actor: Actor, registration: Registration, evidence: list[Evidence]) -> dict[str, Any]:
    """The follow-ups with their sums; what was taken back stays in sight and out of the sums."""
    if registration.status not in CORRECTABLE:
        return {"follow_ups": [], "sums": None, "follow_offers": [], "is_followed": False}
    rows = visible_follow_ups(actor).filter(registration=registration)
    seen = rows.select_related("by").order_by("-on", "-pk")[:MOST_STEPS]
    return {
        "follow_ups": [(row, [file for file in evidence if file.follow_up_id == row.pk]) for row in seen],
        "sums": rows.filter(withdrawn_at=None).aggregate(
            people=Sum("people"), money=Sum("money"), labour_days=Sum("labour_days")
        ),
        "follow_offers": offers(actor, registration, "follow"),
        "is_followed": True,
    }


def _next(registration: Registration) -> list[dict[str, Any]]:
    """What has to come next, and by when."""
    unit, body = registration.unit, registration.initiative.lead_organisation or registration.initiative.owner
    title = {
        Status.SUBMITTED: _("%(unit)s looks at it and decides") % {"unit": unit.heading},
        Status.RETURNED: _("%(body)s mends it and sends it again") % {"body": body},
        Status.UNDER_WAY: _("Follow-up"),
    }.get(Status(registration.status))
    if title is None or registration.due_on is None:
        return []
    return [{"kind": "next", "title": title, "at_text": _("by %(day)s") % {"day": written.day(registration.due_on)}}]


def just_removed(actor: Actor, registration: Registration) -> Evidence | None:
    """The file taken away last, within the last hour: it can be put back."""
    if not can(actor, "attach", registration):
        return None
    since = clock.now() - timedelta(hours=1)
    return registration.evidence.filter(removed_at__gte=since).order_by("-removed_at").first()
