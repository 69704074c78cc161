"""Units, their successions, the bodies that act in them, and the people who act for those."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kheo.units.choices import LayoutProfile, OrganisationKind, Role, SuccessionKind, UnitKind
from kheo.units.paths import PathField


class Unit(models.Model):
    """A territory during one interval of validity (đơn vị hành chính, thôn, tổ dân phố).

    A new code, name, rank, parent or area makes a new unit, joined to the old one by a Succession.
    `valid_from` empty: before our records; `valid_to` is the last day, empty: still valid.
    """

    key = models.CharField(max_length=40, unique=True, null=True, help_text="stable key of the shipped data")
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    rank = models.CharField(max_length=30, help_text="the word before the name: phường, xã, tổ dân phố")
    code = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=120)
    folded_name = models.CharField(max_length=120, db_index=True, help_text="the name alone, folded")
    folded = models.CharField(max_length=500, help_text="words of titles upward, folded, a blank before each")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = PathField(unique=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "valid_to", "path"]),
            models.Index(fields=["code"]),
            models.Index(fields=["parent", "valid_to"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="unit_interval",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The name as an office writes it: rank and name."""
        return f"{self.rank} {self.name}".strip()

    @property
    def heading(self) -> str:
        """The title with a capital, as it stands at the head of a page."""
        return self.title[:1].upper() + self.title[1:]

    @property
    def place(self) -> str:
        """The title with the parents' below the nation: "phường Tam Quan Nam, thị xã Hoài Nhơn, Bình Định".

        Reads a parent for each step: queries select `parent__parent__parent` with it.
        """
        names, above = [self.title], self.parent
        while above is not None and above.kind != UnitKind.NATION:
            names.append(above.name if above.kind == UnitKind.PROVINCE else above.title)
            above = above.parent
        return ", ".join(names)

    @property
    def is_neighbourhood(self) -> bool:
        """True for the level that a commune runs itself."""
        return self.kind == UnitKind.NEIGHBOURHOOD

    @property
    def governing_id(self) -> int:
        """The number of the unit whose people act here: a neighbourhood's commune, else the unit itself."""
        return self.parent_id if self.is_neighbourhood and self.parent_id else self.pk

    def is_valid_on(self, day: date) -> bool:
        """True where the unit exists on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class UnitAlias(models.Model):
    """Another name by which people look for a unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=121, db_index=True, help_text="folded as a unit's words are")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="alias_once")]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """One unit followed, wholly or in part, by another (sáp nhập, chia tách, đổi tên)."""

    old = models.ForeignKey(Unit, models.PROTECT, related_name="heirs")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="predecessors")
    kind = models.CharField(max_length=20, choices=SuccessionKind.choices)
    share = models.DecimalField(max_digits=5, decimal_places=4, null=True, help_text="0 to 1, empty: unknown")
    effective_on = models.DateField()
    decision = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.CheckConstraint(name="succession_of_another", condition=~Q(old=F("new"))),
            models.CheckConstraint(name="succession_share", condition=Q(share=None) | Q(share__gt=0, share__lte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class Organisation(models.Model):
    """A body that acts: Party committee, Front, mass organisation, school, team (tổ chức, cơ quan, tổ dân vận)."""

    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    territory = models.ForeignKey(Unit, models.PROTECT, related_name="organisations")
    superior = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subordinates")
    layout = models.CharField(max_length=10, choices=LayoutProfile.choices)
    symbol = models.CharField(max_length=20, blank=True, help_text="as in the number of its papers: UBND, ĐU")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "folded"], condition=Q(valid_to=None), name="organisation_once_at_a_place"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OperatorPost(models.Model):
    """Which organisation runs the movement in a unit, by date (bộ phận phụ trách phong trào)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="operator_posts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="operator_posts")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_to=None), name="operator_one_at_a_time"),
            models.CheckConstraint(
                name="operator_interval", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.organisation_id}"


class UserManager(BaseUserManager["User"]):
    """Finds users; they are made by `units.actions`."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in by user name, phone number or e-mail (người dùng)."""

    username = models.CharField(_("user name"), max_length=60, unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    folded = models.CharField(max_length=200, blank=True, default="", help_text="words of both names, for search")
    phone = models.CharField(_("phone number"), max_length=15, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["phone"], condition=~Q(phone=""), name="user_phone_once"),
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="user_email_once"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name


class Membership(models.Model):
    """A role that a person holds at a unit, or at an organisation in it, from a day to a day (vai trò tại đơn vị).

    `valid_to` is the last day; `ended_at` is the moment from which it gives nothing, even on that day.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=24, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="memberships")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["unit", "role"])]
        constraints = [
            models.CheckConstraint(
                name="team_leader_has_organisation", condition=~Q(role=Role.TEAM_LEADER) | Q(organisation__isnull=False)
            ),
            models.CheckConstraint(
                name="membership_interval", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=Q(valid_to=None, organisation=None),
                name="membership_once_at_a_unit",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit", "organisation"],
                condition=Q(valid_to=None, organisation__isnull=False),
                name="membership_once_at_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role} {self.unit_id}"


class Invitation(models.Model):
    """A way in for one person, used once, with an end (thư mời); only the token's hash is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    full_name = models.CharField(max_length=120)
    phone = models.CharField(max_length=15, blank=True)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=24, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="invitations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="invitations")
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.full_name


class PasswordReset(models.Model):
    """A way back in that an administrator hands to a person, used once, with an end."""

    token_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.made_at:%Y-%m-%d %H:%M}"
