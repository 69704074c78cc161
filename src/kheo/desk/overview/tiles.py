"""The provinces as tiles near their true places; Hoàng Sa and Trường Sa are always drawn, with their province."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kheo.desk.overview.asked import Asked
from kheo.figures.below import UnitRow
from kheo.ui import written

PLACES: dict[str, tuple[int, int, str]] = {
    "lai chau": (1, 1, "LCh"), "lao cai": (2, 1, "LCa"), "tuyen quang": (3, 1, "TQ"), "cao bang": (4, 1, "CB"),
    "dien bien": (1, 2, "ĐB"), "son la": (2, 2, "SL"), "phu tho": (3, 2, "PT"), "thai nguyen": (4, 2, "TN"),
    "lang son": (5, 2, "LS"), "ha noi": (3, 3, "HN"), "bac ninh": (4, 3, "BN"), "quang ninh": (5, 3, "QNi"),
    "ninh binh": (3, 4, "NB"), "hung yen": (4, 4, "HY"), "hai phong": (5, 4, "HP"), "thanh hoa": (3, 5, "TH"),
    "nghe an": (3, 6, "NA"), "ha tinh": (4, 6, "HT"), "quang tri": (4, 7, "QT"), "hue": (5, 7, "HUE"),
    "da nang": (5, 8, "ĐNa"), "quang ngai": (5, 9, "QNg"), "gia lai": (5, 10, "GL"), "dak lak": (5, 11, "ĐL"),
    "khanh hoa": (6, 11, "KH"), "tay ninh": (2, 12, "TNi"), "ho chi minh": (3, 12, "HCM"), "dong nai": (4, 12, "ĐNi"),
    "lam dong": (5, 12, "LĐ"), "an giang": (1, 13, "AG"), "dong thap": (2, 13, "ĐT"), "vinh long": (3, 13, "VL"),
    "ca mau": (1, 14, "CM"), "can tho": (2, 14, "CT"),
}  # fmt: skip
"""Folded name → column, row, short sign, for the provinces and cities since 1 July 2025."""

ISLANDS = {"da nang": ("Hoàng Sa", 7, 8), "khanh hoa": ("Trường Sa", 7, 13)}
STEPS = 5


@dataclass(frozen=True)
class Tile:
    """One tile: where it stands, how dark it is (0: nothing yet), its words and its way."""

    column: int
    row: int
    step: int
    name: str
    sign: str
    figure: str
    url: str
    island: str = ""


@dataclass(frozen=True)
class TileMap:
    """The tiles, the islands' last, and the words of the steps from low to high."""

    tiles: list[Tile]
    key: list[tuple[int, str]]


def tile_map(asked: Asked, rows: Sequence[UnitRow]) -> TileMap | None:
    """The accepted of each province as a map; None where the rows are not exactly the provinces of the map."""
    provinces = {row.unit.folded_name: row for row in rows if row.unit}
    if set(provinces) != set(PLACES):
        return None
    limits = _limits([row.registered for row in provinces.values()])
    tiles = [_tile(asked, provinces[name], limits, *place) for name, place in PLACES.items()]
    for name, (island, column, line) in ISLANDS.items():
        tiles.append(_tile(asked, provinces[name], limits, column, line, "", island))
    return TileMap(tiles, _key(limits))


def _tile(asked: Asked, row: UnitRow, limits: list[int], column: int, line: int, sign: str, island: str = "") -> Tile:
    unit: Any = row.unit
    step = 0 if not row.registered else 1 + sum(row.registered > limit for limit in limits)
    address = asked.address(unit=unit.pk)
    return Tile(column, line, step, unit.name, sign, written.figure(row.registered), address, island)


def _limits(counts: list[int]) -> list[int]:
    """The largest count of each step but the last: a fifth of the provinces that have any stands in each."""
    some = sorted(count for count in counts if count)
    return sorted({some[max(0, len(some) * step // STEPS - 1)] for step in range(1, STEPS)}) if some else []


def _key(limits: list[int]) -> list[tuple[int, str]]:
    words = []
    first = 1
    for step, limit in enumerate(limits, start=1):
        words.append((step, f"{written.figure(first)}–{written.figure(limit)}"))
        first = limit + 1
    return [*words, (len(limits) + 1, f"≥ {written.figure(first)}")] if limits else []
