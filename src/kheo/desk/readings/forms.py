"""What is typed on the review page: decisions beside numbers and names, numbers put right, the reason of an undo."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kheo.desk.readings.words import plain_number
from kheo.figures.readings_rows import Row
from kheo.initiatives.queries import Similar
from kheo.ui.forms import Form

SAME = "same-"


class RightNumberField(forms.Field):
    """A number put right: digits as an office writes them, decimals with a comma; `whole` for what is counted."""

    default_error_messages = {
        "invalid": gettext_lazy("“%(value)s” is not a number. Write it in digits, for example 30."),
        "part": gettext_lazy("“%(value)s” is not whole. What is counted has no decimals."),
        "large": gettext_lazy("“%(value)s” is too large for this. Look at the digits again."),
    }

    def __init__(self, *, whole: bool, most: int, **rest: Any) -> None:
        attributes = {"class": "short", "inputmode": "numeric" if whole else "decimal", "autocomplete": "off"}
        super().__init__(required=False, widget=forms.TextInput(attrs=attributes), **rest)
        self.whole, self.most = whole, most

    def to_python(self, value: Any) -> Decimal | None:
        typed = " ".join(str(value or "").split()).removesuffix("%").strip()
        if not typed:
            return None
        if re.fullmatch(r"\d{1,3}([. ]\d{3})+(,\d{1,3})?|\d{1,15}([.,]\d{1,3})?", typed, re.ASCII) is None:
            raise self._refused("invalid", typed)
        grouped = re.fullmatch(r"\d{1,3}([. ]\d{3})+(,\d{1,3})?", typed, re.ASCII)
        number = Decimal((re.sub(r"[. ]", "", typed) if grouped else typed).replace(",", "."))
        if self.whole and number != number.to_integral():
            raise self._refused("part", typed)
        if number > self.most:
            raise self._refused("large", typed)
        return number

    def _refused(self, code: str, typed: str) -> forms.ValidationError:
        shown = typed if len(typed) <= 40 else f"{typed[:40]}…"
        return forms.ValidationError(self.error_messages[code], code=code, params={"value": shown})


class DecisionForm(Form):
    """Accept, correct or drop beside each open row of a page, accept or drop beside each name. None is chosen yet."""

    CHOICES = (
        ("keep", pgettext_lazy("decision", "Accept")),
        ("edit", pgettext_lazy("decision", "Correct")),
        ("drop", pgettext_lazy("decision", "Drop")),
    )

    def __init__(self, *args: Any, rows: Sequence[Row], names: Mapping[int, Sequence[Similar]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = [row for row in rows if row.is_open]
        for row in self.rows:
            choice = forms.ChoiceField(choices=self.CHOICES, required=False, label=_number(row))
            self.fields[f"f{row.head.position}"] = choice
            for fact in row.facts:
                percent = fact.fact["measure"] == "percent"
                field = RightNumberField(
                    whole=not percent and _is_whole(fact.fact["value"]),
                    most=1000 if percent else 10**9,
                    label=_number(row),
                    initial=plain_number(fact.value),
                )
                self.fields[f"v{fact.position}"] = field
        for position, known in names.items():
            same = [(f"{SAME}{one.initiative.pk}", _same_as(one)) for one in known]
            choices = [*same, ("keep", _("Accept as new") if same else _("Accept")), self.CHOICES[2]]
            self.fields[f"n{position}"] = forms.ChoiceField(choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        """A row to be corrected needs at least one number that differs from what was read."""
        data = super().clean()
        for row in self.rows:
            values = [f"v{fact.position}" for fact in row.facts]
            if data.get(f"f{row.head.position}") != "edit":
                for name in values:
                    # A number typed beside a row that is not to be corrected says nothing.
                    self.errors.pop(name, None)
            elif not any(name in self.errors for name in values) and not self._differs(row, data):
                sentence = _("This is the number that was read. Write the right one, or choose “Accept”.")
                self.add_error(values[0], sentence)
        return data

    def _differs(self, row: Row, data: dict[str, Any]) -> bool:
        given = [(fact.value, data.get(f"v{fact.position}")) for fact in row.facts]
        return any(number is not None and number != value for value, number in given)


def _same_as(one: Similar) -> str:
    said = {"name": one.initiative.name, "percent": one.percent}
    return _("The same as “%(name)s” (%(percent)s%% alike)") % said


def _number(row: Row) -> str:
    return _("Number %(number)s") % {"number": row.number}


def _is_whole(value: float) -> bool:
    return float(value).is_integer()
