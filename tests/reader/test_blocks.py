"""A text of thousands of figures is judged in blocks, and nothing of it gets lost."""

from kheo.reader import read
from kheo.reader.blocks import MOST_FACTS


def sentence(number: int, *, wrong: bool = False) -> str:
    parts = number + 3, number + 5
    return f"Năm ấy, phường đăng ký {sum(parts) + wrong} mô hình, gồm {parts[0]} tập thể và {parts[1]} cá nhân.\n\n"


def test_each_block_keeps_its_totals_and_findings() -> None:
    count = MOST_FACTS
    wrong = (10, count - 10)
    text = "".join(sentence(4 * at + 20, wrong=at in wrong) for at in range(count))
    reading = read(text)
    assert len(reading.facts) == 3 * count
    assert all(reading.facts[fact.part_of].start < fact.start for fact in reading.facts if fact.part_of is not None)
    assert sum(fact.part_of is not None for fact in reading.facts) == 2 * count
    sums = [finding for finding in reading.findings if finding.kind == "sum"]
    assert [finding.computed for finding in sums] == [2 * (4 * at + 20) + 8 for at in wrong]
    for finding in sums:
        assert [reading.facts[at].quote for at in finding.facts] == finding.quotes


def test_a_large_table_is_not_cut() -> None:
    rows = [f"Thôn {at}\t{at % 7 + 1}" for at in range(1, 2 * MOST_FACTS)]
    total = sum(at % 7 + 1 for at in range(1, 2 * MOST_FACTS))
    text = "Mô hình đăng ký\n\nĐơn vị\tSố mô hình đăng ký\n" + "\n".join(rows) + f"\nTổng số\t{total + 1}"
    [finding] = read(text).findings
    assert (finding.kind, finding.stated, finding.computed) == ("sum", total + 1, total)
