"""`kheo read FILE… [--json|--text]`: files to readings on a terminal, each file by itself."""

import argparse
import json
import sys
from pathlib import Path
from typing import TextIO

from kheo.reader.intake import RefusedText, text_of_file
from kheo.reader.reading import prepared, read
from kheo.reader.table import table_of


def run(argv_files: list[str], *, as_json: bool, as_text: bool, out: TextIO, err: TextIO, explain: bool = False) -> int:
    """Read each file and print it: JSON Lines, the text that offsets count in, or a table. Returns the exit status.

    0, or 2 where a file could not be read: the others are read all the same. In JSON a refused file is a line with
    `source`, `error` and the reason's code; else the message goes to `err`.
    """
    status = 0
    for name in argv_files:
        source = Path(name).name
        try:
            text = text_of_file(name)
        except RefusedText as refused:
            status = 2
            if as_json:
                row = {"source": source, "error": refused.refusal.message_vi, "reason": refused.refusal.code}
                print(json.dumps(row, ensure_ascii=False), file=out)
            else:
                print(f"{source}: {refused.refusal.message_vi}", file=err)
            continue
        if as_text:
            out.write(prepared(text))
        elif as_json:
            print(json.dumps(read(text).as_dict(source=source, explain=explain), ensure_ascii=False), file=out)
        else:
            print(table_of(read(text), source), file=out)
    return status


def main(argv: list[str] | None = None) -> int:
    """`python -m kheo.reader`: the same command by itself."""
    parser = argparse.ArgumentParser(prog="kheo read", description="Đọc số liệu từ báo cáo dạng văn bản")
    parser.add_argument("files", nargs="+", metavar="FILE")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="mỗi tệp một dòng JSON")
    form.add_argument("--text", action="store_true", help="in văn bản mà các vị trí (start, end) tính theo")
    parser.add_argument("--explain", action="store_true", help="kèm các phần bị bỏ qua (chỉ với --json)")
    chosen = parser.parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", newline="\n")
    return run(
        chosen.files, as_json=chosen.json, as_text=chosen.text, out=sys.stdout, err=sys.stderr, explain=chosen.explain
    )
