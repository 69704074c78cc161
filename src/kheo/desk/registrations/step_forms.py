"""The small forms of the registration page: one for each step that asks for more than a press of a button."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.audit import clock
from kheo.desk.registrations.forms import capitals
from kheo.initiatives.choices import Alive, Outcome
from kheo.initiatives.models import Registration
from kheo.initiatives.workflow import ITEMS
from kheo.ui.forms import Form, LongTextField, MoneyField, PhotosField, TextField, VietnameseDateField, WholeNumberField

ITEM_TITLES = {
    "name": _("1. Name"),
    "situation": _("2. Situation and reason"),
    "goals": _("3. Goals and criteria"),
    "method": _("4. What is done and how"),
    "beneficiaries": _("5. Place and beneficiaries"),
    "forces": _("6. Forces"),
    "resources": _("7. Resources"),
    "schedule": _("8. Time and day of evaluation"),
    "outputs": _("9. Results that can be checked"),
    "sustainability": _("10. Keeping up and passing on"),
}
"""The ten items as the register names them in lists."""


class StepForm(Form):
    """A form beside one registration."""

    use_required_attribute = False

    def __init__(self, *args: Any, registration: Registration, **rest: Any) -> None:
        self.registration = registration
        super().__init__(*args, **rest)


class ReasonForm(StepForm):
    """Why."""

    reason = LongTextField(label=_("Reason"), help_text=_("It is shown to the other side and kept."))


class ReturnForm(StepForm):
    """What is to be mended, why, and by when."""

    items = forms.MultipleChoiceField(
        label=_("Items to mend"),
        required=False,
        choices=[(name, ITEM_TITLES[name]) for name in ITEMS],
        widget=forms.CheckboxSelectMultiple,
    )
    reason = LongTextField(
        label=_("Reason"),
        rows=4,
        help_text=_("Write what the body has to do. For example: “Write the day of evaluation”."),
    )
    due_on = VietnameseDateField(label=_("To be mended by"))


class EvaluationForm(StepForm):
    """How it came out, compared with its goals."""

    outcome = forms.ChoiceField(label=_("How it came out"), choices=capitals(Outcome), widget=forms.RadioSelect)
    evaluation = LongTextField(label=_("What was reached, compared with the goals"))
    on = VietnameseDateField(label=_("Day of the evaluation"))


class AliveForm(StepForm):
    """Whether the work itself goes on."""

    alive = forms.ChoiceField(label=_("The work"), widget=forms.RadioSelect)
    on = VietnameseDateField(label=_("Since"))
    reason = LongTextField(label=_("Reason"), help_text=_("It is shown to the other side and kept."))

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        now = self.registration.initiative.alive
        self.fields["alive"].choices = capitals(each for each in Alive if each != now)


class ConsentForm(StepForm):
    """Consent is a box that nobody ticks in advance."""

    consents = forms.BooleanField(
        label=_("I was asked to, and I agree that name and work are shown on the public page."),
        help_text=_("The consent can be taken back at any time; the page then vanishes at once."),
    )


class EntryForm(StepForm):
    """When the office's own draft was accepted."""

    accepted_on = VietnameseDateField(label=_("Day on which it was accepted"))


class FollowUpForm(StepForm):
    """What was seen on a day, with three numbers where they are known, and photos."""

    on = VietnameseDateField(label=_("Day"), initial=clock.today)
    what = LongTextField(label=_("What was seen"), help_text=_("What was done, what is hard, what comes next."))
    people = WholeNumberField(label=_("Persons who joined or benefited"), required=False)
    money = MoneyField(label=_("Money raised"), required=False)
    labour_days = WholeNumberField(label=_("Labour days"), required=False)
    photos = PhotosField(
        label=_("Photos"), required=False, help_text=_("At most 5 photos. Do not photograph identity papers.")
    )
    shows_children = forms.BooleanField(label=_("There are children in the photos"), required=False)
    has_childrens_consent = forms.BooleanField(
        label=_("The children and a parent of each were asked and agree"), required=False
    )


class EvidenceForm(StepForm):
    """One photo or document."""

    file = forms.FileField(
        label=_("Photo or document"),
        help_text=_("Photo (JPG, PNG, WebP) up to 8 MB or document (PDF, DOCX, XLSX) up to 20 MB. No identity papers."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx"}),
        allow_empty_file=True,
    )
    title = TextField(label=_("What it shows"), required=False, max_length=200)
    shows_children = forms.BooleanField(label=_("There are children in the photos"), required=False)
    has_childrens_consent = forms.BooleanField(
        label=_("The children and a parent of each were asked and agree"), required=False
    )
