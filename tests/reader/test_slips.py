"""A sentence with one number wrong, and the same with the right one: found, and left alone."""

import pytest

from kheo.reader import read

from .planted import planted_in
from .reports_score import REPORTS

SLIPS = {
    "a whole referred to": (
        "Đầu năm, xã đăng ký {} mô hình. Trong 58 mô hình này có 36 mô hình duy trì, 22 mô hình mới.",
        ("57", "58"), ("contradiction", 57, 58),
    ),
    "the whole of n/m": (
        "Toàn phường đăng ký {} mô hình. Cuối năm, 29/34 mô hình phát huy hiệu quả.",
        ("37", "34"), ("contradiction", 37, 34),
    ),
    "a list behind what another year had": (
        "Năm 2020 toàn phường triển khai 31 mô hình (năm 2019 có 26 mô hình), tăng 5 mô hình. Cụ thể: kinh tế 7, văn "
        "hóa - xã hội 12, quốc phòng - an ninh {}, xây dựng hệ thống chính trị 7.",
        ("4", "5"), ("sum", 31, 30),
    ),
    "a part greater than its total": (
        "Phường công nhận 55 mô hình (29 tập thể, {} cá nhân).",
        ("62", "26"), ("sum", 55, 91),
    ),
    "a goal that is divided": (
        "Chỉ tiêu năm 2018: xây dựng 18 mô hình, gồm {} mô hình duy trì, 08 mô hình mới.",
        ("11", "10"), ("sum", 18, 19),
    ),
    "what is left over": (
        "Năm qua, các tổ đăng ký 27 mô hình. Rà soát giữa năm, 03 mô hình bị đưa ra khỏi danh sách vì trùng nội dung; "
        "{} mô hình còn lại được Đảng ủy phường công nhận.",
        ("26", "24"), ("sum", 27, 29),
    ),
    "what several bodies gave": (
        "Liên đoàn khen thưởng {} tập thể, cá nhân, cụ thể: Công đoàn tỉnh tặng Bằng khen cho 12 tập thể, 20 cá nhân; "
        "Công đoàn huyện tặng Giấy khen cho 8 tập thể, 12 cá nhân.",
        ("53", "52"), ("sum", 53, 52),
    ),
    "what each year had": (
        "Báo cáo kết quả giai đoạn 2021 - 2023\n\nNăm 2021 đăng ký 182 mô hình. Năm 2022 đăng ký 205 mô hình. Năm 2023 "
        "đăng ký 221 mô hình.\n\nCả giai đoạn 2021 - 2023, toàn thị xã đăng ký {} mô hình.",
        ("618", "608"), ("sum", 618, 608),
    ),
    "the total of a table and the words above it": (
        "Cụm phía Nam có {} mô hình được đăng ký. Số liệu từng xã như sau:\n\nĐơn vị\tMô hình đăng ký\nXã Đông\t19\n"
        "Xã Tây\t27\nTổng số\t46",
        ("45", "46"), ("contradiction", 45, 46),
    ),
    "a total row whose label fills two columns": (
        "STT\tLĩnh vực\tSố mô hình đăng ký\tSố mô hình được công nhận\n1\tKinh tế\t128\t103\n2\tVăn hóa - xã hội\t176\t"
        "149\n3\tQuốc phòng - an ninh\t47\t36\nTổng cộng\t{}\t288",
        ("361", "351"), ("sum", 361, 351),
    ),
    "a share of a goal": (
        "Các khoa đăng ký 21 mô hình, đạt {}% so với chỉ tiêu 24 mô hình.",
        ("91,67", "87,5"), ("percent", 91.67, 87.5),
    ),
    "a rise whose other year stands behind it": (
        "Năm 2018, các cấp Hội triển khai 246 mô hình, tăng 41 mô hình, tương ứng {}% so với năm 2017 (năm 2017 triển "
        "khai 205 mô hình).",
        ("16,67", "20"), ("percent", 16.67, 20),
    ),
    "a rate by itself of what was counted last": (
        "Xã đăng ký 24 mô hình.\nĐến 30/11: 21 mô hình phát huy hiệu quả. Tỷ lệ trên tổng số đăng ký: {}%.",
        ("85,7", "87,5"), ("percent", 85.7, 87.5),
    ),
    "the number of those that were recognised": (
        "Đầu năm huyện đăng ký 148 mô hình. Cuối năm, Ban Chỉ đạo công nhận 126 mô hình. Tính ra, số được công nhận "
        "bằng {}% số đăng ký.",
        ("86,53", "85,14"), ("percent", 86.53, 85.14),
    ),
    "the rate of those that work": (
        "Đồn đang duy trì 18 mô hình. Chấm lại cả 18 mô hình thì thấy 13 mô hình phát huy hiệu quả. Với tỷ lệ mô hình "
        "hiệu quả là {}%, đồn chưa mở thêm.",
        ("77,2", "72,2"), ("percent", 77.2, 72.22),
    ),
    "a part in brackets without a noun that is greater than its total": (
        "Toàn huyện đăng ký 64 mô hình ({} cấp huyện, 46 cấp xã).",
        ("81", "18"), ("sum", 64, 127),
    ),
    "parts in the next sentence that are more than their total": (
        "Đầu năm, quận đăng ký {} mô hình. Trong số đó, 126 mô hình được triển khai thực hiện, 6 mô hình phải dừng.",
        ("123", "132"), ("sum", 123, 132),
    ),
    "a list of all fields far from the only number before it": (
        "Năm 2025 phường đăng ký 58 mô hình.\nChia theo lĩnh vực: kinh tế 11, văn hóa - xã hội {}, quốc phòng - an "
        "ninh 9, xây dựng hệ thống chính trị 11.",
        ("72", "27"), ("sum", 58, 103),
    ),
    "a number and 'thì'": (
        "Phường có 18 điển hình đăng ký. Còn 18 điển hình ấy thì {} tập thể, 11 cá nhân.",
        ("9", "7"), ("sum", 18, 20),
    ),
    "what is new and what is kept up, in numbers alone": (
        "Tổ dân phố 1 làm {} mô hình, 1 mới, 3 duy trì.",
        ("3", "4"), ("sum", 3, 4),
    ),
    "a share behind a bracket": (
        "Quận đăng ký 96 mô hình, điển hình. Sau thẩm định, Quận ủy công nhận 64 mô hình, điển hình (48 mô hình, 16 "
        "điển hình), bằng {}% số đăng ký.",
        ("72,26", "66,67"), ("percent", 72.26, 66.67),
    ),
    "a goal told after what was done": (
        "Sáu tháng đầu năm 2026, tỉnh đăng ký 412 mô hình. Chỉ tiêu cả năm 2026 là 500 mô hình, như vậy sau nửa năm đã "
        "đi được {}%.",
        ("85,6", "82,4"), ("percent", 85.6, 82.4),
    ),
    "the rewarded, all told behind those who gave": (
        "Hiệu trưởng tặng Giấy khen cho 3 tập thể, 11 cá nhân tiêu biểu; tổng cộng {} tập thể, cá nhân được khen.",
        ("15", "14"), ("sum", 15, 14),
    ),
    "more rewarded by each than all together": (
        "Tại hội nghị, 34 tập thể và {} cá nhân được khen thưởng, trong đó Chủ tịch UBND tỉnh tặng Bằng khen 4 tập "
        "thể, 2 cá nhân; Chủ tịch UBND huyện tặng Giấy khen 30 tập thể, 25 cá nhân.",
        ("17", "27"), ("sum", 17, 27),
    ),
    "a total row named after the whole place": (
        "Cả cụm triển khai {} mô hình. Phân theo bản:\n\nĐơn vị\tSố mô hình\nToàn cụm\t19\nBản Đông\t8\nBản Sen\t11",
        ("20", "19"), ("contradiction", 20, 19),
    ),
    "a table of years with their sum": (
        "Mô hình theo năm:\n\nNội dung\tNăm 2016\tNăm 2017\tNăm 2018\tCộng 3 năm\nMô hình đăng ký\t84\t97\t105\t{}\n"
        "Mô hình nhân rộng\t21\t26\t30\t77",
        ("285", "286"), ("sum", 285, 286),
    ),
    "half a year of another year": (
        "Xã Ea Kly sơ kết phong trào thi đua “Dân vận khéo” 6 tháng đầu năm 2024\n\nSáng 28/6/2024, xã họp sơ kết "
        "phong trào thi đua “Dân vận khéo” 6 tháng đầu năm {}. Xã triển khai 17 mô hình.",
        ("2023", "2024"), ("period", "6 tháng đầu năm 2024", "6 tháng đầu năm 2023"),
    ),
    "a meeting that reviews another year than the title": (
        "Xã Ea Kly tổng kết phong trào thi đua “Dân vận khéo” năm 2024\n\nSáng 28/12/2024, xã họp tổng kết phong trào "
        "thi đua “Dân vận khéo” năm {}. Xã triển khai 17 mô hình.",
        ("2023", "2024"), ("period", "năm 2024", "năm 2023"),
    ),
    "a share of a number told out of its whole": (
        "Xã có 41 mô hình được công nhận trên tổng số 48 mô hình đăng ký, đạt {}%.",
        ("88,4", "85,4"), ("percent", 88.4, 85.42),
    ),
    "a share of 'the number of those'": (
        "Số mô hình đăng ký là 48, số được công nhận là 41, đạt {}%.",
        ("88,4", "85,4"), ("percent", 88.4, 85.42),
    ),
    "a rate that sums up": (
        "Toàn xã đăng ký 48 mô hình. Đảng ủy xã công nhận 41 mô hình. Như vậy, tỷ lệ đạt {}%.",
        ("88,4", "85,4"), ("percent", 88.4, 85.42),
    ),
    "what there is, and what a plan starts from": (
        "Đến nay, toàn xã đang duy trì 47 mô hình.\n\nNhân dân góp 1.200 ngày công.\n\nTrên cơ sở {} mô hình đang duy "
        "trì, xã sẽ nhân rộng 5 mô hình.",
        ("45", "47"), ("contradiction", 47, 45),
    ),
    "an annex whose title says what happened": (
        "TỔNG HỢP MÔ HÌNH “DÂN VẬN KHÉO” ĐƯỢC CÔNG NHẬN NĂM 2020\n\nTỔNG SỐ: 174 mô hình, trong đó:\n\nA. LĨNH VỰC "
        "KINH TẾ: 107 mô hình\na) Tập thể: {}\nb) Cá nhân: 18\n\nB. LĨNH VỰC VĂN HÓA - XÃ HỘI: 67 mô hình\n",
        ("98", "89"), ("sum", 107, 116),
    ),
    "one act told twice": (
        "Thị trấn đang duy trì 26 mô hình.\n\nViệc làm đường còn chậm.\n\nCả {} mô hình mà thị trấn đang duy trì đều "
        "có địa chỉ.",
        ("28", "26"), ("contradiction", 26, 28),
    ),
    "a headline beside a goal of the same number": (
        "Phường An Tảo: {} mô hình được đăng ký trong năm 2023\n\nNăm 2023 toàn phường đăng ký 24 mô hình. Năm 2024, "
        "phường phấn đấu đăng ký 26 mô hình.",
        ("26", "24"), ("contradiction", 26, 24),
    ),
    "what is new and what is kept up": (
        "Thôn hiện có {} mô hình, 2 mô hình duy trì từ các năm trước và 1 mô hình mới.",
        ("4", "3"), ("sum", 4, 3),
    ),
    "what is new and what goes over from the year before": (
        "Phường hiện có 61 mô hình, trong đó {} mô hình chuyển tiếp từ năm trước và 38 mô hình mới.",
        ("25", "23"), ("sum", 61, 63),
    ),
    "what is being done": (
        "Ấp đang làm {} mô hình: kinh tế 3, văn hóa - xã hội 2, an ninh trật tự 3.",
        ("7", "8"), ("sum", 7, 8),
    ),
    "a span of years with blanks before the verb": (
        "Huyện Đông Giang: {} tập thể, cá nhân “Dân vận khéo” giai đoạn 2016 - 2020 được biểu dương\n\nTại hội nghị, "
        "Ban Thường vụ Huyện ủy biểu dương 44 tập thể, cá nhân “Dân vận khéo”.",
        ("42", "44"), ("contradiction", 42, 44),
    ),
    "registered again and registered new": (
        "Đăng ký: 842 mô hình, điển hình; trong đó đăng ký tiếp tục từ năm trước {}, đăng ký mới 187.",
        ("665", "655"), ("sum", 842, 852),
    ),
    "a bracket with a name that has a digit": (
        "Nhà trường tuyên dương {} điển hình, trong đó 6 tập thể (các tổ chuyên môn, lớp 9A2...) và 9 cá nhân.",
        ("14", "15"), ("sum", 14, 15),
    ),
    "two nouns beside each other behind their total": (
        "Đảng ủy công nhận 48 mô hình, điển hình. Phần được công nhận có {} mô hình, 17 điển hình.",
        ("41", "31"), ("sum", 48, 58),
    ),
    "what ended and what goes on": (
        "Ngày 01/7, các xã trước sáp nhập có 47 mô hình; kết quả rà soát: dừng {} mô hình do trùng nội dung, còn 31 mô "
        "hình đang duy trì.",
        ("17", "16"), ("sum", 47, 48),
    ),
    "what goes on and what ended": (
        "Đảng ủy xã tiếp nhận 61 mô hình hiện có của các xã cũ. Mặt trận rà soát từng mô hình: 48 mô hình tiếp tục duy "
        "trì, {} mô hình dừng thực hiện vì trùng địa bàn.",
        ("15", "13"), ("sum", 61, 63),
    ),
    "a total behind what was given": (
        "Chủ tịch UBND huyện tặng Giấy khen cho 52 tập thể, 44 cá nhân; cộng lại {} tập thể, cá nhân.",
        ("69", "96"), ("sum", 69, 96),
    ),
    "one giver's awards": (
        "LĐLĐ tỉnh khen thưởng {} tập thể, cá nhân, cụ thể tặng Bằng khen cho 20 tập thể, 32 cá nhân; Tổng LĐLĐ Việt "
        "Nam tặng Bằng khen cho 4 tập thể.",
        ("54", "52"), ("sum", 54, 52),
    ),
    "those recognised, out of all": (
        "Đảng ủy xã công nhận 24/29 mô hình. Số được công nhận gồm 10 mô hình mới, {} mô hình duy trì và 5 mô hình "
        "nhân rộng.",
        ("11", "9"), ("sum", 24, 26),
    ),
    "newly registered and kept up": (
        "Toàn huyện đăng ký 124 mô hình. Trong tổng số có 71 mô hình đăng ký mới, {} mô hình duy trì.",
        ("52", "53"), ("sum", 124, 123),
    ),
    "holders, with digits turned round": (
        "Toàn xã đăng ký 64 mô hình, tăng 9 mô hình so với năm 2023 (55 mô hình). Về chủ thể, có 49 mô hình tập thể và "
        "{} mô hình cá nhân.",
        ("51", "15"), ("sum", 64, 100),
    ),
    "fields behind a reference": (
        "Các đơn vị đăng ký 28 mô hình. Số mô hình nói trên rải ra các lĩnh vực: 9 về kinh tế, 9 về văn hóa - xã hội, "
        "5 về quốc phòng - an ninh và {} về xây dựng hệ thống chính trị.",
        ("6", "5"), ("sum", 28, 29),
    ),
    "holders behind 'thì có'": (
        "Toàn xã duy trì 15 điển hình và 40 mô hình. Còn 15 điển hình thì có 4 tập thể, {} cá nhân.",
        ("12", "11"), ("sum", 15, 16),
    ),
    "a list that is followed by others who were rewarded": (
        "Thành ủy tặng Giấy khen cho 31 điển hình, gồm {} tập thể và 19 cá nhân; 8 tập thể, 10 cá nhân được Chủ tịch "
        "UBND thành phố tặng Giấy khen.",
        ("13", "12"), ("sum", 31, 32),
    ),
    "a bracket, and what is asked for behind it": (
        "Xã công nhận 22 mô hình tiêu biểu cấp xã ({} tập thể, 4 cá nhân) và đề nghị cấp tỉnh công nhận 3 mô hình.",
        ("17", "18"), ("sum", 22, 21),
    ),
    "a digit left out": (
        "Ban Dân vận Tỉnh ủy tặng Giấy khen cho 48 tập thể, cá nhân ({} tập thể, 28 cá nhân).",
        ("2", "20"), ("sum", 48, 30),
    ),
    "a list by whose they are": (
        "Toàn xã có 45 mô hình đăng ký, gồm 13 mô hình của Mặt trận và các đoàn thể, {} mô hình của khu dân cư, 6 mô "
        "hình của trường học.",
        ("24", "26"), ("sum", 45, 43),
    ),
    "a list in its bracket": (
        "Trong 608 mô hình đăng ký có 522 mô hình tập thể (gồm {} mô hình của Mặt trận, 124 mô hình của trường học, 87 "
        "mô hình của lực lượng vũ trang) và 86 mô hình cá nhân.",
        ("313", "311"), ("sum", 522, 524),
    ),
    "fields behind those whose models they are": (
        "Hội đồng nhận hồ sơ đề nghị công nhận cấp huyện {} mô hình của 15 xã và 6 cơ quan, đơn vị; gồm kinh tế 9, văn "
        "hóa - xã hội 14, quốc phòng - an ninh 5, xây dựng hệ thống chính trị 4.",
        ("31", "32"), ("sum", 31, 32),
    ),
    "what is left over of a number turned round": (
        "Trong năm, các tổ đăng ký {} mô hình. Qua rà soát có 03 mô hình bị đưa ra khỏi danh sách; 24 mô hình còn lại "
        "được Đảng ủy công nhận.",
        ("72", "27"), ("sum", 72, 27),
    ),
    "the share of a rise from the number told in between": (
        "Cuối năm 2024 toàn xã có 428 mô hình. Cuối năm 2023 con số này là 391 mô hình, như vậy đã tăng 37 mô hình, "
        "tương ứng {}%.",
        ("12,66", "9,46"), ("percent", 12.66, 9.46),
    ),
    "the share of a rise, its base untold": (
        "Toàn xã đăng ký 48 mô hình, tăng 8 mô hình ({}%) so với năm 2023.", ("26", "20"), ("percent", 26, 20),
    ),
    "a share of what a holder has, in a sentence of its own": (
        "Toàn tỉnh xây dựng mới 268 mô hình, trong đó 197 mô hình của tập thể và 71 mô hình của cá nhân. Số của tập "
        "thể như vậy chiếm {}%.",
        ("75,51", "73,51"), ("percent", 75.51, 73.51),
    ),
    "all of now as a share of then": (
        "Đăng ký: 64 mô hình; cùng kỳ năm 2023: 56 mô hình; tăng 8 mô hình, bằng {}% cùng kỳ.",
        ("117,48", "114,28"), ("percent", 117.48, 114.29),
    ),
    "kept up and new, then by level": (
        "Đăng ký 26 mô hình. Chia theo lĩnh vực: kinh tế 7; văn hóa - xã hội 9; quốc phòng, an ninh 8; xây dựng hệ "
        "thống chính trị 2. Trong số 26 mô hình trên, có {} mô hình duy trì từ năm trước và 9 mô hình mới; có 4 mô "
        "hình đăng ký cấp tỉnh, 22 mô hình cấp huyện.",
        ("19", "17"), ("sum", 26, 28),
    ),
    "one stock at one date, told twice": (
        "Cuối năm 2024, xã hiện có {} mô hình. Bà con đồng tình.\n\nTrên nền 17 mô hình hiện có tại thời điểm cuối năm "
        "2024, xã phấn đấu xây dựng mới 3 mô hình.",
        ("19", "17"), ("contradiction", 19, 17),
    ),
    "cases that are divided": (
        "Bộ CHQS tỉnh tặng Giấy khen cho {} trường hợp, gồm 11 tập thể và 24 cá nhân.",
        ("36", "35"), ("sum", 36, 35),
    ),
}  # fmt: skip
MANY = {"sum": 0.94, "percent": 0.97, "told twice": 0.9}
"""The least share of the planted errors of each kind that must be noticed."""


@pytest.mark.parametrize("case", SLIPS)
def test_a_slip_is_found_and_the_right_number_is_not(case: str) -> None:
    text, (wrong, right), wanted = SLIPS[case]
    found = read(text.format(wrong)).findings
    assert [(each.kind, each.stated, each.computed) for each in found] == [wanted]
    assert read(text.format(right)).findings == []


def test_most_planted_errors_are_noticed() -> None:
    """A third of the reports for development; `python -m tests.reader.planted` tells of all."""
    counts: dict[str, list[bool]] = {kind: [] for kind in MANY}
    for path in sorted((REPORTS / "development").glob("*.txt"))[::3]:
        for planted in planted_in(path):
            counts[planted.kind.split(",")[0]].append(planted.is_noticed())
    shares = {kind: sum(seen) / len(seen) for kind, seen in counts.items()}
    assert {kind for kind, share in shares.items() if share < MANY[kind]} == set(), shares
