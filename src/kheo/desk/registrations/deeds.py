"""What can be done with a registration on its page: one row a deed, with its button, its form and its verb."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kheo.audit import clock
from kheo.desk.registrations.step_forms import (
    AliveForm,
    ConsentForm,
    EntryForm,
    EvaluationForm,
    EvidenceForm,
    FollowUpForm,
    ReasonForm,
    ReturnForm,
    StepForm,
)
from kheo.initiatives import actions
from kheo.initiatives.models import Registration
from kheo.initiatives.policy import can
from kheo.initiatives.rules import read_rules
from kheo.units.actors import Actor

Words = str | Promise


@dataclass(frozen=True)
class Deed:
    """One row. `action` is the word of the policy, `group` the part of the page; without a form it is done at once."""

    slug: str
    action: str
    label: Words
    button: Words
    done: Words
    act: Callable[..., Any]
    form: type[StepForm] | None = None
    look: str = "two"
    sign: str = ""
    help: Words = ""
    group: str = "decide"

    @property
    def asks(self) -> bool:
        """True where a form comes first."""
        return self.form is not None


def _attach_photos(registration: Registration, by: Actor, values: dict[str, Any]) -> None:
    children = {name: values.pop(name) for name in ("shows_children", "has_childrens_consent")}
    photos = values.pop("photos")
    seen = actions.follow_up(registration, by=by, **values)
    for photo in photos:
        actions.attach(registration, by=by, name=photo.name, content=photo.read(), follow_up=seen, **children)


def _attach(registration: Registration, by: Actor, values: dict[str, Any]) -> None:
    file = values.pop("file")
    actions.attach(registration, by=by, name=file.name, content=file.read(), **values)


def _take_consent_back(registration: Registration, by: Actor, _values: dict[str, Any]) -> None:
    actions.set_consent(registration, by=by, consents=False)


def _by_keywords(verb: Callable[..., Any]) -> Callable[[Registration, Actor, dict[str, Any]], Any]:
    return lambda registration, by, values: verb(registration, by=by, **values)


_ACCEPT = pgettext_lazy("registration", "Accept")
DEEDS: dict[str, Deed] = {
    deed.slug: deed
    for deed in (
        Deed("tiep-nhan", "accept", _ACCEPT, _ACCEPT, _("Accepted. It stands in the register from today on."),
             _by_keywords(actions.accept), look="", sign="check"),
        Deed("tra-lai", "return", _("Return to be mended"), _("Return to %(body)s"), _("Returned with the reason."),
             _by_keywords(actions.return_), ReturnForm, "warn", "back",
             _("The body reads these words on its own page. What it wrote stays; it is only opened again.")),
        Deed("khong-tiep-nhan", "refuse", pgettext_lazy("registration", "Refuse"), _("Refuse for good"),
             _("Refused with the reason."),
             _by_keywords(actions.refuse), ReasonForm, "warn", "",
             _("A refused registration cannot be sent again. To have it mended, return it.")),
        Deed("ghi-vao-so", "enter", _("Enter in the register"), _("Enter in the register"),
             _("It stands in the register from that day on."), _by_keywords(actions.enter_draft), EntryForm, "",
             "check"),
        Deed("dua-ra-khoi-so", "strike_off", _("Strike off the register"), _("Strike off the register"),
             _("Struck off with the reason. It is in no count."), _by_keywords(actions.strike_off), ReasonForm, "warn",
             "", _("For what was entered by mistake. It can be entered again later.")),
        Deed("danh-gia", "evaluate", _("Evaluate"), _("Keep the evaluation"), _("The evaluation is kept."),
             _by_keywords(actions.evaluate), EvaluationForm, "two", "done"),
        Deed("mo-lai", "reopen", _("Take the evaluation back"), _("Take the evaluation back"),
             _("It is under way again."), _by_keywords(actions.reopen), ReasonForm, "warn"),
        Deed("lay-lai", "take_back", _("Take back to change it"), _("Take back to change it"),
             _("It is a draft again; nobody else sees it."), _by_keywords(actions.take_back), ReasonForm, "two",
             "back"),
        Deed("rut", "withdraw", pgettext_lazy("registration", "Withdraw"), _("Withdraw for good"), _("Withdrawn."),
             _by_keywords(actions.withdraw), ReasonForm, "warn", "",
             _("A withdrawn registration cannot be sent again in this campaign.")),
        Deed("theo-doi", "follow_up", _("Write a follow-up"), _("Keep the follow-up"), _("The follow-up is kept."),
             _attach_photos, FollowUpForm, group="follow"),
        Deed("tinh-trang", "set_alive", _("Change whether it goes on"), _("Keep this"), _("Kept."),
             _by_keywords(actions.set_alive), AliveForm, group="life"),
        Deed("dong-y", "consent", _("Consent to be shown publicly"), _("Keep the consent"), _("The consent is kept."),
             _by_keywords(actions.set_consent), ConsentForm, group="consent"),
        Deed("rut-dong-y", "consent", _("Take the consent back"), _("Take the consent back"),
             _("The consent is taken back. The public page no longer shows it."),
             _take_consent_back, group="consent"),
        Deed("minh-chung", "attach", _("Attach a photo or document"), _("Attach"), _("Attached."),
             _attach, EvidenceForm, group="evidence"),
    )
}  # fmt: skip
"""By the word in the address."""


@dataclass(frozen=True)
class Offer:
    """A deed as it is offered to somebody: open, or refused with a reason."""

    deed: Deed
    reason: Words = ""


def offers(actor: Actor, registration: Registration, group: str) -> list[Offer]:
    """The deeds of a group that this person may do now, in the order of the table."""
    mine = [deed for deed in DEEDS.values() if deed.group == group]
    return [Offer(deed) for deed in mine if _fits(deed, registration) and can(actor, deed.action, registration)]


def _fits(deed: Deed, registration: Registration) -> bool:
    """Of giving and taking back the consent, the one that would change something."""
    if deed.action != "consent":
        return True
    return registration.initiative.consents_to_publication == (deed.slug == "rut-dong-y")


def form_of(deed: Deed, registration: Registration, data: Any = None, files: Any = None) -> StepForm | None:
    """The deed's form, bound where there is something to read; None for a deed of one press."""
    if deed.form is None:
        return None
    if data is not None:
        return deed.form(data, files, registration=registration)
    return deed.form(registration=registration, initial=_initial(deed, registration))


def _initial(deed: Deed, registration: Registration) -> dict[str, Any]:
    today = clock.today()
    if deed.action == "return":
        days = read_rules(registration.campaign.rule_set.data).repair_days
        return {"due_on": today + timedelta(days=days)}
    return {"on": today} if deed.action == "evaluate" else {}
