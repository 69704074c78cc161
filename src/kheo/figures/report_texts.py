"""The words of a report: the sections as they are proposed, from the snapshot's figures. Reports are in Vietnamese."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from django.utils.translation import override

from kheo.documents.written import day, figure, percent
from kheo.figures.choices import SignatureMode
from kheo.figures.snapshot import Snapshot, last_day_of, period_of
from kheo.figures.spans import following, name_of
from kheo.initiatives.choices import Field, Level, Status
from kheo.tallies.periods import Period
from kheo.units.models import Organisation, Unit

LANGUAGE = "vi"
Section = dict[str, str]


@lru_cache(maxsize=1)
def wording() -> Mapping[str, Any]:
    """The words that ship, as data."""
    file = resources.files("kheo") / "data" / "reports" / "ward.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def subject_of(period: Period) -> str:
    """The subject line of a report."""
    with override(LANGUAGE):
        return str(wording()["subject"]).format(period=name_of(period), next=name_of(following(period)))


def recipients_of(issuer: Organisation, unit: Unit) -> str:
    """The recipients that are proposed, one a line; where the paper is filed is the layout's own line."""
    words = wording()["recipients"]
    superior = issuer.superior.name if issuer.superior else ""
    first = words["above"].format(superior=superior) if superior else words["above_unknown"]
    return "\n".join([first, *(line.format(unit=unit.title) for line in words["others"])])


def proposed_sections(unit: Unit, snapshot: Snapshot) -> list[Section]:
    """The sections in order, each {code, title, text}: what the register knows as sentences, the rest as a prompt."""
    with override(LANGUAGE):
        period = period_of(snapshot)
        known = {"situation": _situation(unit, snapshot), "movement": _movement(unit, snapshot)}
        return [
            {
                "code": section["code"],
                "title": section["title"].format(next=name_of(following(period))),
                "text": "\n".join(
                    [*known.get(section["code"], []), *([section["prompt"]] if section["prompt"] else [])]
                ),
            }
            for section in wording()["sections"]
        ]


def level_of(code: str) -> int:
    """The level of a section's heading, 1 or 2."""
    return next((int(section["level"]) for section in wording()["sections"] if section["code"] == code), 1)


def is_only_heading(code: str) -> bool:
    """True for a section that holds others and no text of its own."""
    return any(section["code"] == code and not section["prompt"] for section in wording()["sections"])


def open_prompts(sections: list[Section]) -> list[str]:
    """The titles of the sections in which a bracketed prompt still stands."""
    return [section["title"] for section in sections if "[" in section["text"] and "]" in section["text"]]


def signature_words(issuer: Organisation, mode: str) -> dict[str, str]:
    """How a report of this body is signed: mode, position, on_behalf_of, deputy_position."""
    words = wording()["signature"].get(issuer.kind, wording()["signature"]["other"])
    is_head = mode != SignatureMode.FOR_HEAD
    if not is_head:
        return {
            "mode": "kt",
            "position": words["position"],
            "on_behalf_of": words["on_behalf_of"],
            "deputy_position": words["deputy"],
        }
    return {
        "mode": "tm" if words["on_behalf_of"] else "direct",
        "position": words["position"],
        "on_behalf_of": words["on_behalf_of"],
        "deputy_position": "",
    }


def _situation(unit: Unit, snapshot: Snapshot) -> list[str]:
    counts = {name: count for name, count in snapshot["place"].items() if count}
    if not counts:
        return []
    name = "place_both" if len(counts) == 2 else f"place_{next(iter(counts))}"
    written = {key: figure(count) for key, count in counts.items()}
    return [_sentence(name, Unit=unit.heading, **written)]


def _movement(unit: Unit, snapshot: Snapshot) -> list[str]:
    totals = snapshot["totals"]
    lines = [_registered(unit, snapshot)]
    if totals["registered"]:
        lines += [
            _numbers("novelty", totals),
            _sentence("fields", parts=_fields(snapshot)),
            _sentence("levels", parts=_parts({Level(code).label: n for code, n in snapshot["levels"].items()})),
            _evaluated(snapshot),
        ]
    lines += [_stock(snapshot), *_recognised(snapshot), *_mobilised(snapshot)]
    return [*lines, _sentence("annexes")] if totals["registered"] else lines


def _registered(unit: Unit, snapshot: Snapshot) -> str:
    period, totals = period_of(snapshot), snapshot["totals"]
    known = {"period": name_of(period), "unit": unit.title}
    if not totals["registered"]:
        return _sentence("registered_none", **known)
    return _numbers("registered", totals, **known, change=_change(snapshot))


def _change(snapshot: Snapshot) -> str:
    """Against the same period a year before, in numbers; nothing where the register has nothing of it."""
    earlier = snapshot["before"]["registered"]
    if not earlier:
        return ""
    change = snapshot["totals"]["registered"] - earlier
    name = "change_same" if not change else "change_up" if change > 0 else "change_down"
    return _sentence(name, count=figure(abs(change)), before=name_of(period_of(snapshot).previous))


def _fields(snapshot: Snapshot) -> str:
    return _parts(
        {Field(code).label: counts["registered"] for code, counts in snapshot["by_field"].items()}, zeros=True
    )


def _evaluated(snapshot: Snapshot) -> str:
    totals = snapshot["totals"]
    share = percent(totals["evaluated"], totals["registered"])
    return _numbers("evaluated", totals, day=day(last_day_of(snapshot)), percent=share)


def _stock(snapshot: Snapshot) -> str:
    kinds = {f"stock_{kind}s": count for kind, count in snapshot["stock"].items()}
    return _numbers("stock", {**snapshot["totals"], **kinds}, day=day(last_day_of(snapshot)))


def _recognised(snapshot: Snapshot) -> list[str]:
    """Recognitions of the period count decisions of any year's registrations; a share is only of the period's own."""
    totals, period = snapshot["totals"], name_of(period_of(snapshot))
    if not totals["recognised"]:
        lines = [_sentence("recognised_none", period=period)]
    else:
        parts = _parts({Level(code).label: n for code, n in snapshot["recognised_levels"].items()})
        lines = [_numbers("recognised", totals, period=period, parts=parts)]
    named = sum(bool(row["decisions"]) for row in snapshot["models"])
    if named:
        share = percent(named, totals["registered"])
        lines.append(_numbers("recognised_of", totals, count=figure(named), percent=share))
    return lines


def _mobilised(snapshot: Snapshot) -> list[str]:
    parts = [
        _sentence(f"mobilised_{name}", count=figure(count)) for name, count in snapshot["mobilised"].items() if count
    ]
    return [_sentence("mobilised", parts=", ".join(parts))] if parts else []


def _parts(counts: Mapping[Any, int], *, zeros: bool = False) -> str:
    return ", ".join(
        _sentence("part", name=str(name)[:1].lower() + str(name)[1:], count=figure(count))
        for name, count in counts.items()
        if count or zeros
    )


def _numbers(code: str, /, counts: Mapping[str, int], **known: str) -> str:
    return _sentence(code, **{name: figure(count) for name, count in counts.items()} | known)


def _sentence(code: str, /, **known: str) -> str:
    return str(wording()["sentences"][code]).format(**known)


def status_word(code: str) -> str:
    """A status as the list of a report writes it."""
    label = str(Status(code).label)
    return label[:1].upper() + label[1:]
