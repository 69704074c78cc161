"""Totals and parts: which number is divided into which, and by what."""

from dataclasses import dataclass, field

from kheo.reader.extracts import SLIP_OF_THE_PEN, nearly
from kheo.reader.items import HOLDER_OF, MOVEMENT, PRAISED, Item
from kheo.reader.phrases import Phrases
from kheo.reader.pieces import HARD
from kheo.reader.tokens import Tag
from kheo.reader.wholes import LABELS, adds_up, exact_total, run_of_alike, total_for
from kheo.text import word_key

_THEN = word_key("thì")
_THERE_IS = word_key("có")
ORDER = ("field", "level", "holder", "status", "measure")


@dataclass(slots=True)
class Division:
    """Parts of one total, or of two named side by side. `opener`: some, whole, '(', ':' or 'implied'; `in_bracket`: the
    list ends with its bracket."""

    totals: list[int]
    opener: str
    dimensions: set[str]
    parts: list[int] = field(default_factory=list)
    in_bracket: bool = False


def divide(phrases: Phrases, items: list[Item]) -> list[Division]:
    """Find the divisions of a stretch and set `total`, `split` and `opened_by` of every part."""
    walk = _Walk(phrases, items)
    for index, item in enumerate(items):
        if index and item.measure != "percent" and not item.compared:
            walk.take(index)
    for number, division in enumerate(walk.found):
        _settle(items, division)
        for at in division.parts:
            items[at].division = number
    return walk.found


@dataclass(slots=True)
class _Walk:
    """The walk over the items of a stretch: `stack` are the lists open at this place, `recent` the last outermost
    one."""

    phrases: Phrases
    items: list[Item]
    found: list[Division] = field(default_factory=list)
    stack: list[Division] = field(default_factory=list)
    recent: Division | None = None
    rewarded: int = -1

    def take(self, index: int) -> None:
        """Give one item to the list it belongs to, opening one where the text does."""
        item = self.items[index]
        self.recent = self.stack[0] if self.stack else self.recent
        self._close(item)
        if item.back_reference and not item.dimensions() and item.measure in MOVEMENT:
            self.stack.clear()  # 'Tính theo lĩnh vực, 49 mô hình được chia như sau: …': a whole
            return
        if _is_rewarded_itself(item) or self._goes_on_with_rewarded(index):
            self.stack.clear()
            self.rewarded = index
            return
        opener = _opener(item, self.items[_group_before(self.items, index)[-1]]) or self._then(index)
        if opener and (self._open(index, opener) or self._reopen(index, opener)):
            return
        if self.stack and self._continue(index):
            return
        if _implies_division(self.items, index) and self._open(index, "implied"):
            return
        self.stack.clear()
        if adds_up(self.items, index) and not _is_praised_anew(self.items, index):
            self._open(index, "whole")

    def _then(self, index: int) -> str | None:
        """'18 điển hình thì 7 tập thể', 'thì có 7 tập thể', 'có 7 tập thể': a number and what it is made of."""
        if not index:
            return None
        before, item = self.items[index - 1], self.items[index]
        words = [self.phrases.key(at) for at in range(self.phrases.skip_movement(before.count.last), item.count.first)]
        of_holders = words == [_THERE_IS] and item.measure in PRAISED
        opened = words in ([_THEN], [_THEN, _THERE_IS]) or of_holders
        return "some" if opened and before.measure in MOVEMENT and not before.change else None

    def _goes_on_with_rewarded(self, index: int) -> bool:
        """'biểu dương 10 tập thể, 6 hộ gia đình và 14 cá nhân': the next of a list of those who are praised."""
        item, before = self.items[index], self.items[index - 1]
        listed = item.measure in PRAISED and item.around.opened is None and not set(item.around.signs) & HARD
        praised = self.rewarded == index - 1 or any(tag.value == "commended" for tag in before.said.own_left)
        return listed and praised and before.measure in PRAISED

    def _close(self, item: Item) -> None:
        signs = item.around.signs
        if ")" in signs and self.stack and self.stack[-1].in_bracket:
            self.stack.pop()
        if "." in signs and "\n" not in signs and not item.around.opened:
            self.stack.clear()

    def _open(self, index: int, opener: str, *, goes_on: bool = False) -> bool:
        dimensions = self.items[index].dimensions()
        if dimensions == {"year"} and exact_total(self.items, index) is None:
            return False
        for totals in self._candidates(index, opener, goes_on):
            total = self._total_among(index, totals, opener)
            if total is None or (opener == "implied" and not dimensions - {"status"}):
                continue
            whole = self.items[total]
            other_measure = self.items[index].measure not in (None, whole.measure)
            dimensions = _told_by(self.items[index], whole) or ({"measure"} if other_measure else dimensions)
            while self.stack and not self.stack[-1].in_bracket and (totals == self.stack[-1].totals or opener != "("):
                self.stack.pop()
            division = Division(
                totals, opener, dimensions, [index], in_bracket=_opens_in_bracket(self.items[index], opener)
            )
            self.stack.append(division)
            self.found.append(division)
            return True
        return False

    def _total_among(self, index: int, totals: list[int], opener: str) -> int | None:
        """The one that a list from here on may divide: no rise, nothing told to compare, not one of several alike."""
        aside = any(_is_aside(self.items, at, index) or self.items[at].change for at in totals)
        if aside or self._divides_more(index, totals) or (opener == "whole" and self._is_far_more(index, totals)):
            return None
        slips = opener == "(" or (opener in ("whole", ":", "some") and self._follows(index, totals, opener))
        return total_for(self.items, totals, index, slips=slips)

    def _is_far_more(self, index: int, totals: list[int]) -> bool:
        """'cá nhân đứng tên 415 mô hình. Chia theo lĩnh vực: kinh tế 402, …': a list of its own sentence that makes
        more than twice the number."""
        made = sum(self.items[at].value for at in run_of_alike(self.items, index))
        return "." in self.items[index].around.signs and made > 2 * sum(self.items[at].value for at in totals)

    def _follows(self, index: int, totals: list[int], opener: str) -> bool:
        """The list stands right behind its total, in one sentence; 'Trong số đó, …' also begins the next."""
        signs = set(self.items[index].around.signs)
        return totals[-1] == index - 1 and not signs & ({"\n"} if opener == "some" else {"."})

    def _divides_more(self, index: int, totals: list[int]) -> bool:
        """'… 74 mô hình văn hóa; 60 mô hình quốc phòng. Tách theo cấp có 9, 58, 254': all of them, and not the last."""
        last = self.items[totals[-1]]
        if len(totals) > 1 or not totals[-1] or "." not in self.items[index].around.signs:
            return False
        siblings = last.dimensions() & self.items[totals[-1] - 1].dimensions() & LABELS
        return bool(siblings) and sum(self.items[at].value for at in run_of_alike(self.items, index)) > last.value

    def _reopen(self, index: int, opener: str) -> bool:
        """'… (1.530 mô hình, 541 điển hình). Theo lĩnh vực: …': the total of the last list is divided once more."""
        dimensions = self.items[index].dimensions()
        if self.recent is None or total_for(self.items, self.recent.totals, index) is None or not dimensions:
            return False
        division = Division(self.recent.totals, opener, dimensions, [index])
        self.stack[:] = [division]
        self.found.append(division)
        return True

    def _candidates(self, index: int, opener: str, goes_on: bool) -> list[list[int]]:
        """Possible totals, the likeliest first: the number just before, or the total of the list that it belongs to."""
        items = self.items
        before = _group_before(items, index)
        exact = exact_total(items, index)
        if exact is not None and opener != "(":
            return [[exact], before]
        if opener == "(" and ")" not in items[index].around.signs:
            return [[exact]] if exact in before else [before]  # '31 mô hình và 7 điển hình (2 tập thể, 5 cá nhân)'
        outer = self.stack[-1] if self.stack else self.recent
        if outer is None or (not self.stack and before[-1] not in outer.parts):
            return [before]
        total = sum(items[at].value for at in run_of_alike(items, index))
        alike = bool(items[index].dimensions() & outer.dimensions)
        if total == sum(items[at].value for at in outer.totals) and not (alike and self.stack):
            return [outer.totals, before]
        if len(before) > 1 and before == outer.parts and total == sum(items[at].value for at in before):
            return [outer.totals, before]  # '21 mô hình, điển hình, gồm 16 mô hình và 3 điển hình. Theo lĩnh vực: …19'
        of_the_last = _opens_in_bracket(items[index], opener) or (
            opener == "some" and ";" not in items[index].around.signs
        )
        if total == sum(items[at].value for at in before) or (of_the_last and self.stack and not goes_on):
            return [before, outer.totals]
        return [outer.totals, before]

    def _continue(self, index: int) -> bool:
        """True where an item goes on with the list that is open, or starts another division of the same total."""
        item = self.items[index]
        while self.stack:
            division = self.stack[-1]
            other_measure = item.measure != self.items[division.totals[0]].measure
            dimensions = _told_by(item, self.items[division.totals[0]]) or ({"measure"} if other_measure else set())
            total = total_for(self.items, division.totals, index, slips=True)
            outside = _starts_anew(self.phrases, item, division) or total is None or self._is_made_up(division, item)
            if not outside and not dimensions and self._is_another_of_a_plain_list(division, item):
                division.parts.append(index)
                return True
            if outside or not dimensions:
                self.stack.pop()
            elif dimensions & division.dimensions or not division.dimensions:
                division.parts.append(index)
                division.dimensions = dimensions & division.dimensions or dimensions
                return True
            elif _acts_for_itself(item):
                self.stack.pop()
            else:
                return self._open(index, division.opener if division.opener != "(" else "implied", goes_on=True)
        return False

    def _is_another_of_a_plain_list(self, division: Division, item: Item) -> bool:
        """'gồm 13 mô hình của Mặt trận, 26 mô hình của khu dân cư, 6 mô hình của trường học': by whose they are."""
        alike = {item.measure} == {self.items[at].measure for at in (*division.parts, division.totals[0])}
        listed = division.opener in ("whole", "(") and not division.dimensions and not set(item.around.signs) & HARD
        has_noun = item.measure in MOVEMENT and item.count.has_noun_behind
        return alike and listed and has_noun and not item.acts

    def _is_made_up(self, division: Division, item: Item) -> bool:
        """'31 điển hình, gồm 12 tập thể và 19 cá nhân; 8 tập thể, …': all told but for a slip, and then one of them
        again."""
        parts = [self.items[at] for at in division.parts]
        whole = sum(self.items[at].value for at in division.totals)
        told = [(part.measure, part.has.field, part.has.level, part.has.holder) for part in parts]
        again = (item.measure, item.has.field, item.has.level, item.has.holder) in told
        made = sum(part.value for part in parts)
        both = {"collectives", "individuals"} <= {part.measure for part in parts}
        return again and len(parts) > 1 and (made == whole or (both and nearly(whole, made, SLIP_OF_THE_PEN)))


def _opens_in_bracket(item: Item, opener: str) -> bool:
    """'522 mô hình tập thể (gồm 311 mô hình của Mặt trận, …)': the list ends with its bracket."""
    return opener == "(" or item.around.signs[-2:] == ["(", "division whole"]


def _told_by(item: Item, whole: Item) -> set[str]:
    """By what a part differs; an act that is that of its total as well tells nothing beside a field or level."""
    own = item.dimensions()
    if ";" in item.around.signs and own >= {"status", "level"} and not whole.acts:
        own = own - {"status"}  # 'có 17 mô hình duy trì và 9 mô hình mới; có 4 mô hình đăng ký cấp tỉnh, …'
    if own == {"level"} and item.has.level == whole.has.level and item.measure != whole.measure:
        return set()  # '96 mô hình, điển hình cấp quận: 78 mô hình, 18 điển hình'
    same = [act.status for act in item.acts] == [act.status for act in whole.acts]
    return own - {"status"} if same and own & {"field", "level"} else own


def _is_rewarded_itself(item: Item) -> bool:
    """'đề nghị tặng Giấy khen cho 03 tập thể' behind a list of models: no part of the models."""
    award = any(tag.kind == "act" and "award" in tag.meaning.traits for tag in item.said.own_left)
    return award and item.measure in PRAISED


def _is_praised_anew(items: list[Item], index: int) -> bool:
    """'công nhận 12 mô hình; khen thưởng 5 tập thể, 7 cá nhân': an act of their own, though as many as the models."""
    acts = [tag for tag in items[index].said.own_left if tag.kind == "act"]
    return items[index].measure in PRAISED and any(tag.value == "commended" for tag in acts)


def _opener(item: Item, before: Item) -> str | None:
    """The opener before an item, where it opens a list and does not only stand between a label and its number."""
    opened, signs = item.around.opened, item.around.signs
    own_level = item.has.level_labelled and item.has.level != before.has.level  # '96 mô hình cấp quận: 78 mô hình'
    own_act = bool(item.said.own_left) and item.said.own_left[-1].last == item.count.first - 1  # 'mô hình mới: 11'
    labelled = item.has.labelled or own_level or own_act
    if labelled and item.has.label_sign and signs[-1:] == [opened]:
        signs = signs[:-1]
        open_bracket = "(" in signs and ")" not in signs[signs.index("(") :]
        opened = "(" if open_bracket else ":" if ":" in signs else None
    if opened == "(" and before.change:
        return None
    if opened == ":" and any(sign in HARD for sign in signs[: signs.index(":")]):
        opened = "some" if set(signs) & HARD == {"."} else None
    if opened is None and before.back_reference and not set(signs) & (HARD | {"("}):
        return "some"
    return opened


def _group_before(items: list[Item], index: int) -> list[int]:
    """The number before a list, or several side by side; a rise, and what another year had, are not divided."""
    last = index - 1
    counted = MOVEMENT | PRAISED | {"teams", None}
    by_field = items[index].has.field is not None  # '32 mô hình của 15 xã và 6 cơ quan, đơn vị; gồm kinh tế 9, …'
    while last > 0 and (
        items[last].measure == "percent"
        or items[last].change
        or _is_aside(items, last, index)
        or (by_field and items[last].measure not in counted)
    ):
        last -= 1
    group = [last]
    while group[0] > 0 and _side_by_side(items[group[0] - 1], items[group[0]]):
        group.insert(0, group[0] - 1)
    return group


def _is_aside(items: list[Item], at: int, index: int) -> bool:
    """'31 mô hình (năm 2019 có 26 mô hình), tăng 5. Cụ thể: …': unless a bracket right behind it divides it."""
    return items[at].compared and not (at == index - 1 and items[index].around.opened == "(")


def _side_by_side(one: Item, two: Item) -> bool:
    families = (MOVEMENT, PRAISED)
    named = one.measure, two.measure
    close = not set(two.around.signs) & (HARD | {":", "(", ")"}) and two.around.opened is None
    return close and named[0] != named[1] and any(named[0] in family and named[1] in family for family in families)


def _starts_anew(phrases: Phrases, item: Item, division: Division) -> bool:
    """A hard stop without anything of the list, or words that turn to something else ('Ngoài ra', 'Tổng số')."""
    signs = set(item.around.signs)
    tags = [tag for piece in item.around.left for tag in piece.tags]
    if any(tag.kind == "scope" and tag.value in ("other_subject", "change") for tag in tags):
        return True
    if _names_sum(phrases, tags):
        return True
    own = item.dimensions() - ({"status", "holder"} if item.measure in PRAISED else {"status"})
    behind_label = not item.count.has_noun_behind and "." not in signs  # 'mới 11; duy trì 24; nhân rộng 8'
    if "status" in division.dimensions and (item.has.label_sign or item.count.labelled or behind_label):
        own.add("status")
    return bool(signs & HARD) and not own and not item.said.exists and bool(item.said.own_left)


def _names_sum(phrases: Phrases, tags: list[Tag]) -> bool:
    return any(
        tag.kind == "scope" and tag.value == "stock" and phrases.tokens[tag.first].written.lower() == "tổng"
        for tag in tags
    )


def _acts_for_itself(item: Item) -> bool:
    """A verb of its own that the number is the object of: no part, unless it carries the list's own mark."""
    return bool(item.said.own_left) and not item.said.exists


def _implies_division(items: list[Item], index: int) -> bool:
    """'có 20 mô hình, kinh tế 6, văn hóa 5': a list of fields or holders after a total that has none."""
    item, before = items[index], items[index - 1]
    if set(item.around.signs) & {".", "\n"} or before.measure not in MOVEMENT or before.total is not None:
        return False
    own = item.dimensions() & {"field", "holder"}
    if item.measure in PRAISED or not own or own & before.dimensions() or _acts_for_itself(item):
        return False
    return item.measure in (before.measure, None) and item.value < before.value


def _settle(items: list[Item], division: Division) -> None:
    parts = [at for at in division.parts if items[at].measure is not None or items[at].dimensions()]
    for at in parts:
        total = total_for(items, division.totals, at, slips=True)
        if total is None or total == at:
            continue
        items[at].total, items[at].opened_by = total, division.opener
    division.parts = [at for at in parts if items[at].total is not None]
    split = _split_of(items, division)
    for at in division.parts:
        items[at].split = split


def _split_of(items: list[Item], division: Division) -> str | None:
    shared = [items[at].dimensions() for at in division.parts]
    if not shared:
        return None
    common = set.intersection(*shared)
    for name in ORDER:
        if name in common and not (name == "holder" and _holders_are_measures(items, division)):
            return name
    whole = items[division.totals[0]].measure
    return "measure" if any(items[at].measure not in (None, whole) for at in division.parts) else None


def _holders_are_measures(items: list[Item], division: Division) -> bool:
    return all(items[total].measure not in MOVEMENT for total in division.totals) and all(
        items[at].measure in HOLDER_OF for at in division.parts
    )
