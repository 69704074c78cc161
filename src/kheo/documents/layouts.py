"""Layout profiles: what each family of issuers prescribes, as data read from ``data/layouts``.

Lengths are millimetres, type sizes and spacings points, the first-line indent centimetres. Every value is a setting
that a rule set may override; a profile that nobody has checked against its source says so (``needs_clerk_check``).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from kheo.documents.metrics import bold_width_mm
from kheo.documents.refusal import gettext_noop as _
from kheo.documents.settings import LayoutError, between, build, merged, with_places, wording

__all__ = ["Layout", "LayoutError", "LayoutNotAvailable", "TextStyle", "layout_for"]

LAYOUTS = Path(__file__).parent.parent / "data" / "layouts"
AVAILABLE = ("state", "party")
AWAITED = ("front",)

Align = Literal["left", "center", "right", "justify"]


class LayoutNotAvailable(LayoutError):
    """The profile is known and its layout is not there yet. Another family's layout is never given instead."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """Paper, margins, and where the page number stands in the top margin."""

    width_mm: float = between(100, 420)
    height_mm: float = between(140, 594)
    top_mm: float = between(15, 60)
    right_mm: float = between(5, 60)
    bottom_mm: float = between(5, 60)
    left_mm: float = between(5, 60)
    number_from_top_mm: float = between(3, 30)
    hide_first_number: bool

    @property
    def text_width_mm(self) -> float:
        return self.width_mm - self.left_mm - self.right_mm


@dataclass(frozen=True, kw_only=True)
class Text:
    """The running text; ``line_spacing`` is a multiple of single spacing."""

    font: str = wording(required=True)
    first_line_cm: float = between(0, 3)
    spacing_pt: float = between(0, 24)
    line_spacing: float = between(1, 2)


@dataclass(frozen=True, kw_only=True)
class Head:
    """The two columns on top: the issuer on the left, the nation (or the Party) on the right.

    The left column takes ``issuer_percent`` of the width, which reaches ``overhang_mm`` into the left margin.
    Rules are as long as a share of the text above them.
    """

    nation: str = wording(required=True)
    motto: str
    issuer_percent: float = between(25, 60)
    overhang_mm: float = between(0, 15)
    padding_mm: float = between(0, 3)
    issuer_end: Literal["rule", "mark", "none"]
    issuer_mark: str
    issuer_rule_share: float = between(0.1, 1)
    motto_rule_share: float = between(0.1, 1)
    break_before: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NumberLine:
    """Number and symbol; ``blank`` stands for a number not given yet, ``digits`` is the least number of digits."""

    pattern: str = with_places("number", "symbol")
    reference: str = with_places("number", "symbol")
    blank: str = wording(required=True)
    digits: int = between(1, 6)
    letter_subject: str = with_places("subject")


@dataclass(frozen=True, kw_only=True)
class DateLine:
    """Place and date; days below 10 and months up to ``last_padded_month`` have a leading zero."""

    pattern: str = with_places("place", "day", "month", "year")
    reference: str = with_places("day", "month", "year")
    blank: str = wording(required=True)
    last_padded_month: int = between(0, 9)


@dataclass(frozen=True, kw_only=True)
class TitleBlock:
    """Type name and subject; ``subject_share`` of the text width is the widest line of a subject."""

    end: Literal["rule", "dashes", "none"]
    dashes: str
    rule_share: float = between(0.1, 1)
    addressees: str
    subject_share: float = between(0.4, 1)


@dataclass(frozen=True, kw_only=True)
class Bases:
    """What stands before each legal basis, after each but the last, and after the last."""

    before: str
    between: str
    last: str


@dataclass(frozen=True, kw_only=True)
class Outline:
    """How headings are numbered ({roman}, {arabic}, {letter} count within their level) and list items marked."""

    level_1: str = with_places(optional=("roman", "arabic", "letter"))
    level_2: str = with_places(optional=("roman", "arabic", "letter"))
    level_3: str = with_places(optional=("roman", "arabic", "letter"))
    level_4: str = with_places(optional=("roman", "arabic", "letter"))
    bullet_1: str
    bullet_2: str


@dataclass(frozen=True, kw_only=True)
class TableLook:
    """Padding at the sides of a cell, space above and under its text."""

    cell_padding_mm: float = between(0, 5)
    row_spacing_pt: float = between(0, 12)


@dataclass(frozen=True, kw_only=True)
class Prefixes:
    """What stands before the authority that is signed for; empty where the profile has no such way of signing."""

    tm: str
    kt: str
    tl: str
    tuq: str
    q: str


@dataclass(frozen=True, kw_only=True)
class SignatureBlock:
    """Recipients left, signature right; ``gap_pt`` is left free for hand and seal."""

    recipients_percent: float = between(30, 60)
    gap_pt: float = between(20, 160)
    prefixes: Prefixes


@dataclass(frozen=True, kw_only=True)
class RecipientList:
    """The list under the signature; ``filing`` is its last line unless the document brings its own."""

    title: str = wording(required=True)
    item: str = with_places("recipient")
    last: str = with_places("recipient")
    filing: str = wording(required=True)


@dataclass(frozen=True, kw_only=True)
class AnnexHead:
    """What stands over an annex: one alone has no number; ``letter`` names a document without a type name."""

    title: str = wording(required=True)
    numbered: str = with_places(optional=("roman", "arabic"))
    attached: str = with_places("type_name", "number", "date", "issuer")
    letter: str = wording(required=True)
    own_page_numbers: bool


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The mark of a demonstration, in the header of every page."""

    mark: str = wording(required=True)


@dataclass(frozen=True, kw_only=True)
class TextStyle:
    """One paragraph style; ``name`` is what a clerk sees in the word processor."""

    name: str = wording(required=True)
    size_pt: float = between(8, 24)
    bold: bool = False
    italic: bool = False
    underline: bool = False
    capitals: bool = False
    align: Align
    before_pt: float = between(0, 48, default=0.0)
    after_pt: float = between(0, 48, default=0.0)


@dataclass(frozen=True, kw_only=True)
class Styles:
    """A style for each component of a document."""

    nation: TextStyle
    motto: TextStyle
    parent: TextStyle
    issuer: TextStyle
    issuer_mark: TextStyle
    number: TextStyle
    letter_subject: TextStyle
    place_date: TextStyle
    type_name: TextStyle
    subject: TextStyle
    addressee: TextStyle
    basis: TextStyle
    body: TextStyle
    level_1: TextStyle
    level_2: TextStyle
    level_3: TextStyle
    level_4: TextStyle
    caption: TextStyle
    table_head: TextStyle
    table_cell: TextStyle
    authority: TextStyle
    signer: TextStyle
    recipients_title: TextStyle
    recipient: TextStyle
    annex_title: TextStyle
    annex_attached: TextStyle
    page_number: TextStyle
    sample_mark: TextStyle
    remark: TextStyle


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A profile with all its settings, checked as a whole: what cannot fit is refused here, not found on paper."""

    profile: str
    title: str
    source: str
    needs_clerk_check: bool
    clerk_remark: str
    language: str = wording(required=True)
    page: Page
    text: Text
    head: Head
    number: NumberLine
    date: DateLine
    heading: TitleBlock
    bases: Bases
    outline: Outline
    table: TableLook
    signature: SignatureBlock
    recipients: RecipientList
    annex: AnnexHead
    sample: Sample
    styles: Styles

    def __post_init__(self) -> None:
        _check_text_width(self)
        _check_head(self)

    @property
    def head_width_mm(self) -> float:
        return self.page.text_width_mm + self.head.overhang_mm

    @property
    def issuer_width_mm(self) -> float:
        return self.head_width_mm * self.head.issuer_percent / 100


def layout_for(profile: str, overrides: Mapping[str, object] | None = None) -> Layout:
    """The layout of *profile* ("state" or "party") with *overrides* merged in, nested as in the data files.

    Raises LayoutNotAvailable for a family whose layout is not there yet, and LayoutError for a profile nobody knows,
    for a setting that does not exist, and for a value of the wrong kind or outside its bounds: each names the setting.
    """
    if profile in AWAITED:
        raise LayoutNotAvailable(_("There is no layout for this family of issuers yet (%(profile)s)."), profile=profile)
    if profile not in AVAILABLE:
        known = ", ".join(AVAILABLE)
        raise LayoutError(_("There is no layout “%(profile)s”. Known: %(known)s."), profile=profile, known=known)
    shipped = _shipped(profile)
    if not overrides:
        return shipped
    return build(Layout, merged(_read(profile), overrides), profile=profile)


@lru_cache(maxsize=len(AVAILABLE))
def _shipped(profile: str) -> Layout:
    return build(Layout, _read(profile), profile=profile)


@lru_cache(maxsize=len(AVAILABLE))
def _read(profile: str) -> dict[str, Any]:
    return tomllib.loads((LAYOUTS / f"{profile}.toml").read_text(encoding="utf-8"))


def _check_text_width(layout: Layout) -> None:
    if layout.page.text_width_mm < 80:
        raise LayoutError(
            _("The margins leave %(width)s mm for the text; at least 80 mm are needed."),
            width=round(layout.page.text_width_mm, 1),
        )


def _check_head(layout: Layout) -> None:
    """The name of the nation stands on one line: the column must be wide enough for it, with 2 % for other fonts."""
    style, head = layout.styles.nation, layout.head
    text = head.nation.upper() if style.capitals else head.nation
    needed = bold_width_mm(text, style.size_pt) * 1.02 + 2 * head.padding_mm
    room = layout.head_width_mm - layout.issuer_width_mm
    if needed > room:
        raise LayoutError(
            _(
                "“%(text)s” needs %(needed)s mm and the right column of the head has %(room)s mm. "
                "Make head.issuer_percent, the margins or styles.nation.size_pt smaller."
            ),
            text=text,
            needed=round(needed, 1),
            room=round(room, 1),
        )
