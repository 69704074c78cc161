"""`kheo setup`: options or questions, a real ward at the end, nothing at all after a refusal."""

from argparse import Namespace

import pytest

from kheo.config import setting_up
from kheo.config.words import Trouble
from kheo.units.choices import Role
from kheo.units.errors import NotPossible
from kheo.units.models import Membership, Organisation, User
from tests.factories.units import UnitFactory

GOOD = {
    "province": "Sông Lam",
    "ward": "phường Bến Lụa",
    "admin_name": "Nguyễn Thị Lụa",
    "admin_username": "lua",
    "admin_password": "một câu dài dễ nhớ",
}


def options(**changes):
    return Namespace(**{**GOOD, "admin_password_stdin": False, **changes})


@pytest.fixture
def ward(db):
    nation = UnitFactory(nation=True)
    return UnitFactory(name="Bến Lụa", parent=UnitFactory(province=True, name="Sông Lam", parent=nation))


def found(given, typed=(), secrets=()):
    """Runs the set-up with options and with what a person types; gives what was said."""
    said, typed, secrets = [], iter(typed), iter(secrets)
    answers = setting_up.Answers(
        dict(given), ask=(lambda _question: next(typed)) if typed else None, ask_secret=lambda _question: next(secrets)
    )
    setting_up.found(answers, said.append)
    return said


def not_asked(given):
    setting_up.found(setting_up.Answers(dict(given), ask=None), lambda _message: None)


def test_options_alone_found_a_ward(ward):
    not_asked(GOOD)
    user = User.objects.get()
    assert (user.username, user.full_name, user.check_password(GOOD["admin_password"])) == (
        "lua",
        "Nguyễn Thị Lụa",
        True,
    )
    assert sorted(Membership.objects.values_list("role", "unit__name")) == sorted(
        [(Role.UNIT_ADMINISTRATOR, "Bến Lụa"), (Role.SYSTEM_ADMINISTRATOR, ward.parent.parent.name)]
    )
    assert Organisation.objects.filter(territory=ward).count() == 3


def test_a_person_is_asked_for_what_is_missing_and_may_correct_it(ward):
    typed = ["Sông Lam", "Bến Lụa Không Có", "Sông Lam", "ben lua", "Nguyễn Thị Lụa", "lua"]
    said = found({}, typed, ["một câu dài", "một câu khác", "một câu dài dễ nhớ", "một câu dài dễ nhớ"])
    assert User.objects.get().check_password("một câu dài dễ nhớ")
    assert len(said) == 3  # the refusal of the first name, and the two lines at the end


def test_a_weak_password_is_asked_for_again(ward):
    given = {name: GOOD[name] for name in ("province", "ward")}
    typed = ["Nguyễn Thị Lụa", "lua", "Nguyễn Thị Lụa", "lua"]
    found(given, typed, ["ngắn", "ngắn", GOOD["admin_password"], GOOD["admin_password"]])
    assert User.objects.get().check_password(GOOD["admin_password"])


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"ward": "Không Có"}, NotPossible),
        ({"province": "Không Có"}, NotPossible),
        ({"admin_password": "ngắn"}, Trouble),
        ({"admin_username": "can-bo"}, Trouble),
        ({"admin_username": ""}, Trouble),
    ],
)
def test_without_anybody_to_ask_a_mistake_ends_it_and_nothing_is_kept(ward, change, refusal):
    with pytest.raises(refusal) as end:
        not_asked({**GOOD, **change})
    assert str(end.value)
    assert (User.objects.count(), Organisation.objects.count(), Membership.objects.count()) == (0, 0, 0)


def test_missing_options_are_named_before_anything_is_prepared(monkeypatch):
    monkeypatch.setattr("sys.stdin", type("Closed", (), {"isatty": staticmethod(lambda: False)}))
    with pytest.raises(Trouble, match=r"--ward, --admin-password"):
        setting_up.answers_of(options(ward=None, admin_password=None))


def test_the_password_may_come_from_standard_input(monkeypatch):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("mật khẩu dài lắm\r\n"))
    answers = setting_up.answers_of(options(admin_password=None, admin_password_stdin=True))
    assert answers.given["admin_password"] == "mật khẩu dài lắm"


def test_a_demonstration_is_never_turned_into_a_real_ward(settings):
    settings.DEMO = True
    with pytest.raises(Trouble, match="KHEO_DEMO"):
        setting_up.answers_of(options())
