"""Parts whose total stands in an earlier sentence: numbers that differ by field, level or holder and add up to it."""

from itertools import groupby

from kheo.reader.attributes import BASE
from kheo.reader.extracts import SLIP, Extract, is_one_slip, nearly, side_of
from kheo.reader.items import COMPLETE_HOLDERS, MOVEMENT

DIMENSIONS = ("field", "level", "holder")
EXISTING = ("", "exist")
SIDES = {"new", "operating", "replicated", "discontinued"}
FAR = 40
MOST_APART = 3
"""Sentences between the only number before a list and the list."""
LEAST_FIELDS, MOST_INNER = 3, 9
SLIP_OF_ALL_SIDES = 0.4
"""How far parts that leave nothing over may be from their total, as a share of it."""


def link_divisions(extracts: list[Extract]) -> None:
    """Give such parts their total, and from it the status, level and role that their own words do not say."""
    for group in _by_stretch(extracts):
        for dimension, run in _runs(extracts, group):
            _link(extracts, run, dimension, _whole_of(extracts, run, dimension))
    for dimension, run in _runs(extracts, list(range(len(extracts)))):
        _link_lines(extracts, run, dimension)
    for group in _by_stretch(extracts):
        for run in _plain_runs(extracts, group):
            _link(extracts, run, None, _whole_of_plain(extracts, run))
        for run in _status_runs(extracts, group):
            _link(extracts, run, "status", _whole_of_statuses(extracts, run))
    _link_nouns(extracts)
    _link_shares(extracts)
    _link_exactly(extracts)
    for at, extract in enumerate(extracts):
        if extract.fact.role == "change" and extract.act in EXISTING and extract.fact.measure in MOVEMENT:
            _follow_change(extracts, at)


def _link_lines(extracts: list[Extract], run: list[int], dimension: str) -> None:
    """'Lĩnh vực kinh tế: 08 mô hình. …', each field on a line of its own: where they add up, all four also nearly."""
    alike = all(extracts[at].act in (*EXISTING, extracts[run[0]].act) for at in run)
    if len(run) < LEAST_FIELDS or not alike or any(extracts[at].fact.part_of is not None for at in run):
        return
    first = _part_before(extracts, run[0])
    begun = None if first is None else _begun_whole(extracts, first, run, dimension)
    whole = _exact_whole(extracts, run, dimension) if begun is None else begun
    _link(extracts, run, dimension, _whole_of(extracts, run, dimension) if whole is None else whole)
    lines = [first, *run] if first is not None and begun is not None else run
    for at in lines:
        extracts[at].listed = lines[0]


def _link_exactly(extracts: list[Extract]) -> None:
    """'xây dựng 37 mô hình. Có 31 mô hình phát huy hiệu quả. Chia theo lĩnh vực: 13; 11; 9; 4': a list behind a number
    that makes just the one before it divides that one."""
    lists: dict[tuple[int, str | None, int], list[int]] = {}
    for at, extract in enumerate(extracts):
        if extract.fact.part_of is not None and extract.fact.split in DIMENSIONS and not extract.row:
            lists.setdefault((extract.fact.part_of, extract.fact.split, extract.stretch), []).append(at)
    for (total, dimension, _stretch), parts in lists.items():
        made = sum(extracts[at].fact.value for at in parts)
        if len(parts) < LEAST_FIELDS or made <= extracts[total].fact.value or extracts[parts[0]].opened_by != "whole":
            continue
        before = (at for at in range(total - 1, max(-1, total - MOST_INNER), -1) if extracts[at].fact.value == made)
        whole = next((at for at in before if _may_be_whole(extracts[at], extracts[total], "status")), None)
        if whole is not None:
            for at in parts:
                extracts[at].act = "exist"
                _give(extracts[at], extracts[whole], whole, dimension)


def _link_shares(extracts: list[Extract]) -> None:
    """'197 mô hình của tập thể … Số của tập thể như vậy chiếm 73,51%': the number of which a sentence tells a share."""
    for at, share in enumerate(extracts):
        if share.fact.measure != "percent" or share.fact.holder is None or share.share_of is not None:
            continue
        told = (share.fact.of, share.fact.holder)
        before = (other for other in range(at - 1, max(-1, at - FAR), -1) if extracts[other].exact)
        part = next((one for one in before if (extracts[one].fact.measure, extracts[one].fact.holder) == told), None)
        if part is not None and share.stretch - extracts[part].stretch <= MOST_APART:
            share.share_of, share.act = part, extracts[part].act
            share.fact.status, share.fact.role = extracts[part].fact.status, extracts[part].fact.role


def _link_nouns(extracts: list[Extract]) -> None:
    """'Tổng số đăng ký: 58 mô hình, điển hình' over 'I. MÔ HÌNH: 41' and 'II. ĐIỂN HÌNH: 19': sections by noun."""
    for whole, extract in enumerate(extracts):
        if extract.fact.measure != "models_and_exemplars" or extract.fact.part_of is not None:
            continue
        behind = range(whole + 1, min(len(extracts), whole + FAR))
        if any(extracts[at].fact.part_of == whole and extracts[at].fact.split == "measure" for at in behind):
            continue
        sections = [at for at in behind if _is_section(extracts[at])]
        nouns = [extracts[at].fact.measure for at in sections]
        if sorted(nouns) == ["exemplars", "models"] and _nearly_make(extracts, sections, whole):
            _link(extracts, sections, "measure", whole)
            for at in sections:
                extracts[at].listed = sections[0]


def _is_section(extract: Extract) -> bool:
    fact = extract.fact
    plain = fact.field is None and fact.level is None and fact.holder is None and not extract.row
    return plain and fact.part_of is None and extract.act in EXISTING and extract.opens == ":"


def _nearly_make(extracts: list[Extract], parts: list[int], whole: int) -> bool:
    return nearly(extracts[whole].fact.value, sum(extracts[at].fact.value for at in parts))


def _follow_change(extracts: list[Extract], at: int) -> None:
    """'So với năm 2020 tăng 13 mô hình': a rise of the last whole of its noun, whatever sentence that stands in."""
    change = extracts[at]
    for other in reversed(extracts[max(0, at - FAR) : at]):
        whole = other.fact.part_of is None or other.fact.split == "measure"
        if other.fact.measure == change.fact.measure and other.fact.role != "change" and whole and other.act:
            change.fact.status, change.act = other.fact.status, other.act
            return


def _by_stretch(extracts: list[Extract]) -> list[list[int]]:
    return [list(group) for _stretch, group in groupby(range(len(extracts)), key=lambda at: extracts[at].stretch)]


def _link(extracts: list[Extract], run: list[int], dimension: str | None, whole: int | None) -> None:
    if whole is not None:
        for at in run:
            _give(extracts[at], extracts[whole], whole, dimension)
            for inner in extracts[at + 1 : at + MOST_INNER]:
                if inner.fact.part_of == at:
                    _give(inner, extracts[at], at, inner.fact.split)


def _plain_runs(extracts: list[Extract], places: list[int]) -> list[list[int]]:
    """'Xếp loại: xuất sắc 12 mô hình, tốt 18 mô hình, khá 11': runs of one noun of which only the labels differ."""
    found = []
    for measure in sorted(MOVEMENT):
        own = [at for at in places if extracts[at].fact.measure == measure]
        for is_plain, run in groupby(own, key=lambda at: _is_plain(extracts[at])):
            if is_plain and len(members := list(run)) > 1:
                found.append(members)
    return found


def _is_plain(extract: Extract) -> bool:
    fact = extract.fact
    named = any(getattr(fact, dimension) is not None for dimension in DIMENSIONS)
    free = fact.part_of is None and not extract.row and extract.denominator_of is None
    return extract.act in EXISTING and extract.exact and free and not named and fact.role not in ("change", "target")


def _whole_of_plain(extracts: list[Extract], run: list[int]) -> int | None:
    """The nearest number to which they add up, together with those of their list that are its parts already."""
    first = extracts[run[0]]
    for at in range(run[0] - 1, max(-1, run[0] - FAR), -1):
        whole = extracts[at]
        if whole.fact.measure != first.fact.measure or not _may_be_whole(whole, first, None):
            continue
        known = [
            part.fact.value
            for part in extracts[at + 1 : run[0]]
            if part.fact.part_of == at and part.stretch == first.stretch and part.fact.measure == first.fact.measure
        ]
        values = [*known, *(extracts[part].fact.value for part in run)]
        if whole.fact.value == sum(values):
            return at
        opener = extracts[run[0] - len(known)].opened_by if known else None
        if known and opener == "whole" and len(values) > 2 and is_one_slip(whole.fact.value, values):
            return at  # 'gồm 13 mô hình của Mặt trận, 24 mô hình của khu dân cư, 6 mô hình của trường học'
    return None


def _status_runs(extracts: list[Extract], places: list[int]) -> list[list[int]]:
    """'… đã phân loại: tiếp tục duy trì 20 mô hình, nhân rộng 13, thanh loại 9': a list by status that is opened."""
    found: list[list[int]] = []
    for at in places:
        fact = extracts[at].fact
        if fact.part_of is not None or fact.measure not in MOVEMENT or side_of(fact) not in SIDES or extracts[at].row:
            continue
        run = found[-1] if found else []
        between = extracts[run[-1] + 1 : at] if run else []
        only_shares = all(inner.fact.measure == "percent" for inner in between)
        goes_on = run and only_shares and fact.measure == extracts[run[0]].fact.measure
        if goes_on and side_of(fact) not in {side_of(extracts[part].fact) for part in run}:
            run.append(at)
        else:
            found.append([at])
    return [run for run in found if len(run) > 1]


def _is_by_status(extracts: list[Extract], run: list[int]) -> bool:
    """The text opens the list; or it stands right behind its whole and tells both what is new and what is kept up."""
    if extracts[run[0]].opens == "whole":
        return True
    before = extracts[run[0] - 1] if run[0] else None
    sides = {side_of(extracts[at].fact) for at in run}
    behind = before is not None and before.stretch == extracts[run[0]].stretch and before.fact.part_of is None
    return behind and {"new", "operating"} <= sides and "discontinued" not in sides


def _whole_of_statuses(extracts: list[Extract], run: list[int]) -> int | None:
    """The last whole before, where the run nearly makes it; a run that nothing opens, 'Mô hình mới có 92 (39,8%); mô
    hình nhân rộng có 139', makes it to the one and tells what is new."""
    total = float(sum(extracts[at].fact.value for at in run))
    opened = _is_by_status(extracts, run)
    if not opened and "new" not in {side_of(extracts[at].fact) for at in run}:
        return None
    for at in range(run[0] - 1, max(-1, run[0] - FAR), -1):
        whole = extracts[at].fact.part_of is None and extracts[at].denominator_of is None and not extracts[at].compared
        if whole and _may_be_whole(extracts[at], extracts[run[0]], "status"):
            if total == extracts[at].fact.value:
                return at
            if opened:
                return at if _is_meant(extracts, run, at) else None
    return None


def _is_meant(extracts: list[Extract], run: list[int], whole: int) -> bool:
    """Close to the whole; or right behind it, with one number that is a slip."""
    stated, parts = extracts[whole].fact.value, [extracts[at].fact.value for at in run]
    between = (extracts[at] for at in range(whole + 1, run[0]))
    behind = all(inner.fact.measure == "percent" or inner.denominator_of == whole for inner in between)
    return nearly(sum(parts), stated) or (behind and is_one_slip(stated, parts))


def _runs(extracts: list[Extract], places: list[int]) -> list[tuple[str, list[int]]]:
    """Runs of two or more numbers without a total that differ by one dimension."""
    found = []
    for dimension in DIMENSIONS:
        run: list[int] = []
        for at in [*places, None]:
            if at is not None and run and extracts[at].fact.part_of in run:
                continue  # 'II. Văn hóa: 17 mô hình (12 tập thể, 5 cá nhân)'
            may = at is not None and _may_be_part(extracts[at], dimension)
            if at is not None and may and _goes_on(extracts, run, at):
                run.append(at)
                continue
            if at is not None and (extracts[at].fact.measure == "percent" or extracts[at].fact.role == "change"):
                continue
            if len(run) > 1 and _all_differ(extracts, run, dimension):
                found.append((dimension, run))
            run = [at] if at is not None and may else []
    return found


def _goes_on(extracts: list[Extract], run: list[int], at: int) -> bool:
    return not run or extracts[at].fact.measure == extracts[run[0]].fact.measure


def _may_be_part(extract: Extract, dimension: str) -> bool:
    fact = extract.fact
    plain = fact.measure in MOVEMENT and fact.part_of is None and not extract.row and fact.role not in ("change",)
    return plain and getattr(fact, dimension) is not None


def _all_differ(extracts: list[Extract], run: list[int], dimension: str) -> bool:
    values = [str(getattr(extracts[at].fact, dimension)) for at in run]
    return len(set(values)) == len(values)


def _whole_of(extracts: list[Extract], run: list[int], dimension: str) -> int | None:
    """The nearest number before the run to which it adds up, else the one that it makes most nearly: a slip then."""
    total = sum(extracts[at].fact.value for at in run)
    told_whole = extracts[run[0]].opens == "whole" or _names_every_side(extracts, run, dimension)
    slip = SLIP_OF_ALL_SIDES if told_whole else SLIP
    near = []
    for at in range(run[0] - 1, max(-1, run[0] - FAR), -1):
        if not _may_be_whole(extracts[at], extracts[run[0]], dimension):
            continue
        if extracts[at].fact.value == total:
            return at
        slipped = told_whole and is_one_slip(extracts[at].fact.value, [extracts[part].fact.value for part in run])
        if (nearly(extracts[at].fact.value, total, slip) or slipped) and not extracts[at].compared:
            near.append(at)
    of_its_time = [at for at in near if extracts[at].fact.period in (None, extracts[run[0]].fact.period)]
    if near:
        return min(of_its_time or near, key=lambda at: abs(extracts[at].fact.value - total))
    return _only_whole(extracts, run, dimension)


def _only_whole(extracts: list[Extract], run: list[int], dimension: str) -> int | None:
    """'đăng ký 58 mô hình … Chia theo lĩnh vực: …': a list that is opened and names every side divides the one number
    that stands before it, however far from it the sides are."""
    if extracts[run[0]].opens != "whole" or not _names_every_side(extracts, run, dimension):
        return None
    first = extracts[run[0]]
    wholes = [
        at
        for at in range(max(0, run[0] - FAR), run[0])
        if first.stretch - extracts[at].stretch <= MOST_APART
        and extracts[at].fact.part_of is None
        and not extracts[at].back_reference
        and _may_be_whole(extracts[at], first, dimension)
    ]
    return wholes[0] if len(wholes) == 1 else None


def _names_every_side(extracts: list[Extract], run: list[int], dimension: str) -> bool:
    """All four fields, collectives and individuals, or three levels: they leave nothing of the whole over."""
    facts = [extracts[at].fact for at in run]
    if dimension == "field":
        return set(BASE) <= {str(fact.field) for fact in facts}
    if dimension == "holder":
        return {fact.holder for fact in facts} >= COMPLETE_HOLDERS
    return len({fact.level for fact in facts}) >= LEAST_FIELDS


def _part_before(extracts: list[Extract], at: int) -> int | None:
    """The part just before; where that is itself divided, 'KINH TẾ: 5 (3 tập thể, 2 cá nhân)', the one divided."""
    before = at - 1
    if before < 0:
        return None
    outer = extracts[before].fact.part_of
    return outer if outer is not None and extracts[outer].fact.part_of is not None else before


def _begun_whole(extracts: list[Extract], first: int, run: list[int], dimension: str) -> int | None:
    """The whole of the part just before a run, 'Tổng số: 17 mô hình, như sau. I. KINH TẾ: 5' over 'II. VĂN HÓA: 6':
    where all four fields are there or all parts make it up."""
    before = extracts[first].fact
    if before.part_of is None or before.split != dimension:
        return None
    known = [at for at in range(run[0]) if extracts[at].fact.part_of == before.part_of]
    total = sum(extracts[at].fact.value for at in [*known, *run])
    whole = extracts[before.part_of].fact.value
    all_fields = dimension == "field" and _names_every_side(extracts, [*known, *run], dimension)
    opened = extracts[first].opened_by == "whole"
    fits = whole == total or ((all_fields or opened) and nearly(total, whole))
    return before.part_of if len(known) == 1 and fits else None


def _exact_whole(extracts: list[Extract], run: list[int], dimension: str) -> int | None:
    total = sum(extracts[at].fact.value for at in run)
    before, behind = range(run[0] - 1, max(-1, run[0] - FAR), -1), range(run[-1] + 1, run[-1] + 3)
    places = [*before, *(at for at in behind if at < len(extracts))]
    fitting = (at for at in places if _may_be_whole(extracts[at], extracts[run[0]], dimension))
    return next((at for at in fitting if extracts[at].fact.value == total), None)


def _may_be_whole(whole: Extract, part: Extract, dimension: str | None) -> bool:
    fact = whole.fact
    measures = fact.measure == part.fact.measure or fact.measure == "models_and_exemplars" or part.carried
    if fact.measure not in MOVEMENT or not measures or not whole.exact or fact.role == "change":
        return False
    if dimension != "status" and part.act not in (*EXISTING, "run", "keep") and part.fact.status != fact.status:
        return False
    differs = dimension is None or dimension == "status" or getattr(fact, dimension) is None
    return differs and (fact.role == "target") == (part.fact.role == "target")


def _give(part: Extract, whole: Extract, at: int, dimension: str | None) -> None:
    fact, known = part.fact, whole.fact
    fact.part_of, fact.split, part.opened_by = at, dimension, part.opened_by or "whole"
    if part.carried:
        fact.measure = known.measure
    if dimension != "status" and part.act in (*EXISTING, "run"):
        fact.status, part.act, fact.role = known.status, whole.act, known.role
        fact.by, fact.award = known.by, known.award
    elif fact.status in (None, "operating", "effective") and {fact.role, known.role} <= {"flow", "stock"}:
        fact.role = known.role
    for name in DIMENSIONS:
        if getattr(fact, name) is None:
            setattr(fact, name, getattr(known, name))
    fact.period = fact.period or known.period
