"""`kheo …`: reads the command line and calls one function."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kheo.config.environment import EnvironmentMistake
from kheo.config.words import Trouble, prepare_words
from kheo.config.words import gettext as _
from kheo.units.errors import Refusal

Run = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """The status of the process: 0 done, 1 refused with a message on stderr, 2 a wrong command line; `read` has its
    own."""
    prepare_words()
    options = parser().parse_args(arguments)
    run: Run = options.run
    try:
        return run(options)
    except (Trouble, EnvironmentMistake, Refusal) as refusal:
        print(f"kheo: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    root = argparse.ArgumentParser(prog="kheo", description=_("Khéo, for the movement Dân vận khéo"))
    commands = root.add_subparsers(metavar=_("command"), required=True)

    setup = commands.add_parser("setup", help=_("prepare a home for a real ward; asks for what is not given"))
    setup.add_argument("--province", help=_("name of the province or city"))
    setup.add_argument("--ward", help=_("name of the ward, commune or special zone"))
    setup.add_argument("--admin-name", help=_("full name of the first administrator"))
    setup.add_argument("--admin-username", help=_("user name of the first administrator"))
    secret = setup.add_mutually_exclusive_group()
    secret.add_argument("--admin-password", help=_("password; visible in the list of processes, so better the next"))
    secret.add_argument("--admin-password-stdin", action="store_true", help=_("read the password from standard input"))
    setup.set_defaults(run=_with_django("setup"))

    serve = commands.add_parser("serve", help=_("serve the pages"))
    serve.add_argument("--host", default="127.0.0.1", help=_("address to listen at (127.0.0.1)"))
    serve.add_argument("--port", type=_port, default=8000, help=_("port to listen at (8000)"))
    serve.add_argument(
        "--no-worker", dest="worker", action="store_false", help=_("leave work put off to 'kheo worker'")
    )
    serve.set_defaults(run=_with_django("serve"))

    _simple(commands, "worker", _("do the work put off, in a process of its own"))
    _simple(commands, "upgrade", _("bring database, units and styles up to this version"))
    _simple(commands, "demo", _("fill a home with sample data, to look at"))
    _simple(commands, "load-units", _("load the administrative units that ship with Khéo"))
    _simple(commands, "check", _("say what is wrong with settings and home"))

    recount = commands.add_parser("recount", help=_("count all figures again from the records"))
    recount.add_argument("--check", action="store_true", help=_("only compare, change nothing; 1 where they differ"))
    recount.set_defaults(run=_with_django("recount"))

    read = commands.add_parser("read", help=_("read reports into figures; needs no home"))
    read.add_argument(
        "places", nargs="+", type=Path, metavar=_("file"), help=_("a file, a folder, a .zip, or - for standard input")
    )
    form = read.add_mutually_exclusive_group()
    for name, told in (
        ("json", _("as JSON")),
        ("text", _("only the text, as it is read")),
        ("table", _("as a table for a person; so it is without an option")),
        ("findings", _("only what does not add up; status 1 where there is any")),
    ):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=told)
    read.add_argument("--explain", action="store_true", help=_("also what was left out, and why"))
    read.set_defaults(run=_read, form="table")

    backup = commands.add_parser("backup", help=_("write database, files and key into one verified archive"))
    backup.add_argument("file", type=Path, metavar=_("file"))
    backup.set_defaults(run=_back_up)

    restore = commands.add_parser("restore", help=_("put an archive into an empty home"))
    restore.add_argument("file", type=Path, metavar=_("file"))
    restore.add_argument("--force", action="store_true", help=_("move what is in the home aside"))
    restore.set_defaults(run=_restore)
    return root


def _simple(commands: Any, name: str, help_text: str) -> None:
    commands.add_parser(name, help=help_text).set_defaults(run=_with_django(name.replace("-", "_")))


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(_("%s is no port: a number from 1 to 65535") % text)
    return int(text)


def _with_django(name: str) -> Run:
    """The function of that name in `config.commands`, loaded only when it is asked for."""

    def run(options: argparse.Namespace) -> int:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kheo.config.settings")
        importlib.import_module("django").setup()
        importlib.import_module("django.utils.translation").activate(os.environ.get("KHEO_LANGUAGE") or "vi")
        status: int = importlib.import_module("kheo.config.commands").run(name, options)
        return status

    return run


def _read(options: argparse.Namespace) -> int:
    """0 where all was read and agrees, 1 where something does not add up, 2 where a file could not be read."""
    command = importlib.import_module("kheo.reader.command")
    command.speak_utf8()
    status: int = command.run(
        options.places,
        form=command.Form(options.form),
        out=sys.stdout,
        err=sys.stderr,
        explain=options.explain,
    )
    return status


def _back_up(options: argparse.Namespace) -> int:
    summary = importlib.import_module("kheo.config.archive").back_up(options.file)
    print(_report(_("Backed up and verified"), summary))
    return 0


def _restore(options: argparse.Namespace) -> int:
    summary = importlib.import_module("kheo.config.archive").restore(options.file, force=options.force)
    print(_report(_("Restored and counted again"), summary))
    print(_("Next: kheo upgrade, then kheo recount --check"))
    return 0


def _report(done: str, summary: Any) -> str:
    return _("%(done)s: %(rows)d rows in %(tables)d tables, %(files)d files, %(size)d kB, made at %(made_at)s.") % {
        "done": done,
        "rows": sum(summary.rows.values()),
        "tables": len(summary.rows),
        "files": summary.files,
        "size": summary.size // 1024,
        "made_at": summary.made_at,
    }


if __name__ == "__main__":
    sys.exit(main())
