"""Whatever the text, the reader answers, and every quote stands where it says."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.reader import build_vocabulary, load_words, read

WORDS = (
    "mô hình|điển hình|tập thể|cá nhân|gia đình văn hóa|khu phố|trong đó|gồm|có|đăng ký|công nhận|khen thưởng|đề nghị|"
    'chọn|nhân rộng|mới|lĩnh vực|kinh tế|văn hóa - xã hội|quốc phòng|cấp tỉnh|cấp thành phố|“Dân vận khéo”|“|”|"|(|)|'
    ":|;|,|.|-|\n|\n- |%|/|và|20|06|2.071|96,99|7/7|năm 2022|giai đoạn 2016 - 2018|hai mươi|lần lượt là|tổng số|chiếm|"
    "tăng|phấn đấu|phường Tân An|25-NQ/TW|ngày 31/02/2020|hơn|từ 1 đến 3|nêu trên|một|trăm"
).split("|")
texts = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))


@settings(max_examples=400, deadline=None)
@given(texts)
def test_any_text_is_answered(text: str) -> None:
    reading = read(text)
    for fact in reading.facts:
        assert reading.text[fact.start : fact.end] == fact.quote
        assert fact.part_of is None or 0 <= fact.part_of < len(reading.facts)
        assert 0 <= fact.confidence <= 1
    for named in reading.initiatives:
        assert reading.text[named.start : named.end] == named.quote
    for part in reading.ignored:
        assert reading.text[part.start : part.end] == part.quote
    for finding in reading.findings:
        assert all(0 <= at < len(reading.facts) for at in finding.facts)


@settings(max_examples=100, deadline=None)
@given(texts)
def test_reading_twice_is_the_same(text: str) -> None:
    assert read(text).as_dict(explain=True) == read(read(text).text).as_dict(explain=True)


def test_a_province_adds_its_own_words() -> None:
    words = load_words()
    text = "Năm 2023, xã công nhận 5 mẫu hình, trong đó 2 mẫu hình về nghề biển, 3 mẫu hình về kinh tế."
    assert read(text).facts == []
    words["measures"]["models"]["phrases"].append("mẫu hình")
    words["fields"]["economy"]["phrases"].append("nghề biển")
    facts = read(text, vocabulary=build_vocabulary(words)).facts
    assert [(fact.value, fact.field, fact.part_of) for fact in facts] == [
        (5, None, None),
        (2, "economy", 0),
        (3, "economy", 0),
    ]


def test_the_register_knows_the_level_of_a_place() -> None:
    text = "Thành phố Bình Sơn công nhận 5 mô hình dân vận khéo."
    assert read(text).as_dict()["unit"] == {"name": "thành phố Bình Sơn", "level": "district"}
    assert read(text, gazetteer={"thành phố Bình Sơn": "province"}).as_dict()["unit"] == {
        "name": "thành phố Bình Sơn",
        "level": "province",
    }
