"""User names, phone numbers and e-mail addresses in the one form in which they are stored and looked up."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

_USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,59}")
_PHONE = re.compile(r"0\d{9,10}")


def plain_username(text: str) -> str:
    """A user name in small letters; raises ValidationError for what could be taken for a phone number or an e-mail."""
    name = text.strip().lower()
    if not _USERNAME.fullmatch(name):
        raise ValidationError(
            _("Write 3 to 60 letters without accents, digits, dots or hyphens, beginning with a letter: thi.nhan")
        )
    return name


def plain_phone(text: str) -> str:
    """A Vietnamese phone number as digits, +84 written as 0; empty stays empty. Raises ValidationError."""
    digits = re.sub(r"[\s.\-()]", "", text)
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    if digits and not _PHONE.fullmatch(digits):
        raise ValidationError(_("Write the phone number with 10 digits: 0912 345 678"))
    return digits


def plain_email(text: str) -> str:
    """An e-mail address in small letters; empty stays empty. Raises ValidationError."""
    address = text.strip().lower()
    if address:
        try:
            validate_email(address)
        except ValidationError as mistake:
            raise ValidationError(_("Write the e-mail address like this: name@example.vn")) from mistake
    return address
