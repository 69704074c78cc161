"""Whatever happens in the register, the counters and a recount agree after it."""

import random
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kheo.audit import clock
from kheo.figures.queries import totals
from kheo.figures.recount import Difference, differences, rebuild, recounted_counts
from kheo.initiatives import actions
from kheo.initiatives.choices import ENDED, Alive, Field, Kind, Level, Novelty, Outcome, Status
from kheo.initiatives.models import Initiative, Registration
from kheo.recognition import actions as recognition
from kheo.recognition.models import Recognition
from kheo.tallies.actions import fold
from kheo.tallies.choices import Measure
from kheo.tallies.models import Tally
from kheo.tallies.periods import Period
from kheo.units.errors import Refusal
from tests.cast import Cast
from tests.figures.register import TEXTS, at, campaign_of, enter, recognise

pytestmark = pytest.mark.django_db
FIRST_DAY = date(2025, 8, 1)
STEPS = 28


class History:
    """A random life of a ward's register: each step does one thing that was possible on its day, or is refused."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.chance, self.day = cast, random.Random(seed), FIRST_DAY
        self.done: Counter[str] = Counter()
        self.deeds = [
            self.submit, self.submit, self.accept, self.accept, self.accept, self.return_, self.evaluate, self.reopen,
            self.correct, self.correct, self.set_alive, self.set_alive, self.recognise, self.recognise, self.revoke,
            self.enter_past, self.maintain, self.fold,
        ]  # fmt: skip

    def run(self) -> None:
        first = [self.submit, self.accept, self.submit, self.accept]
        for deed in [*first, *self.chance.choices(self.deeds, k=STEPS)]:
            self.day += timedelta(days=self.chance.randrange(0, 40))
            with clock.set_to(at(self.day)), suppress(Refusal, ValidationError, LookupError):
                deed()
                self.done[deed.__name__] += 1

    def one(self, *statuses: Status) -> Registration:
        return self.chance.choice(list(Registration.objects.filter(status__in=statuses).order_by("pk")))

    def office(self):
        return self.cast.actor(self.chance.choice(["officer", "leader"]))

    def submit(self) -> None:
        team = self.cast.actor("team_leader")
        campaign = campaign_of(self.cast.ward, self.day.year)
        kind = self.chance.choice(Kind.values)
        draft = actions.start_draft(by=team, organisation=self.cast.team, campaign=campaign, kind=kind)
        self.fill(draft, novelty=self.chance.choice(Novelty.values))
        actions.submit(draft, by=team)

    def fill(self, draft: Registration, **more: object) -> None:
        values = {
            "name": f"Mô hình số {draft.pk}",
            "owner": "Tổ dân vận Bãi Dâu",
            "field": self.chance.choice(Field.values),
            "level": self.chance.choice([Level.COMMUNE, Level.PROVINCE]),
            "origin_note": "Ngõ bên cạnh",
            "starts_on": self.day,
            "evaluates_on": self.day,
            **TEXTS,
            **more,
        }
        actions.save_draft(draft, by=self.cast.actor("team_leader"), values=values)

    def maintain(self) -> None:
        initiative = self.chance.choice(
            list(Initiative.objects.filter(lead_organisation=self.cast.team).order_by("pk"))
        )
        campaign = campaign_of(self.cast.ward, self.day.year)
        team = self.cast.actor("team_leader")
        draft = actions.draft_copy_of_last_year(by=team, initiative=initiative, campaign=campaign)
        self.fill(draft)
        actions.submit(draft, by=team)

    def accept(self) -> None:
        actions.accept(self.one(Status.SUBMITTED), by=self.office())

    def return_(self) -> None:
        actions.return_(self.one(Status.SUBMITTED), by=self.office(), reason="Ghi rõ số hộ.")

    def evaluate(self) -> None:
        outcome = self.chance.choice(Outcome.values)
        actions.evaluate(
            self.one(Status.UNDER_WAY), by=self.office(), outcome=outcome, evaluation="Đạt phần lớn.", on=self.day
        )

    def reopen(self) -> None:
        actions.reopen(self.one(Status.EVALUATED), by=self.office(), reason="Đánh giá nhầm.")

    def correct(self) -> None:
        values = {"field": self.chance.choice(Field.values), "kind": self.chance.choice(Kind.values)}
        values |= {"novelty": self.chance.choice(Novelty.values), "level": self.chance.choice(Level.values)}
        wanted = self.chance.sample(sorted(values), 2)
        registration = self.one(Status.UNDER_WAY, Status.EVALUATED)
        actions.correct(
            registration, by=self.office(), reason="Ghi nhầm.", values={name: values[name] for name in wanted}
        )

    def set_alive(self) -> None:
        registration = self.one(Status.UNDER_WAY, Status.EVALUATED)
        on = self.day - timedelta(days=self.chance.randrange(0, 200))
        alive = self.chance.choice(Alive.values)
        actions.set_alive(registration, by=self.office(), alive=alive, on=on, reason="Theo thực tế.")

    def recognise(self) -> None:
        registration = self.one(Status.UNDER_WAY, Status.EVALUATED)
        recognise(
            self.cast.actor("leader"), self.cast.ward, self.cast.party_committee, [registration], self.day,
            number=str(self.chance.randrange(1, 10**6)), level=self.chance.choice([Level.COMMUNE, Level.PROVINCE]),
        )  # fmt: skip

    def revoke(self) -> None:
        named = self.chance.choice(list(Recognition.objects.filter(revoked_at=None).order_by("pk")))
        recognition.revoke(named, by=self.cast.actor("leader"), reason="Nhập nhầm danh sách.")

    def enter_past(self) -> None:
        unit = self.chance.choice([self.cast.ward, self.cast.predecessor])
        on = self.day if unit == self.cast.ward else date(2024, self.chance.randrange(1, 13), 5)
        enter(self.office(), unit, on, field=self.chance.choice(Field.values), name=f"Năm cũ {self.chance.random()}")

    def fold(self) -> None:
        fold(at_most=self.chance.randrange(1, 60))


@pytest.mark.parametrize("seed", range(24))
def test_counters_and_recount_agree_after_any_history(cast, seed):
    history = History(cast, seed)
    history.run()
    assert sum(history.done.values()) >= 8, history.done
    assert differences() == []
    while fold():
        pass
    assert differences() == []
    assert_figures_are_those_of_the_records(cast)


def assert_figures_are_those_of_the_records(cast: Cast) -> None:
    """The recount shares rules with the actions; these sums are taken from the rows in another way."""
    accepted = Registration.objects.filter(status__in=[Status.UNDER_WAY, Status.EVALUATED])
    everything = Period(20241, 20282)
    for unit in (cast.province, cast.nation):
        counted = totals(unit, everything)
        assert counted.of("registered") == accepted.count()
        assert counted.of("models") == accepted.filter(initiative__kind="model").count()
        assert counted.of("evaluated") == accepted.filter(status="evaluated").count()
        assert counted.of("recognised") == Recognition.objects.filter(revoked_at=None).count()
        standing = Initiative.objects.filter(first_accepted_on__isnull=False).exclude(alive__in=ENDED)
        assert counted.of("stock") == standing.count()


def test_together_the_histories_do_everything(cast):
    """A deed that no history ever does would prove nothing; one long history must do each of them."""
    history = History(cast, 4)
    for _round in range(8):
        history.run()
    assert {deed.__name__ for deed in history.deeds} == set(history.done)
    assert differences() == []


def test_a_counter_that_was_tampered_with_is_found_and_mended(cast):
    enter(cast.actor("officer"), cast.ward, date(2026, 3, 2))
    Tally.objects.filter(unit=cast.province, measure=Measure.REGISTERED).update(count=3)
    key = (cast.province.pk, "registered", 20261, "model", "culture_society", "under_way", "new", "commune")
    assert differences() == [Difference(key, kept=3, recounted=1)]
    assert rebuild() == len(recounted_counts())
    assert differences() == []
