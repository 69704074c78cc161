"""The tokens of a stretch with what the vocabulary knows of them."""

from dataclasses import dataclass, field

from kheo.reader.tokens import Tag, Token


@dataclass(slots=True)
class Phrases:
    """Tokens of a stretch with the tags on them, found by where they begin and end; `knows_teams`: teams were counted
    before, so that 'tổ' alone means them."""

    tokens: list[Token]
    tags: list[Tag]
    starting: dict[int, list[Tag]] = field(default_factory=dict)
    ending: dict[int, list[Tag]] = field(default_factory=dict)
    knows_teams: bool = False

    def __post_init__(self) -> None:
        for tag in self.tags:
            self.starting.setdefault(tag.first, []).append(tag)
            self.ending.setdefault(tag.last, []).append(tag)

    def tag_at(self, at: int, kind: str) -> Tag | None:
        return next((tag for tag in self.starting.get(at, ()) if tag.kind == kind), None)

    def tag_before(self, at: int, kind: str) -> Tag | None:
        return next((tag for tag in self.ending.get(at, ()) if tag.kind == kind), None)

    def key(self, at: int) -> str:
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def kind(self, at: int) -> str:
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def skip_movement(self, at: int) -> int:
        tag = self.tag_at(at, "movement")
        return tag.last if tag else at
