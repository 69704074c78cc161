"""What happened to the thing counted: the verbs before a number and the words after its noun, weighed against each
other."""

from dataclasses import dataclass

from kheo.reader.numerals import Count
from kheo.reader.phrases import Phrases
from kheo.reader.pieces import AND, HARD, Piece, Surroundings
from kheo.reader.tokens import Tag
from kheo.text import word_key

_THERE_IS = {word_key("có"), "co"}
_SMALL = {
    word_key(word)
    for word in (
        "đã được để xét cho trao tặng tiến hành ra quyết định tổ chức hội nghị lễ và , & / của được các tập thể "
        "những mô hình điển đã cùng với việc trong đồng thời kịp thời kết quả qua phường xã đề nghị – -"
    ).split()
}
_NUMBER = word_key("số")
_ONLY = word_key("chỉ")
MOST_NAMED = 8
_AMONG = (word_key("trong"), word_key("số"))
_PASSIVE_WORDS = {word_key("được"), word_key("đã")}
_PLURAL = {word_key("các"), word_key("những")}
_IN_ORDER_TO, _ALREADY, _BY = word_key("để"), word_key("đã"), word_key("do")
_TOWARDS = {word_key(word) for word in "với lên cho tới".split()}
_BARE_LEVELS = {word_key(word) for word in "tỉnh huyện quận trên trung thành thị cấp".split()}
_PRAISED = {"collectives", "individuals", "people", "bodies"}
MOST_APART = 12


@dataclass(frozen=True, slots=True)
class Act:
    """A status with the act it comes from; `weak` gives way to any other."""

    status: str | None
    act: str
    weak: bool = False


@dataclass(slots=True)
class Saying:
    """All that is said of one count: its acts (two where one number is both recognised and rewarded), whether it is
    only
    said to exist ('có 20 mô hình'), and the tags that said so."""

    acts: list[Act]
    exists: bool
    own_left: list[Tag]
    own_right: list[Tag]


def saying_of(phrases: Phrases, count: Count, around: Surroundings, *, is_title: bool) -> Saying:
    """The acts said of one count by its own surroundings; an empty list where nothing is said."""
    exists = _exists(phrases, count)
    left = _governing(phrases, count, around.left, exists=exists, is_title=is_title)
    is_chosen = any("selects" in tag.meaning.traits for tag in left)
    right = _describing(phrases, count, around.right, is_title=is_title, is_chosen=is_chosen)
    return Saying(_weigh(phrases, count, left, right, exists=exists), exists, left, right)


EXISTS = Act("operating", "exist", weak=True)
MET = Act("met", "meet")
WORKS = Act("effective", "work")
_LABEL_ENDS = {word_key("có"), word_key("là")}


def act_of(tag: Tag) -> Act:
    return Act(tag.value or None, tag.meaning.act, "weak" in tag.meaning.traits)


def _exists(phrases: Phrases, count: Count) -> bool:
    at = count.first - 1
    while at >= 0 and any(tag.kind == "approximate" for tag in phrases.ending.get(at + 1, ())):
        at = next(tag for tag in phrases.ending[at + 1] if tag.kind == "approximate").first - 1
    return phrases.key(at) in _THERE_IS


def _governing(phrases: Phrases, count: Count, pieces: list[Piece], *, exists: bool, is_title: bool) -> list[Tag]:
    """The chain of verbs that the number is the object of, in the order of the text."""
    chain: list[Tag] = []
    for index in range(len(pieces) - 1, -1, -1):
        piece = pieces[index]
        acts = [
            tag
            for tag in piece.tags
            if tag.kind == "act" and _counts_as_verb(phrases, tag, count, is_title) and not _is_of_a_set(phrases, tag)
        ]
        for tag in reversed(acts):
            if chain and not _is_chained(phrases, tag, chain[0]):
                return _with_governor(phrases, chain, acts, tag)
            chain.insert(0, tag)
        if exists and index == len(pieces) - 1:
            break
        if piece.sign in HARD or (piece.sign.startswith("division") and chain):
            break
        if not chain and (index < len(pieces) - 2 or _tells_otherwise(phrases, piece)):
            break
    return chain


def _with_governor(phrases: Phrases, chain: list[Tag], acts: list[Tag], tag: Tag) -> list[Tag]:
    """'đề nghị Ban Chỉ đạo thành phố công nhận 03': the asking governs over the body that is asked."""
    position = acts.index(tag)
    for earlier in reversed(acts[: position + 1]):
        if (
            "governs" in earlier.meaning.traits
            and earlier.value == "nominated"
            and chain[0].first - earlier.last <= 2 * MOST_APART
            and not _is_answered(phrases, earlier, chain[0])
        ):
            return [earlier, *chain]
    return chain


def _counts_as_verb(phrases: Phrases, tag: Tag, count: Count, is_title: bool) -> bool:
    traits = tag.meaning.traits
    if "plain" in traits and is_title:
        return False
    if "plain" in traits and any(
        not act_of(other).weak for other in phrases.ending.get(tag.first, ()) if other.kind == "act"
    ):
        return False
    if "plain" in traits:
        behind = next(
            (each.last for each in phrases.starting.get(tag.last, ()) if each.kind == "approximate"), tag.last
        )
        labels = phrases.key(tag.last) in _LABEL_ENDS and phrases.tag_before(tag.first, "measure") is not None
        led = phrases.key(tag.last) in (":", "-", "–") or labels  # 'Mô hình mới có 92', 'mới - 8'
        change = phrases.tag_at(tag.last, "scope")
        if change is not None and change.value == "change" and change.last == count.first:
            return phrases.tag_before(tag.first, "measure") is not None  # 'số mô hình mới tăng 3'
        return behind == count.first or (led and tag.last + 1 == count.first)
    if "titles_only" in traits:
        return is_title and phrases.tag_before(tag.first, "measure") is not None
    return bool(tag.value)


def _is_of_a_set(phrases: Phrases, tag: Tag) -> bool:
    """'chọn trong số các mô hình được công nhận 15 tập thể': said of those from which one chooses."""
    at = tag.first
    while phrases.key(at - 1) in _PASSIVE_WORDS:
        at -= 1
    if (phrases.key(at - 2), phrases.key(at - 1)) == _AMONG:
        return True  # 'Trong số đăng ký, đã triển khai 33/44 mô hình'
    if phrases.key(at - 1) == _NUMBER and any(other.kind == "division" for other in phrases.starting.get(tag.last, ())):
        return True  # 'Số được công nhận gồm 10 mô hình mới, …'
    noun = phrases.tag_before(at, "measure")
    if noun is None or noun.value not in ("models", "exemplars"):
        return False
    return at < tag.first and phrases.key(noun.first - 1) in _PLURAL


def _is_chained(phrases: Phrases, earlier: Tag, later: Tag) -> bool:
    gap = later.first - earlier.last
    if gap > MOST_APART:
        return False
    if "governs" in earlier.meaning.traits and earlier.value == "nominated":
        return not _is_answered(phrases, earlier, later)
    return all(phrases.key(at) in _SMALL for at in range(earlier.last, later.first))


def _is_answered(phrases: Phrases, asking: Tag, later: Tag) -> bool:
    """'trong 40 hồ sơ đề nghị, Sở đã công nhận 24', 'xét đề nghị và công nhận 24': asked first, and then done."""
    between = [phrases.key(at) for at in range(asking.last, later.first)]
    if between == [word_key("và")] or between[:2] == [word_key("và"), word_key("được")]:
        return True
    behind_comma = between[between.index(",") :] if "," in between else []
    return bool({word_key("đã"), word_key("định")} & set(behind_comma))


def _tells_otherwise(phrases: Phrases, piece: Piece) -> bool:
    """A piece with a subject or verb of its own, so that the verbs before it do not reach the number."""
    return any(phrases.key(at) in _THERE_IS for at in range(piece.first, piece.last))


def _describing(phrases: Phrases, count: Count, pieces: list[Piece], *, is_title: bool, is_chosen: bool) -> list[Tag]:
    """The acts after the noun: '6 mô hình mới', '14 mô hình được đăng ký thực hiện', and of chosen ones what for:
    'chọn 5 mô hình để nhân rộng'."""
    acts: list[Tag] = []
    for piece in pieces:
        for tag in piece.tags:
            if tag.kind == "scope" and tag.value == "purpose":
                return acts
            if (
                tag.kind == "act"
                and any(phrases.key(at) == _IN_ORDER_TO for at in range(piece.first, tag.first))
                and "governs" not in tag.meaning.traits
                and not (is_chosen and tag.value == "replicated")
            ):
                return acts
            if tag.kind != "act" or (tag.meaning.act == "run" and phrases.key(piece.first) == _BY):
                continue  # 'do tập thể thực hiện' says whose they are
            if count.measure in _PRAISED and act_of(tag).weak:
                continue  # 'khen thưởng 6 cá nhân có thành tích trong thực hiện phong trào'
            if "plain" in tag.meaning.traits and not _is_beside(phrases, count, tag):
                continue
            if "titles_only" in tag.meaning.traits and (not is_title or phrases.key(tag.first - 1) == _ONLY):
                continue  # 'Hai ấp cù lao đi lại khó, họp dân chỉ đạt 60%'
            if _is_of_a_set(phrases, tag):
                continue  # '12 mô hình trong số đã đăng ký được triển khai'
            acts.append(tag)
    return acts


def _is_beside(phrases: Phrases, count: Count, tag: Tag) -> bool:
    """'6 mô hình mới', '96 là mới'."""
    at = phrases.skip_movement(count.last)
    return tag.first == at or (
        phrases.key(at) == word_key("là") and tag.first in (at + 1, phrases.skip_movement(at + 1))
    )


def _is_apart(phrases: Phrases, act: Tag, count: Count) -> bool:
    return any(phrases.key(at) == "," for at in range(act.last, count.first))


def is_passive(phrases: Phrases, act: Tag) -> bool:
    """'được công nhận', 'được Bộ Chỉ huy tỉnh công nhận': the act was done to what is counted."""
    if word_key("được") in (phrases.key(act.first), phrases.key(act.first - 1)):
        return True
    body = next(
        (
            tag
            for at in range(act.first - MOST_NAMED, act.first)
            for tag in phrases.starting.get(at, ())
            if tag.kind == "body"
        ),
        None,
    )
    return body is not None and phrases.key(body.first - 1) == word_key("được")


def _weigh(phrases: Phrases, count: Count, left: list[Tag], right: list[Tag], *, exists: bool) -> list[Act]:
    asked = _nomination(phrases, left, right)
    if asked:
        return [asked]
    before = _folded(phrases, [tag for tag in left if tag.value != "nominated"])
    after = _folded(phrases, [tag for tag in right if tag.value != "nominated"])
    ended = [act_of(tag) for tag in right if tag.value == "discontinued"]
    if ended and (all(act.weak for act in before) or _is_apart(phrases, left[-1], count)):
        return ended[-1:]  # 'hai mươi bốn mô hình ghi tên mà không có việc đã bị đưa ra khỏi danh sách'
    if left and right and _is_apart(phrases, left[-1], count) and is_passive(phrases, right[0]) and after:
        return after  # 'Từ số mô hình đăng ký, qua chấm điểm, 61 mô hình được công nhận'
    if not left and len(right) > 1 and _is_judged(phrases, right[-1]):
        return [act_of(right[-1])]  # '31 mô hình mới đăng ký được đánh giá phát huy hiệu quả'
    strong_before, strong_after = [act for act in before if not act.weak], [act for act in after if not act.weak]
    if exists and strong_after:
        return strong_after
    return strong_before or strong_after or before or after


def _is_judged(phrases: Phrases, tag: Tag) -> bool:
    """'được đánh giá phát huy hiệu quả': found so of those that the words before describe."""
    words = [phrases.key(at) for at in range(max(0, tag.first - 4), tag.first)]
    return act_of(tag).act == "work" and word_key("được") in words


def _nomination(phrases: Phrases, left: list[Tag], right: list[Tag]) -> Act | None:
    """Chosen to be registered higher up, or proposed for a reward or a level."""
    for side in (left, right):
        for position, tag in enumerate(side):
            if tag.value != "nominated":
                continue
            later = side[position + 1 :] + (right if side is left else [])
            if "selects" in tag.meaning.traits:
                if any(other.meaning.act in ("register", "propose") for other in later if other is not tag):
                    return Act("nominated", "select")
            elif side is left and _is_a_goal(phrases, tag, later):
                continue  # 'tôi đề nghị phấn đấu công nhận ít nhất 70 mô hình'
            elif (
                "asks" not in tag.meaning.traits
                or any(other.value in ("recognised", "commended", "met", "replicated") for other in later)
                or _to_a_level(phrases, tag)
            ):
                return Act("nominated", "propose")
    return None


def _is_a_goal(phrases: Phrases, asking: Tag, later: list[Tag]) -> bool:
    """What is asked is to strive: the word for it stands between the asking and what shall be done."""
    end = later[0].first if later and later[0].first > asking.last else asking.last
    starting = (tag for at in range(asking.last, end + 1) for tag in phrases.starting.get(at, ()))
    return any(tag.kind == "scope" and tag.value == "target" for tag in starting)


def _to_a_level(phrases: Phrases, tag: Tag) -> bool:
    """A level or a body is asked within the next words."""
    if phrases.key(tag.last) in _TOWARDS and phrases.key(tag.last + 1) in _BARE_LEVELS:
        return True
    return any(
        other.kind == "level" or (other.kind == "body" and tag.meaning.act == "propose")
        for at in range(tag.last, tag.last + 6)
        for other in phrases.starting.get(at, ())
    )


def _folded(phrases: Phrases, chain: list[Tag]) -> list[Act]:
    """One status of a chain of verbs, or two that are joined and both weigh: 'công nhận và biểu dương'."""
    acts: list[Act] = []
    for position, tag in enumerate(chain):
        act = act_of(tag)
        if act.status is None or (act.status == "met" and _is_only_asked_for(phrases, chain[:position], tag)):
            continue
        if (
            position
            and "governs" in chain[position - 1].meaning.traits
            and not _is_joined(phrases, chain[position - 1], tag)
            and not _is_granted(phrases, chain[position - 1], tag)
        ):
            continue
        same = next((index for index, known in enumerate(acts) if known.status == act.status), None)
        if same is not None:
            acts[same] = act if acts[same].weak or act.act == "award" else acts[same]
        elif act.weak and acts:
            continue
        else:
            acts = [known for known in acts if not known.weak] + [act]
    return _compatible(acts)


def _is_only_asked_for(phrases: Phrases, before: list[Tag], met: Tag) -> bool:
    """'4 cơ quan đăng ký danh hiệu … đạt chuẩn văn hóa': the title is what they registered for."""
    done = phrases.key(met.first - 1) in (*AND, ",", "/", "&", _ALREADY)
    return not done and any(tag.value == "registered" for tag in before)


def _is_granted(phrases: Phrases, asked: Tag, tag: Tag) -> bool:
    """'1.926 gia đình đăng ký được công nhận': what they registered for was given to them."""
    given = tag.value in ("recognised", "met") and asked.value == "registered" and tag.first - asked.last < 2
    return given and phrases.key(asked.last) == word_key("được")


def _is_joined(phrases: Phrases, earlier: Tag, later: Tag) -> bool:
    return any(phrases.key(at) in AND or phrases.key(at) in (",", "/", "&") for at in range(earlier.last, later.first))


def _compatible(acts: list[Act]) -> list[Act]:
    """Only recognised and commended may both be said of one number; of other pairs the last, nearest the noun,
    holds."""
    statuses = {act.status for act in acts}
    if len(acts) < 2 or statuses == {"recognised", "commended"}:
        return acts
    pair = [act for act in acts if act.status in ("recognised", "commended")]
    return pair if len(pair) == 2 else acts[-1:]
