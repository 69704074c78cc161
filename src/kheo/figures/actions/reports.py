"""A report written: drafted from the register, edited by people, frozen with its figures and its file."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.audit.actions import differences, record
from kheo.figures.choices import ReportState, SignatureMode
from kheo.figures.models import Report
from kheo.figures.policy import can_edit, can_freeze, can_report
from kheo.figures.report_document import available_layout, write_report
from kheo.figures.report_texts import Section, proposed_sections, recipients_of, subject_of
from kheo.figures.snapshot import FigureChange, changed_figures, period_of, take_snapshot
from kheo.figures.spans import kind_of, name_of
from kheo.tallies.periods import Period
from kheo.units.actors import Actor
from kheo.units.choices import UnitKind
from kheo.units.errors import ChangedMeanwhile, NotPossible
from kheo.units.models import Organisation, Unit
from kheo.units.policy import require

EDITABLE = ("number", "place", "dated", "subject", "signature", "signatory", "recipients")
LONGEST_SECTION = 20_000


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did: figures that changed, sections written anew, sections people wrote and should look at."""

    changes: list[FigureChange]
    rewritten: list[str]
    to_check: list[str]


@transaction.atomic
def draft_report(*, by: Actor, unit: Unit, issuer: Organisation, period: Period) -> Report:
    """Open a draft with the register's figures as of now and sections proposed from them.

    Raises NotAllowed; ValidationError for an issuer that is no body of this unit or has ended, or a period that has
    not begun; NotPossible for a unit that is no ward or commune, and for an issuer whose layout is not there yet.
    """
    require(can_report(by, unit))
    _can_be_reported(unit, issuer, period)
    available_layout(issuer)
    snapshot = take_snapshot(unit, period)
    report = Report.objects.create(
        unit=unit,
        path=unit.path,
        issuer=issuer,
        kind=kind_of(period),
        first_half=period.first,
        last_half=period.last,
        place=unit.name,
        dated=clock.today(),
        subject=subject_of(period),
        recipients=recipients_of(issuer, unit),
        sections=proposed_sections(unit, snapshot),
        snapshot=snapshot,
        made_by=by.user,  # type: ignore[misc]
        made_at=clock.now(),
    )
    record("draft_report", report, by=by.user, unit_id=unit.pk)
    return report


def _can_be_reported(unit: Unit, issuer: Organisation, period: Period) -> None:
    if unit.kind != UnitKind.COMMUNE:
        raise NotPossible(
            _("Reports are made for wards, communes and special zones; %(unit)s is none.") % {"unit": unit}
        )
    mistakes = {}
    if issuer.territory_id != unit.pk:
        mistakes["issuer"] = _("%(issuer)s does not act for %(unit)s.") % {"issuer": issuer, "unit": unit}
    elif issuer.valid_to and issuer.valid_to < clock.today():
        mistakes["issuer"] = _("%(issuer)s ended on %(day)s. Choose another body.") % {
            "issuer": issuer,
            "day": f"{issuer.valid_to:%d/%m/%Y}",
        }
    if period.starts_on > clock.today():
        mistakes["period"] = _("%(period)s has not begun. Choose an earlier period.") % {
            "period": name_of(period)[:1].upper() + name_of(period)[1:]
        }
    if mistakes:
        raise ValidationError(mistakes)


@transaction.atomic
def edit_report(
    report: Report, *, by: Actor, values: Mapping[str, Any], texts: Mapping[str, str] | None = None
) -> Report:
    """Keep what was edited: `values` names columns of EDITABLE, `texts` gives sections by their code.

    `report` is as the person saw it. Raises NotAllowed, ValidationError, ChangedMeanwhile where somebody saved first.
    """
    require(can_edit(by, report))
    given = {name: values[name] for name in EDITABLE if name in values}
    _plausible(given, texts or {})
    sections = [{**section, "text": (texts or {}).get(section["code"], section["text"])} for section in report.sections]
    old = {name: getattr(report, name) for name in given} | _texts(report.sections)
    _change(report, **given, sections=sections)
    changes = differences(old, given | _texts(sections))
    record("edit_report", report, by=by.user, unit_id=report.unit_id, changes=changes)
    return report


def _texts(sections: list[Section]) -> dict[str, str]:
    return {section["title"]: section["text"] for section in sections}


def _plausible(given: Mapping[str, Any], texts: Mapping[str, str]) -> None:
    mistakes = {}
    for name, message in (
        ("place", _("Write the place that stands before the date.")),
        ("subject", _("Write what the report is about.")),
    ):
        if name in given and not given[name].strip():
            mistakes[name] = message
    if "dated" in given and given["dated"] is None:
        mistakes["dated"] = _("Write the date, for example 30/11/2026.")
    if given.get("signature", SignatureMode.ON_BEHALF) not in SignatureMode.values:
        mistakes["signature"] = _("Choose who signs.")
    for name, longest in (("number", 20), ("place", 120), ("subject", 300), ("signatory", 120)):
        if len(given.get(name, "")) > longest:
            mistakes[name] = _("Too long: %(length)s characters, at most %(most)s. Write it shorter.") % {
                "length": len(given[name]),
                "most": longest,
            }
    for code, text in texts.items():
        if len(text) > LONGEST_SECTION:
            mistakes[code] = _("Too long: %(length)s characters, at most %(most)s. Write it shorter.") % {
                "length": len(text),
                "most": LONGEST_SECTION,
            }
    if mistakes:
        raise ValidationError(mistakes)


@transaction.atomic
def refresh_report(report: Report, *, by: Actor) -> Refreshed:
    """Read the register anew and tell what changed. A section nobody edited is written anew; the others stay.

    Raises NotAllowed, ChangedMeanwhile.
    """
    require(can_edit(by, report))
    old, new = report.snapshot, take_snapshot(report.unit, period_of(report.snapshot))
    before = {section["code"]: section["text"] for section in proposed_sections(report.unit, old)}
    after = {section["code"]: section["text"] for section in proposed_sections(report.unit, new)}
    sections, rewritten, to_check = [], [], []
    for section in report.sections:
        code = section["code"]
        if before.get(code) == after.get(code):
            sections.append(section)
        elif section["text"] == before.get(code):
            sections.append({**section, "text": after[code]})
            rewritten.append(section["title"])
        else:
            sections.append(section)
            to_check.append(section["title"])
    changes = changed_figures(old, new)
    _change(report, sections=sections, snapshot=new)
    told = {change.label: (change.before, change.after) for change in changes}
    record("refresh_report", report, by=by.user, unit_id=report.unit_id, changes=told)
    return Refreshed(changes, rewritten, to_check)


def freeze_report(report: Report, *, by: Actor, is_sample: bool) -> Report:
    """Freeze a draft: its file is written and kept with its hash, and from now on nothing of it changes.

    Raises NotAllowed for anybody but a leader of the unit; NotPossible where the register counts otherwise than the
    snapshot (refresh first) or the document cannot be written; ChangedMeanwhile. Where it is refused, no file stays.
    """
    require(can_freeze(by, report))
    content = _frozen_content(report, is_sample=is_sample)
    file = Report._meta.get_field("file")
    name = file.storage.save(file.generate_filename(report, f"{report.pk}.docx"), ContentFile(content))
    values = {"state": ReportState.FROZEN, "frozen_by": by.user, "frozen_at": clock.now(), "file": name}
    try:
        with transaction.atomic():
            _is_current(report)
            _change(report, **values, sha256=hashlib.sha256(content).hexdigest())
            changes = {"sha256": (None, report.sha256)}
            record("freeze_report", report, by=by.user, unit_id=report.unit_id, changes=changes)
    except BaseException:
        file.storage.delete(name)
        raise
    report.refresh_from_db()
    return report


def _is_current(report: Report) -> None:
    changes = changed_figures(report.snapshot, take_snapshot(report.unit, period_of(report.snapshot)))
    if changes:
        raise NotPossible(
            _(
                "The register has changed since these figures were read: %(label)s was %(before)s and is %(after)s. "
                "Read the figures anew, look at the text, then freeze."
            )
            % {"label": changes[0].label, "before": changes[0].before, "after": changes[0].after}
        )


def _frozen_content(report: Report, *, is_sample: bool) -> bytes:
    """The document as it will be once frozen: without the mark of a draft."""
    state, report.state = report.state, ReportState.FROZEN
    try:
        return write_report(report, is_sample=is_sample)
    finally:
        report.state = state


def _change(report: Report, **values: Any) -> None:
    expected = Report.objects.filter(pk=report.pk, state=report.state, version=report.version)
    if not expected.update(**values, version=F("version") + 1):
        raise ChangedMeanwhile(_("Somebody changed this meanwhile. Look at the new state, then go on."))
    for name, value in values.items():
        setattr(report, name, value)
    report.version += 1
