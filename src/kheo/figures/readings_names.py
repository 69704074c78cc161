"""Names that a reading found, beside initiatives that the register has under nearly the same name."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from kheo.figures.models import Reading, ReadName
from kheo.initiatives.models import Initiative
from kheo.initiatives.policy import OFFICE, visible
from kheo.initiatives.queries import Similar
from kheo.text import similarity
from kheo.units.actors import Actor
from kheo.units.paths import within_any

MOST_COMPARED = 5_000


def linkable(actor: Actor, reading: Reading) -> QuerySet[Initiative]:
    """The initiatives that the actor sees in the unit that decides on the reading, the reading's own or its heir, and
    in that one's predecessors: a name may be one of them."""
    posts = [post for post in actor.posts_as(*OFFICE) if reading.unit_id in post.act_unit_ids]
    rows = Initiative.objects.filter(within_any([path for post in posts for path in post.read_paths])).exclude(name="")
    return rows.filter(registrations__in=visible(actor)).distinct()


def alike(
    actor: Actor, reading: Reading, names: Iterable[ReadName], *, at_most: int = 3, from_percent: int = 50
) -> Mapping[int, list[Similar]]:
    """For each name, by its position, the initiatives that resemble it, the nearest first; two queries for all."""
    wanted = {name.position: str(name.named["name"]) for name in names}
    if not wanted:
        return {}
    scored: dict[int, list[tuple[int, int]]] = {position: [] for position in wanted}
    for number, known in linkable(actor, reading).order_by("pk").values_list("pk", "name")[:MOST_COMPARED]:
        for position, name in wanted.items():
            percent = round(100 * similarity(known, name))
            if percent >= from_percent:
                scored[position].append((percent, -number))
    best = {position: sorted(pairs, reverse=True)[:at_most] for position, pairs in scored.items()}
    rows = Initiative.objects.select_related("place").in_bulk(
        {-number for pairs in best.values() for _, number in pairs}
    )
    return {
        position: [Similar(rows[-number], percent) for percent, number in pairs] for position, pairs in best.items()
    }
