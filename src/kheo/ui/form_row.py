"""A form field made ready for its row: which control, which help, which errors, and how they hang together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.forms.boundfield import BoundWidget
from django.forms.formsets import BaseFormSet

from kheo.ui.states import FIELDS


@dataclass(frozen=True)
class Option:
    """One radio button or box of a group; `sign` is the code of a field of the movement, or nothing."""

    tag: str
    label: str
    sign: str = ""


@dataclass(frozen=True)
class FieldRow:
    """What ui/parts/field.html draws.

    `kind`: control (one input), tick (a single box), group (radio buttons or boxes), hidden.
    """

    kind: str
    bound: BoundField
    label: str
    help: str
    optional: bool
    help_id: str
    error_id: str
    described_by: str
    control: str = ""
    options: list[Option] = field(default_factory=list)


def field_row(bound: BoundField, *, signs: bool = False) -> FieldRow:
    """The row of a bound field."""
    widget = bound.field.widget
    help_id, error_id = f"{bound.auto_id}_helptext", f"{bound.auto_id}_error"
    described_by = " ".join(
        [help_id] * bool(bound.help_text) + [error_id] * bool(bound.errors),
    )
    kind = _kind(bound)
    attributes: dict[str, Any] = {"aria-describedby": described_by} if described_by else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return FieldRow(
        kind=kind,
        bound=bound,
        label=str(bound.label),
        help=bound.help_text,
        optional=not bound.field.required and kind != "tick",
        help_id=help_id,
        error_id=error_id,
        described_by=described_by,
        control=bound.as_widget(attrs=attributes) if kind != "group" else "",
        options=_options(bound, widget, signs=signs) if kind == "group" else [],
    )


def mistakes(forms_given: Iterable[BaseForm | BaseFormSet]) -> list[tuple[str, str, str]]:
    """(id of the control or "", label or "", sentence) of every error, in the order of the fields."""
    found: list[tuple[str, str, str]] = []
    for form in _single_forms(forms_given):
        if isinstance(form, BaseFormSet):
            found += [("", "", sentence) for sentence in form.non_form_errors()]
            continue
        found += [("", "", sentence) for sentence in form.non_field_errors()]
        for bound in form:
            place = "" if bound.is_hidden else _first_control(bound)
            found += [(place, _short_label(bound, sentence), sentence) for sentence in bound.errors]
    return found


def _single_forms(given: Iterable[BaseForm | BaseFormSet]) -> Iterable[BaseForm | BaseFormSet]:
    for form in given:
        if isinstance(form, BaseFormSet):
            yield form
            yield from form.forms
        elif isinstance(form, BaseForm) and form.is_bound:
            yield form


def _short_label(bound: BoundField, sentence: str) -> str:
    """The first sentence of the label; nothing where the error itself names it (“Ghi tên mô hình.”)."""
    label = str(bound.label).split(". ")[-1 if str(bound.label)[:1].isdigit() else 0]
    return "" if label.casefold() in sentence.casefold() else label


def _first_control(bound: BoundField) -> str:
    """A group's own id names no control: its first option is where the reader must land."""
    return f"{bound.auto_id}_0" if _kind(bound) == "group" else bound.id_for_label or bound.auto_id


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    return "tick" if isinstance(widget, forms.CheckboxInput) else "control"


def _options(bound: BoundField, widget: forms.Widget, *, signs: bool) -> list[Option]:
    """Without aria-invalid: a radio button may not carry it, the group's error is named by the fieldset."""
    attributes: dict[str, Any] = {"id": bound.auto_id}
    if bound.field.disabled:
        attributes["disabled"] = True
    renderer = bound.form.renderer
    built = [
        BoundWidget(widget, data, renderer) for data in widget.subwidgets(bound.html_name, bound.value(), attributes)
    ]
    return [
        Option(tag=each.tag(), label=each.choice_label, sign=_code(each) if signs else "")
        for each in built
        if str(each.data["value"]) or not bound.field.required
    ]


def _code(option: BoundWidget) -> str:
    value = str(option.data["value"])
    return value if value in FIELDS else ""
