"""'hơn 200', 'từ 90% số mô hình trở lên': how near a number is to what is counted."""

from kheo.reader.phrases import Phrases
from kheo.text import word_key

_UPWARDS = (word_key("trở"), word_key("lên"))
_GRADES = {word_key(word) for word in "khá tốt giỏi bình".split()}
MOST_BEFORE_UPWARDS = 10


def approximation_of(phrases: Phrases, at: int, last: int) -> str | None:
    """`over`, `under`, `about` or `at_least`, by the words before token `at` and those from `last` on; else None."""
    tag = phrases.tag_before(at, "approximate")
    if tag:
        return str(tag.value)
    return "at_least" if _is_upwards(phrases, last) else None


def _is_upwards(phrases: Phrases, last: int) -> bool:
    """'từ 90% số mô hình đăng ký trở lên': the words may stand behind the noun and what describes it."""
    for at in range(last, last + MOST_BEFORE_UPWARDS):
        if phrases.kind(at) != "word":
            return False
        if (phrases.key(at), phrases.key(at + 1)) == _UPWARDS:
            return phrases.key(at - 1) not in _GRADES  # 'đạt loại khá trở lên'
    return False
