"""An annex whose title says what happened: 'TỔNG HỢP MÔ HÌNH ĐƯỢC CÔNG NHẬN NĂM 2020' over lists of bare numbers."""

from kheo.reader.extracts import Extract
from kheo.reader.grid_meaning import meaning_of
from kheo.reader.items import MOVEMENT
from kheo.reader.vocabulary import Vocabulary

MOST_TITLES = 4


def follow_title(
    text: str, headings: list[tuple[int, int]], extracts: list[Extract], words: Vocabulary, *, bare: bool
) -> None:
    """Where no sentence says what was done with the models, each number is of those of which the title says it."""
    counted = [extract for extract in extracts if extract.fact.measure in MOVEMENT]
    while counted and "tổng" not in text[max(0, counted[0].fact.start - 12) : counted[0].fact.end].lower():
        counted.pop(0)  # a note above the list
    told = [extract for extract in counted if extract.act != "exist" and extract.fact.status != "nominated"]
    if not counted or told:
        return
    for start, end in headings[:MOST_TITLES]:
        said = meaning_of(text, text[start:end], start, end, words, bare=bare, report=None)
        if said.measure in MOVEMENT and said.act is not None and not said.act.weak and said.only_act:
            for extract in counted:
                if extract.act == "exist":
                    extract.fact.status, extract.act, extract.fact.role = said.act.status, said.act.act, "flow"
            return
