"""What does not add up is found, and what only looks alike is not."""

import pytest

from kheo.reader import read

ANNEX = (
    "Tổng số: {} mô hình\n\nI. LĨNH VỰC KINH TẾ: 05 mô hình\n1. Nuôi dê, 42 hộ\n\n"
    "II. LĨNH VỰC VĂN HÓA - XÃ HỘI: 06 mô hình\n"
    "2. Đọc sách, 24 em\n\nIII. LĨNH VỰC QUỐC PHÒNG - AN NINH: 03 mô hình\n\n"
    "IV. LĨNH VỰC XÂY DỰNG HỆ THỐNG CHÍNH TRỊ: 02 mô hình"
)
STATUSES = (
    "TT\tNội dung\tĐơn vị tính\tSố lượng\n1\tMô hình thực hiện trong năm\tmô hình\t{}\n\t- Xây dựng mới\tmô hình\t9\n"
    "\t- Duy trì từ các năm trước\tmô hình\t17\n\t- Nhân rộng\tmô hình\t6"
)
RATE = (
    "Các chi hội đã đăng ký 96 mô hình (năm 2022 là 89 mô hình). Cuối năm, 81 mô hình được công nhận. Như vậy, tỷ lệ "
    "mô hình được công nhận đạt {}% so với số đăng ký đầu năm."
)
YEARS_RUNNING = (
    "Cuối năm có 3.100 gia đình đạt danh hiệu Gia đình văn hóa. Số gia đình giữ vững danh hiệu 03 năm liền là 1.984 "
    "gia đình, chiếm {}% số gia đình đạt danh hiệu."
)
STOCK = (
    "Tính đến cuối năm 2023, các trường đang duy trì 47 mô hình.\n\nBà Lan nói thêm về cách làm.\n\n"
    "{} mô hình mà các trường đang duy trì đến cuối năm 2023 đều do thầy cô tự làm."
)

FOUND = {
    "sections of an annex": (ANNEX.format(17), [("sum", 17, 16)]),
    "sections that agree": (ANNEX.format(16), []),
    "statuses below each other": (STATUSES.format(34), [("sum", 34, 32)]),
    "statuses that agree": (STATUSES.format(32), []),
    "a rate by itself": (RATE.format("88,4"), [("percent", 88.4, 84.38)]),
    "a rate that agrees": (RATE.format("84,4"), []),
    "years running": (YEARS_RUNNING.format(69), [("percent", 69, 64)]),
    "years running that agree": (YEARS_RUNNING.format(64), []),
    "what stands at one date": (STOCK.format(45), [("contradiction", 47, 45)]),
    "what stands at one date, twice": (STOCK.format(47), []),
    "one number compared with another": (
        "Xã có 2.214 gia đình đăng ký danh hiệu Gia đình văn hóa. Qua bình xét, 1.973 gia đình đạt danh hiệu "
        "này. Số gia đình "
        "văn hóa so với số gia đình đăng ký đạt tỷ lệ 91,11%.",
        [("percent", 91.11, 89.11)],
    ),
    "a rise and its share": (
        "Toàn huyện có 60 mô hình; năm 2022 có 48 mô hình, tăng 12 mô hình, tức tăng 20%.",
        [("percent", 20, 25)],
    ),
    "a rise and its share that agree": (
        "Toàn huyện có 60 mô hình; năm 2022 có 48 mô hình, tăng 12 mô hình, tức tăng 25%.",
        [],
    ),
    "what came and what went is no division": (
        "Công an xã đang duy trì 14 mô hình. Cụ thể, nửa năm qua ra mắt 6 mô hình mới và đưa ra khỏi danh sách "
        "1 mô hình.",
        [],
    ),
    "a table whose total has its digits turned round": (
        "Toàn huyện có 172 mô hình đăng ký, theo lĩnh vực như sau:\n\nLĩnh vực | Số mô hình đăng ký\nKinh tế | "
        "46\nVăn hóa - xã "
        "hội | 38\nQuốc phòng - an ninh | 43\nTổng số | 127",
        [("contradiction", 172, 127)],
    ),
    "sections of three fields": (
        "Tổng số mô hình được công nhận: 09 mô hình\n\nI. LĨNH VỰC KINH TẾ (03 mô hình)\n1. Sạp hàng\n\nII. "
        "LĨNH VỰC VĂN HÓA - XÃ HỘI "
        "(03 mô hình)\n1. Bậc thang hoa\n\nIII. LĨNH VỰC QUỐC PHÒNG - AN NINH (02 mô hình)\n1. Dốc không va chạm",
        [("sum", 9, 8)],
    ),
    "a rate of those that are kept up": (
        "Hiện đang duy trì 148 mô hình. Phân loại cuối năm, có 118 mô hình hoạt động hiệu quả. Như vậy tỷ lệ "
        "mô hình hoạt động hiệu quả trên tổng số đang duy trì là 81,73%.",
        [("percent", 81.73, 79.73)],
    ),
    "a rise from the sentence before": (
        "Toàn huyện thực hiện 96 mô hình; năm 2022 chỉ thực hiện 80 mô hình. Như vậy đã tăng 16 mô hình, tức "
        "tăng 25% so với năm trước.",
        [("percent", 25, 20)],
    ),
    "a field that is called the largest": (
        "Xã đã đăng ký 27 mô hình. Nhìn theo lĩnh vực, kinh tế nhiều hơn cả với 11 mô hình, văn hóa - xã hội 9 "
        "mô hình, quốc phòng - an ninh 4 mô hình, hệ thống chính trị 5 mô hình.",
        [("sum", 27, 29)],
    ),
    "a list that begins in the sentence of its total": (
        "Tổng số mô hình đăng ký: 17 mô hình, xếp theo lĩnh vực như sau.\n\nI. LĨNH VỰC KINH TẾ: 05 mô "
        "hình\nĐáng chú ý là việc của 47 hộ.\n\nII. LĨNH VỰC VĂN HÓA - XÃ HỘI: 06 mô hình\n\nIII. LĨNH VỰC "
        "QUỐC PHÒNG - AN NINH: 03 mô hình\n\nIV. LĨNH VỰC XÂY DỰNG HỆ THỐNG CHÍNH TRỊ: 02 mô hình",
        [("sum", 17, 16)],
    ),
    "titles in a table beside all": (
        "Bình xét danh hiệu văn hóa:\n\nDanh hiệu | Tổng số | Số đạt | Tỷ lệ (%)\nGia đình văn hóa | 1.000 | "
        "934 | 93,40\nCơ quan văn hóa | 212 | 198 | 95,39",
        [("percent", 95.39, 93.4)],
    ),
    "a rate compared with those that registered": (
        "Các chi bộ đăng ký 32 mô hình. Đến hết tháng 11, có 27 mô hình được Đảng ủy xã công nhận, chia ra: "
        "kinh tế 18, văn hóa - xã hội 9. Tỷ lệ mô hình được công nhận so với đăng ký là 81,25%.",
        [("percent", 81.25, 84.38)],
    ),
    "a rise with the other year in brackets": (
        "Mặt trận các cấp xây dựng mới 58 mô hình, tăng 13 mô hình so với cùng kỳ (năm 2022: 45 mô hình), "
        "tương ứng tăng 22,41%.",
        [("percent", 22.41, 28.89)],
    ),
    "a share of a rise": (
        "Toàn huyện đăng ký 486 mô hình, tăng 39 mô hình, tức 8,72%.",
        [],
    ),
    "a share of another year": (
        "Ban Chỉ đạo công nhận 117 mô hình, bằng 88,63% số đăng ký; con số này của năm 2022 là 102 mô hình, bằng 85%.",
        [],
    ),
    "households beside collectives in a table": (
        "Mô hình “Dân vận khéo” đăng ký năm 2023\n\nLĩnh vực | Tổng số mô hình | Tập thể | Cá nhân | Hộ gia "
        "đình\nKinh tế | 12 | 6 | 3 | 3\nVăn hóa - xã hội | 17 | 9 | 4 | 3",
        [("sum", 17, 16)],
    ),
    "whose they are, in a sentence of its own": (
        "Các chi bộ gửi đăng ký 26 mô hình. Nếu xét về người đứng tên thì tập thể có 19 mô hình, cá nhân có 8 mô hình.",
        [("sum", 26, 27)],
    ),
    "whose they are, with a rest": (
        "Xã đăng ký 11 mô hình. Về người đảm nhận: tập thể nhận 08 mô hình, cá nhân nhận 02 mô hình, 01 mô "
        "hình còn lại là của hộ.",
        [],
    ),
    "three levels that are counted in words": (
        "Các đơn vị đã đăng ký 17 mô hình; tùy quy mô mà xếp vào ba cấp: 2 mô hình cấp tỉnh, 6 mô hình cấp "
        "huyện, 10 mô hình cấp xã.",
        [("sum", 17, 18)],
    ),
    "a list with letters": (
        "Tổng số: 34 mô hình\n\nA. LĨNH VỰC KINH TẾ: 11 mô hình; trong đó:\na) Xây dựng mới: 04\nb) Tiếp tục "
        "triển khai: 05\nc) Nhân rộng: 03\nViệc tiêu biểu còn nhiều.",
        [("sum", 11, 12)],
    ),
    "a table whose total comes first": (
        "Kết quả mô hình “Dân vận khéo”\n\nLĩnh vực | Mô hình đăng ký | Mô hình được công nhận\nToàn huyện | "
        "61 | 45\nKinh tế | 22 | 17\nVăn hóa - xã hội | 25 | 18\nQuốc phòng - an ninh | 6 | 3\nHệ thống chính "
        "trị | 8 | 6",
        [("sum", 45, 44)],
    ),
    "what was there before": (
        "Phường tiếp nhận 47 mô hình đang duy trì, đưa ra khỏi danh sách 11 mô hình, xây dựng mới 9 mô hình. Đến "
        "cuối năm, toàn phường có 45 mô hình đang hoạt động.",
        [],
    ),
}


@pytest.mark.parametrize("case", FOUND)
def test_findings(case: str) -> None:
    text, wanted = FOUND[case]
    findings = read("Kết quả phong trào “Dân vận khéo” năm 2023 của phường\n\n" + text).findings
    assert [(each.kind, each.stated, each.computed) for each in findings] == wanted


def test_a_stage_of_the_term_is_no_slip_but_another_beginning_is() -> None:
    text = (
        "Báo cáo tổng kết công tác dân vận nhiệm kỳ 2015 - 2020\n\nĐầu nhiệm kỳ, năm 2015, toàn xã có 13 mô hình. "
        "Đảng ủy tặng Giấy khen 14 cá nhân có thành tích trong phong trào “Dân vận khéo” giai đoạn {} - 2020."
    )
    [finding] = read(text.format(2016)).findings
    assert (finding.kind, finding.stated, finding.computed) == ("period", "2015-2020", "2016-2020")
    assert read(text.format(2015)).findings == []


def test_a_headline_and_the_number_below() -> None:
    text = (
        "Công an phường: 36 cá nhân nhận Giấy khen trong phong trào “Dân vận khéo”\n\nTại buổi lễ, Chủ tịch "
        "UBND phường tặng "
        "Giấy khen cho 63 cá nhân có thành tích."
    )
    assert [(each.kind, each.stated, each.computed) for each in read(text).findings] == [("contradiction", 36, 63)]


def test_months_of_a_review() -> None:
    text = (
        "Huyện đoàn sơ kết phong trào “Dân vận khéo” 6 tháng đầu năm 2022\n\nCác chi đoàn đăng ký 24 mô hình. "
        "Những con số của {} "
        "tháng đầu năm 2022 mà báo cáo sơ kết vừa nêu là đáng mừng."
    )
    [finding] = read(text.format(9)).findings
    assert (finding.kind, finding.stated, finding.computed) == (
        "period",
        "6 tháng đầu năm 2022",
        "9 tháng đầu năm 2022",
    )
    assert read(text.format(6)).findings == []


def test_a_term_that_the_body_dates_a_year_off_is_found() -> None:
    text = (
        "Kết quả công tác Mặt trận xã Tân Hòa nhiệm kỳ 2014 - 2019\n\nBáo cáo trước Đại hội khái quát những việc đã "
        "làm trong nhiệm kỳ {}: vận động 3.120 ngày công, xây dựng 12 mô hình “Dân vận khéo”."
    )
    found = read(text.format("2013 - 2018")).findings
    assert [(each.kind, each.stated, each.computed) for each in found] == [("period", "2014-2019", "2013-2018")]
    assert read(text.format("2014 - 2019")).findings == []


def test_those_that_were_gone_to_see_are_not_all() -> None:
    text = (
        "Phường triển khai 28 mô hình: 17 mô hình tiếp tục duy trì và 11 mô hình mới.\n\nTháng 9, Ban Chỉ đạo đi xem; "
    )
    assert read(text + "13/15 mô hình được kiểm tra hoạt động hiệu quả, đạt 86,66%.").findings == []
