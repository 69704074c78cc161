"""The closed lists of this subject."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """What a person decided on one thing that the reader read."""

    OPEN = "open", _("not decided")
    ACCEPTED = "accepted", _("accepted")
    CORRECTED = "corrected", _("corrected")
    DROPPED = "dropped", _("dropped")


class FileState(models.TextChoices):
    """How far a document of a batch has come."""

    WAITING = "waiting", _("waits to be read")
    READ = "read", _("read, unit and period to be confirmed")
    CHOSEN = "chosen", _("waits to be kept")
    KEPT = "kept", _("kept for review")
    REFUSED = "refused", _("not taken")
    LEFT_OUT = "left_out", _("left out")


class ReportKind(models.TextChoices):
    """The span of a report."""

    HALF_YEAR = "half_year", _("half-year report")
    YEAR = "year", _("yearly report")


class ReportState(models.TextChoices):
    """A draft is edited; a frozen report never changes."""

    DRAFT = "draft", _("draft")
    FROZEN = "frozen", _("frozen")


class SignatureMode(models.TextChoices):
    """In whose name a paper is signed (domain, State layout)."""

    ON_BEHALF = "on_behalf", _("on behalf of the body, by its head (TM.)")
    FOR_HEAD = "for_head", _("for the head, by a deputy (KT.)")
