"""The place that a label takes among the others: 'kinh tế dẫn đầu, với 18', 'kế đến là văn hóa, 9'."""

from kheo.reader.phrases import Phrases
from kheo.reader.pieces import Piece
from kheo.reader.tokens import Tag
from kheo.text import word_key, word_keys

_FIRST_PLACES = word_keys("dẫn đầu", "đứng đầu")
_PLACED = {word_key("đứng"), word_key("xếp"), word_key("hạng")}
_MOST, _ORDINAL = word_key("nhất"), word_key("thứ")
_NEXT = word_keys(
    *("kế đến", "kế tiếp", "tiếp đến", "tiếp theo", "rồi đến"),
    *("phần nhiều", "phần lớn", "nhiều hơn", "chủ yếu", "đa số"),
)


def rank_before(phrases: Phrases, at: int) -> int | None:
    """'văn hóa - xã hội đứng thứ hai, 9', 'kinh tế dẫn đầu, với 18', 'quân sự nhiều nhất, 17': where the words begin
    that say which place a label takes among the others."""
    if phrases.key(at - 1) != ",":
        return None
    pair = (phrases.key(at - 3), phrases.key(at - 2))
    if pair in _FIRST_PLACES or pair[1] == _MOST:
        return at - 3
    third = phrases.key(at - 3) == _ORDINAL and phrases.key(at - 4) in _PLACED
    return at - 4 if third else None


def field_of_the_most(phrases: Phrases, pieces: list[Piece]) -> list[Tag]:
    """'Kinh tế vẫn là lĩnh vực sôi nổi nhất với 101 mô hình': the field before its head; 'mảng kinh tế đông nhất với
    11', 'mạnh nhất ở lĩnh vực văn hóa - xã hội, 57 mô hình': the one behind it."""
    if len(pieces) > 1 and pieces[-1].sign == "," and not pieces[-1].words:
        return _field_of_the_strongest(phrases, pieces[-2])
    tags = pieces[-1].tags if pieces else []
    head = next((tag for tag in tags if tag.kind == "field_head"), None)
    behind_head = range(head.last, pieces[-1].last) if head is not None else range(0)
    if head is None or not any(phrases.key(at) == _MOST for at in behind_head):
        return []
    named = [tag for tag in tags if tag.kind in ("field", "other")]
    behind = [tag for tag in named if tag.first == head.last]
    return behind[:1] or [tag for tag in named if tag.last <= head.first][-1:]


def _field_of_the_strongest(phrases: Phrases, piece: Piece) -> list[Tag]:
    """'…, mạnh nhất ở lĩnh vực văn hóa - xã hội,' and 'kế đến là phát triển kinh tế,'."""
    named = [tag for tag in piece.tags if tag.kind in ("field", "other")]
    words = [phrases.key(at) for at in range(piece.first, piece.last)]
    ranked = _MOST in words or tuple(words[:2]) in _NEXT
    return named[-1:] if ranked and named and named[-1].last == piece.last else []
