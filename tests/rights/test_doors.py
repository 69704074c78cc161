"""Behind every address: nobody comes in unsigned, nobody learns what is not theirs, a refused act changes nothing."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client

from kheo.audit.actions import record
from kheo.figures import policy as figures
from kheo.figures.models import Reading
from kheo.initiatives import policy as initiatives
from kheo.initiatives.models import Registration
from kheo.recognition import policy as recognition
from kheo.units import policy as units
from tests.rights.addresses import (
    FOR_SCRIPTS,
    SUBJECTS,
    Address,
    desk_addresses,
    is_page_of_its_own,
    paths_of,
    subject_of,
)
from tests.rights.verbs import everything
from tests.rights.world import World

pytestmark = pytest.mark.django_db

SECRET = re.compile(r"Việc kín \d{3}|Lời kín \d{3}|Tệp kín \d{3}|Lý do kín \d{3}|Đã thấy kín \d{3}|Chủ kín \d{3}")
VIEWERS = ("team_leader", "officer", "editor", "province_officer", "stranger")
"""One for each way of reading."""

OUTSIDERS = ("foreign_leader", "stranger")
ASKERS = ("team_leader", "foreign_leader")

FILLED = {
    "reason": "Lý do",
    "on": "15/09/2026",
    "last": "15/09/2026",
    "deadline": "31/12/2026",
    "decision": "số 9",
    "confirm": "1",
    "version": "0",
    "outcome": "good",
    "evaluation": "Đạt",
    "what": "Đã thấy",
    "alive": "paused",
    "consents": "on",
    "summary": "Tóm tắt",
    "name": "Tên mới",
    "rank": "phường",
    "do": "send",
    "year": "2027",
    "text": "Có 3 mô hình.",
    "accepted_on": "04/05/2026",
    "f2": "keep",
    "role": "officer",
    "full_name": "Người Mới",
}
"""What most forms of the desk ask for, so that a refusal is one of rights and not of a missing field."""


def signed_in(world: World, name: str) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(world.cast.people[name])
    return client


def said(answer: HttpResponse) -> str:
    """All that an answer tells: its words, what an .xlsx holds, and its headers."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    return content.decode(errors="replace") + str(answer.headers)


def with_numbers() -> list[Address]:
    return [address for address in desk_addresses() if address.parts]


def without_numbers() -> list[Address]:
    return [address for address in desk_addresses() if not address.parts]


def secrets_of(world: World, who: str) -> set[str]:
    """The numbers of the registrations of which this person may read the words, or (an editor) the name; and what
    everybody may read, since it is published."""
    actor = world.actor(who)
    own = set(initiatives.visible(actor).values_list("initiative__name", flat=True))
    lines = recognition.visible(actor).values_list("registration__initiative__name", flat=True)
    public = recognition.published().values_list("initiative__name", flat=True)
    return {name[-3:] for name in {*own, *lines, *public}}


def leaks(world: World, who: str, text: str) -> list[str]:
    """Words of registrations in `text` that are not open to this person."""
    allowed = secrets_of(world, who)
    return sorted({found for found in SECRET.findall(text) if found[-3:] not in allowed})


def test_every_address_with_a_number_has_its_subject(world: World) -> None:
    addresses = with_numbers()
    assert len(addresses) > 30
    assert [address for address in addresses if subject_of(address) is None] == []
    for address in addresses:
        assert paths_of(world, address, 1) != []
    assert [subject.start for subject in SUBJECTS if not any(subject_of(one) is subject for one in addresses)] == []


@pytest.mark.parametrize("who", ["anonymous", "inactive_officer"])
def test_nobody_comes_in_unsigned(world: World, settings, who: str) -> None:
    """The numbers are those of rows that exist. A session of somebody who was locked out opens nothing any more."""
    client = Client() if who == "anonymous" else signed_in(world, who)
    before, wrong = everything(), []
    for address in desk_addresses():
        subject = subject_of(address)
        number = next(iter(subject.rows(world).values())) if subject and address.parts else 1
        for path in paths_of(world, address, number) if address.parts else [address.of()]:
            door = (401, "") if path.endswith(FOR_SCRIPTS) else (302, resolve_url(settings.LOGIN_URL))
            for method in ("get", "post"):
                answer = getattr(client, method)(path, FILLED if method == "post" else {})
                got = (answer.status_code, answer.headers.get("Location", "").partition("?")[0])
                if got != door or SECRET.search(said(answer)):
                    wrong.append((method, path, got))
    assert wrong == []
    assert everything() == before


def test_a_page_opens_for_exactly_whom_its_row_is_visible(world: World) -> None:
    """The list that hides a row and the address that opens it ask the same."""
    wrong = []
    pages = [(address, subject_of(address)) for address in with_numbers() if is_page_of_its_own(address)]
    for who in VIEWERS:
        actor, client = world.actor(who), signed_in(world, who)
        for address, subject in pages:
            for label, number in subject.rows(world).items():
                (path,) = paths_of(world, address, number)
                answer = client.get(path, follow=True)
                text = said(answer)
                expected = 404 if subject.hides(actor, number) else 200
                if answer.status_code != expected or leaks(world, who, text):
                    wrong.append((who, address.name, label, answer.status_code, leaks(world, who, text)))
    assert wrong == []


def test_what_is_hidden_is_not_there_at_any_address(world: World) -> None:
    """Every step, print page, file, export and history of a hidden row, looked at and sent."""
    clients = {who: signed_in(world, who) for who in OUTSIDERS}
    before, wrong, tried = everything(), [], set()
    for who, client in clients.items():
        actor = world.actor(who)
        for address in with_numbers():
            subject = subject_of(address)
            hidden = [number for number in subject.rows(world).values() if subject.hides(actor, number)]
            for path in paths_of(world, address, hidden[0])[:3] if hidden else ():
                tried.add(address.name)
                for method in ("get", "post"):
                    answer = getattr(client, method)(path, FILLED if method == "post" else {})
                    found = leaks(world, who, said(answer))
                    if answer.status_code not in {403, 404, 405} or found:
                        wrong.append((who, method, path, answer.status_code, found))
    assert wrong == []
    assert everything() == before
    open_to_all = ("dot-thi-dua/", "don-vi/<", "nguoi-dung/gia-han/")
    assert {one.name for one in with_numbers() if not one.pattern.startswith(open_to_all)} == tried


@pytest.mark.parametrize("who", ["auditor", "province_officer"])
def test_who_only_reads_the_ward_changes_nothing_of_it(world: World, who: str) -> None:
    """Whatever they send to whatever address of the ward's rows; an auditor to any address at all."""
    client, before, wrong = signed_in(world, who), everything(), []
    addresses = desk_addresses() if who == "auditor" else with_numbers()
    for address in addresses:
        subject = subject_of(address)
        number = next(iter(subject.rows(world).values())) if subject and address.parts else 0
        for path in paths_of(world, address, number) if address.parts else [address.of()]:
            answer = client.post(path, FILLED)
            if answer.status_code >= 500:
                wrong.append((path, answer.status_code))
    assert wrong == []
    assert everything() == before


def _asked(world: World) -> list[dict[str, Any]]:
    """Ways to ask a list for more than one's own."""
    named = [pk for (_place, state), pk in world.registrations.items() if state == "evaluated"]
    of_the_ward = {"unit": world.units["ward"].pk, "organisation": world.teams["ward"].pk}
    return [{"registration": named, "state": "all", **of_the_ward}, {"text": "kin", "as": "xlsx"}]


def test_no_list_and_no_export_tells_what_is_hidden(world: World) -> None:
    wrong = []
    for who in ASKERS:
        client = signed_in(world, who)
        for address in without_numbers():
            for query in _asked(world):
                answer = client.get(address.of(), query)
                found = leaks(world, who, said(answer))
                if answer.status_code >= 500 or found:
                    wrong.append((who, address.of(), query, answer.status_code, found))
    assert wrong == []


def test_a_filter_names_no_body_that_is_hidden(world: World) -> None:
    """A number in the address brings no name of a body that the person could not find otherwise."""
    body = world.teams["foreign"]
    text = said(signed_in(world, "officer").get("/lam-viec/dang-ky/", {"organisation": body.pk}))
    assert body.name not in text


def test_the_history_of_a_person_tells_of_the_overseen_units_alone(world: World) -> None:
    """Somebody with a second role elsewhere: the ward reads what it gave, not what others did."""
    person = world.cast.people["auditor_there_team_leader_here"]
    for place in ("ward", "foreign"):
        unit = world.units[place]
        changes = {"role": (None, "auditor"), "unit": (None, unit.pk)}
        record("grant_membership", person, by=None, unit_id=unit.pk, changes=changes, reason=f"Cử tại {place}")
    path = f"/lam-viec/nguoi-dung/{person.pk}/"
    told = {
        who: [place for place in ("ward", "foreign") if f"Cử tại {place}" in said(signed_in(world, who).get(path))]
        for who in ("officer", "foreign_leader", "province_officer", "auditor_there_team_leader_here")
    }
    assert told == {
        "officer": ["ward"],
        "foreign_leader": ["foreign"],
        "province_officer": ["ward", "foreign"],
        "auditor_there_team_leader_here": ["ward", "foreign"],
    }


def test_lists_of_documents_lead_to_the_own_ones(world: World) -> None:
    """Readings, reports, decisions, invitations: a row is in the list where it is visible."""
    lists = {
        "/lam-viec/nhap-danh-sach/": initiatives.visible_imports,
        "/lam-viec/doc-bao-cao/": figures.visible_readings,
        "/lam-viec/bao-cao/": figures.visible,
        "/lam-viec/cong-nhan/": recognition.visible_decisions,
        "/lam-viec/nguoi-dung/loi-moi/": units.visible_invitations,
    }
    for who in VIEWERS:
        actor, client = world.actor(who), signed_in(world, who)
        for path, visible in lists.items():
            found = re.findall(rf'href="{path}(\d+)/', said(client.get(path)))
            assert (who, path, {int(pk) for pk in found}) == (
                who,
                path,
                set(visible(actor).values_list("pk", flat=True)),
            )
        titles = Reading.objects.values_list("source", flat=True)
        text = said(client.get("/lam-viec/doc-bao-cao/tai-ve.xlsx"))
        own = set(figures.visible_readings(actor).values_list("source", flat=True))
        assert (who, {title for title in titles if title in text}) == (who, own)


def test_the_export_of_registrations_holds_exactly_the_visible_ones(world: World) -> None:
    names = dict(Registration.objects.values_list("initiative__name", "pk"))
    for who in VIEWERS:
        text = said(signed_in(world, who).get("/lam-viec/dang-ky/danh-sach.xlsx"))
        rows = {names[name] for name in re.findall(r"Việc kín \d{3}", text)}
        assert (who, rows) == (who, set(initiatives.visible(world.actor(who)).values_list("pk", flat=True)))
