"""`kheo setup`: asks for the place and the first administrator, and founds a real ward. Never any sample data."""

import getpass
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError

from kheo.config.words import Trouble
from kheo.config.words import gettext as _
from kheo.units.actions import found_ward
from kheo.units.actions.founding import ward_named
from kheo.units.errors import NotPossible
from kheo.units.models import Unit

REQUIRED = ("province", "ward", "admin_name", "admin_username", "admin_password")


@dataclass
class Answers:
    """What was given as options, and where the rest comes from: `ask` for text, `ask_secret` for the password."""

    given: dict[str, str]
    ask: Callable[[str], str] | None
    ask_secret: Callable[[str], str] = getpass.getpass

    def take(self, name: str, question: str) -> str:
        """The option once, then the person at the keyboard; raises Trouble where neither can answer."""
        if answer := self.given.pop(name, ""):
            return answer
        if self.ask is None:
            raise Trouble(_("Not given: %s. See 'kheo setup --help'.") % f"--{name.replace('_', '-')}")
        while True:
            if answer := self.ask(f"{question}: ").strip():
                return answer


def answers_of(options: Namespace) -> Answers:
    """The options of the command line; raises Trouble early where something is missing and nobody can be asked."""
    if settings.DEMO:
        raise Trouble(_("KHEO_DEMO is set: a real ward never lives beside sample data. Unset it, then try again."))
    given = {name: getattr(options, name) or "" for name in REQUIRED}
    if options.admin_password_stdin:
        given["admin_password"] = sys.stdin.readline().rstrip("\r\n")
    if sys.stdin.isatty() and not options.admin_password_stdin:
        return Answers(given, ask=input)
    missing = [f"--{name.replace('_', '-')}" for name in REQUIRED if not given[name]]
    if missing:
        raise Trouble(_("Not given: %s. See 'kheo setup --help'.") % ", ".join(missing))
    return Answers(given, ask=None)


def found(answers: Answers, say: Callable[[str], None]) -> None:
    """Founds the ward; a person at the keyboard may correct what is refused, otherwise the refusal is raised."""
    ward = _place(answers, say)
    while True:
        try:
            _ward, user = found_ward(
                province_name=ward.parent.title if ward.parent else "",
                ward_name=ward.title,
                full_name=answers.take("admin_name", _("Full name of the first administrator")),
                username=answers.take("admin_username", _("User name to sign in with")),
                password=_password(answers),
            )
            break
        except ValidationError as fault:
            message = " ".join(fault.messages)
            if answers.ask is None:
                raise Trouble(message) from fault
            say(message)
    say(_("%(ward)s is ready; %(username)s administers it.") % {"ward": ward.heading, "username": user.username})
    say(_("Start with: make serve (or: kheo serve)"))


def _place(answers: Answers, say: Callable[[str], None]) -> Unit:
    while True:
        try:
            province = answers.take("province", _("Province or city"))
            return ward_named(province, answers.take("ward", _("Ward, commune or special zone")))
        except NotPossible as refusal:
            if answers.ask is None:
                raise
            say(str(refusal))


def _password(answers: Answers) -> str:
    if given := answers.given.pop("admin_password", ""):
        return given
    if answers.ask is None:
        raise Trouble(_("Not given: %s. See 'kheo setup --help'.") % "--admin-password-stdin")
    while True:
        first = answers.ask_secret(_("Password (at least 10 characters)") + ": ")
        if first and first == answers.ask_secret(_("The password again") + ": "):
            return first
