"""'… kinh tế, văn hóa, quốc phòng lần lượt là 5, 10 và 3 mô hình': names and numbers matched in order."""

from kheo.reader.items import Item
from kheo.reader.phrases import Phrases
from kheo.reader.pieces import AND
from kheo.reader.tokens import Tag
from kheo.text import word_key

_IN_TURN = (word_key("lần"), word_key("lượt"))


def assign_respectively(phrases: Phrases, items: list[Item]) -> None:
    """Give each number of a run after 'lần lượt' the field or level named at its place before it."""
    for at in range(len(phrases.tokens) - 1):
        if (phrases.key(at), phrases.key(at + 1)) == _IN_TURN:
            run = _run_after(phrases, items, at + 2)
            names = _names_before(phrases, at, len(run))
            if len(run) > 1 and len(names) == len(run):
                for item, tag in zip(run, names, strict=True):
                    _give(item, tag)


def _run_after(phrases: Phrases, items: list[Item], at: int) -> list[Item]:
    run: list[Item] = []
    for item in items:
        if item.count.first < at:
            continue
        between = range(run[-1].count.last if run else at, item.count.first)
        if any(phrases.key(index) not in (*AND, ",", ":", word_key("là"), word_key("có")) for index in between):
            break
        run.append(item)
    return run


def _names_before(phrases: Phrases, at: int, wanted: int) -> list[Tag]:
    """The `wanted` names of one kind that end just before 'lần lượt'."""
    tags = [
        tag
        for tag in phrases.tags
        if tag.last <= at and at - tag.first <= 12 * max(wanted, 1) and tag.kind in ("field", "other", "level")
    ]
    return tags[-wanted:] if wanted else []


def _give(item: Item, tag: Tag) -> None:
    if tag.kind == "level":
        item.has.level = str(tag.value)
    elif tag.kind == "other":
        item.has.field = f"other:{tag.value}"
    else:
        item.has.field = tag.value[0] if len(tag.value) == 1 else list(tag.value)
    item.has.labelled = True
