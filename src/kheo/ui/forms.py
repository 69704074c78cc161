"""The base of all forms, and the fields that read Vietnamese dates, figures, sums and names.

Each field says what is wrong with the value that was typed, and what to write instead.
"""

import datetime
import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.utils.functional import lazy
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from kheo.ui.written import figure

LONGEST_LINE = 300
LONGEST_TEXT = 20_000
LARGEST_NUMBER = 2_147_483_647
LARGEST_SUM = 10**15
PHOTO_LIMIT_MB = 8
_MB = 1024 * 1024


class Form(forms.Form):
    """A form that asks for what is missing by its name: “Ghi tên mô hình.”, “Chọn lĩnh vực.”

    A sentence that a field brings itself stays.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _speak(field, str(field.label or name.replace("_", " ")))


def _speak(field: forms.Field, label: str) -> None:
    """Replace Django's own sentences by ours."""
    chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField)
    if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
        sentence = _("Choose: %(label)s.") if chosen else _("Write: %(label)s.")
        if isinstance(field, forms.BooleanField):
            sentence = _("Tick this box to go on.")
        field.error_messages["required"] = _with_label(sentence, label)
    for kind in ("invalid_choice", "invalid_pk_value"):
        if kind in field.error_messages and not isinstance(field, forms.ModelMultipleChoiceField):
            field.error_messages[kind] = _("This choice is not in the list any more. Choose again.")
    for validator in field.validators:
        if isinstance(validator, MaxLengthValidator):
            validator.message = ngettext_lazy(
                "Too long: %(show_value)d characters, at most %(limit_value)d. Write it shorter.",
                "Too long: %(show_value)d characters, at most %(limit_value)d. Write it shorter.",
                "limit_value",
            )
        elif isinstance(validator, MinLengthValidator):
            validator.message = ngettext_lazy(
                "Too short: at least %(limit_value)d character. Write it out.",
                "Too short: at least %(limit_value)d characters. Write it out.",
                "limit_value",
            )


def _with_label(sentence: Any, label: str) -> Any:
    """“1. Tên mô hình” is asked for as “tên mô hình”; a short form in capitals stays as it is."""
    plain = re.sub(r"^\d+[a-zđ]?[.)]\s*", "", label)
    if len(plain) > 1 and not plain[1].isupper():
        plain = plain[0].lower() + plain[1:]
    return lazy(lambda: str(sentence) % {"label": plain}, str)()


def clean_text(value: str, *, lines: bool = False) -> str:
    """Text in NFC, without control characters and invisible marks; with `lines`, line ends become \\n and stay."""
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "\n\t" if lines else ""
    text = "".join(c if c in kept or not _is_control(c) else (" " if c in "\n\t" else "") for c in text)
    return text.strip() if lines else " ".join(text.split())


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


class TextField(forms.CharField):
    """One line of text, cleaned; at most LONGEST_LINE characters unless `max_length` says otherwise."""

    def __init__(self, *, max_length: int | None = LONGEST_LINE, **rest: Any) -> None:
        super().__init__(max_length=max_length, **rest)

    def to_python(self, value: Any) -> str:
        return super().to_python(clean_text(str(value)) if value not in self.empty_values else value)


class LongTextField(forms.CharField):
    """Several lines of text, cleaned; paragraphs stay."""

    def __init__(self, *, max_length: int | None = LONGEST_TEXT, rows: int = 3, **rest: Any) -> None:
        rest.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **rest)

    def to_python(self, value: Any) -> str:
        return super().to_python(clean_text(str(value), lines=True) if value not in self.empty_values else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without maxlength: browsers count line ends as one character and cut what is pasted without a word."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class NameField(TextField):
    """The name of a thing or person, 2 to 200 characters; quotes typed around it are taken off, pages draw them."""

    def __init__(self, *, min_length: int | None = 2, max_length: int | None = 200, **rest: Any) -> None:
        super().__init__(min_length=min_length, max_length=max_length, **rest)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        pairs = {"“": "”", '"': '"', "«": "»", "'": "'"}
        if len(text) > 1 and pairs.get(text[0]) == text[-1]:
            text = text[1:-1].strip()
        return text


class VietnameseDateField(forms.DateField):
    """A day typed as 30/11/2026, 30-11-2026, 30.11.2026 or 2026-11-30, from 1900 to 2100."""

    default_error_messages = {"invalid": _("“%(value)s” is not a date. Write the date like 30/11/2026.")}
    _ORDERS = (
        re.compile(r"(?P<day>\d{1,2})\s*[/.\-]\s*(?P<month>\d{1,2})\s*[/.\-]\s*(?P<year>\d{4})", re.ASCII),
        re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII),
    )

    def __init__(self, **rest: Any) -> None:
        attributes = {"class": "short", "inputmode": "numeric", "autocomplete": "off"}
        rest.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs=attributes))
        rest.setdefault("help_text", _("Day/month/year"))
        super().__init__(**rest)

    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        typed = clean_text(str(value))
        if not typed:
            return None
        for order in self._ORDERS:
            if found := order.fullmatch(typed):
                return self._day(typed, **{name: int(number) for name, number in found.groupdict().items()})
        raise self._refused(typed)

    def _day(self, typed: str, *, year: int, month: int, day: int) -> datetime.date:
        if not 1900 <= year <= 2100:
            raise self._refused(typed)
        try:
            return datetime.date(year, month, day)
        except ValueError:
            raise self._refused(typed) from None

    def _refused(self, typed: str) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages["invalid"], code="invalid", params={"value": _short(typed)})


class WholeNumberField(forms.IntegerField):
    """A whole number in digits, grouped or not: 2846 or 2.846 (in English 2,846).

    From 0 to LARGEST_NUMBER unless `min_value` and `max_value` say otherwise.
    """

    default_error_messages = {"invalid": _("“%(value)s” is not a number. Write it in digits, for example 30.")}

    def __init__(self, *, min_value: int | None = 0, max_value: int | None = LARGEST_NUMBER, **rest: Any) -> None:
        attributes = {"class": "short", "inputmode": "numeric", "autocomplete": "off"}
        rest.setdefault("widget", forms.TextInput(attrs=attributes))
        super().__init__(min_value=min_value, max_value=max_value, **rest)
        for validator in self.validators:
            if validator.code == "min_value":
                validator.message = _("%(show_value)s is too small. Write a number from %(limit_value)s up.")
            elif validator.code == "max_value":
                validator.message = _("%(show_value)s is too large. Write a number up to %(limit_value)s.")

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        typed = clean_text(str(value))
        if not typed:
            return None
        digits = _ungrouped(typed)
        if not re.fullmatch(r"[-−]?\d{1,18}", digits, re.ASCII):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid", params={"value": _short(typed)})
        return int(digits.replace("−", "-"))


class MoneyField(forms.Field):
    """A sum in đồng as an int: 18.400.000, 18,4 triệu, 350 nghìn, 1,2 tỷ, with “đồng” or “đ” behind or not."""

    default_error_messages = {
        "invalid": _("“%(value)s” is not a sum. Write it in digits, for example 18.400.000 or 18,4 triệu."),
        "too_large": _("“%(value)s” is larger than a million billion đồng. Look at the zeros again."),
    }
    _UNITS = {"": 1, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tr": 10**6, "tỷ": 10**9, "tỉ": 10**9}
    _SUM = re.compile(
        r"(?P<figure>\d[\d.,\s]*?)\s*(?P<unit>nghìn|ngàn|triệu|tr|tỷ|tỉ|)\s*(?:đồng|đ|vnđ|vnd)?\.?", re.ASCII
    )

    def __init__(self, **rest: Any) -> None:
        rest.setdefault("widget", forms.TextInput(attrs={"class": "short", "autocomplete": "off"}))
        rest.setdefault("help_text", _("In đồng; 18,4 triệu is understood too"))
        super().__init__(**rest)

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        typed = clean_text(str(value))
        if not typed:
            return None
        found = self._SUM.fullmatch(typed.lower())
        number = _decimal(found["figure"]) if found else None
        if found is None or number is None:
            raise self._refused("invalid", typed)
        total = number * self._UNITS[found["unit"]]
        if total > LARGEST_SUM:
            raise self._refused("too_large", typed)
        if total != int(total):
            raise self._refused("invalid", typed)
        return int(total)

    def prepare_value(self, value: Any) -> Any:
        return figure(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def _refused(self, code: str, typed: str) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code, params={"value": _short(typed)})


class PhotoField(forms.FileField):
    """One photo, JPEG, PNG or WebP by its first bytes, at most PHOTO_LIMIT_MB. What is in it is not opened here."""

    default_error_messages = {
        "too_large": _(
            "The photo weighs %(size)s MB, at most %(limit)s MB. Choose another, or let the ward shrink it."
        ),
        "not_a_photo": _("“%(name)s” is not a photo. Choose a JPG, PNG or WebP file."),
        "empty": _("The file is empty: nothing came with it. Choose the photo again."),
        "max_length": _("The name of the file is too long. Give it a shorter name and choose it again."),
        "invalid": _("The photo did not arrive. Choose it again."),
        "missing": _("The photo did not arrive. Choose it again."),
    }

    def __init__(self, *, max_length: int | None = 200, **rest: Any) -> None:
        rest.setdefault("widget", forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}))
        super().__init__(max_length=max_length, **rest)

    def to_python(self, data: Any) -> UploadedFile | None:
        file = super().to_python(data)
        if file is None:
            return None
        if file.size > PHOTO_LIMIT_MB * _MB:
            params = {"size": figure(-(-file.size * 10 // _MB) / 10), "limit": PHOTO_LIMIT_MB}
            raise forms.ValidationError(self.error_messages["too_large"], code="too_large", params=params)
        if not _is_photo(file):
            params = {"name": _short(clean_text(file.name))}
            raise forms.ValidationError(self.error_messages["not_a_photo"], code="not_a_photo", params=params)
        return file


class _SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(PhotoField):
    """Up to `most` photos in one control; gives a list, empty where none was chosen."""

    default_error_messages = {"too_many": _("%(count)s photos were chosen, at most %(most)s. Choose again.")}

    def __init__(self, *, most: int = 5, **rest: Any) -> None:
        rest.setdefault("widget", _SeveralFiles(attrs={"accept": "image/jpeg,image/png,image/webp"}))
        self.most = most
        super().__init__(**rest)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > self.most:
            params = {"count": len(files), "most": self.most}
            raise forms.ValidationError(self.error_messages["too_many"], code="too_many", params=params)
        if not files and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(PhotosField, self).clean(file, None) for file in files]


def _is_photo(file: UploadedFile) -> bool:
    file.seek(0)
    head = file.read(12)
    file.seek(0)
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or webp


def _short(typed: str, most: int = 40) -> str:
    """A typed value as it is named in a sentence: a novel pasted into a date field does not fill the page."""
    return typed if len(typed) <= most else f"{typed[:most]}…"


def _ungrouped(typed: str) -> str:
    """2.846 → 2846 where groups are of three digits; the comma groups only in English, elsewhere it is a decimal."""
    group = "[., ]" if get_language() == "en" else "[. ]"
    if re.fullmatch(rf"[-−]?\d{{1,3}}({group})\d{{3}}(\1\d{{3}})*", typed, re.ASCII):
        return re.sub(group, "", typed)
    return typed


def _decimal(typed: str) -> Decimal | None:
    """18,4 → 18.4; 18.400.000 → 18400000; None for what is neither."""
    typed = typed.strip()
    if re.fullmatch(r"\d{1,3}([. ])\d{3}(\1\d{3})*(,\d{1,6})?", typed, re.ASCII):
        return Decimal(re.sub(r"[. ]", "", typed).replace(",", "."))
    if re.fullmatch(r"\d{1,3}(,\d{3}){2,}", typed, re.ASCII):
        return Decimal(typed.replace(",", ""))
    if re.fullmatch(r"\d{1,18}([.,]\d{1,6})?", typed, re.ASCII):
        return Decimal(typed.replace(",", "."))
    return None
