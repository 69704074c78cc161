"""Builds the database of the promises: 2,000,000 registrations over 100,000 units of today.

Rows go in directly, by the thousand; the counters are then recounted from them. What the actions cost at that size is
measured on top, and their counters are compared with a recount afterwards.
"""

import random
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction

from kheo.figures.recount import rebuild
from kheo.initiatives.actions.campaigns import default_rule_set
from kheo.initiatives.choices import Field, Kind, Level, Novelty, Status
from kheo.initiatives.models import Campaign, Initiative, Registration
from kheo.tallies.periods import half_year_of
from kheo.text import fold
from kheo.units.choices import Role
from kheo.units.loading import load_units
from kheo.units.models import Membership, Organisation, Unit, User
from kheo.units.paths import path_of
from kheo.units.queries import nation

REGISTRATIONS = 2_000_000
NEIGHBOURHOODS_EACH = 29
YEARS = (2025, 2026)
FIRST_OWN = 1_000_000  # numbers of rows made here start above those of the shipped data
MOMENT = datetime(2026, 6, 1, tzinfo=UTC)


def build(*, registrations: int = REGISTRATIONS, say: Any = print) -> None:
    """Fill an empty, migrated or unmigrated database; prints how long each part took."""
    started = time.perf_counter()

    def done(what: str) -> None:
        say(f"  {time.perf_counter() - started:7.1f} s  {what}")

    call_command("migrate", verbosity=0)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size=-500000")
    load_units()
    done("tables and shipped units")
    communes = list(Unit.objects.filter(kind="commune", valid_to=None).order_by("pk").values_list("pk", "path"))
    insert(Unit, _neighbourhoods(communes))
    done(f"{NEIGHBOURHOODS_EACH * len(communes):,} neighbourhoods")
    _people(communes)
    rules = default_rule_set()
    insert(Organisation, _organisations(communes))
    insert(Campaign, _campaigns(communes, rules.pk))
    insert(Initiative, _initiatives(communes, registrations // 2))
    done(f"{registrations // 2:,} initiatives")
    author = User.objects.get(username="bench-ward").pk  # read before: while COPY runs, the connection is taken
    insert(Registration, _registrations(communes, registrations, author))
    done(f"{registrations:,} registrations")
    done(f"{rebuild():,} counters")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        for sql in connection.ops.sequence_reset_sql(
            no_style(), [Unit, Organisation, Campaign, Initiative, Registration]
        ):
            cursor.execute(sql)
    done("statistics")


def insert(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """Put rows into the table of `model`, by COPY on PostgreSQL; fields that a row does not name get their default."""
    fields = list(model._meta.concrete_fields)
    names = [field.attname for field in fields]
    defaults = {field.attname: None if field.primary_key else field.get_default() for field in fields}
    converted = {field.attname: field for field in fields if isinstance(field, (models.DateField, models.JSONField))}

    def values_of(row: dict[str, Any]) -> list[Any]:
        whole = defaults | row
        for name, field in converted.items():
            whole[name] = _stored(field, whole[name])
        return [whole[name] for name in names]

    values = (values_of(row) for row in rows)
    with transaction.atomic(), connection.cursor() as cursor:
        columns = ", ".join(f'"{field.column}"' for field in fields)
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(names))
        while batch := list(islice(values, 5000)):
            cursor.executemany(f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({marks})", batch)


def _stored(field: models.Field[Any, Any], value: Any) -> Any:
    return value if value is None else field.get_db_prep_save(value, connection)


def _neighbourhoods(communes: Sequence[tuple[int, str]]) -> Iterator[dict[str, Any]]:
    number = FIRST_OWN
    for commune, path in communes:
        for order in range(1, NEIGHBOURHOODS_EACH + 1):
            yield {
                "id": number,
                "kind": "neighbourhood",
                "rank": "tổ dân phố",
                "name": str(order),
                "folded": f"to dan pho {order}",
                "parent_id": commune,
                "path": path_of(number, path),
                "valid_from": date(2025, 7, 1),
                "is_sample": True,
            }
            number += 1


def _people(communes: Sequence[tuple[int, str]]) -> None:
    places = {"ward": communes[1664][0], "nation": nation().pk}
    places["province"] = Unit.objects.get(pk=places["ward"]).parent_id
    for name, unit in places.items():
        user = User.objects.create(username=f"bench-{name}", full_name=f"Bench {name}", joined_at=MOMENT)
        for role in (Role.OFFICER, Role.LEADER):
            Membership.objects.create(user=user, role=role, unit_id=unit, valid_from=date(2025, 7, 1))


def _organisations(communes: Sequence[tuple[int, str]]) -> Iterator[dict[str, Any]]:
    for order, (commune, _path) in enumerate(communes):
        name = f"Hội Phụ nữ {order}"
        yield {
            "id": FIRST_OWN + order,
            "name": name,
            "folded": fold(name),
            "kind": "mass_organisation",
            "territory_id": commune,
            "layout": "front",
        }


def _campaigns(communes: Sequence[tuple[int, str]], rules: int) -> Iterator[dict[str, Any]]:
    for order, (commune, _path) in enumerate(communes):
        for year in YEARS:
            yield {
                "id": FIRST_OWN + 2 * order + YEARS.index(year),
                "unit_id": commune,
                "year": year,
                "name": f"Đăng ký {year}",
                "rule_set_id": rules,
                "opens_on": date(year, 1, 1),
                "deadline": date(year, 12, 31),
                "cut_off": date(year, 12, 31),
            }


WORDS = (
    "ngõ rác sạch bếp ăn đèn đường cây xanh tủ sách quỹ học khuyến tổ tự quản an ninh hũ gạo sân chơi camera vườn"
).split()


def _initiatives(communes: Sequence[tuple[int, str]], count: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(2026)
    fields = [field.value for field in Field]
    for order in range(count):
        place = order * len(communes) // count  # commune after commune: the indexes grow at their ends
        commune, path = communes[place]
        name = " ".join(chance.sample(WORDS, 4)).capitalize() + f" {order}"
        yield {
            "id": FIRST_OWN + order,
            "kind": Kind.EXEMPLAR if order % 9 == 0 else Kind.MODEL,
            "name": name,
            "folded": fold(name),
            "owner": "Hội Phụ nữ",
            "lead_organisation_id": FIRST_OWN + place,
            "unit_id": commune,
            "path": path,
            "place_id": FIRST_OWN + place * NEIGHBOURHOODS_EACH + order % NEIGHBOURHOODS_EACH,
            "field": fields[order % 4],
            "first_accepted_on": date(2025, 1, 10) + timedelta(days=order % 300),
        }


def _registrations(communes: Sequence[tuple[int, str]], count: int, author: int) -> Iterator[dict[str, Any]]:
    for order in range(count):
        initiative, year = order // 2, YEARS[order % 2]
        place = initiative * len(communes) // (count // 2)
        commune, path = communes[place]
        accepted = date(year, 1, 10) + timedelta(days=initiative % 300)
        waits = year == 2026 and initiative % 50 == 0
        status = Status.SUBMITTED if waits else Status.EVALUATED if year == 2025 else Status.UNDER_WAY
        yield {
            "id": FIRST_OWN + order,
            "initiative_id": FIRST_OWN + initiative,
            "campaign_id": FIRST_OWN + 2 * place + order % 2,
            "unit_id": commune,
            "path": path,
            "status": status,
            "level": Level.PROVINCE if initiative % 7 == 0 else Level.COMMUNE,
            "novelty": Novelty.NEW if year == 2025 else Novelty.MAINTAINED,
            **dict.fromkeys(TEXTS, "Bà con cùng bàn, cùng làm, cùng xem lại mỗi quý."),
            "starts_on": accepted,
            "evaluates_on": date(year, 12, 1),
            "written_by_id": author,
            "saved_at": MOMENT + timedelta(seconds=order),
            "submitted_at": MOMENT,
            "accepted_on": None if waits else accepted,
            "period": None if waits else half_year_of(accepted),
            "due_on": date(2026, 12, 20) if status != Status.EVALUATED else None,
            "outcome": "good" if status == Status.EVALUATED else "",
            "version": 1,
        }


TEXTS = ("situation", "goals", "method", "beneficiaries", "forces", "resources", "outputs", "sustainability")
