"""Fills an empty demonstration: every row comes through the verbs that people use."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from kheo.audit import clock
from kheo.demo.days import Days, working_on
from kheo.demo.past import enter_former_wards, enter_neighbours
from kheo.demo.people import first_administrator, gather
from kheo.demo.places import Places, find_places, open_places
from kheo.demo.plans import Case, dates_of, follow_plan
from kheo.initiatives.actions import (
    accept,
    draft_copy_of_last_year,
    evaluate,
    follow_up,
    open_campaign,
    save_draft,
    start_draft,
    submit,
)
from kheo.initiatives.models import Campaign, Registration
from kheo.recognition.actions import publish, recognise
from kheo.tallies.actions import fold
from kheo.units.actors import Actor, actor_of
from kheo.units.models import User

TEXTS = ("situation", "goals", "method", "beneficiaries", "forces", "resources", "outputs", "sustainability")


def fill(say: Callable[[str], None]) -> None:
    """Make the sample year where there is none yet; all of it or nothing."""
    if User.objects.exists():
        return
    say("Lập số liệu mẫu…")
    with transaction.atomic():
        _Filling(Days(clock.today())).everything()
    while fold():
        pass


class _Filling:
    """The sample year in the making."""

    def __init__(self, days: Days) -> None:
        self.days = days
        self.places: Places = find_places()
        self.people: dict[str, User] = {}
        self.told: list[dict[str, Any]] = tomllib.loads(
            Path(__file__).with_name("initiatives.toml").read_text(encoding="utf-8")
        )["initiative"]
        self.registrations: dict[str, Registration] = {}

    def everything(self) -> None:
        opened = self.places.ward.valid_from or date(self.days.year - 2, 1, 1)
        with working_on(max(opened, self.days.last_year(7, 1))):
            administrator = first_administrator(self.places, on=opened)
            open_places(self.places, by=administrator, on=opened)
            self.people = gather(self.places, by=administrator, on=opened)
        with working_on(self.days.last_year(7, 2)):
            enter_former_wards(self.places, office=self.actor("can-bo"))
        self._last_year()
        with working_on(self.days.ago(90)):
            enter_neighbours(self.places, self.days, people=self.people)
        self._this_year()

    def actor(self, name: str) -> Actor:
        return actor_of(self.people[name])

    def _last_year(self) -> None:
        year = self.days.year - 1
        with working_on(self.days.last_year(7, 5)):
            campaign = open_campaign(
                by=self.actor("can-bo"), unit=self.places.ward, year=year, deadline=date(year, 9, 30)
            )
        kept = [told for told in self.told if told["kept"]]
        for order, told in enumerate(kept):
            registration = self._written(told, campaign, date(year, 7, 10), date(year, 12, 1))
            self._one_year(registration, told, order)
        self._decide(kept[:4], number="112", issued_on=date(year, 12, 12))

    def _one_year(self, registration: Registration, told: dict[str, Any], order: int) -> None:
        team, office, year = self.actor(told["team"]), self.actor("can-bo"), self.days.year - 1
        with working_on(date(year, 7, 12 + order)):
            submit(registration, by=team)
        with working_on(date(year, 7, 24), 10):
            accept(registration, by=office)
        for month in (9, 11):
            with working_on(date(year, month, 5 + order), 15):
                follow_up(registration, by=team, on=date(year, month, 5 + order), what="Tổ họp, ghi sổ đủ.", people=30)
        with working_on(date(year, 12, 5), 16):
            evaluate(registration, by=office, outcome="good", evaluation="Đạt mục tiêu của năm.", on=date(year, 12, 5))

    def _this_year(self) -> None:
        with working_on(self.days.ago(300)):
            opens = date(self.days.year, 1, 1)
            campaign = open_campaign(
                by=self.actor("can-bo"),
                unit=self.places.ward,
                year=self.days.year,
                opens_on=opens,
                deadline=self.days.deadline,
                cut_off=date(self.days.year, 12, 31),
            )
        for told in self.told:
            with working_on(self.days.ago(1 if told["plan"] == "draft" else 235), 8):
                registration = self._again(told, campaign) if told["kept"] else self._begin(told, campaign)
            case = Case(registration, self.actor(told["team"]), self.actor("can-bo"), told, self.days)
            follow_plan(case)
            self.registrations[told["name"]] = registration
        self._decide(
            [told for told in self.told if told["plan"] == "recognised"], number="61", issued_on=self.days.ago(20)
        )
        self._publish()

    def _written(self, told: dict[str, Any], campaign: Campaign, starts_on: date, evaluates_on: date) -> Registration:
        with working_on(starts_on, 8):
            registration = self._begin(told, campaign, starts_on=starts_on, evaluates_on=evaluates_on)
        self.registrations[told["name"]] = registration
        return registration

    def _begin(self, told: dict[str, Any], campaign: Campaign, **dates: date) -> Registration:
        team = self.actor(told["team"])
        organisation = self.places.organisations[told["team"]]
        registration = start_draft(by=team, organisation=organisation, campaign=campaign, kind=told["kind"])
        values = {name: told[name] for name in ("name", "field", "level", *TEXTS)}
        values |= {"holder": told.get("holder", "collective"), "owner": told.get("owner", organisation.name)}
        complete = told["plan"] != "draft"
        return save_draft(registration, by=team, values=values | (dates or dates_of(self.days) if complete else {}))

    def _again(self, told: dict[str, Any], campaign: Campaign) -> Registration:
        team = self.actor(told["team"])
        initiative = self.registrations[told["name"]].initiative
        registration = draft_copy_of_last_year(by=team, initiative=initiative, campaign=campaign)
        return save_draft(registration, by=team, values=dates_of(self.days))

    def _decide(self, told: list[dict[str, Any]], *, number: str, issued_on: date) -> None:
        rows = [self.registrations[one["name"]] for one in told]
        issuer = self.places.organisations["dang-uy"]
        with working_on(issued_on, 17):
            for row in rows:
                row.refresh_from_db()
            recognise(
                rows,
                by=self.actor("lanh-dao"),
                unit=self.places.ward,
                issuer=issuer,
                number=number,
                symbol="QĐ/ĐU",
                issued_on=issued_on,
                level="commune",
                signatory="Đoàn Văn Khuê (mẫu)",
                signatory_position="Bí thư",
                subject="Công nhận mô hình, điển hình “Dân vận khéo” (mẫu)",
            )

    def _publish(self) -> None:
        for told in self.told:
            if told["plan"] == "recognised" and told.get("summary"):
                initiative = self.registrations[told["name"]].initiative
                initiative.refresh_from_db()
                with working_on(self.days.ago(18), 10):
                    publish(initiative, by=self.actor("can-bo"), summary=told["summary"])
