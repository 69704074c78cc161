"""One act counted once: what heading, caption and body repeat becomes one fact."""

from kheo.reader.extracts import Extract
from kheo.reader.items import MOVEMENT, PRAISED
from kheo.reader.readings import Fact
from kheo.reader.subjects import are_others

_COMMENDING = {"praise", "award"}
LEAST_TO_REPEAT = 9


def merge(extracts: list[Extract]) -> list[Extract]:
    """Drop repeats; the richer telling stays. `part_of` and the other indexes then count in the result."""
    keeper = list(range(len(extracts)))
    seen: dict[tuple[object, ...], list[int]] = {}
    for index, extract in enumerate(extracts):
        rows = seen.setdefault((extract.fact.measure, extract.fact.value), [])
        for earlier in rows:
            if _is_repeat(extracts, earlier, index):
                keeper[index] = earlier
                _adopt(extracts, earlier, index)
                told_in = extract.stretch if extract.row and not extracts[earlier].row else None
                extracts[earlier] = _richer(extracts[earlier], extract)
                extracts[earlier].told_in = told_in
                break
        else:
            rows.append(index)
    dangling = {
        index
        for index in range(len(extracts))
        if keeper[index] == index
        and (_points_to_names(extracts, index) or _is_rounded_in_heading(extracts, index))
        and not any(keeper[later] == index for later in range(index + 1, len(extracts)))
    }
    own = [index for index in range(len(extracts)) if keeper[index] == index and index not in dangling]
    place = {old: new for new, old in enumerate(own)}

    def moved(index: int | None) -> int | None:
        return None if index is None else place[keeper[index]]

    restating = {
        extracts[index].stretch
        for index in range(len(extracts))
        if keeper[index] != index
        and extracts[index].fact.measure in MOVEMENT | PRAISED
        and not extracts[keeper[index]].heading
    }
    kept = []
    for index in own:
        extract = extracts[index]
        extract.restates = extract.stretch in restating
        extract.fact.part_of = moved(extract.fact.part_of)
        extract.denominator_of, extract.share_of = moved(extract.denominator_of), moved(extract.share_of)
        extract.second_total = moved(extract.second_total)
        if extract.fact.part_of == place[index]:
            extract.fact.part_of = extract.fact.split = None
        kept.append(extract)
    _share_givers(kept)
    return kept


def _share_givers(extracts: list[Extract]) -> None:
    """'Đảng ủy xã công nhận 38 mô hình. Chia theo lĩnh vực: …': who recognised the whole recognised its parts."""
    for part in (extract.fact for extract in extracts):
        if part.part_of is None or part.by is not None or part.measure not in MOVEMENT:
            continue
        whole = extracts[part.part_of].fact
        if whole.status == part.status and part.status in ("recognised", "commended"):
            part.by, part.award = whole.by, part.award or whole.award


def _points_to_names(extracts: list[Extract], index: int) -> bool:
    """'Qua hai mô hình này': those that were named before, and no count of its own."""
    extract = extracts[index]
    few = extract.fact.value <= LEAST_TO_REPEAT and extract.act == "exist" and extract.back_reference
    return few and extract.fact.part_of is None and not _is_pointed_to(extracts, index)


def _is_pointed_to(extracts: list[Extract], index: int) -> bool:
    """Another is a part, a share or the denominator of it."""
    others = (other for at, other in enumerate(extracts) if at != index)
    return any(
        index in (other.fact.part_of, other.share_of, other.denominator_of, other.second_total) for other in others
    )


def _is_rounded_in_heading(extracts: list[Extract], index: int) -> bool:
    """A title 'Hơn 270 mô hình' over a text that counts 274: told once, as the text has it."""
    head = extracts[index]
    value = head.fact.value
    bounds = {"over": (1.0, 1.1), "under": (0.9, 1.0), "about": (0.9, 1.1)}.get(head.fact.approx or "")
    if bounds is None or not head.heading or head.fact.part_of is not None or _is_pointed_to(extracts, index):
        return False
    return any(
        body.fact.measure == head.fact.measure
        and body.exact
        and body.fact.part_of is None
        and body.fact.role in ("flow", "stock")
        and bounds[0] * value <= body.fact.value <= bounds[1] * value
        for body in extracts[index + 1 :]
        if not body.heading
    )


def _is_repeat(extracts: list[Extract], earlier: int, later: int) -> bool:
    one, two = extracts[earlier], extracts[later]
    a, b = one.fact, two.fact
    if two.denominator_of is not None or one.denominator_of is not None:
        same = two.denominator_of is not None and one.denominator_of is not None
        return (
            same
            and extracts[one.denominator_of or 0].fact.quote == extracts[two.denominator_of or 0].fact.quote
            and one.stretch != two.stretch
        )
    if are_others(one.subject, two.subject) and not two.back_reference:
        return False
    if one.stretch == two.stretch and not two.back_reference:
        return _is_said_twice(one, two)
    if _is_told_as_known(one, two) and _field(a) == _field(b) and a.role != "target":
        return two.act in ("", "exist", "run", "keep") or a.status == b.status
    if _is_told_by_a_cell(one, two):
        return True
    loose = one.heading or two.heading
    if _field(a) != _field(b):
        return False
    if a.level != b.level and not ((loose or a.status == b.status == "nominated") and None in (a.level, b.level)):
        return False  # 'đề nghị công nhận 3 mô hình cấp huyện', further on 'giới thiệu 3 mô hình'
    if a.status != b.status and not (loose and (one.act == "exist" or two.act == "exist")):
        return False
    if (a.role == "target") != (b.role == "target") or (a.period != b.period and not loose):
        return False
    return loose or _same_act(one, two)


def _is_told_by_a_cell(one: Extract, two: Extract) -> bool:
    """'Nhiều nhất là lĩnh vực kinh tế với 301 mô hình' over a table with a row of that field and number."""
    a, b = one.fact, two.fact
    bare = one.act == "exist" and a.role == "flow" and not one.row and bool(two.row) and a.field is not None
    same = _field(a) == _field(b) and a.level == b.level and a.holder == b.holder and a.part_of is None
    return bare and same and float(a.value) > LEAST_TO_REPEAT


def _is_told_as_known(one: Extract, two: Extract) -> bool:
    """'Trong 51 mô hình …'; 'Bóc tách 51 mô hình: …': nothing is said of them but how they divide."""
    if two.back_reference:
        return True
    fact = two.fact
    bare = two.act == "exist" and fact.role == "flow" and not two.heading and not two.row
    whole = fact.part_of is None and fact.level is None and fact.holder is None and one.fact.period == fact.period
    return bare and whole and float(fact.value) > LEAST_TO_REPEAT


def _is_said_twice(one: Extract, two: Extract) -> bool:
    """'gồm 30 mô hình và 16 điển hình; 30 mô hình chia theo lĩnh vực: …': the same number within one list."""
    a, b = one.fact, two.fact
    same = all(getattr(a, name) == getattr(b, name) for name in ("field", "level", "holder", "period"))
    same = same and (a.role == b.role or (two.act == "exist" and {a.role, b.role} == {"flow", "stock"}))
    siblings = b.part_of is not None and b.part_of == a.part_of and a.split != "measure"
    told = a.status == b.status or two.act == "exist"
    return same and told and not siblings and float(b.value) > LEAST_TO_REPEAT and not one.row and not two.row


def _adopt(extracts: list[Extract], earlier: int, index: int) -> None:
    """'Trong 9 điển hình có 6 tập thể': parts that only exist take the status that the 9 were given before."""
    if not _is_told_as_known(extracts[earlier], extracts[index]):
        return
    known = extracts[earlier]
    for part in extracts[index + 1 :]:
        whole = extracts[part.share_of] if part.share_of is not None else None
        if whole is not None and whole.fact.part_of == index and part.act == "exist":
            part.fact.status, part.act = known.fact.status, known.act
        if part.fact.part_of == index and part.act == "exist":
            part.fact.status, part.act = known.fact.status, known.act
            part.fact.level = part.fact.level or known.fact.level
            part.fact.by, part.fact.award = part.fact.by or known.fact.by, part.fact.award or known.fact.award


def _same_act(one: Extract, two: Extract) -> bool:
    a, b = one.fact, two.fact
    if (a.part_of is None) != (b.part_of is None):
        return False
    if a.award and b.award and a.award.lower() != b.award.lower():
        return False
    if a.by and b.by and a.by.lower() != b.by.lower():
        return False
    return one.act == two.act or {one.act, two.act} <= _COMMENDING or a.status == "operating"


def _field(fact: Fact) -> object:
    return tuple(sorted(fact.field)) if isinstance(fact.field, list) else fact.field


def _richer(one: Extract, two: Extract) -> Extract:
    """The telling in the body goes before that of a heading; then the one that names award and giver."""

    def weight(extract: Extract) -> tuple[bool, bool, bool, bool]:
        fact = extract.fact
        return (not extract.heading, extract.act != "exist", fact.award is not None, fact.by is not None)

    if _is_told_as_known(one, two) or weight(two) <= weight(one):
        return one
    two.fact.part_of = two.fact.part_of if two.fact.part_of is not None else one.fact.part_of
    two.fact.level = two.fact.level or one.fact.level
    return two
