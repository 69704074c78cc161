"""Takes random steps on the demonstration and acknowledges each by its history row's number, once it is stored."""

import random
from collections.abc import Callable
from datetime import date

import django

django.setup()

from django.core.exceptions import ValidationError  # noqa: E402  the set-up comes first

from kheo.audit import clock  # noqa: E402
from kheo.initiatives import actions  # noqa: E402
from kheo.initiatives.choices import Status  # noqa: E402
from kheo.initiatives.models import Campaign, Registration, StatusChange  # noqa: E402
from kheo.recognition.actions import recognise, revoke  # noqa: E402
from kheo.recognition.models import Recognition  # noqa: E402
from kheo.tallies.actions import fold  # noqa: E402
from kheo.units.actors import Actor, actor_of  # noqa: E402
from kheo.units.choices import Role  # noqa: E402
from kheo.units.errors import Refusal  # noqa: E402
from kheo.units.models import Organisation, User  # noqa: E402
from kheo.units.queries import operator_of  # noqa: E402

TEXTS = ("situation", "goals", "method", "beneficiaries", "forces", "resources", "outputs", "sustainability")
FIELDS = ("economy", "culture_society", "defence_security", "political_system")


def write_until_killed(*, seed: int) -> None:
    """Step after step; ends only by a signal."""
    writer = _Writer(seed)
    while True:
        writer.step()


class _Writer:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.team = _actor("to-truong")
        self.office = _actor("can-bo")
        self.leader = _actor("lanh-dao")
        self.unit = self.leader.posts[0].unit
        self.organisation = Organisation.objects.get(pk=next(iter(self.team.organisation_ids(Role.TEAM_LEADER))))
        self.campaign = Campaign.objects.get(unit=self.unit, year=clock.today().year)
        self.steps: list[Callable[[], None]] = [
            self.register,
            self.accept,
            self.return_,
            self.evaluate,
            self.reopen,
            self.correct,
            self.follow_up,
            self.end_or_revive,
            self.recognise,
            self.revoke,
            self.fold,
        ]

    def step(self) -> None:
        """One random step; what the rules refuse is no step."""
        last = StatusChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        try:
            self.chance.choice(self.steps)()
        except (Refusal, ValidationError):
            return
        for number in StatusChange.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True):
            print(number, flush=True)

    def register(self) -> None:
        draft = actions.start_draft(by=self.team, organisation=self.organisation, campaign=self.campaign, kind="model")
        values = dict.fromkeys(TEXTS, "Bà con cùng làm.")
        values |= {"name": f"Mô hình {draft.pk}", "field": self.chance.choice(FIELDS)}
        values |= {"starts_on": clock.today(), "evaluates_on": clock.today()}
        actions.save_draft(draft, by=self.team, values=values)
        actions.submit(draft, by=self.team)

    def accept(self) -> None:
        actions.accept(self.some(Status.SUBMITTED), by=self.office)

    def return_(self) -> None:
        actions.return_(self.some(Status.SUBMITTED), by=self.office, reason="Bổ sung.")

    def evaluate(self) -> None:
        row = self.some(Status.UNDER_WAY)
        actions.evaluate(row, by=self.office, outcome="good", evaluation="Đạt.", on=clock.today())

    def reopen(self) -> None:
        actions.reopen(self.some(Status.EVALUATED), by=self.office, reason="Xem lại.")

    def correct(self) -> None:
        row = self.some(Status.UNDER_WAY, Status.EVALUATED)
        actions.correct(row, by=self.office, reason="Ghi nhầm.", values={"field": self.chance.choice(FIELDS)})

    def follow_up(self) -> None:
        actions.follow_up(self.some(Status.UNDER_WAY), by=self.office, on=clock.today(), what="Đã xem.", people=3)

    def end_or_revive(self) -> None:
        row = self.some(Status.UNDER_WAY, Status.EVALUATED)
        alive = "discontinued" if row.initiative.alive == "active" else "active"
        actions.set_alive(row, by=self.office, alive=alive, on=clock.today(), reason="Họp tổ.")

    def recognise(self) -> None:
        row, issuer = self.some(Status.EVALUATED), operator_of(self.unit)
        assert issuer
        number = str(self.chance.randrange(10**9))
        today: date = clock.today()
        recognise(
            [row],
            by=self.leader,
            unit=self.unit,
            issuer=issuer,
            number=number,
            symbol="QĐ/ĐU",
            issued_on=today,
            level="commune",
            signatory="Người ký",
            signatory_position="Bí thư",
        )

    def revoke(self) -> None:
        rows = list(Recognition.objects.filter(revoked_at=None, decision__unit=self.unit)[:50])
        if rows:
            revoke(self.chance.choice(rows), by=self.leader, reason="Ghi nhầm.")

    def fold(self) -> None:
        fold(at_most=self.chance.choice((1, 10, 1000)))

    def some(self, *statuses: Status) -> Registration:
        """A random registration of the ward in one of these states."""
        rows = Registration.objects.filter(unit=self.unit, status__in=statuses)
        rows = rows.select_related("initiative__place", "unit", "campaign__rule_set")
        found = list(rows.order_by("-pk")[:40])
        if not found:
            raise Refusal("none")
        return self.chance.choice(found)


def _actor(username: str) -> Actor:
    return actor_of(User.objects.get(username=username))
