"""What a role reaches: below, over mergers, and never past a split or an end."""

from datetime import timedelta

from kheo.audit import clock
from kheo.units.actors import NOBODY, actor_of
from kheo.units.choices import Role
from kheo.units.models import Membership, Organisation, Unit
from tests.factories.units import MembershipFactory, SuccessionFactory, UnitFactory


def test_a_role_reaches_its_unit_and_all_below(cast) -> None:
    officer = cast.actor("officer")
    assert officer.reaches(cast.ward.path, Role.OFFICER)
    assert officer.reaches(cast.neighbourhood.path, Role.OFFICER)
    assert not officer.reaches(cast.foreign_ward.path, Role.OFFICER)
    assert not officer.reaches(cast.province.path, Role.OFFICER)
    assert not officer.reaches(cast.ward.path, Role.LEADER)
    assert cast.actor("province_officer").reaches(cast.foreign_neighbourhood.path, Role.OFFICER)


def test_a_sole_heir_acts_and_a_part_heir_reads(cast) -> None:
    officer = cast.actor("officer")
    assert officer.reaches(cast.predecessor.path, Role.OFFICER)
    assert officer.reaches(cast.split_ward.path, Role.OFFICER)
    assert officer.roles_at(cast.predecessor.pk) == {Role.OFFICER}
    assert officer.roles_at(cast.split_ward.pk) == set()


def test_two_steps_back_through_one_split(cast) -> None:
    """What was before a split unit has two heirs too; what was before a merged one has one."""
    before_split = UnitFactory(parent=cast.province, former=True)
    before_merged = UnitFactory(parent=cast.province, former=True)
    SuccessionFactory(old=before_split, new=cast.split_ward)
    SuccessionFactory(old=before_merged, new=cast.predecessor)
    officer = cast.actor("officer")
    assert officer.reaches(before_split.path, Role.OFFICER)
    assert officer.roles_at(before_split.pk) == set()
    assert officer.roles_at(before_merged.pk) == {Role.OFFICER}


def test_a_role_gives_nothing_before_after_or_at_an_ended_place(cast) -> None:
    officer, today = cast.officer, clock.today()
    own = Membership.objects.filter(user=officer)
    for change in (
        {"valid_from": today + timedelta(days=1)},
        {"valid_to": today - timedelta(days=1)},
        {"ended_at": clock.now()},
        {"unit": cast.predecessor},
    ):
        kept = own.values().get()
        own.update(**change)
        assert actor_of(officer).posts == (), change
        own.update(**{name: kept[name] for name in ("valid_from", "valid_to", "ended_at", "unit_id")})
    assert len(actor_of(officer).posts) == 1
    Organisation.objects.filter(pk=cast.party_committee.pk).update(valid_to=today - timedelta(days=1))
    assert actor_of(officer).posts == ()


def test_the_last_day_of_a_role_still_counts(cast) -> None:
    Membership.objects.filter(user=cast.officer).update(valid_to=clock.today())
    assert cast.actor("officer").roles_at(cast.ward.pk) == {Role.OFFICER}


def test_who_may_not_sign_in_is_nobody(cast) -> None:
    cast.officer.is_active = False
    assert actor_of(cast.officer) is NOBODY
    assert actor_of(None).is_anonymous


def test_three_roles_cost_a_fixed_number_of_queries(cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        actor_of(cast.officer)
    MembershipFactory(user=cast.officer, role=Role.EDITOR, unit=cast.ward)
    MembershipFactory(user=cast.officer, role=Role.COUNCIL_MEMBER, unit=cast.ward)
    with django_assert_num_queries(2):
        actor_of(cast.officer)
    assert Unit.objects.count() == 10
