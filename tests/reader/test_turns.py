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
    "a file made for a level above": (
        "Huyện công nhận 158 mô hình; trong số này có 20 mô hình được lựa chọn, hoàn thiện hồ sơ đề "
        "nghị công nhận cấp tỉnh.",
        ["models 158 recognised", "models 20 nominated part"],
    ),
    "'con số ấy'": (
        "Năm 2020, cả xã có 3 mô hình. Đến cuối năm 2023, con số ấy đã là 11, trong đó có 2 mô hình vừa ra mắt.",
        ["models 3 operating", "models 11 operating", "models 2 new part"],
    ),
    "registered for a title": (
        "4 cơ quan, đơn vị đăng ký danh hiệu cơ quan, đơn vị đạt chuẩn văn hóa.",
        ["agencies 4 registered"],
    ),
    "new and kept, bare in a bracket": (
        "Mô hình đăng ký: 19 (mới 07, đang duy trì 12).",
        ["models 19 registered", "models 7 new part", "models 12 operating part"],
    ),
    "teams behind their own label": (
        "Triển khai 17/19 mô hình.\n- Tổ dân vận hiện có: 24; thành viên 168.",
        ["models 17 operating", "models 19 None stock", "teams 24 operating"],
    ),
    "one and two who are rewarded": (
        "Một tập thể và hai cá nhân của Đồn đã được Chủ tịch UBND huyện tặng giấy khen.",
        ["collectives 1 commended", "individuals 2 commended"],
    ),
    "done by whom": (
        "Đăng ký 22 mô hình. Trong 22 mô hình đó, 16 mô hình do tập thể thực hiện và 6 mô hình do cá nhân thực hiện.",
        ["models 22 registered", "models 16 registered part", "models 6 registered part"],
    ),
    "a level for two nouns": (
        "Đăng ký 118 mô hình, điển hình, gồm 104 mô hình và 14 điển hình. Trong đó, đăng ký cấp tỉnh có "
        "6 mô hình, 1 điển hình; cấp xã có 98 mô hình, 13 điển hình.",
        [
            "models_and_exemplars 118 registered",
            "models 104 registered part",
            "exemplars 14 registered part",
            "models 6 registered province part",
            "exemplars 1 registered province part",
            "models 98 registered commune part",
            "exemplars 13 registered commune part",
        ],
    ),
    "acts as labels": (
        "- Đăng ký mới: 9 mô hình.\n- Nhân rộng: 2. Dừng: 1, do mất mặt bằng.",
        ["models 9 registered", "models 2 replicated", "models 1 discontinued"],
    ),
    "one that had to stop": (
        "16 mô hình phát huy hiệu quả; riêng một mô hình thu gom phế liệu bị đưa ra khỏi danh sách.",
        ["models 16 effective", "models 1 discontinued part"],
    ),
    "a list by origin": (
        "Triển khai 64 mô hình. Chia theo nguồn gốc: 12 xây dựng mới; 45 tiếp tục thực hiện từ các năm "
        "trước; 07 nhân rộng từ đơn vị bạn.",
        ["models 64 operating", "models 12 new part", "models 45 operating part", "models 7 replicated part"],
    ),
    "labels with a verb or a known end": (
        "Thực hiện 62 mô hình, phân theo lĩnh vực như sau: nâng cao chất lượng dạy học: 31; xây dựng "
        "cảnh quan trường học: 14; xã hội hóa giáo dục: 11; xây dựng Đảng: 06.",
        [
            "models 62 operating",
            "models 31 operating other:nâng cao chất lượng dạy học part",
            "models 14 operating other:xây dựng cảnh quan trường học part",
            "models 11 operating other:xã hội hóa giáo dục part",
            "models 6 operating political_system part",
        ],
    ),
    "a house is no proposal": (
        "Dưới mái nhà trình tường, Chủ tịch UBND huyện trao Giấy khen cho mười một tập thể và mười chín cá nhân.",
        ["collectives 11 commended", "individuals 19 commended"],
    ),
    "sorted into what becomes of them": (
        "Xã tiếp nhận 41 mô hình từ các đơn vị cũ. Qua rà soát, xã đã phân loại: tiếp tục duy trì 20 mô "
        "hình, nhân rộng ra toàn xã 13 mô hình, thanh loại 8 mô hình.",
        ["models 41 operating", "models 20 operating part", "models 13 replicated part", "models 8 discontinued part"],
    ),
    "a year beside a whole": (
        "Hiện có 12 mô hình, trong đó kinh tế 7 mô hình, văn hóa - xã hội 5 mô hình. Riêng năm 2022 "
        "đăng ký mới 2 mô hình.",
        [
            "models 12 operating",
            "models 7 operating economy part",
            "models 5 operating culture_society part",
            "models 2 registered",
        ],
    ),
    "new and kept behind a comma": (
        "Tổ 1 làm 3 mô hình, 1 mới, 2 duy trì.",
        ["models 3 operating", "models 1 new part", "models 2 operating part"],
    ),
    "by blocks, nouns in turn": (
        "Đăng ký 71 mô hình và 25 điển hình (trong đó khối chính quyền có 30 mô hình, 10 điển hình; "
        "khối Mặt trận 35 mô hình, 12 điển hình; khối trường học 06 mô hình, 03 điển hình).",
        [
            "models 71 registered",
            "exemplars 25 registered",
            "models 30 registered part",
            "exemplars 10 registered part",
            "models 35 registered part",
            "exemplars 12 registered part",
            "models 6 registered part",
            "exemplars 3 registered part",
        ],
    ),
    "grades of what was recognised": (
        "Công nhận 41/49 mô hình. Xếp loại: xuất sắc 12 mô hình, tốt 18 mô hình, khá 11 mô hình.",
        [
            "models 41 recognised",
            "models 49 None stock",
            "models 12 recognised part",
            "models 18 recognised part",
            "models 11 recognised part",
        ],
    ),
    "noun and act as a label": (
        "Đăng ký thực hiện 43 mô hình.\n- Theo tính chất: mô hình mới 10; mô hình tiếp tục thực hiện "
        "29; mô hình nhân rộng 4.",
        ["models 43 registered", "models 10 new part", "models 29 operating part", "models 4 replicated part"],
    ),
    "raised to a whole": (
        "So với năm 2022, số mô hình đăng ký nhiều hơn 13, nâng tổng số lên 152 mô hình.",
        ["models 13 registered change", "models 152 registered"],
    ),
    "a level that opens the sentence": (
        "Đối với cấp cơ sở, các xã tự xét, đến nay đã ra quyết định công nhận được 79 mô hình.",
        ["models 79 recognised commune"],
    ),
    "far from its noun": (
        "Số mô hình phát huy hiệu quả rõ rệt, được cấp ủy địa phương đánh giá cao là 79.",
        ["models 79 effective"],
    ),
    "'trong đó' behind the noun": (
        "Đơn vị đang duy trì 87 mô hình, 14 mô hình trong đó là mới xây dựng trong năm.",
        ["models 87 operating", "models 14 new part"],
    ),
    "a body is no field": (
        "Đăng ký 45 mô hình, các tổ chức chính trị - xã hội 13, trường học 7.",
        ["models 45 registered", "models 13 registered culture_society part", "models 7 registered part"],
    ),
    "one that is recognised": (
        "Trong năm, một mô hình được tỉnh công nhận.",
        ["models 1 recognised"],
    ),
    "each place its own": (
        "Thôn 1 đăng ký 2 mô hình.\nThôn 2 đăng ký 2 mô hình.",
        ["models 2 registered", "models 2 registered"],
    ),
    "what a list is about": (
        "Kết quả đăng ký của các thôn:\n- Thôn 1: 2 mô hình.\n- Thôn 2: 3 mô hình.",
        ["models 2 registered", "models 3 registered"],
    ),
    "a sheet of registration": (
        "Các chi bộ đã gửi về Khối Dân vận bản đăng ký của 31 mô hình.",
        ["models 31 registered"],
    ),
    "out of those": (
        "Đảng ủy công nhận chín mô hình. Hai trong số chín mô hình ấy được chọn giới thiệu lên cấp huyện.",
        ["models 9 recognised", "models 2 nominated"],
    ),
    "'đó là'": (
        "Công nhận 84 điển hình. Đó là 51 tập thể, 26 cá nhân và 7 hộ gia đình.",
        [
            "exemplars 84 recognised",
            "exemplars 51 recognised part",
            "exemplars 26 recognised part",
            "exemplars 7 recognised part",
        ],
    ),
    "praised behind a list of models": (
        "Duy trì 20 mô hình; biểu dương 10 tập thể, 6 hộ gia đình và 14 cá nhân.",
        ["models 20 operating", "collectives 10 commended", "households 6 commended", "individuals 14 commended"],
    ),
    "fields on lines of their own": (
        "Đăng ký 43 mô hình.\nLĩnh vực kinh tế: 08 mô hình. Hỗ trợ 26 con bò.\nLĩnh vực văn hóa - xã "
        "hội: 24 mô hình. Vận động quỹ.\nLĩnh vực quốc phòng - an ninh: 11 mô hình.",
        [
            "models 43 registered",
            "models 8 registered economy part",
            "models 24 registered culture_society part",
            "models 11 registered defence_security part",
        ],
    ),
    "said by somebody": (
        "Bí thư nói: “Từ 74 mô hình đăng ký đầu năm, đến nay toàn thị xã đã có 62 mô hình được công nhận”.",
        ["models 74 registered", "models 62 recognised"],
    ),
    "a bare number behind its act": (
        "Đăng ký 34 mô hình. Qua bình xét cuối năm được công nhận 29 (85,3%), trong đó cấp huyện 5, cấp xã 24.",
        [
            "models 34 registered",
            "models 29 recognised",
            "percent 85.3 recognised",
            "models 5 recognised district part",
            "models 24 recognised commune part",
        ],
    ),
    "a file and what it asks for": (
        "Phường đã hoàn thiện hồ sơ 4 mô hình, đề nghị Thành ủy biểu dương.",
        ["models 4 nominated"],
    ),
    "a share of a title": (
        "Gia đình văn hóa cả xã đạt 71,5%, tỷ lệ “Thôn văn hóa” đạt 80%.",
        ["percent 71.5 met", "percent 80 met"],
    ),
    "a share of other things": (
        "Xã có 5 mô hình; 71% là người dân tộc thiểu số; tỷ lệ đoàn viên tham gia mới đạt 61%.",
        ["models 5 operating"],
    ),
    "tens": (
        "Chừng hai chục mô hình được nhân rộng.",
        ["models 20 replicated"],
    ),
    "praised for what they carried out": (
        "Huyện ủy tặng Giấy khen 05 tập thể và 06 cá nhân trong sơ kết 01 năm thực hiện chương trình phối hợp.",
        ["collectives 5 commended", "individuals 6 commended"],
    ),
    "another year in brackets": (
        "Các cơ sở đã đăng ký 96 mô hình (năm 2022 là 89 mô hình).",
        ["models 96 registered", "models 89 registered"],
    ),
    "chosen to be spread": (
        "Ngành chọn 6 mô hình làm tốt để nhân rộng.",
        ["models 6 replicated"],
    ),
    "carried out, where others ended": (
        "Toàn quận đăng ký 132 mô hình. Trong số đó, 126 mô hình được triển khai thực hiện, 06 mô hình phải dừng.",
        ["models 132 registered", "models 126 operating part", "models 6 discontinued part"],
    ),
    "years of a title in brackets": (
        "Số gia đình giữ vững danh hiệu Gia đình văn hóa 03 năm liền (2021 - 2023) là 1.986 gia đình.",
        ["families 1986 met"],
    ),
    "units of measure in a column": (
        "Nội dung\tĐơn vị tính\tSố lượng\nMô hình đăng ký\tmô hình\t34\n"
        "Cá nhân được tặng Giấy khen\tngười\t11\nTổ dân vận hiện có\ttổ\t8",
        ["models 34 registered", "individuals 11 commended", "teams 8 operating"],
    ),
    "those that were named": (
        "Có 5 mô hình. Qua hai mô hình này, người dân cung cấp 36 nguồn tin.",
        ["models 5 operating"],
    ),
    "of another time, after a list": (
        "Hội có 26 mô hình, gồm: kinh tế 12 mô hình, văn hóa - xã hội 14 mô hình. Riêng nửa đầu năm nay, chị "
        "em xây dựng mới 3 mô "
        "hình.",
        [
            "models 26 operating",
            "models 12 operating economy part",
            "models 14 operating culture_society part",
            "models 3 new",
        ],
    ),
    "whose they are, behind a number": (
        "Đoàn triển khai 45 mô hình. Theo chủ thể, 29 là của tập thể, 16 là của cá nhân.",
        ["models 45 operating", "models 29 operating part", "models 16 operating part"],
    ),
    "the end of a year": (
        "Khép lại năm cũ với 25 mô hình đã triển khai.",
        ["models 25 operating"],
    ),
    "a title behind its number": (
        "Số khu phố giữ vững danh hiệu văn hóa là 11/12 (91,67%).",
        ["neighbourhoods 11 met", "neighbourhoods 12 None stock", "percent 91.67 met"],
    ),
    "two lists by level, each of its noun": (
        "Xã đăng ký 36 mô hình, điển hình, chia ra 29 mô hình và 7 điển hình. Ở nhóm mô hình có 4 mô hình cấp "
        "tỉnh, 25 mô hình cấp xã; ở nhóm điển hình là 1 điển hình cấp tỉnh, 6 điển hình cấp xã.",
        [
            "models_and_exemplars 36 registered",
            "models 29 registered part",
            "exemplars 7 registered part",
            "models 4 registered province part",
            "models 25 registered commune part",
            "exemplars 1 registered province part",
            "exemplars 6 registered commune part",
        ],
    ),
    "members of other bodies": (
        "Công đoàn kết nạp 10.580 đoàn viên (doanh nghiệp 9.874, hành chính sự nghiệp 706). Có 20 mô hình.",
        ["models 20 operating"],
    ),
    "whose they are, by subject": (
        "Các đơn vị đăng ký 1.284 mô hình. Chủ thể thực hiện là 1.021 tập thể, 263 cá nhân.",
        ["models 1284 registered", "models 1021 registered part", "models 263 registered part"],
    ),
    "two fields, one of two words": (
        "Xã đăng ký 9 mô hình thuộc hai lĩnh vực kinh tế và văn hóa - xã hội.",
        ["models 9 registered culture_society+economy"],
    ),
    "a topic is no field": (
        "Xây dựng mới 2 mô hình về chuyển đổi số.",
        ["models 2 new"],
    ),
}


@pytest.mark.parametrize("turn", TURNS)
def test_a_turn_is_read(turn: str) -> None:
    sentence, wanted = TURNS[turn]
    assert sorted(_said(sentence)) == sorted(wanted)


def test_one_level_is_asked_for_both() -> None:
    facts = read("Xã giới thiệu 2 tập thể, 1 cá nhân đề nghị Chủ tịch UBND tỉnh tặng Bằng khen.").facts
    assert [(fact.value, fact.status, fact.level) for fact in facts] == [
        (2, "nominated", "province"),
        (1, "nominated", "province"),
    ]


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
