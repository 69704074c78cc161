"""Readings of free-text reports, the figures that people accepted from them, and the reports that we make."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kheo.figures.choices import FileState, ReportKind, ReportState, SignatureMode, Verdict
from kheo.initiatives.models import Initiative, Registration
from kheo.units.models import Organisation, Unit
from kheo.units.paths import PathField

PEOPLE = settings.AUTH_USER_MODEL


class Reading(models.Model):
    """A document given to the reader, and what it answered (bản đọc). Nothing of it counts before acceptance."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="readings")
    path = PathField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    source = models.CharField(max_length=200, help_text="name of the file, or that it was pasted")
    sha256 = models.CharField(max_length=64, db_index=True)
    text = models.TextField()
    answer = models.JSONField(help_text="as the reader returns it, version 1")
    read_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, help_text="everything in it is decided, or it was put aside")

    class Meta:
        constraints = [models.CheckConstraint(name="reading_period", condition=Q(ends_on__gte=F("starts_on")))]
        indexes = [models.Index(fields=["path", "closed_at"])]

    def __str__(self) -> str:
        return self.source


class Batch(models.Model):
    """Documents given to the reader at once (lượt đọc); only who gave them sees it."""

    given_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    chosen_at = models.DateTimeField(null=True, help_text="units and periods were confirmed")

    class Meta:
        indexes = [models.Index(fields=["given_by", "given_at"])]

    def __str__(self) -> str:
        return f"{self.given_at:%Y-%m-%d %H:%M}"


class BatchFile(models.Model):
    """One document of a batch. Its words passed the stamp check, and stay here only until its reading is kept, or it is
    refused or left out. `source` of a secret document is empty: a file's name may tell too much."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    source = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.WAITING)
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    answer = models.JSONField(null=True, help_text="as the reader returns it, version 1")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True, help_text="why it was not taken")
    reading = models.ForeignKey(Reading, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="file_once_in_a_batch"),
            models.CheckConstraint(
                name="settled_file_has_no_words",
                condition=~Q(state__in=[FileState.KEPT, FileState.REFUSED, FileState.LEFT_OUT])
                | Q(text="", answer__isnull=True),
            ),
            models.CheckConstraint(
                name="kept_file_has_its_reading", condition=~Q(state=FileState.KEPT) | Q(reading__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.source


class ReadFact(models.Model):
    """One fact of a reading and what a person decided on it; `fact` as the reader returns it."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="facts")
    position = models.PositiveIntegerField()
    fact = models.JSONField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    value = models.DecimalField(max_digits=18, decimal_places=3, help_text="as read, or as corrected")
    decided_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "position"], name="fact_once_in_a_reading")]


class ReadName(models.Model):
    """A model or exemplar that the reading names; accepted, it becomes the office's unpublished draft, or is known to
    be an initiative that the register has."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="names")
    position = models.PositiveIntegerField()
    named = models.JSONField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    registration = models.ForeignKey(Registration, models.PROTECT, null=True, related_name="+")
    initiative = models.ForeignKey(Initiative, models.PROTECT, null=True, related_name="+", help_text="the same as")
    decided_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "position"], name="name_once_in_a_reading")]


class ReportedFigure(models.Model):
    """A number that a report states, accepted by a person, with its sentence (số liệu báo cáo)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reported_figures")
    path = PathField()
    fact = models.OneToOneField(ReadFact, models.PROTECT, related_name="figure")
    total = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    measure = models.CharField(max_length=30)
    of = models.CharField(max_length=30, blank=True)
    status = models.CharField(max_length=20, blank=True)
    fields = models.JSONField(default=list, help_text="base fields or other:words; empty: all fields together")
    level = models.CharField(max_length=20, blank=True)
    holder = models.CharField(max_length=20, blank=True)
    role = models.CharField(max_length=10, help_text="stock, flow, change, target")
    value = models.DecimalField(max_digits=18, decimal_places=3)
    value_to = models.DecimalField(max_digits=18, decimal_places=3, null=True)
    approx = models.CharField(max_length=10, blank=True)
    out_of = models.DecimalField(max_digits=18, decimal_places=3, null=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    quote = models.TextField()
    accepted_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "ends_on"]), models.Index(fields=["path", "ends_on"])]


class Report(models.Model):
    """A half-year or yearly report of a unit: a draft to edit, then a frozen snapshot with its file."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports")
    path = PathField()
    issuer = models.ForeignKey(Organisation, models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=10, choices=ReportKind.choices)
    first_half = models.IntegerField()
    last_half = models.IntegerField()
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    number = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=120)
    dated = models.DateField()
    subject = models.CharField(max_length=300)
    signature = models.CharField(max_length=12, choices=SignatureMode.choices, default=SignatureMode.ON_BEHALF)
    signatory = models.CharField(max_length=120, blank=True)
    recipients = models.TextField(blank=True, help_text="one a line")
    sections = models.JSONField(help_text="[{code, title, text}] in order, as edited")
    snapshot = models.JSONField(help_text="the figures and lists that the report shows")
    made_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    frozen_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField(null=True)
    file = models.FileField(upload_to="reports/%Y", max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["path", "state"])]
        constraints = [
            models.CheckConstraint(
                name="frozen_has_file",
                condition=Q(state=ReportState.DRAFT) | (~Q(file="") & Q(frozen_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.subject
