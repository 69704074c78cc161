"""Turns of phrase, each with what a careful person reads in it. A new turn is a new row here."""

import pytest

from kheo.reader import read

HEADING = "Tổng kết phong trào thi đua “Dân vận khéo” năm 2023\n\n"

TURNS = {
    "who is rewarded, by what they are": (
        'Giám đốc Công an tỉnh tặng Giấy khen cho 4 tập thể, 6 cán bộ, chiến sĩ trong phong trào "Dân vận khéo".',
        ["collectives 4 commended", "individuals 6 commended"],
    ),
    "units that are rewarded": (
        "Sở tặng Giấy khen cho 5 trường và 9 nhà giáo điển hình.",
        ["collectives 5 commended", "individuals 9 commended"],
    ),
    "people who are only there": ("Có 62 mô hình, 45 hội viên tham gia.", ["models 62 operating"]),
    "asked first, then done": (
        "Trong 40 hồ sơ đề nghị, Sở đã công nhận 24 mô hình.",
        ["models 24 recognised"],
    ),
    "asked of a body, not done": (
        "Đề nghị Ban Dân vận Tỉnh ủy, Ủy ban nhân dân tỉnh công nhận 5 mô hình.",
        ["models 5 nominated"],
    ),
    "on a proposal": (
        "Từ đề xuất của Khối Dân vận, Đảng ủy phường khen thưởng 5 tập thể và 8 cá nhân.",
        ["collectives 5 commended", "individuals 8 commended"],
    ),
    "the rest": (
        "Toàn xã đăng ký 27 mô hình; 03 mô hình bị loại khỏi danh sách, 24 mô hình còn lại được Đảng ủy xã công nhận.",
        ["models 27 registered", "models 3 discontinued", "models 24 recognised"],
    ),
    "last year in brackets": (
        "Số mô hình đăng ký tăng 8 mô hình so với năm 2022 (24 mô hình).",
        ["models 8 registered change", "models 24 registered"],
    ),
    "a verb before the field": (
        "Mười hai mô hình làm kinh tế, tám mô hình lo văn hóa - xã hội.",
        ["models 12 operating economy", "models 8 operating culture_society"],
    ),
    "two fields that are named": (
        "Có 7 mô hình phục vụ hai lĩnh vực đổi mới quản lý và chuyển đổi số.",
        ["models 7 operating other:chuyển đổi số+other:đổi mới quản lý"],
    ),
    "a bracket between a level and its number": (
        "Có 214 mô hình được công nhận, trong đó: cấp tỉnh 58, cấp huyện (trước ngày 01/7/2023) 97, cấp xã 59.",
        [
            "models 214 recognised",
            "models 58 recognised province part",
            "models 97 recognised district part",
            "models 59 recognised commune part",
        ],
    ),
    "the head of a branch is no field": ("Trung tâm Y tế có 9 mô hình.", ["models 9 operating"]),
    "'dân số' is no ordinal": (
        "Trung tâm đăng ký 9 mô hình, chia theo lĩnh vực: khám chữa bệnh 5, dân số 4.",
        [
            "models 9 registered",
            "models 5 registered other:khám chữa bệnh part",
            "models 4 registered other:dân số part",
        ],
    ),
    "the same number, divided further on": (
        "Toàn ngành đăng ký 46 mô hình, điển hình, gồm 30 mô hình và 16 điển hình; "
        "30 mô hình chia theo lĩnh vực: kinh tế 18, văn hóa - xã hội 12.",
        [
            "models_and_exemplars 46 registered",
            "models 30 registered part",
            "exemplars 16 registered part",
            "models 18 registered economy part",
            "models 12 registered culture_society part",
        ],
    ),
    "a title met, out of a whole": (
        "Có 9 trên 10 khu phố được công nhận Khu phố văn hóa, đạt 90%.",
        ["neighbourhoods 9 met", "neighbourhoods 10 None stock", "percent 90 met"],
    ),
    "a title kept": ("Có 9 tổ dân phố văn hóa được giữ vững danh hiệu.", ["neighbourhoods 9 met"]),
}


@pytest.mark.parametrize("turn", TURNS)
def test_a_turn_is_read(turn: str) -> None:
    sentence, wanted = TURNS[turn]
    assert sorted(_said(sentence)) == sorted(wanted)


def _said(sentence: str) -> list[str]:
    rows = []
    for fact in read(HEADING + sentence).facts:
        field = "+".join(sorted(fact.field)) if isinstance(fact.field, list) else fact.field
        level = None if fact.status == "nominated" else fact.level
        role = None if fact.role == "flow" or fact.status == "operating" else fact.role
        part = "part" if fact.part_of is not None else None
        rest = [word for word in (field, level, role, part) if word]
        rows.append(" ".join([fact.measure, f"{fact.value:g}", str(fact.status), *rest]))
    return rows


def test_each_number_takes_the_year_that_leads_to_it() -> None:
    reading = read(
        HEADING + "Nếu năm 2021 có 20 mô hình thì năm 2022 là 25 mô hình và đến năm 2023 đã tăng lên 30 mô hình."
    )
    years = {fact.value: fact.period and fact.period.start[:4] for fact in reading.facts}
    assert years == {20: "2021", 25: "2022", 30: None}


def test_a_rate_has_the_status_of_what_it_is_a_rate_of() -> None:
    [rate] = read(HEADING + "Tỷ lệ mô hình được công nhận đạt 75%.").facts
    assert (rate.measure, rate.of, rate.status, rate.value) == ("percent", "models", "recognised", 75)
