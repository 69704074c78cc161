"""Mail that leaves after the act is stored; a mail server that does not answer never undoes an act."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

log = logging.getLogger(__name__)


def mail_is_set() -> bool:
    """True where a mail server was named; without one every link is handed over by a person."""
    return bool(settings.EMAIL_HOST)


def send_on_commit(address: str, *, subject: str, text: str) -> None:
    """Send a mail once the transaction is stored; nothing without a mail server, and only a log line if it fails."""
    if mail_is_set():
        transaction.on_commit(lambda: _send(address, subject, text))


def _send(address: str, subject: str, text: str) -> None:
    try:
        send_mail(subject, text, None, [address])
    except (SMTPException, OSError):
        log.exception("mail was not sent")
