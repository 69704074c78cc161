"""What is asked for a list: the file, the unit and year, and a day for the rows that name none."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.initiatives.models import Campaign
from kheo.reader.list_files import ListFile, RefusedList, read_list_file
from kheo.ui.forms import Form, VietnameseDateField
from kheo.ui.written import figure
from kheo.units.models import Unit

REFUSED = {
    "empty": gettext_lazy("There is nothing in the file. Choose the list of models."),
    "too_large": gettext_lazy("The file is larger than 5 MB. Keep the list alone in it, without pictures."),
    "too_long": gettext_lazy("The list has more than 20,000 rows. Divide it, for example by year."),
    "encrypted": gettext_lazy("The file is locked with a password. Open it, take the password off, save it again."),
    "old_excel": gettext_lazy("This is an old Excel file (.xls). Open it in Excel and save it as .xlsx."),
    "not_list": gettext_lazy("This is no spreadsheet. Choose a file that ends in .xlsx or .csv."),
    "unknown_encoding": gettext_lazy("The letters of this file cannot be read. Save it as .xlsx, or as CSV UTF-8."),
    "broken": gettext_lazy("The file is damaged and does not open. Open it in Excel, save it again as .xlsx."),
    "secret": gettext_lazy("The file is stamped “Mật”. Khéo takes no secret document; nothing was kept."),
}


class ListForm(Form):
    """A list, whose it is and of which year."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("The list (.xlsx or .csv)"),
        allow_empty_file=True,
        max_length=300,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=gettext_lazy("At most 5 MB and 20,000 rows. Columns in any order; the headings say what they hold."),
    )
    campaign = forms.ChoiceField(label=gettext_lazy("Unit and year"))
    accepted_on = VietnameseDateField(
        label=gettext_lazy("Day on which they were accepted"),
        help_text=gettext_lazy("For the rows that name no day of their own. Day/month/year."),
    )

    found: ListFile
    source = ""

    def __init__(self, *args: Any, campaigns: Sequence[tuple[Unit, Campaign]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.campaigns = {f"{unit.pk}-{campaign.pk}": (unit, campaign) for unit, campaign in campaigns}
        self.fields["campaign"].choices = [
            ("", _("Choose unit and year")),
            *((key, f"{campaign.year}: {unit.title}") for key, (unit, campaign) in self.campaigns.items()),
        ]

    def clean_file(self) -> Any:
        """Sets `found` and `source`; of what is refused nothing stays."""
        file = self.cleaned_data["file"]
        try:
            self.found = read_list_file(file.read())
        except RefusedList as refused:
            raise forms.ValidationError(REFUSED[refused.code], code=refused.code) from None
        self.source = " ".join(str(file.name or "").split())[:200]
        return file

    @property
    def chosen(self) -> tuple[Unit, Campaign]:
        """Unit and campaign; only of a form without errors."""
        return self.campaigns[self.cleaned_data["campaign"]]


def weighs_too_much(size: int) -> str:
    """What is said of a file whose body was not read."""
    sizes = {"size": figure(round(size / 1_000_000))}
    return _("The file weighs %(size)s MB, at most 5 MB. Keep the list alone in it, without pictures.") % sizes
