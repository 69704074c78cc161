"""Recognition is a record beside the registration: who decided, by which document, for whom, and whether it holds."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kheo.initiatives.choices import Field, Kind, Level
from kheo.initiatives.models import Initiative, Registration
from kheo.units.choices import LayoutProfile
from kheo.units.models import Organisation, Unit

PEOPLE = settings.AUTH_USER_MODEL


class Decision(models.Model):
    """A decision as it was issued: number and symbol, day, body, signatory (quyết định).

    `unit` is the one for which it was entered; `number` stands without leading zeros, so 07 and 7 are one number.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="decisions")
    number = models.CharField(max_length=20)
    symbol = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    issued_on = models.DateField()
    issuer = models.ForeignKey(Organisation, models.PROTECT, related_name="decisions")
    level = models.CharField(max_length=12, choices=Level.choices)
    subject = models.CharField(max_length=300, blank=True)
    signatory = models.CharField(max_length=120)
    signatory_position = models.CharField(max_length=120)
    entered_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "year", "number", "symbol"], name="decision_number_once_a_year"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Number and symbol as the issuer's papers write them: 61-QĐ/ĐU of the Party, 61/QĐ-UBND of the State."""
        return f"{self.number.zfill(2)}{'-' if self._is_of_party else '/'}{self.symbol}"

    @property
    def cited(self) -> str:
        """The line as it stands on the paper: “Số 61-QĐ/ĐU” of the Party, “Số: 61/QĐ-UBND” of the others."""
        return f"Số{'' if self._is_of_party else ':'} {self.title}"

    @property
    def _is_of_party(self) -> bool:
        return self.issuer.layout == LayoutProfile.PARTY


class Recognition(models.Model):
    """A registration named in a decision (công nhận). Kind and field are kept as the decision had them."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="recognitions")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="recognitions")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    field = models.CharField(max_length=20, choices=Field.choices)
    position = models.PositiveSmallIntegerField(help_text="place in the decision's list")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    revocation_reason = models.TextField(blank=True)
    revocation_document = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "registration"], name="recognised_once_in_a_decision"),
            models.CheckConstraint(name="revoked_with_reason", condition=Q(revoked_at=None) | ~Q(revocation_reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.registration_id}"


class Publication(models.Model):
    """What the public reads of a recognised initiative; it shows only while recognition and consent hold."""

    initiative = models.OneToOneField(Initiative, models.PROTECT, related_name="publication")
    summary = models.TextField()
    published_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.initiative_id}"
