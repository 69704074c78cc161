"""What is done, what is registered of it year by year, and what is known of how it goes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kheo.initiatives.choices import (
    ACCEPTED,
    Alive,
    EvidenceKind,
    Field,
    Holder,
    ImportState,
    ImportVerdict,
    Kind,
    Level,
    Novelty,
    Outcome,
    Status,
)
from kheo.units.models import Organisation, Unit
from kheo.units.paths import PathField

PEOPLE = settings.AUTH_USER_MODEL


class RuleSet(models.Model):
    """Local rules of the movement as data, by issuer and validity (bộ quy định); `data` as `rules.Rules` reads it."""

    issuer = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="rule_sets")
    name = models.CharField(max_length=200)
    is_default = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    data = models.JSONField()
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="copies")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="one_default_rule_set"),
        ]

    def __str__(self) -> str:
        return self.name


class Campaign(models.Model):
    """A year's round of registration, opened by a unit under a rule set (đợt đăng ký)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="campaigns")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="campaigns")
    opens_on = models.DateField()
    deadline = models.DateField(help_text="last day on which a registration may be submitted")
    cut_off = models.DateField(help_text="last day of the reporting year")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_campaign_a_year"),
            models.CheckConstraint(
                name="campaign_dates", condition=Q(deadline__gte=F("opens_on"), cut_off__gte=F("deadline"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Initiative(models.Model):
    """A model or an exemplar (mô hình, điển hình), whatever year it is registered in.

    `unit` is the commune (or province) that receives its registrations, `path` that unit's; `place` is where
    the work is done. Consent to be named is asked apart and can be taken back.
    """

    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=200, blank=True)
    folded = models.CharField(max_length=200, blank=True)
    owner = models.CharField(max_length=200, blank=True, help_text="who does it, as it is to be named")
    holder = models.CharField(max_length=12, choices=Holder.choices, default=Holder.COLLECTIVE)
    lead_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="initiatives")
    joining_organisations = models.ManyToManyField(Organisation, related_name="joined_initiatives", blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="initiatives")
    path = PathField()
    place = models.ForeignKey(Unit, models.PROTECT, related_name="placed_initiatives")
    field = models.CharField(max_length=20, choices=Field.choices, blank=True)
    local_field = models.CharField(max_length=40, blank=True, help_text="code of the rule set's own field")
    origin = models.ForeignKey("self", models.PROTECT, null=True, related_name="copies")
    origin_note = models.CharField(max_length=300, blank=True, help_text="origin that is not in this register")
    alive = models.CharField(max_length=12, choices=Alive.choices, default=Alive.ACTIVE)
    first_accepted_on = models.DateField(null=True)
    consents_to_publication = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["path", "first_accepted_on"]),
            models.Index(fields=["lead_organisation"]),
            models.Index(fields=["place"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="settled_initiative_is_named",
                condition=Q(first_accepted_on=None) | (~Q(name="") & ~Q(field="")),
            ),
            models.CheckConstraint(name="no_own_origin", condition=Q(origin=None) | ~Q(origin=F("id"))),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_settled(self) -> bool:
        """True once a registration was accepted: from then on its identity changes by correction alone."""
        return self.first_accepted_on is not None


class Registration(models.Model):
    """An initiative put forward in a campaign: the form's ten items, and where the case stands (đăng ký)."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="registrations")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="registrations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="registrations")
    path = PathField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.COMMUNE)
    novelty = models.CharField(max_length=12, choices=Novelty.choices, default=Novelty.NEW)
    situation = models.TextField(blank=True)
    goals = models.TextField(blank=True)
    method = models.TextField(blank=True)
    beneficiaries = models.TextField(blank=True)
    forces = models.TextField(blank=True)
    resources = models.TextField(blank=True)
    starts_on = models.DateField(null=True)
    evaluates_on = models.DateField(null=True)
    outputs = models.TextField(blank=True)
    sustainability = models.TextField(blank=True)
    written_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    from_office = models.BooleanField(default=False, help_text="entered by the receiving unit itself")
    saved_at = models.DateTimeField(help_text="when its writer saved or sent it last")
    submitted_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True, help_text="who has the next step should have taken it by this day")
    accepted_on = models.DateField(null=True)
    period = models.IntegerField(null=True, help_text="half-year of acceptance: 20261")
    decided_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    last_follow_up_on = models.DateField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    evaluation = models.TextField(blank=True)
    evaluated_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["path", "status"]),
            models.Index(fields=["unit", "status", "due_on"]),
            models.Index(fields=["campaign", "status"]),
            models.Index(fields=["-saved_at", "-id"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "campaign"], name="registered_once_a_campaign"),
            models.CheckConstraint(
                name="accepted_has_day",
                condition=(Q(status__in=ACCEPTED) & Q(accepted_on__isnull=False, period__isnull=False))
                | (~Q(status__in=ACCEPTED) & Q(accepted_on=None, period=None)),
            ),
            models.CheckConstraint(
                name="sent_has_time", condition=Q(status=Status.DRAFT) | Q(submitted_at__isnull=False)
            ),
            models.CheckConstraint(
                name="evaluated_has_outcome", condition=~Q(status=Status.EVALUATED) | ~Q(outcome="")
            ),
        ]

    def __str__(self) -> str:
        return self.initiative.name


class StatusChange(models.Model):
    """One step in the life of a registration, with what it changed and why (diễn biến)."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="history")
    at = models.DateTimeField()
    by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    step = models.CharField(max_length=30)
    before = models.CharField(max_length=12, choices=Status.choices, blank=True)
    after = models.CharField(max_length=12, choices=Status.choices)
    reason = models.TextField(blank=True)
    items = models.JSONField(default=list, help_text="names of the form's items that the reason is about")
    changes = models.JSONField(default=dict, help_text="field: [before, after]")
    form = models.JSONField(default=dict, help_text="the form as it was sent, to compare the next sending with")

    class Meta:
        indexes = [models.Index(fields=["registration", "id"])]


class AliveChange(models.Model):
    """The work of an initiative began again, rested or ended on a day (tạm dừng, đã dừng, hoạt động lại)."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="alive_changes")
    on = models.DateField()
    before = models.CharField(max_length=12, choices=Alive.choices)
    after = models.CharField(max_length=12, choices=Alive.choices)
    reason = models.TextField()
    by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class FollowUp(models.Model):
    """What was seen of a registered initiative on a day, with its three numbers (theo dõi)."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="follow_ups")
    on = models.DateField()
    what = models.TextField()
    people = models.PositiveIntegerField(null=True, help_text="persons who took part or benefited")
    money = models.PositiveBigIntegerField(null=True, help_text="đồng raised")
    labour_days = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["registration", "on"])]


class Evidence(models.Model):
    """A photo or a document that shows what is claimed (minh chứng); photos hold no place and no camera data."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="evidence")
    follow_up = models.ForeignKey(FollowUp, models.PROTECT, null=True, related_name="evidence")
    kind = models.CharField(max_length=10, choices=EvidenceKind.choices)
    title = models.CharField(max_length=200)
    file = models.FileField(upload_to="evidence/%Y/%m", max_length=200)
    media_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    shows_children = models.BooleanField(default=False)
    has_childrens_consent = models.BooleanField(default=False)
    by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="children_need_consent", condition=Q(shows_children=False) | Q(has_childrens_consent=True)
            )
        ]


class ImportRun(models.Model):
    """A list of models that an office brings in: looked through first, then in the background (nhập danh sách)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="imports")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="imports")
    accepted_on = models.DateField(help_text="day of acceptance of the rows that name none")
    source = models.CharField(max_length=200, help_text="name of the file")
    sheets = models.JSONField(help_text="the filled rows by sheet, each with its number, as they were given")
    headings = models.JSONField(default=list, help_text="by sheet how its columns were understood")
    chosen = models.JSONField(default=dict, help_text="by sheet and position what a person says of a column")
    skipped = models.JSONField(default=list, help_text="rows that speak of no model, and why")
    state = models.CharField(max_length=12, choices=ImportState.choices, default=ImportState.PLANNED)
    reason = models.TextField(blank=True, help_text="why it stopped or was taken out again")
    by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "-planned_at", "-id"])]

    def __str__(self) -> str:
        return self.source


class ImportRow(models.Model):
    """A row of such a list: what it becomes or what is wrong with it, and the registration that came of it."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=100, blank=True)
    number = models.PositiveIntegerField(help_text="as the sheet shows it")
    verdict = models.CharField(max_length=12, choices=ImportVerdict.choices)
    entry = models.JSONField()
    problems = models.JSONField(default=list, help_text="[heading, kind of mistake, value]")
    registration = models.ForeignKey(Registration, models.PROTECT, null=True, related_name="import_rows")
    other = models.ForeignKey(Registration, models.PROTECT, null=True, related_name="+", help_text="same or like it")
    percent = models.PositiveSmallIntegerField(null=True, help_text="how much the other one is like it")

    class Meta:
        indexes = [models.Index(fields=["run", "verdict", "id"])]
        constraints = [models.UniqueConstraint(fields=["run", "sheet", "number"], name="import_row_once")]
