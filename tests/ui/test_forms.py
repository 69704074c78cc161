"""What may be typed, and what is said about what may not."""

import datetime

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kheo.ui.forms import (
    Form,
    LongTextField,
    MoneyField,
    NameField,
    PhotoField,
    PhotosField,
    TextField,
    VietnameseDateField,
    WholeNumberField,
)

JPEG = b"\xff\xd8\xff\xe0" + b"0" * 40


def sentence(field: forms.Field, typed: object) -> str:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize("typed", ["30/11/2026", "30-11-2026", "30.11.2026", "2026-11-30", " 30 / 11 / 2026 "])
def test_a_day_may_be_typed_in_these_ways(typed):
    assert VietnameseDateField().clean(typed) == datetime.date(2026, 11, 30)


@pytest.mark.parametrize("typed", ["31/02/2026", "30-11", "11/30/2026", "30/11/26", "30/11/0026", "mai", "٣٠/11/2026"])
def test_another_day_is_named_with_the_way_to_write_it(typed):
    assert sentence(VietnameseDateField(), typed) == f"“{typed}” chưa phải là ngày. Ghi ngày theo dạng 30/11/2026."


def test_a_day_is_shown_as_it_is_written():
    class Shown(Form):
        on = VietnameseDateField()

    assert 'value="09/11/2026"' in str(Shown(initial={"on": datetime.date(2026, 11, 9)})["on"])


@pytest.mark.parametrize(("typed", "number"), [("30", 30), ("2.846", 2846), ("2 846", 2846), ("1.234.567", 1234567)])
def test_a_number_may_be_grouped(typed, number):
    assert WholeNumberField().clean(typed) == number


@pytest.mark.parametrize("typed", ["ba chục", "2,846", "2.84", "1e5", "9" * 30, "12 hộ", "٣"])
def test_what_is_no_number_is_named(typed):
    assert sentence(WholeNumberField(), typed) == f"“{typed}” chưa phải là số. Ghi bằng chữ số, ví dụ 30."


def test_a_comma_groups_in_english_only():
    with translation.override("en"):
        assert WholeNumberField().clean("2,846") == 2846


def test_a_number_has_bounds():
    assert sentence(WholeNumberField(), "-1") == "-1 là quá nhỏ. Ghi số từ 0 trở lên."
    assert sentence(WholeNumberField(max_value=100), "101") == "101 là quá lớn. Ghi số không quá 100."
    assert sentence(WholeNumberField(), "9999999999") == "9999999999 là quá lớn. Ghi số không quá 2147483647."


@pytest.mark.parametrize(
    ("typed", "dong"),
    [
        ("18.400.000", 18_400_000),
        ("18400000 đồng", 18_400_000),
        ("18,4 triệu", 18_400_000),
        ("18,4 triệu đồng", 18_400_000),
        ("350 nghìn", 350_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1.500 triệu đ", 1_500_000_000),
        ("0", 0),
    ],
)
def test_a_sum_is_read_in_dong(typed, dong):
    assert MoneyField().clean(typed) == dong


@pytest.mark.parametrize("typed", ["mười triệu", "18.4.0", "1,5", "-5", "triệu", "1" * 25])
def test_another_sum_is_named(typed):
    expected = f"“{typed}” chưa phải là số tiền. Ghi bằng chữ số, ví dụ 18.400.000 hoặc 18,4 triệu."
    assert sentence(MoneyField(), typed) == expected


def test_a_sum_beyond_all_budgets_is_questioned():
    expected = "“9.000.000 tỷ” lớn hơn một triệu tỷ đồng. Xem lại các số không."
    assert sentence(MoneyField(), "9.000.000 tỷ") == expected


def test_names_come_composed_and_without_quotes():
    assert NameField().clean("  “Hu\u0303  ga\u0323o\x00 ho\u0323 Đoàn” ") == "Hũ gạo họ Đoàn"


def test_paragraphs_stay_in_long_text_and_control_characters_go():
    assert LongTextField().clean("một\r\nhai\x07\x00\rba\u200b ") == "một\nhai\nba"
    assert TextField().clean("một\nhai\tba") == "một hai ba"


@given(st.text())
def test_any_text_is_taken_or_refused(typed):
    for field in (TextField(), LongTextField(), NameField(), VietnameseDateField(), WholeNumberField(), MoneyField()):
        try:
            cleaned = field.clean(typed)
        except forms.ValidationError as refused:
            assert refused.messages
        else:
            assert "\x00" not in str(cleaned)


class Sample(Form):
    name = NameField(label="1. Tên mô hình")
    field = forms.ChoiceField(label="Lĩnh vực", choices=[("economy", "Kinh tế")])
    code = TextField(label="QR của phường", error_messages={"required": "Ghi mã."})
    consent = forms.BooleanField(label="Đồng ý")


def test_what_is_missing_is_asked_for_by_name():
    assert Sample({}).errors == {
        "name": ["Ghi tên mô hình."],
        "field": ["Chọn lĩnh vực."],
        "code": ["Ghi mã."],
        "consent": ["Đánh dấu vào ô này thì mới làm tiếp được."],
    }


def test_length_and_choice_speak_our_words():
    form = Sample({"name": "a" * 201, "field": "sea", "code": "x", "consent": "on"})
    assert form.errors == {
        "name": ["Dài 201 ký tự, tối đa 200. Ghi ngắn lại."],
        "field": ["Mục đã chọn không còn trong danh sách. Chọn lại."],
    }


def photo(name: str = "anh.jpg", content: bytes = JPEG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def test_a_photo_is_known_by_its_first_bytes():
    assert PhotoField().clean(photo()).name == "anh.jpg"
    assert sentence(PhotoField(), photo("tờ trình.jpg", b"%PDF-1.7 ......")) == (
        "“tờ trình.jpg” không phải là ảnh. Chọn tệp JPG, PNG hoặc WebP."
    )
    assert sentence(PhotoField(), photo(content=b"")) == "Tệp trống, không có gì bên trong. Chọn lại ảnh."


def test_a_heavy_photo_is_refused_with_its_weight():
    heavy = photo(content=JPEG + bytes(14 * 1024 * 1024))
    assert sentence(PhotoField(), heavy) == ("Ảnh nặng 14,1 MB, tối đa 8 MB. Chọn ảnh khác hoặc để phường thu nhỏ.")


def test_several_photos_are_counted():
    assert [file.name for file in PhotosField().clean([photo("a.jpg"), photo("b.jpg")])] == ["a.jpg", "b.jpg"]
    assert PhotosField(required=False).clean([]) == []
    assert sentence(PhotosField(most=2), [photo(), photo(), photo()]) == ("Đã chọn 3 ảnh, tối đa 2 ảnh. Chọn lại.")
