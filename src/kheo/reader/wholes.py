"""Which number another may be a part of: by its noun, its labels and its size, and what adds up to what."""

from kheo.reader.attributes import BASE
from kheo.reader.items import COMPLETE_HOLDERS, HOLDER_OF, MOVEMENT, PRAISED, Item

LABELS = {"field", "level", "holder"}
SIDES = {"new", "operating", "replicated"}
LEAST_LEVELS = 3
MOST_SLIPPED = 2
"""How many times its total a part may be that is a slip of the pen."""


def exact_total(items: list[Item], index: int) -> int | None:
    """The nearest number before a list of two or more to which its numbers add up exactly."""
    run = run_of_alike(items, index)
    bare = all(_is_bare(items[at]) for at in run)
    if len(run) < 2 or not (bare or items[index].dimensions() - {"status"}):
        return None
    total = sum(items[at].value for at in run)
    for at in range(index - 1, -1, -1):
        if items[at].value == total and not items[at].change and total_for(items, [at], index) is not None:
            return at
    return None


def adds_up(items: list[Item], index: int) -> bool:
    """A list without any word that opens it, but that adds up to a number said before, or should as it names all
    sides."""
    own = items[index].dimensions() & {"field", "level", "holder", "place", "year"}
    listed = not items[index].change and bool(own or (_is_bare(items[index]) and items[index].acts))
    if not listed or len(run_of_alike(items, index)) < 2:
        return False
    all_sides = _tells_new_and_old(items, index) or _tells_every_side(items, index)
    return exact_total(items, index) is not None or all_sides


def _tells_every_side(items: list[Item], index: int) -> bool:
    """'Về lĩnh vực, văn hóa - xã hội dẫn đầu với 268; kinh tế 213; …': bare numbers for the four fields, for both kinds
    of holders or for three levels, each once."""
    run = [items[at] for at in run_of_alike(items, index)]
    fields = [str(item.has.field) for item in run]
    holders = [item.has.holder or HOLDER_OF.get(str(item.measure)) for item in run]
    levels = [item.has.level for item in run]
    bare = all(map(_is_bare, run))
    told = set(BASE) <= set(fields), set(holders) >= COMPLETE_HOLDERS, len(set(levels) - {None}) >= LEAST_LEVELS
    once = (len(set(named)) == len(run) for named in (fields, holders, levels))
    return bare and any(all_told and each for all_told, each in zip(told, once, strict=True))


def _is_bare(item: Item) -> bool:
    """No noun stands behind the number."""
    return not item.count.has_noun_behind


def _tells_new_and_old(items: list[Item], index: int) -> bool:
    """'Tổ 1 làm 3 mô hình, 1 mới, 2 duy trì': right behind the total, bare numbers of which nothing is left over."""
    run = [items[at] for at in run_of_alike(items, index)]
    bare = all(_is_bare(item) and item.around.signs[-1:] in ([","], [";"], ["và"]) for item in run)
    sides = {act.status for item in run for act in item.acts}
    return bare and "new" in sides and len(sides) > 1 and sides <= SIDES and items[index - 1].measure in MOVEMENT


def run_of_alike(items: list[Item], index: int) -> list[int]:
    """The items from `index` on that differ by the same thing, up to the end of the sentence."""
    wanted = items[index].dimensions()
    run = [index]
    for at in range(index + 1, len(items)):
        signs = items[at].around.signs
        if ("." in signs and "\n" not in signs) or not items[at].dimensions() & wanted:
            break
        run.append(at)
    return run


def total_for(items: list[Item], totals: list[int], index: int, *, slips: bool = False) -> int | None:
    """The total among those side by side that this item can be a part of; greater than it only in a list that `slips`
    may be in."""
    part = items[index]
    fits = [
        at
        for at in totals
        if (part.value <= items[at].value or (slips and _is_listed_alike(items, at, index)))
        and _is_kind_of(part.measure, _noun(items, at))
        and _within(part, items[at])
    ]
    if not fits:
        return None
    same = [at for at in fits if items[at].measure == part.measure]
    return (same or fits)[0]


def _is_listed_alike(items: list[Item], total: int, index: int) -> bool:
    """'55 mô hình (29 tập thể, 62 cá nhân)', '24 mô hình, điển hình (31 mô hình, 3 điển hình)': a slip of the pen."""
    part, whole = items[index], items[total]
    if part.value > MOST_SLIPPED * whole.value:
        return False
    if whole.measure == "models_and_exemplars" and part.measure in ("models", "exemplars"):
        return True
    told = part.dimensions() & LABELS or {act.status for act in part.acts} & SIDES
    return bool(told) and part.measure in (None, whole.measure, *PRAISED)


def _noun(items: list[Item], at: int) -> str | None:
    """What an item counts; a number without a noun counts what was counted before it."""
    if items[at].measure is not None:
        return items[at].measure
    counted = MOVEMENT | PRAISED
    return next((item.measure for item in reversed(items[:at]) if item.measure in counted), None)


def _within(part: Item, total: Item) -> bool:
    """False where both name a field, level or holder, and not the same: siblings, then."""
    pairs = ((part.has.field, total.has.field), (part.has.level, total.has.level), (part.has.holder, total.has.holder))
    return all(one is None or two is None or one == two or isinstance(two, list) for one, two in pairs)


def _is_kind_of(part: str | None, total: str | None) -> bool:
    if total is None or total == "percent":
        return False
    if part is None or part == total:
        return True
    if total in MOVEMENT:
        return part in PRAISED or (part in MOVEMENT and {part, total} != {"models", "exemplars"})
    return total in ("collectives_and_individuals", "cases") and part in PRAISED
