"""The whole way from a text to its reading."""

import re
from bisect import bisect_right
from collections import Counter

from kheo.reader.audit import audit, review_findings
from kheo.reader.blocks import blocks_of, shift
from kheo.reader.citations import documents_of
from kheo.reader.extraction import extract
from kheo.reader.extracts import Extract
from kheo.reader.furniture import Line, lines_of, mark_furniture
from kheo.reader.grid_facts import grid_extracts
from kheo.reader.grids import Grid, grids_of
from kheo.reader.items import MOVEMENT, TITLED
from kheo.reader.linking import link_divisions
from kheo.reader.merging import merge
from kheo.reader.naming import initiatives_of
from kheo.reader.naming_tables import tabled_names
from kheo.reader.numbers import unread_numbers
from kheo.reader.periods import report_period
from kheo.reader.places import Gazetteer, city_level, default_gazetteer, unit_of
from kheo.reader.readings import OTHER, FieldValue, Finding, Ignored, Reading, Span, UnitNamed
from kheo.reader.sentences import Stretch, stretches_of
from kheo.reader.title_acts import follow_title
from kheo.reader.vocabulary import Vocabulary, default_vocabulary
from kheo.text import compose

_DIGIT = re.compile(r"\d")
_LABELLED = re.compile(
    r"(?:kinh tế|văn hóa|văn hoá|xã hội|quốc phòng|an ninh|chính trị|lĩnh vực|cấp |tập thể|cá nhân)[^.\n]{0,30}?\d"
    r"|(?:nhân rộng|dừng|công nhận|đăng ký|xây dựng mới|thanh loại|duy trì):?\s*\d+\s*(?:[.;,(\n]|\Z)"
)
NO_FIGURES = "no figure of the movement was found in this text"
CONTEXT = 300
SAMPLE = 6_000
MOST_BODY = 60
_SIGNS = "“”‘’–—…•\u00a0"


def read(
    text: str, *, gazetteer: Gazetteer | None = None, vocabulary: Vocabulary | None = None, explain: bool = False
) -> Reading:
    """Read a report: its facts, named initiatives, documents, findings, unit and period, each with the words it
    stands on.

    `gazetteer` maps names of units with their type to levels ('phường Phúc Thành': 'commune'); `vocabulary` comes from
    `build_vocabulary`. Both have defaults that ship. With `explain` the reading also says of every number in digits
    that is no fact why it is none (`numbers.REASONS`). The same text gives the same reading; no text raises an error.
    """
    words = vocabulary or default_vocabulary()
    places = gazetteer if gazetteer is not None else default_gazetteer(words.words)
    text = prepared(text)
    lines = lines_of(text)
    mark_furniture(text, lines, words.words["furniture"])
    grids = grids_of(text, lines)
    stretches = stretches_of(text, _outside(lines, grids))
    headings = [(part.start, part.end) for part in stretches if part.heading]
    body = [(part.start, part.end) for part in stretches if not part.heading]
    period = report_period(text, headings, body)
    unit = unit_of(text, headings, body[:MOST_BODY], places, period)
    extracts = _extracts(text, stretches, grids, words, period)
    at_city = [found.fact for found in extracts if found.fact.level == "city"]
    city = city_level(unit, text, places, period) if at_city else None
    for fact in at_city:
        fact.level = city
    extracts, findings, notes = _judged(text, extracts, period, unit)
    named = initiatives_of(text, stretches, tabled_names(text, lines, words), words)
    reading = Reading(text, unit, period, [found.fact for found in extracts], named)
    reading.documents = documents_of(text, [(part.start, part.end) for part in stretches])
    reading.findings = findings
    reading.notes = notes if extracts else [*notes, NO_FIGURES]
    reading.ignored = [
        Ignored(text[line.start : line.end], line.start, line.end, line.reason) for line in lines if line.reason
    ]
    if explain:
        numbers = unread_numbers(text, reading.facts, reading.ignored)
        reading.ignored = sorted([*reading.ignored, *numbers], key=lambda part: part.start)
    return reading


def _judged(
    text: str, extracts: list[Extract], period: Span | None, unit: UnitNamed | None
) -> tuple[list[Extract], list[Finding], list[str]]:
    """Each act once, and what does not add up."""
    kept: list[Extract] = []
    findings: list[Finding] = []
    notes: list[str] = []
    for block in blocks_of(extracts):
        merged = merge(block)
        found, noted = audit(text, merged, period, unit.level if unit else None)
        for finding in found:
            finding.facts = [index + len(kept) for index in finding.facts]
        shift(merged, len(kept))
        kept += merged
        findings += found
        notes += noted
    if not any(finding.kind == "period" for finding in findings):
        findings += review_findings(text, period)
    return kept, findings, notes


def prepared(text: str) -> str:
    """The text that offsets count in: NFC, Unix line ends, no byte order mark."""
    return compose(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def _outside(lines: list[Line], grids: list[Grid]) -> list[Line]:
    """The lines that no table reads; the tables stand in the order of the text."""
    starts = [grid.start for grid in grids]
    found = []
    for line in lines:
        at = bisect_right(starts, line.start) - 1
        if at < 0 or not grids[at].holds(line):
            found.append(line)
    return found


def _extracts(
    text: str, stretches: list[Stretch], grids: list[Grid], words: Vocabulary, period: Span | None
) -> list[Extract]:
    """What sentences and tables count, in the order of the text."""
    bare = _is_bare(text)
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text
    found: list[Extract] = []
    carried: str | None = None
    titled: str | None = None
    teams = False
    blocks: list[Stretch | Grid] = sorted([*stretches, *grids], key=lambda block: block.start)
    for number, block in enumerate(blocks):
        if isinstance(block, Grid):
            _append(found, grid_extracts(text, block, words, number=number, bare=bare, report=period))
            continue
        if not _may_count(lowered, block, words, carried=carried is not None):
            carried = carried or (_topic_of(lowered, block) if block.heading else None)
            continue
        context = text[max(0, block.start - CONTEXT) : block.end]
        more = extract(
            text,
            block,
            words,
            number=number,
            bare=bare,
            context=context,
            report=period,
            carried=carried,
            knows_teams=teams,
            titled=titled,
        )
        _append(found, more)
        if block.heading and carried is None:
            carried = _topic_of(lowered, block)
        titled = next((one.fact.measure for one in reversed(more) if one.fact.measure in TITLED), None)
        teams = teams or any(one.fact.measure == "teams" for one in more)
        counted = [one.fact.measure for one in more if one.fact.measure in MOVEMENT and one.fact.part_of is None]
        carried = counted[-1] if counted else carried
    follow_title(text, [(part.start, part.end) for part in stretches if part.heading], found, words, bare=bare)
    link_divisions(found)
    by_fields = Counter(one.stretch for one in found if one.fact.field is not None)
    for one in found:
        if one.topic and by_fields[one.stretch] < 2:
            one.fact.field = None
        one.fact.field = _as_in_a_sentence(one.fact.field)
    return found


def _as_in_a_sentence(field: FieldValue) -> FieldValue:
    """'Khuyến nông xanh' at the beginning of a line is the field 'khuyến nông xanh'; 'OCOP' stays as it is."""
    if isinstance(field, list):
        return [str(_as_in_a_sentence(name)) for name in field]
    if field is None or not field.startswith(OTHER) or field[len(OTHER) + 1 : len(OTHER) + 2].isupper():
        return field
    return OTHER + field[len(OTHER)].lower() + field[len(OTHER) + 1 :]


def _topic_of(lowered: str, block: Stretch) -> str | None:
    """'4. Mô hình “Dân vận khéo”' over a list of bare numbers: what they count."""
    named = {noun for noun in ("mô hình", "điển hình") if noun in lowered[block.start : block.end]}
    return {1: "exemplars" if "điển hình" in named else "models", 2: "models_and_exemplars"}.get(len(named))


def _may_count(lowered: str, block: Stretch, words: Vocabulary, *, carried: bool) -> bool:
    """May a stretch hold a count? Most hold not even a digit; those that may are read closely."""
    if words.counting_in_words.search(lowered, block.start, block.end):
        return True
    if not _DIGIT.search(lowered, block.start, block.end):
        return False
    if any(pattern.search(lowered, block.start, block.end) for pattern in words.counting):
        return True
    return carried and _LABELLED.search(lowered, block.start, block.end) is not None


def _append(found: list[Extract], extracts: list[Extract]) -> None:
    """Put the facts of one block behind the others; their indexes then count in the whole."""
    offset = len(found)
    for extracted in extracts:
        for name in ("denominator_of", "share_of", "second_total"):
            at = getattr(extracted, name)
            if at is not None:
                setattr(extracted, name, at + offset)
        if extracted.fact.part_of is not None:
            extracted.fact.part_of += offset
        found.append(extracted)


def _is_bare(text: str) -> bool:
    """True for a text typed without diacritics: fewer than one letter in fifty has one."""
    sample = text[:SAMPLE]
    plain = len(sample.encode("ascii", "ignore"))
    marked = len(sample) - plain - sum(sample.count(sign) for sign in _SIGNS)
    return 50 * marked < plain
