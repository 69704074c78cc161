"""`kheo read FILE|FOLDER…`: files of every kind to readings on a terminal, each document by itself."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TextIO

from kheo.reader.files import Document, RefusedFile, documents_at, documents_of
from kheo.reader.files.documents import MOST_FILE_BYTES
from kheo.reader.reading import prepared, read
from kheo.reader.readings import Reading
from kheo.reader.table import findings_of, table_of

ALL_AGREES, FINDINGS, REFUSED = 0, 1, 2
GIVEN = "-"
"""In the place of a file: what is given on standard input."""


class Form(Enum):
    """What is printed of a document."""

    TABLE = "table"
    JSON = "json"
    TEXT = "text"
    FINDINGS = "findings"


def run(places: Iterable[str | Path], *, form: Form, out: TextIO, err: TextIO, explain: bool = False) -> int:
    """Read every document in the files and folders, and print it. Returns the exit status.

    0 where all was read and agrees, 1 where something does not add up, 2 where a file could not be read: the others
    are read all the same. In JSON a refused file is a line with `source`, `error` and the reason's code; else the
    message goes to `err`. `explain` adds what was left out of the reading, and why.
    """
    tally = _Tally()
    for document in _documents(places):
        tally.documents += 1
        if isinstance(document, RefusedFile):
            tally.refused += 1
            _print_refusal(document, form, out, err)
        elif form is Form.TEXT:
            out.write(prepared(document.text))
        else:
            reading = read(document.text, explain=explain)
            tally.with_findings += bool(reading.findings)
            _print_reading(document.source, reading, form, out, explain=explain)
    if form is Form.FINDINGS:
        print(_summary(tally), file=out)
    return REFUSED if tally.refused else FINDINGS if tally.with_findings else ALL_AGREES


def main(argv: Sequence[str] | None = None) -> int:
    """`python -m kheo.reader`: the same command by itself."""
    chosen = _parser().parse_args(argv)
    speak_utf8()
    return run(chosen.places, form=Form(chosen.form), out=sys.stdout, err=sys.stderr, explain=chosen.explain)


def speak_utf8() -> None:
    """Print Vietnamese with Unix line ends whatever the terminal's own encoding is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")


@dataclass(slots=True)
class _Tally:
    documents: int = 0
    refused: int = 0
    with_findings: int = 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kheo read", description="Đọc số liệu từ các báo cáo")
    parser.add_argument("places", nargs="+", metavar="FILE", help="tệp, thư mục, tệp .zip, hoặc - (đầu vào chuẩn)")
    form = parser.add_mutually_exclusive_group()
    for name, told in (
        ("json", "mỗi văn bản một dòng JSON"),
        ("text", "in văn bản mà các vị trí (start, end) tính theo"),
        ("table", "bảng cho người xem (mặc định)"),
        ("findings", "chỉ in những chỗ không khớp"),
    ):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=told)
    parser.add_argument("--explain", action="store_true", help="kèm các phần bị bỏ qua và lý do")
    parser.set_defaults(form="table")
    return parser


def _documents(places: Iterable[str | Path]) -> Iterator[Document | RefusedFile]:
    for place in places:
        if str(place) == GIVEN:
            yield from documents_of(GIVEN, sys.stdin.buffer.read(MOST_FILE_BYTES + 1))
        else:
            yield from documents_at(place)


def _print_refusal(refused: RefusedFile, form: Form, out: TextIO, err: TextIO) -> None:
    told = refused.refusal.message_vi
    if form is Form.JSON:
        row = {"source": refused.source, "error": told, "reason": refused.refusal.code}
        print(json.dumps(row, ensure_ascii=False), file=out)
    else:
        print(f"{refused.source}: {told}", file=err)


def _print_reading(source: str, reading: Reading, form: Form, out: TextIO, *, explain: bool) -> None:
    if form is Form.JSON:
        print(json.dumps(reading.as_dict(source=source, explain=explain), ensure_ascii=False), file=out)
    elif form is Form.FINDINGS:
        out.write(findings_of(reading, source))
    else:
        print(table_of(reading, source, explain=explain), file=out)


def _summary(tally: _Tally) -> str:
    read_ones = tally.documents - tally.refused
    told = f"Đã đọc {read_ones} văn bản: {tally.with_findings} văn bản có chỗ không khớp"
    return told + (f"; {tally.refused} tệp không đọc được." if tally.refused else ".")
