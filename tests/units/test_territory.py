"""Units open, change name, merge, split and move; what lies below goes along; nothing is half done."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kheo.audit import clock
from kheo.audit.models import ChangeEntry
from kheo.units.actions import Designation, Part, merge_units, move_unit, open_unit, rename_unit, split_unit
from kheo.units.choices import Role, SuccessionKind, UnitKind
from kheo.units.errors import ChangedMeanwhile, NotAllowed, NotPossible
from kheo.units.models import Organisation, Succession, Unit
from kheo.units.paths import ancestors
from kheo.units.queries import heirs_today, memberships_to_renew, operator_of
from tests.factories.units import OrganisationFactory, UnitFactory

DAY = date(2026, 3, 1)
BEFORE = DAY - timedelta(days=1)
DECISION = "số 15/QĐ-UBND"


def mistakes(refused) -> set[str]:
    return set(refused.value.message_dict)


def paths_are_whole() -> bool:
    """Every unit's path is its parent's with one step more, and no two are equal."""
    units = list(Unit.objects.select_related("parent"))
    return all(unit.path[:-5] == (unit.parent.path if unit.parent else "") for unit in units)


# ── open ────────────────────────────────────────────────────────────────────


def open_group(cast, *, name="Ao Sen", on=DAY, decision=DECISION, by="unit_administrator", parent=None) -> Unit:
    called = Designation("tổ dân phố", name)
    return open_unit(parent=parent or cast.ward, called=called, on=on, decision=decision, by=cast.actor(by))


def test_a_neighbourhood_opens_below_its_commune(cast) -> None:
    unit = open_group(cast)
    unit.refresh_from_db()
    assert (unit.kind, unit.parent, unit.valid_from, unit.source) == (UnitKind.NEIGHBOURHOOD, cast.ward, DAY, DECISION)
    assert unit.folded == " to dan pho ao sen phuong ben lua tinh song lam"
    assert ancestors(unit.path)[:-1] == [cast.nation.path, cast.province.path, cast.ward.path]
    entry = ChangeEntry.objects.get(subject_type="units.unit", subject_id=unit.pk)
    assert (entry.verb, entry.by, entry.unit_id, entry.reason) == (
        "open_unit", cast.unit_administrator, unit.pk, DECISION,
    )  # fmt: skip


def test_a_commune_opens_below_a_province(cast) -> None:
    called = Designation("xã", "Mới", "90009")
    admin = cast.actor("system_administrator")
    unit = open_unit(parent=cast.province, called=called, on=DAY, decision=DECISION, by=admin)
    assert (unit.kind, unit.code) == (UnitKind.COMMUNE, "90009")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "bãi dâu"}, "name"),
        ({"decision": " "}, "decision"),
        ({"on": date(2025, 6, 30)}, "on"),
        ({"on": date(2999, 1, 1)}, "on"),
    ],
)
def test_what_cannot_be_stored_is_refused_by_field(cast, change, field) -> None:
    before = Unit.objects.count()
    with pytest.raises(ValidationError) as refused:
        open_group(cast, **change)
    assert mistakes(refused) == {field}
    assert Unit.objects.count() == before


@pytest.mark.parametrize("name", ["officer", "leader", "system_administrator", "foreign_administrator", "stranger"])
def test_others_may_not(cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        open_group(cast, by=name)


# ── rename ──────────────────────────────────────────────────────────────────


TAM = Designation("phường", "Bến Tằm", "90001")


def rename_ward(cast, called=TAM, on=DAY) -> Unit:
    return rename_unit(cast.ward, called=called, on=on, decision=DECISION, by=cast.actor("system_administrator"))


def test_another_name_is_another_unit_that_carries_everything(cast) -> None:
    heir = rename_ward(cast)
    old = Unit.objects.get(pk=cast.ward.pk)
    assert (old.name, old.valid_to, heir.valid_from) == ("Bến Lụa", BEFORE, DAY)
    step = Succession.objects.get(old=old)
    assert (step.new, step.kind, step.decision, step.effective_on) == (heir, SuccessionKind.RENAME, DECISION, DAY)
    below = Unit.objects.filter(parent=heir)
    assert sorted(below.values_list("name", "valid_from")) == [("Bãi Dâu", DAY), ("Cầu Gỗ", DAY)]
    assert [row.kind for row in Succession.objects.filter(new__in=below)] == [SuccessionKind.MOVE] * 2
    assert paths_are_whole()


def test_the_bodies_go_along_and_take_the_new_name(cast) -> None:
    heir = rename_ward(cast)
    cast.party_committee.refresh_from_db()
    cast.team.refresh_from_db()
    assert (cast.party_committee.name, cast.party_committee.territory) == ("Đảng ủy phường Bến Tằm", heir)
    assert (cast.team.name, cast.team.territory.parent) == ("Tổ dân vận Bãi Dâu", heir)
    assert operator_of(heir) == cast.party_committee
    moved = ChangeEntry.objects.get(verb="move_organisation", subject_id=cast.party_committee.pk)
    assert moved.changes == {
        "territory": [cast.ward.pk, heir.pk],
        "name": ["Đảng ủy phường Bến Lụa", "Đảng ủy phường Bến Tằm"],
    }


def test_roles_at_the_old_unit_wait_to_be_renewed(cast) -> None:
    heir = rename_ward(cast)
    assert cast.actor("officer").posts == ()
    waiting = {(row.user, row.role) for row in memberships_to_renew(heir)}
    assert (cast.officer, Role.OFFICER) in waiting
    assert (cast.team_leader, Role.TEAM_LEADER) in waiting
    assert len(waiting) == 8


def test_another_rank_is_a_reclassification(cast) -> None:
    heir = rename_ward(cast, called=Designation("xã", "Bến Lụa", "90001"))
    assert Succession.objects.get(new=heir, old=cast.ward).kind == SuccessionKind.RECLASSIFY


def test_the_same_name_changes_nothing(cast) -> None:
    with pytest.raises(NotPossible):
        rename_ward(cast, called=Designation("phường", "Bến Lụa", "90001"))
    with pytest.raises(ValidationError) as refused:
        rename_ward(cast, on=date(2025, 7, 1))
    assert mistakes(refused) == {"on"}


def test_a_second_person_comes_too_late(cast) -> None:
    """Both saw the unit as it was; only the first renames it, and nothing of the second is stored."""
    stale = Unit.objects.select_related("parent").get(pk=cast.ward.pk)
    rename_ward(cast)
    cast.ward = stale
    before = Unit.objects.count(), ChangeEntry.objects.count()
    with pytest.raises(ChangedMeanwhile):
        rename_ward(cast, called=Designation("phường", "Khác"))
    assert (Unit.objects.count(), ChangeEntry.objects.count()) == before


# ── merge ───────────────────────────────────────────────────────────────────


def merge_wards(cast, units=None) -> Unit:
    return merge_units(
        units or [cast.ward, cast.foreign_ward],
        called=Designation("phường", "Sông Lụa", "90003"),
        on=DAY,
        decision=DECISION,
        by=cast.actor("system_administrator"),
    )


def test_two_wards_become_one_new_one(cast) -> None:
    heir = merge_wards(cast)
    assert heirs_today(Unit.objects.get(pk=cast.ward.pk)) == [heir]
    assert heirs_today(Unit.objects.get(pk=cast.foreign_ward.pk)) == [heir]
    assert heirs_today(cast.split_ward) == [heir]
    assert sorted(heir.children.values_list("name", flat=True)) == ["Bãi Dâu", "Cầu Gỗ", "Giếng Đá"]
    assert paths_are_whole()


def test_what_governed_ends_and_every_other_body_goes_along(cast) -> None:
    heir = merge_wards(cast)
    ended = Organisation.objects.filter(valid_to=BEFORE)
    assert set(ended) == {cast.party_committee, cast.peoples_committee, cast.front}
    assert Organisation.objects.get(pk=cast.women.pk).territory == heir
    assert operator_of(heir) is None


def test_two_bodies_of_one_name_stay_two(cast) -> None:
    OrganisationFactory(name="Hội Phụ nữ phường Bến Lụa", territory=cast.foreign_ward)
    heir = merge_wards(cast)
    names = Organisation.objects.filter(territory=heir).order_by("name").values_list("name", flat=True)
    assert list(names) == ["Hội Phụ nữ phường Bến Lụa", "Hội Phụ nữ phường Bến Lụa (phường Đồng Lác)"]


def test_two_neighbourhoods_of_one_name_stay_two(cast) -> None:
    UnitFactory(neighbourhood=True, name="Bãi Dâu", parent=cast.foreign_ward)
    heir = merge_wards(cast)
    assert heir.children.filter(name="Bãi Dâu").count() == 2


def test_a_merger_takes_two_of_one_step(cast) -> None:
    for units in ([cast.ward], [cast.ward, cast.ward]):
        with pytest.raises(ValidationError) as refused:
            merge_wards(cast, units=units)
        assert mistakes(refused) == {"units"}
    with pytest.raises(ValidationError) as refused:
        merge_wards(cast, units=[cast.ward, cast.foreign_province])
    assert mistakes(refused) == {"units"}
    assert Unit.objects.get(pk=cast.ward.pk).valid_to is None


def test_neighbourhoods_merge_within_their_ward(cast) -> None:
    heir = merge_units(
        [cast.neighbourhood, cast.other_neighbourhood],
        called=Designation("tổ dân phố", "Bãi Cầu"),
        on=DAY,
        decision=DECISION,
        by=cast.actor("unit_administrator"),
    )
    assert set(Organisation.objects.filter(territory=heir)) == {cast.team, cast.other_team}
    with pytest.raises(NotAllowed):
        merge_units(
            [heir, cast.foreign_neighbourhood],
            called=Designation("tổ dân phố", "Chung"),
            on=clock.today(),
            decision=DECISION,
            by=cast.actor("unit_administrator"),
        )


# ── split ───────────────────────────────────────────────────────────────────


def split_ward(cast, *parts: Part) -> list[Unit]:
    return split_unit(cast.ward, into=parts, on=DAY, decision=DECISION, by=cast.actor("system_administrator"))


def test_a_split_carries_what_a_person_gave_and_leaves_the_rest(cast) -> None:
    east, west = split_ward(
        cast,
        Part(Designation("phường", "Bến Lụa Đông"), Decimal("0.5"), [cast.neighbourhood]),
        Part(Designation("phường", "Bến Lụa Tây"), Decimal("0.5")),
    )
    assert [unit.name for unit in east.children.all()] == ["Bãi Dâu"]
    left = Unit.objects.get(pk=cast.other_neighbourhood.pk)
    assert (left.valid_to, left.parent) == (None, Unit.objects.get(pk=cast.ward.pk))
    assert Organisation.objects.get(pk=cast.women.pk).territory_id == cast.ward.pk
    shares = Succession.objects.filter(old=cast.ward).order_by("pk").values_list("new", "kind", "share")
    assert list(shares) == [(east.pk, "split", Decimal("0.5")), (west.pk, "split", Decimal("0.5"))]
    moved = move_unit(left, parent=west, on=clock.today(), decision=DECISION, by=cast.actor("system_administrator"))
    assert (moved.parent, moved.name) == (west, "Cầu Gỗ")
    assert paths_are_whole()


@pytest.mark.parametrize(
    "parts",
    [
        [("Một", None)],
        [("Một", None), ("một", None)],
        [("Một", Decimal("0.7")), ("Hai", Decimal("0.4"))],
        [("Một", Decimal("-1")), ("Hai", None)],
    ],
)
def test_parts_that_do_not_fit_are_refused(cast, parts) -> None:
    with pytest.raises(ValidationError) as refused:
        split_ward(cast, *(Part(Designation("phường", name), share) for name, share in parts))
    assert mistakes(refused) == {"into"}
    assert Unit.objects.get(pk=cast.ward.pk).valid_to is None


def test_a_child_goes_to_one_part_and_must_be_one(cast) -> None:
    for first, second in (
        ([cast.neighbourhood], [cast.neighbourhood]),
        ([cast.foreign_neighbourhood], []),
    ):
        with pytest.raises(ValidationError):
            split_ward(
                cast, Part(Designation("phường", "Một"), None, first), Part(Designation("phường", "Hai"), None, second)
            )


# ── move ────────────────────────────────────────────────────────────────────


def test_a_neighbourhood_moves_to_another_ward(cast) -> None:
    admin = cast.actor("system_administrator")
    moved = move_unit(cast.neighbourhood, parent=cast.foreign_ward, on=DAY, decision=DECISION, by=admin)
    assert (moved.parent, moved.valid_from) == (cast.foreign_ward, DAY)
    assert Organisation.objects.get(pk=cast.team.pk).territory == moved
    with pytest.raises(NotAllowed):
        move_unit(
            cast.other_neighbourhood,
            parent=cast.foreign_ward,
            on=DAY,
            decision=DECISION,
            by=cast.actor("unit_administrator"),
        )


@pytest.mark.parametrize("parent", ["ward", "province", "foreign_neighbourhood"])
def test_a_neighbourhood_moves_only_to_another_commune(cast, parent: str) -> None:
    admin = cast.actor("system_administrator")
    with pytest.raises((ValidationError, NotAllowed)):
        move_unit(cast.neighbourhood, parent=getattr(cast, parent), on=DAY, decision=DECISION, by=admin)
    assert Unit.objects.get(pk=cast.neighbourhood.pk).valid_to is None
