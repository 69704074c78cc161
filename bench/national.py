"""The promises at 2,000,000 registrations over 100,000 units, on KHEO_DATABASE_URL, else on SQLite.

    bench/national.py [--registrations N]      builds the database below build/bench/ if it is not there, then measures

Prints each figure beside its limit; ends with status 1 where one is missed.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("KHEO_HOME", str(ROOT / "build" / "bench" / "home"))
os.environ.setdefault("KHEO_SECRET_KEY", "only-for-benchmarks")
os.environ["DJANGO_SETTINGS_MODULE"] = "kheo.config.settings"

import django  # noqa: E402  the environment comes first

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from large import REGISTRATIONS, build  # noqa: E402

from kheo.audit import clock  # noqa: E402
from kheo.audit.models import ChangeEntry  # noqa: E402
from kheo.figures.queries import totals  # noqa: E402
from kheo.figures.recount import differences  # noqa: E402
from kheo.initiatives.actions import accept  # noqa: E402
from kheo.initiatives.models import Registration  # noqa: E402
from kheo.tallies.actions import fold  # noqa: E402
from kheo.tallies.periods import Period  # noqa: E402
from kheo.units.actors import Actor, Post  # noqa: E402
from kheo.units.choices import Role  # noqa: E402
from kheo.units.models import Unit, User  # noqa: E402
from kheo.units.queries import nation  # noqa: E402

missed: list[str] = []


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--registrations", type=int, default=REGISTRATIONS)
    options.add_argument("--build", action="store_true", help="only build")
    chosen = options.parse_args()
    Path(os.environ["KHEO_HOME"]).mkdir(parents=True, exist_ok=True)
    if not _is_built():
        print(f"building {chosen.registrations:,} registrations on {connection.vendor}")
        build(registrations=chosen.registrations)
    if chosen.build:
        return 0
    call_command("collectstatic", verbosity=0, interactive=False)
    units = Unit.objects.filter(valid_to=None).count()
    print(f"{connection.vendor}: {Registration.objects.count():,} registrations over {units:,} units of today")
    pace()
    figures()
    pages()
    accepting()
    pace()
    row("recount --check, differences", len(differences()), 0, "")
    return 1 if missed else 0


def _is_built() -> bool:
    return Registration._meta.db_table in connection.introspection.table_names() and Registration.objects.exists()


def pace() -> None:
    """How fast this machine is right now: what is measured between two of these lines can be set against it."""

    def loop() -> None:
        found: dict[int, str] = {}
        for number in range(20_000):
            found[number % 97] = str(number)

    print(f"  {'the pace: a loop of Python, median':<42} {median(loop, 60):>10.2f}")


def figures() -> None:
    """The nation's counted figures of a year."""
    root, year = nation(), Period.year(2026)
    row("national figures, median", median(lambda: totals(root, year).of("registered"), 40), 10, "ms")


def pages() -> None:
    """Pages as the server makes them, sign-in and rights included, without the network."""
    country = signed_in("bench-nation")
    row("national overview page, median", median(lambda: get(country, reverse("desk:overview")), 40), 60, "ms")
    ward, list_ = signed_in("bench-ward"), reverse("desk:registrations")
    addresses = [
        list_ + query
        for query in ("", "?page=3", "?field=economy", "?text=cay+xanh", "?status=submitted", "?sort=name")
    ]
    times = [timed(lambda address=address: get(ward, address)) for address in addresses * 50]
    row("a ward's list page, median", statistics.median(times), 25, "ms")
    row("a ward's list page, p99", sorted(times)[int(len(times) * 0.99)], 80, "ms")
    counts = {len(queries_of(ward, address)) for address in addresses[:4]}
    row("a ward's list page, queries", max(counts), max(counts), f"{sorted(counts)}")
    province = signed_in("bench-province")
    row("a province's overview page, median", median(lambda: get(province, reverse("desk:overview")), 20), 60, "ms")


def accepting() -> None:
    """The action without HTTP, in wards all over the country, in a durable commit each, beside a commit of one row."""
    rows = Registration.objects.filter(status="submitted").select_related(
        "initiative__place", "unit", "campaign__rule_set"
    )
    waiting = list(rows.order_by("-pk")[:70])
    if len(waiting) < 70:
        print("  too few registrations wait: delete build/bench and build anew")
        missed.append("accepting")
        return
    bare = median(bare_commit, 60)
    user = User.objects.get(username="bench-ward")
    times = [timed(lambda row=row: accept(row, by=_officer_of(row.unit, user))) for row in waiting][10:]
    row("a bare commit, median", bare, bare, "ms")
    row("accepting a registration, median", statistics.median(times), 10, "ms")
    row("folding fresh counters", timed(fold), 1000, "ms")


def _officer_of(unit: Unit, user: User) -> Actor:
    """An officer of a ward: few wards of the large database have a person of their own."""
    return Actor(user, (Post(Role.OFFICER, unit, None, "", (unit.path,), frozenset({unit.pk})),))


def bare_commit() -> None:
    """One row and its commit, the least that a write can cost here."""
    with transaction.atomic():
        ChangeEntry.objects.create(
            at=clock.now(),
            by=None,
            by_name="bench",
            verb="bench",
            subject_type="bench",
            subject_id=0,
            subject_label="bench",
        )


def signed_in(username: str) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username=username))
    return client


def get(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"


def queries_of(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        get(client, address)
    return [query["sql"] for query in queries]


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def median(work: Callable[[], object], times: int) -> float:
    work()
    return statistics.median(timed(work) for _ in range(times))


def row(what: str, value: float, limit: float, unit: str) -> None:
    print(f"  {what:<42} {value:>10.2f}  limit {limit:>8.2f} {unit}")
    if value > limit:
        missed.append(what)


if __name__ == "__main__":
    sys.exit(main())
