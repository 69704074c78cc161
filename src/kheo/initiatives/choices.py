"""The closed lists of this subject."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Models and exemplars are counted apart."""

    MODEL = "model", _("model")
    EXEMPLAR = "exemplar", _("exemplar")


class Holder(models.TextChoices):
    """Whose work it is."""

    COLLECTIVE = "collective", _("collective")
    INDIVIDUAL = "individual", _("individual")
    HOUSEHOLD = "household", _("household")


class Field(models.TextChoices):
    """The four base fields, to which every local field is mapped for totals."""

    ECONOMY = "economy", _("Economy")
    CULTURE_SOCIETY = "culture_society", _("Culture and society")
    DEFENCE_SECURITY = "defence_security", _("Defence and security")
    POLITICAL_SYSTEM = "political_system", _("Political-system building")


class Level(models.TextChoices):
    """The level at which recognition is asked. The district ended on 30 June 2025; past awards keep it."""

    COMMUNE = "commune", _("commune level")
    DISTRICT = "district", _("district level")
    PROVINCE = "province", _("province level")
    NATIONAL = "national", _("national level")


class Novelty(models.TextChoices):
    """Whether the year's registration is of something new."""

    NEW = "new", _("new")
    MAINTAINED = "maintained", _("maintained")
    REPLICATED = "replicated", _("replicated")


class Status(models.TextChoices):
    """Where a registration stands. Recognition is a record of its own, no status."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    UNDER_WAY = "under_way", _("under way")
    EVALUATED = "evaluated", _("evaluated")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REFUSED = "refused", _("refused")


ACCEPTED = (Status.UNDER_WAY, Status.EVALUATED)
"""The statuses that are counted: accepted, and what comes after."""


class Alive(models.TextChoices):
    """Whether the work itself goes on, whatever its registrations say."""

    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    DISCONTINUED = "discontinued", _("discontinued")
    MERGED = "merged", _("merged into another")


ENDED = (Alive.DISCONTINUED, Alive.MERGED)
"""What no longer stands in the stock."""


class Outcome(models.TextChoices):
    """How an evaluated registration came out."""

    GOOD = "good", _("goals reached")
    PARTLY = "partly", _("goals partly reached")
    POOR = "poor", _("goals not reached")


class EvidenceKind(models.TextChoices):
    """What stands behind a claim."""

    PHOTO = "photo", _("photo")
    DOCUMENT = "document", _("document")


class ImportState(models.TextChoices):
    """Where the import of a list stands."""

    PLANNED = "planned", _("looked through")
    RUNNING = "running", _("being brought in")
    STOPPED = "stopped", _("stopped")
    DONE = "done", _("brought in")
    UNDOING = "undoing", _("being taken out again")
    UNDONE = "undone", _("taken out again")


class ImportVerdict(models.TextChoices):
    """What a row of a list becomes."""

    NEW = "new", _("new")
    AGAIN = "again", _("registered for another year")
    THERE = "there", _("already there")
    BAD = "bad", _("to be mended")
    UNDONE = "undone", _("taken out again")


IMPORTED = (ImportVerdict.NEW, ImportVerdict.AGAIN)
"""The rows that come in."""
