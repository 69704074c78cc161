"""The change log of units, bodies and roles as lines that a person reads."""

from collections.abc import Iterable
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from kheo.audit.models import ChangeEntry
from kheo.ui.written import day, moment
from kheo.units.choices import OrganisationKind, Role
from kheo.units.models import Organisation, Unit

VERBS = {
    "open_unit": _("Unit opened"),
    "end_unit": _("Unit ended"),
    "found_ward": _("Ward set up"),
    "open_organisation": _("Organisation opened"),
    "rename_organisation": _("Organisation renamed"),
    "move_organisation": _("Organisation moved"),
    "close_organisation": _("Organisation closed"),
    "appoint_operator": _("Movement operator appointed"),
    "invite": _("Invitation sent"),
    "renew_invitation": _("Invitation sent again"),
    "cancel_invitation": _("Invitation taken back"),
    "accept_invitation": _("Invitation accepted"),
    "create_account": _("Account made"),
    "grant_membership": _("Role given"),
    "end_membership": _("Role ended"),
    "make_reset_link": _("Link for a new password made"),
    "mail_reset_link": _("Link for a new password mailed"),
    "use_reset_link": _("New password set by link"),
    "set_password": _("Password changed"),
    "change_details": _("Details changed"),
}
FIELDS = {
    "title": _("Name"),
    "name": _("Name"),
    "full_name": _("Full name"),
    "username": _("User name"),
    "phone": _("Phone number"),
    "email": _("E-mail"),
    "kind": _("Kind"),
    "symbol": _("Symbol"),
    "parent": _("Unit above"),
    "territory": _("Unit"),
    "unit": _("Unit"),
    "organisation": _("Organisation"),
    "role": _("Role"),
    "operator": _("Movement operator"),
    "valid_from": _("First day"),
    "valid_to": _("Last day"),
    "expires_at": _("Open until"),
}
_UNITS, _KINDS, _ROLES = {"parent", "territory", "unit"}, dict(OrganisationKind.choices), dict(Role.choices)
_DAYS = {"valid_from", "valid_to"}


def entry_lines(entries: Iterable[ChangeEntry]) -> list[dict[str, Any]]:
    """Entries for the tag `timeline`: numbers of units and bodies as their names, in two queries for all."""
    entries = list(entries)
    names = {"unit": _titles(entries), "organisation": _organisations(entries)}
    return [
        {
            "title": f"{VERBS.get(entry.verb, entry.verb)}: {entry.subject_label}",
            "at": entry.at,
            "who": entry.by_name,
            "remark": entry.reason,
            "changes": _changes(entry, names),
        }
        for entry in entries
    ]


def _changes(entry: ChangeEntry, names: dict[str, dict[int, str]]) -> list[tuple[Any, str, str]]:
    pairs = [
        (FIELDS.get(name, name), _written(name, before, names), _written(name, after, names))
        for name, (before, after) in entry.changes.items()
    ]
    return [pair for pair in pairs if pair[1] != pair[2]]


def _written(name: str, value: Any, names: dict[str, dict[int, str]]) -> str:
    if value is None or value == "":
        return ""
    if name in _UNITS:
        return names["unit"].get(value, "")
    if name == "organisation":
        return names["organisation"].get(value, "")
    if name in _DAYS:
        return day(parse_date(str(value)))
    if name == "expires_at":
        return moment(parse_datetime(str(value)))
    return str({"role": _ROLES, "kind": _KINDS}.get(name, {}).get(value, value))


def _titles(entries: list[ChangeEntry]) -> dict[int, str]:
    """Titles by number; units that the entries themselves open are named by them: a rehearsed one is gone again."""
    opened = {entry.subject_id: entry.subject_label for entry in entries if entry.verb == "open_unit"}
    wanted = {value for entry in entries for name in _UNITS for value in entry.changes.get(name, ()) if value}
    wanted -= opened.keys()
    stored = {unit.pk: unit.title for unit in Unit.objects.filter(pk__in=wanted)} if wanted else {}
    return stored | opened


def _organisations(entries: list[ChangeEntry]) -> dict[int, str]:
    wanted = {value for entry in entries for value in entry.changes.get("organisation", ()) if value}
    return dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
