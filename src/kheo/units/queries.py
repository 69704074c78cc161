"""Units by name, place and time; the bodies in them; who holds what."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Concat, StrIndex

from kheo.audit import clock
from kheo.units.actors import Actor, predecessors_of
from kheo.units.choices import UnitKind
from kheo.units.models import Membership, OperatorPost, Organisation, Succession, Unit, UnitAlias
from kheo.units.naming import without_rank, words_of
from kheo.units.paths import within
from kheo.units.policy import visible_memberships

WITH_PARENTS = ("parent", "parent__parent", "parent__parent__parent")
"""What to select with a unit so that `unit.place` reads nothing more."""

_KIND_ORDER = {
    UnitKind.NATION: 0,
    UnitKind.PROVINCE: 1,
    UnitKind.COMMUNE: 2,
    UnitKind.NEIGHBOURHOOD: 3,
    UnitKind.DISTRICT: 4,
}


def nation() -> Unit:
    """The nation, above all units; raises Unit.DoesNotExist before the units are loaded."""
    return Unit.objects.get(kind=UnitKind.NATION, valid_to=None)


def valid_units(on: date | None = None) -> QuerySet[Unit]:
    """The units that exist on a day (today where none is given)."""
    return Unit.objects.filter(_valid(on or clock.today()))


def _valid(day: date, prefix: str = "") -> Q:
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day})
    return begun & (Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day}))


def find_units(
    text: str, *, on: date | None = None, limit: int | None = 20, among: QuerySet[Unit] | None = None
) -> QuerySet[Unit]:
    """The units with the words of `text` (of the last its beginning), accents or not; parents' names count too.

    In this order: the name itself, names that begin so, the rest; within these today's units before old ones,
    larger before smaller. With `on` only units of that day; without it old ones too. `limit=None`: all, to page.
    `among` narrows to what somebody may see.
    """
    words = words_of(text)
    if not words:
        return Unit.objects.none()
    chosen = Unit.objects.all() if among is None else among
    chosen = chosen.filter(_valid(on)) if on else chosen
    chosen = chosen.filter(_all_words("folded", words) | Q(pk__in=_known_as(words)))
    chosen = chosen.annotate(nearness=_nearness(" ".join(words)), ended=_ended(), size=_size())
    chosen = chosen.order_by("nearness", "ended", "size", "folded", "-valid_to", "pk").select_related(*WITH_PARENTS)
    return chosen if limit is None else chosen[:limit]


def _all_words(column: str, words: list[str]) -> Q:
    """Each word as a whole, but the last one, which may still be being typed, as the beginning of one."""
    condition = Q(**{f"{column}__contains": f" {words[-1]}"})
    for word in words[:-1]:
        condition &= Q(**{f"{column}__contains": f" {word} "}) | Q(**{f"{column}__endswith": f" {word}"})
    return condition


def _known_as(words: list[str]) -> QuerySet[UnitAlias, int]:
    return UnitAlias.objects.filter(_all_words("folded", words)).values_list("unit_id", flat=True)


def _nearness(asked: str) -> Case:
    """0: the name itself or an alias; 1: a name that begins so, or with which the question begins; 2: elsewhere."""
    bare = without_rank(asked)
    names = {asked, bare}
    aliases = UnitAlias.objects.filter(folded__in=[f" {name}" for name in names]).values("unit")
    begins = Q(folded_name__startswith=asked) | Q(folded_name__startswith=bare)
    return Case(
        When(Q(folded_name__in=names) | Q(pk__in=aliases), then=0),
        When(begins, then=1),
        When(Q(pk__in=_names_that_begin(bare)), then=1),
        default=2,
        output_field=IntegerField(),
    )


def _names_that_begin(asked: str) -> QuerySet[Any, Any]:
    """Units with whose whole name the question begins: "tam quan nam" of "tam quan nam binh dinh"."""
    place = StrIndex(Value(f"{asked} "), Concat(F("folded_name"), Value(" ")))
    return Unit.objects.annotate(begins_at=place).filter(begins_at=1).values_list("pk", flat=True)


def _ended() -> Case:
    return Case(When(valid_to=None, then=0), default=1, output_field=IntegerField())


def _size() -> Case:
    cases = [When(kind=kind, then=order) for kind, order in _KIND_ORDER.items()]
    return Case(*cases, default=9, output_field=IntegerField())


def communes_of(unit: Unit, on: date | None = None) -> QuerySet[Unit]:
    """The communes at or below a unit that exist on a day, in the order of their names."""
    below = valid_units(on).filter(within(unit.path), kind=UnitKind.COMMUNE)
    return below.order_by("folded_name", "pk")


def neighbourhoods_of(unit: Unit, on: date | None = None) -> QuerySet[Unit]:
    """The neighbourhoods at or below a unit that exist on a day."""
    below = valid_units(on).filter(within(unit.path), kind=UnitKind.NEIGHBOURHOOD)
    return below.order_by("folded_name", "pk")


def parents_of(unit: Unit) -> list[Unit]:
    """The units above, from the province down; the nation is left out."""
    chain, above = [], unit.parent
    while above is not None and above.kind != UnitKind.NATION:
        chain.append(above)
        above = above.parent
    return chain[::-1]


def heirs_today(unit: Unit, on: date | None = None) -> list[Unit]:
    """The units that today (or on a day) stand where `unit` stood; itself where it is still valid, none if unknown."""
    return heirs_of_each([unit], on)[unit.pk]


def heirs_of_each(units: Iterable[Unit], on: date | None = None) -> dict[int, list[Unit]]:
    """`heirs_today` of several units by their numbers, in as many queries as there are steps between then and now."""
    day, wanted = on or clock.today(), list(units)
    known = {unit.pk: unit for unit in wanted}
    news_of: dict[int, list[int]] = {}
    frontier = {unit.pk for unit in wanted if not unit.is_valid_on(day)}
    while frontier:
        rows = Succession.objects.filter(old_id__in=frontier).select_related(
            "new", *(f"new__{parent}" for parent in WITH_PARENTS)
        )
        frontier = set()
        for row in rows:
            news_of.setdefault(row.old_id, []).append(row.new_id)
            if row.new_id not in known:
                known[row.new_id] = row.new
                if not row.new.is_valid_on(day):
                    frontier.add(row.new_id)
    return {unit.pk: _last_heirs(unit.pk, known, news_of, day) for unit in wanted}


def _last_heirs(start: int, known: dict[int, Unit], news_of: dict[int, list[int]], day: date) -> list[Unit]:
    found, seen, frontier = set(), {start}, {start}
    while frontier:
        found |= {number for number in frontier if known[number].is_valid_on(day)}
        frontier = {new for old in frontier - found for new in news_of.get(old, ())} - seen
        seen |= frontier
    return sorted((known[number] for number in found), key=lambda heir: (heir.folded_name, heir.pk))


def past_of(unit: Unit) -> list[Succession]:
    """Every succession that led to `unit`, however far back, the latest first."""
    reached = [unit.pk, *predecessors_of([unit.pk])]
    rows = Succession.objects.filter(new_id__in=reached).select_related(
        "old", "new", *(f"old__{parent}" for parent in WITH_PARENTS)
    )
    return list(rows.order_by("-effective_on", "old__folded_name", "pk"))


def heirs_of(unit: Unit) -> QuerySet[Succession]:
    """The successions by which `unit` ended."""
    rows = Succession.objects.filter(old=unit).select_related("new", *(f"new__{parent}" for parent in WITH_PARENTS))
    return rows.order_by("new__folded_name", "pk")


def receiving_unit(territory: Unit) -> Unit:
    """The unit whose officers receive what comes from here: a neighbourhood's commune, else the unit itself."""
    return territory.parent if territory.is_neighbourhood and territory.parent else territory


def operator_of(unit: Unit, on: date | None = None) -> Organisation | None:
    """The organisation that runs the movement in a unit on a day; None where none is appointed."""
    day = on or clock.today()
    post = OperatorPost.objects.filter(_valid(day), unit=unit).select_related("organisation").first()
    return post.organisation if post else None


def organisations_of(unit: Unit, on: date | None = None) -> QuerySet[Organisation]:
    """The bodies at a unit and below it that exist on a day."""
    day = on or clock.today()
    rows = Organisation.objects.filter(_valid(day), within(unit.path, "territory__path"))
    return rows.select_related("territory", "territory__parent").order_by("territory__path", "folded", "pk")


def current_memberships(on: date | None = None) -> QuerySet[Membership]:
    """The roles that hold on a day at units that exist then."""
    day = on or clock.today()
    rows = Membership.objects.filter(_valid(day), _valid(day, "unit__"), ended_at=None, user__is_active=True)
    return rows.select_related("user", "unit", "unit__parent", "organisation")


def memberships_to_renew(heir: Unit) -> QuerySet[Membership]:
    """Roles that ended only because their unit, or one below it, was followed by `heir` or one below it.

    A role that its holder already has again at the heir is left out.
    """
    ended = predecessors_of([heir.pk, *neighbourhoods_of(heir).values_list("pk", flat=True)])
    rows = Membership.objects.filter(
        unit_id__in=ended, valid_to=None, ended_at=None, user__is_active=True, unit__valid_to__lt=clock.today()
    )
    again = Membership.objects.filter(within(heir.path, "unit__path"), valid_to=None, ended_at=None)
    held = set(again.values_list("user_id", "role", "organisation_id"))
    held_at_units = {(user, role) for user, role, _organisation in held}
    left = [
        membership.pk
        for membership in rows
        if (membership.user_id, membership.role, membership.organisation_id) not in held
        and (membership.organisation_id is not None or (membership.user_id, membership.role) not in held_at_units)
    ]
    chosen = Membership.objects.filter(pk__in=left).select_related("user", "unit", "unit__parent", "organisation")
    return chosen.order_by("role", "user__full_name", "pk")


def memberships_seen(actor: Actor) -> QuerySet[Membership]:
    """The roles that the actor may see, with what a list shows of them."""
    rows = visible_memberships(actor).select_related("user", "unit", "unit__parent", "organisation")
    return rows.order_by("user__full_name", "user_id", "role", "pk")
