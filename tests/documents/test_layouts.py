import tomllib
from dataclasses import FrozenInstanceError

import pytest

from kheo.documents.layouts import LAYOUTS, LayoutError, LayoutNotAvailable, layout_for


def test_state_layout_has_the_values_of_its_decree():
    layout = layout_for("state")
    page, text = layout.page, layout.text
    assert (page.top_mm, page.right_mm, page.bottom_mm, page.left_mm) == (20, 15, 20, 30)
    assert (text.font, layout.styles.body.size_pt, text.first_line_cm, text.spacing_pt) == (
        "Times New Roman",
        14,
        1.27,
        6,
    )
    assert (layout.number.pattern, layout.signature.prefixes.tm) == ("Số: {number}/{symbol}", "TM.")
    assert layout.needs_clerk_check is False


def test_party_layout_has_its_own_words_and_asks_for_a_check():
    layout = layout_for("party")
    assert layout.head.nation == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert (layout.styles.nation.size_pt, layout.styles.issuer.size_pt, layout.styles.type_name.size_pt) == (15, 14, 16)
    assert (layout.number.pattern, layout.signature.prefixes.kt) == ("Số {number}-{symbol}", "K/T")
    assert (layout.head.issuer_end, layout.head.issuer_mark) == ("mark", "*")
    assert layout.needs_clerk_check is True
    assert layout.clerk_remark.startswith("Cần văn thư kiểm tra")


def test_front_is_told_that_its_layout_is_not_there():
    with pytest.raises(LayoutNotAvailable) as refusal:
        layout_for("front")
    assert refusal.value.values == {"profile": "front"}


def test_unknown_profile_is_refused_as_unknown():
    with pytest.raises(LayoutError) as refusal:
        layout_for("army")
    assert not isinstance(refusal.value, LayoutNotAvailable)
    assert str(refusal.value) == "There is no layout “army”. Known: state, party."


def test_overrides_change_what_they_name_and_nothing_else():
    layout = layout_for("state", {"page": {"left_mm": 35}, "styles": {"body": {"size_pt": 13}}})
    assert (layout.page.left_mm, layout.page.right_mm, layout.styles.body.size_pt) == (35, 15, 13)
    assert layout_for("state").page.left_mm == 30
    assert layout_for("state", {"needs_clerk_check": True}).needs_clerk_check is True
    assert layout_for("party", {}) == layout_for("party")


def test_a_layout_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        layout_for("state").page.left_mm = 10


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"page": {"left_mm": 100}}, "page.left_mm is a number from 5 to 60, not 100."),
        ({"page": {"left_mm": "30"}}, "page.left_mm is a number from 5 to 60, not “30”."),
        ({"page": {"left_mm": True}}, "page.left_mm is a number from 5 to 60, not True."),
        ({"page": {"left_mm": float("nan")}}, "page.left_mm is a number from 5 to 60, not nan."),
        ({"page": {"lefft_mm": 30}}, "There is no setting page.lefft_mm. Perhaps page.left_mm is meant."),
        ({"page": 30}, "page is a group of settings, not the single value 30."),
        ({"number": {"digits": 2.5}}, "number.digits is a whole number from 1 to 6, not 2.5."),
        ({"number": {"digits": float("inf")}}, "number.digits is a whole number from 1 to 6, not inf."),
        ({"number": {"blank": " "}}, "number.blank is empty. Write its text."),
        ({"number": {"blank": 3}}, "number.blank is a text, not 3."),
        ({"needs_clerk_check": "no"}, "needs_clerk_check is true or false, not “no”."),
        ({"head": {"issuer_end": "star"}}, "head.issuer_end is one of rule, mark, none, not “star”."),
        ({"head": {"break_before": "XÃ"}}, "head.break_before is a list of texts, not “XÃ”."),
        (
            {"styles": {"body": {"align": "middle"}}},
            "styles.body.align is one of left, center, right, justify, not “middle”.",
        ),
        ({"profile": "party"}, None),
    ],
)
def test_bad_settings_are_refused_by_name(overrides, message):
    with pytest.raises(LayoutError) as refusal:
        layout_for("state", overrides)
    assert message is None or str(refusal.value) == message


@pytest.mark.parametrize(
    "pattern",
    ["Số: {number}", "Số: {number}/{symbol}/{year}", "{number.__class__}{symbol}", "{number!r}{symbol}",
     "{number:9}{symbol}", "{number}/{symbol", "{}/{symbol}{number}"],
)  # fmt: skip
def test_number_pattern_takes_its_two_places_and_nothing_else(pattern):
    with pytest.raises(LayoutError) as refusal:
        layout_for("state", {"number": {"pattern": pattern}})
    assert refusal.value.values["setting"] == "number.pattern"
    assert refusal.value.values["expected"] == "{number}, {symbol}"


def test_a_head_that_cannot_stay_on_one_line_is_refused():
    with pytest.raises(LayoutError) as refusal:
        layout_for("state", {"head": {"issuer_percent": 50}})
    assert refusal.value.values == {"text": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "needed": 98.6, "room": 85.0}
    layout_for("state", {"head": {"issuer_percent": 45}, "styles": {"nation": {"size_pt": 12}}})


def test_the_widest_margins_of_the_decree_leave_room_for_the_head():
    layout = layout_for("state", {"page": {"left_mm": 35, "right_mm": 20}})
    assert layout.page.text_width_mm == 155


def test_margins_that_leave_no_text_are_refused():
    with pytest.raises(LayoutError) as refusal:
        layout_for("state", {"page": {"width_mm": 148, "left_mm": 40, "right_mm": 40}})
    assert refusal.value.values == {"width": 68}


@pytest.mark.parametrize("profile", ["state", "party"])
def test_every_value_of_a_profile_is_in_its_file(profile):
    """Nothing but the look of single styles has a default in the code."""
    read = tomllib.loads((LAYOUTS / f"{profile}.toml").read_text(encoding="utf-8"))
    layout = layout_for(profile)
    assert {*read, "profile"} == set(vars(layout))
    for group, values in read.items():
        if isinstance(values, dict):
            assert set(values) == set(vars(getattr(layout, group)))
