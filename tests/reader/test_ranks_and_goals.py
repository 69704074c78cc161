"""Labels with the place they take among the others, goals beside what was done, tables without heads."""

from kheo.reader import read

HEAD = "Kết quả phong trào thi đua “Dân vận khéo” năm 2022 của huyện Tây Sơn\n\n"


def test_a_rank_behind_a_label_leaves_the_label_its_number() -> None:
    text = HEAD + "Toàn huyện đăng ký 26 mô hình: kinh tế 11; văn hóa - xã hội đứng thứ hai, 9; quốc phòng - an ninh 4."
    fields = {fact.value: fact.field for fact in read(text).facts}
    assert fields[9] == "culture_society"


def test_what_was_done_is_divided_and_not_the_goal_before_it() -> None:
    text = HEAD + (
        "Chỉ tiêu năm là xây dựng 40 mô hình. Kết quả, huyện xây dựng được 46 mô hình, đạt 117,5% chỉ tiêu. "
        "Chia theo lĩnh vực: kinh tế 18, văn hóa - xã hội 13, quốc phòng - an ninh 9, xây dựng hệ thống chính trị 6."
    )
    reading = read(text)
    assert [(finding.kind, finding.stated, finding.computed) for finding in reading.findings] == [
        ("percent", 117.5, 115.0)
    ]
    assert {fact.role for fact in reading.facts if fact.field} == {"flow"}


def test_a_table_without_heads_counts_what_its_title_says() -> None:
    text = HEAD + (
        "Huyện công nhận 34 mô hình.\n\nBiểu kèm theo: mô hình được công nhận\n"
        "Kinh tế\t13\nVăn hóa - xã hội\t9\nQuốc phòng - an ninh\t5\nXây dựng hệ thống chính trị\t4\nCộng\t31\n"
    )
    assert [(finding.kind, finding.stated, finding.computed) for finding in read(text).findings] == [
        ("contradiction", 34, 31)
    ]
