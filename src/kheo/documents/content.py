"""What an official document says, apart from how it looks. Each part refuses what no layout could print."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kheo.documents.refusal import Refusal
from kheo.documents.refusal import gettext_noop as _

Cell = str | int | float | Decimal | datetime.date | None
Mode = Literal["direct", "tm", "kt", "tl", "tuq", "q"]


class DocumentError(Refusal):
    """A document that cannot be written."""


@dataclass(frozen=True)
class Issuer:
    """The body that issues, written as in running text; the head puts it in capitals.

    ``parent_name`` is empty for a body without one above it. A line break in a name is kept.
    """

    parent_name: str
    name: str
    place: str


@dataclass(frozen=True)
class Signature:
    """Who signs, and by what right.

    ``direct``: in their own position. ``tm``: on behalf of the body ``on_behalf_of``. ``kt`` (for the head), ``tl`` (by
    order), ``tuq`` (by authorisation): the holder of ``deputy_position`` signs for ``position``. ``q``: acting in
    ``position``. A body given with kt, tl, tuq or q stands above as with tm. ``signer`` may be empty on a draft.
    """

    mode: Mode
    position: str
    signer: str = ""
    on_behalf_of: str = ""
    deputy_position: str = ""

    def __post_init__(self) -> None:
        if self.mode not in ("direct", "tm", "kt", "tl", "tuq", "q"):
            raise DocumentError(_("There is no way of signing called “%(mode)s”."), mode=self.mode)
        if not self.position.strip():
            raise DocumentError(_("The signature has no position. Write it, for example “Chủ tịch”."))
        if self.mode == "direct" and self.on_behalf_of.strip():
            raise DocumentError(_("A signature in one's own position is not on behalf of a body."))
        if self.mode == "tm" and not self.on_behalf_of.strip():
            raise DocumentError(_("A signature on behalf of a body names the body."))
        if self.mode in ("kt", "tl", "tuq") and not self.deputy_position.strip():
            raise DocumentError(_("A signature for another names the position of the one who signs."))


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4; its number is counted and written by the layout unless ``numbered`` is False."""

    level: int
    text: str
    numbered: bool = True

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3, 4):
            raise DocumentError(_("A heading has a level from 1 to 4, not %(level)s."), level=self.level)


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class BulletList:
    """Items, one paragraph each; level 2 stands under an item of level 1."""

    items: Sequence[str]
    level: Literal[1, 2] = 1


@dataclass(frozen=True)
class Column:
    """A column; ``width`` is its share beside the others. Without ``align``: numbers right, days centred, text left."""

    title: str
    width: float = 1
    align: Literal["left", "center", "right"] | None = None


@dataclass(frozen=True)
class Table:
    """A table as wide as the text. Numbers get their dots; what only looks like one (a year, a code) is given as text.

    ``total_row`` is set in bold at the end. Raises DocumentError when a row has not one cell for each column.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total_row: Sequence[Cell] | None = None

    def __post_init__(self) -> None:
        if not self.columns or any(not column.width > 0 for column in self.columns):
            raise DocumentError(_("The table “%(caption)s” needs columns with widths above 0."), caption=self.caption)
        for place, row in enumerate(self.all_rows, start=1):
            if len(row) != len(self.columns):
                raise DocumentError(
                    _("The table “%(caption)s” has %(columns)s columns and %(cells)s cells in row %(row)s."),
                    caption=self.caption,
                    columns=len(self.columns),
                    cells=len(row),
                    row=place,
                )

    @property
    def all_rows(self) -> list[Sequence[Cell]]:
        return [*self.rows, self.total_row] if self.total_row is not None else [*self.rows]


@dataclass(frozen=True)
class Annex:
    """A part after the signature, on pages of its own; ``landscape`` for wide tables."""

    title: str
    blocks: Sequence["Block"]
    landscape: bool = False


Block = Heading | Paragraph | BulletList | Table


@dataclass(frozen=True, kw_only=True)
class OfficialDocument:
    """A document in the hands of one issuer.

    ``number`` and ``date`` may be missing (a draft): dots stand where they will be written. A number given as text is
    printed as it is. ``type_name`` is written as in running text ("Báo cáo"); empty for an official letter, whose
    subject then stands under its number. ``place`` is that of the issuer unless given. Annexes come last.
    """

    issuer: Issuer
    symbol: str
    subject: str
    signature: Signature
    number: int | str | None = None
    place: str = ""
    date: datetime.date | None = None
    type_name: str = ""
    addressees: Sequence[str] = ()
    legal_bases: Sequence[str] = ()
    blocks: Sequence[Block | Annex] = ()
    recipients: Sequence[str] = ()
    is_sample: bool = False

    def __post_init__(self) -> None:
        if not self.issuer.name.strip():
            raise DocumentError(_("The document has no issuing body. Write its name."))
        if not self.symbol.strip():
            raise DocumentError(_("The document has no symbol. Write it, for example “BC-UBND”."))
        if not self.subject.strip():
            raise DocumentError(_("The document has no subject. Write what it is about."))
        if isinstance(self.number, int) and self.number < 1:
            raise DocumentError(_("The number of a document is 1 or more, not %(number)s."), number=self.number)
        is_annex = [isinstance(block, Annex) for block in self.blocks]
        if is_annex != sorted(is_annex):
            raise DocumentError(_("Annexes stand after all other parts of a document."))

    @property
    def body(self) -> list[Block]:
        return [block for block in self.blocks if not isinstance(block, Annex)]

    @property
    def annexes(self) -> list[Annex]:
        return [block for block in self.blocks if isinstance(block, Annex)]
