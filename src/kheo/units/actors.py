"""A user's roles with what they reach, built once a request.

A membership reaches the subtree of its unit and, through Succession, its predecessors': it reads all of
them, and acts on what is still open only where its unit is the sole heir.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.units.choices import Role
from kheo.units.errors import NotAllowed
from kheo.units.models import Membership, Unit, User


@dataclass(frozen=True)
class Post:
    """One membership as it reaches today."""

    role: Role
    unit: Unit
    organisation_id: int | None
    organisation_name: str
    read_paths: tuple[str, ...]
    act_unit_ids: frozenset[int]


@dataclass(frozen=True)
class Actor:
    """Somebody who asks or acts: the user and the posts that hold today; nobody has none."""

    user: User | None
    posts: tuple[Post, ...] = ()

    def roles_at(self, unit_id: int) -> set[Role]:
        """The roles with which this actor acts at exactly this unit (or as its sole heir)."""
        return {post.role for post in self.posts if unit_id in post.act_unit_ids}

    def posts_as(self, *roles: Role) -> list[Post]:
        """The posts with one of these roles."""
        return [post for post in self.posts if post.role in roles]

    def read_paths(self, *roles: Role) -> list[str]:
        """The paths that these roles reach, predecessors' among them."""
        return [path for post in self.posts_as(*roles) for path in post.read_paths]

    def reaches(self, path: str, *roles: Role) -> bool:
        """True where one of these roles reaches the unit with this path."""
        return any(path.startswith(reached) for reached in self.read_paths(*roles))

    def organisation_ids(self, *roles: Role) -> set[int]:
        """The organisations at which the actor holds one of these roles."""
        return {post.organisation_id for post in self.posts_as(*roles) if post.organisation_id}

    @property
    def is_anonymous(self) -> bool:
        return self.user is None

    @property
    def person(self) -> User:
        """The user who acts. Raises NotAllowed where nobody is signed in."""
        if self.user is None:
            raise NotAllowed(_("Sign in first."))
        return self.user


NOBODY = Actor(user=None)


def actor_of(user: User | AnonymousUser | None, on: date | None = None) -> Actor:
    """The actor that `user` is on a day (today where none is given).

    A membership at a unit or an organisation that has ended gives nothing: an heir's administrator renews it there.
    """
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    day = on or clock.today()
    memberships = Membership.objects.filter(user=user, valid_from__lte=day, ended_at=None)
    memberships = memberships.select_related("unit", "organisation")
    held = [membership for membership in memberships if _holds(membership, day)]
    past = _Past.of({membership.unit_id for membership in held})
    return Actor(user=user, posts=tuple(_post(membership, past) for membership in held))


def _holds(membership: Membership, day: date) -> bool:
    organisation = membership.organisation
    if organisation and organisation.valid_to and organisation.valid_to < day:
        return False
    return (membership.valid_to is None or membership.valid_to >= day) and membership.unit.is_valid_on(day)


def _post(membership: Membership, past: "_Past") -> Post:
    unit = membership.unit
    before = past.before(unit.pk)
    return Post(
        role=Role(membership.role),
        unit=unit,
        organisation_id=membership.organisation_id,
        organisation_name=membership.organisation.name if membership.organisation else "",
        read_paths=(unit.path, *sorted(past.paths[number] for number in before)),
        act_unit_ids=frozenset({unit.pk, *past.with_one_heir(before, unit.pk)}),
    )


_WAY_BACK = """
    WITH RECURSIVE past (id) AS (
        SELECT old_id FROM units_succession WHERE new_id IN ({units})
        UNION
        SELECT earlier.old_id FROM units_succession earlier JOIN past ON earlier.new_id = past.id
    )
    SELECT way.old_id, way.new_id, (SELECT path FROM units_unit WHERE id = way.old_id)
    FROM units_succession way WHERE way.old_id IN (SELECT id FROM past)
"""
"""Every way forward of every predecessor. The path is asked for row by row: joined, PostgreSQL reads all units."""


@dataclass(frozen=True)
class _Past:
    """The successions behind some units: which followed which; one query, however long ago it began."""

    paths: dict[int, str]
    olds_of: dict[int, set[int]]
    news_of: dict[int, set[int]]

    @classmethod
    def of(cls, unit_ids: Iterable[int]) -> "_Past":
        past = cls({}, {}, {})
        wanted = sorted(set(unit_ids))
        if wanted:
            with connection.cursor() as cursor:
                cursor.execute(_WAY_BACK.format(units=", ".join(["%s"] * len(wanted))), wanted)
                for old, new, path in cursor.fetchall():
                    past.paths[old] = path
                    past.olds_of.setdefault(new, set()).add(old)
                    past.news_of.setdefault(old, set()).add(new)
        return past

    def before(self, unit_id: int) -> set[int]:
        """Every unit that led to this one."""
        found: set[int] = set()
        frontier = {unit_id}
        while frontier:
            frontier = {old for new in frontier for old in self.olds_of.get(new, ())} - found
            found |= frontier
        return found

    def with_one_heir(self, before: set[int], heir_id: int) -> set[int]:
        """Those of `before` whose every way forward leads to `heir_id`."""
        shared = {old for old in before if self.news_of[old] - before - {heir_id}}
        while more := {old for old in before - shared if self.news_of[old] & shared}:
            shared |= more
        return before - shared


def predecessors_of(unit_ids: Iterable[int]) -> dict[int, str]:
    """The units that these ones followed, however far back, by number with their paths."""
    return _Past.of(unit_ids).paths


def sole_predecessors_of(unit_id: int) -> set[int]:
    """The predecessors that led to this unit alone: what was theirs is its own now, without a person's word."""
    past = _Past.of([unit_id])
    return past.with_one_heir(past.before(unit_id), unit_id)


@dataclass(frozen=True)
class Inheritance:
    """The units that led to one unit, number → path: `sole` to it alone; `shared` were split, others have a part."""

    sole: dict[int, str]
    shared: dict[int, str]


def inheritances_of(unit_ids: Iterable[int]) -> dict[int, Inheritance]:
    """What each of these units took over from which predecessors; as many queries for all as for one."""
    wanted = list(unit_ids)
    past = _Past.of(wanted)
    found = {}
    for number in wanted:
        before = past.before(number)
        sole = past.with_one_heir(before, number)
        found[number] = Inheritance(
            sole={old: past.paths[old] for old in sorted(sole)},
            shared={old: past.paths[old] for old in sorted(before - sole)},
        )
    return found
