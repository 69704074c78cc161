"""The tags, one by one, as HTML."""

import datetime

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from kheo.ui.paging import CappedPaginator
from kheo.ui.states import STATES
from tests.ui.sample import RegistrationForm


def draw(source: str, address: str = "/", **context: object) -> str:
    request = RequestFactory().get(address)
    return engines["django"].from_string(source).render(context, request)


def test_a_sign_is_for_the_eye_only():
    assert draw('{% sign "check" %}') == (
        '<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="m4 12.5 5.5 5.5L20 6.5"/></svg>'
    )


@pytest.mark.parametrize(
    ("state", "tone", "word"),
    [
        ("draft", "badge", "Bản nháp"),
        ("submitted", "badge go", "Đã gửi, chờ xem"),
        ("returned", "badge ask", "Trả lại"),
        ("under_way", "badge go", "Đang thực hiện"),
        ("evaluated", "badge ok", "Đã đánh giá"),
        ("withdrawn", "badge", "Đã rút"),
        ("refused", "badge ask", "Không tiếp nhận"),
        ("recognised", "badge ok", "Được công nhận"),
        ("active", "badge ok", "Đang hoạt động"),
        ("not_confirmed", "badge wait", "Chưa xác nhận"),
        ("paused", "badge wait", "Tạm dừng"),
        ("discontinued", "badge", "Đã dừng"),
        ("merged", "badge", "Đã gộp"),
        ("overdue", "badge ask", "Quá hạn"),
        ("due_soon", "badge wait", "Sắp đến hạn"),
    ],
)
def test_a_badge_has_sign_word_and_tone(state, tone, word):
    html = draw("{% badge state %}", state=state)
    assert html.startswith(f'<span class="{tone}"><svg ')
    assert html.endswith(f"</svg>{word}</span>")


def test_no_two_states_of_a_registration_look_the_same():
    looks = [
        STATES[s][:2] for s in ("draft", "submitted", "returned", "under_way", "evaluated", "withdrawn", "refused")
    ]
    assert len(set(looks)) == 7


def test_a_badge_of_something_new_is_its_word_escaped():
    assert draw("{% badge state %}", state="<b>") == '<span class="badge">&lt;b&gt;</span>'


def test_due_counts_days():
    html = draw("{% due day today %}", day=datetime.date(2026, 11, 18), today=datetime.date(2026, 11, 23))
    assert html.endswith("</svg>Quá hạn 5 ngày</span>")
    assert draw("{% due day today %}", day=None) == ""


def test_a_field_has_its_name_and_a_local_field_the_mark():
    assert draw('{% field_sign "economy" %}').endswith("</svg>Kinh tế</span>")
    assert draw('{% field_sign "sea" "Biển đảo" %}').endswith("</svg>Biển đảo</span>")


def test_a_notice_that_something_is_done_is_a_status():
    html = draw('{% notice "ok" "Đã gửi" %}<p>{{ who }}</p>{% endnotice %}', who="<b>")
    assert html.startswith('<div class="notice ok" role="status"><svg ')
    assert html.endswith("<div><strong>Đã gửi</strong><p>&lt;b&gt;</p></div></div>")


def test_the_row_of_a_field_in_its_order():
    form = RegistrationForm({"evaluated_on": "30-11"})
    html = draw("{% field form.evaluated_on %}", form=form).replace("\n", "")
    assert [html.index(part) for part in ("<label", 'class="help"', 'class="err', "<input")] == sorted(
        html.index(part) for part in ("<label", 'class="help"', 'class="err', "<input")
    )
    assert 'aria-describedby="id_evaluated_on_helptext id_evaluated_on_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'value="30-11"' in html
    assert "không bắt buộc" not in html


def test_an_optional_field_says_so_and_a_group_is_a_fieldset():
    form = RegistrationForm()
    assert "(không bắt buộc)" in draw("{% field form.partner %}", form=form)
    html = draw("{% field form.field signs=True %}", form=form)
    assert (html.count('type="radio"'), html.count('class="tag"'), html.count("<fieldset")) == (4, 4, 1)


def test_the_summary_links_to_every_control():
    form = RegistrationForm(
        {"name": "Bếp lửa", "reason": "x", "level": "ward", "evaluated_on": "30-11", "consent": "on"}
    )
    html = draw('{% error_summary form verb="send" %}', form=form)
    assert "Chưa gửi được, còn 2 mục cần sửa" in html
    assert '<a href="#id_field_0">Chọn lĩnh vực.</a>' in html
    assert '<a href="#id_evaluated_on">Ngày đánh giá: “30-11” chưa phải là ngày.' in html


def test_a_clean_or_new_form_has_no_summary_and_no_prefix():
    assert draw("{% error_summary form %}{% title_prefix %}", form=RegistrationForm()).strip() == ""
    assert draw("{% title_prefix %}") == ""


def test_the_title_begins_with_the_error():
    assert draw("{% title_prefix %}", form=RegistrationForm({"name": ""})) == "Lỗi: "
    assert draw("{% title_prefix %}", failed=True) == "Lỗi: "


def test_the_pager_keeps_the_query():
    page = Paginator(range(27), 8).get_page(2)
    html = draw("{% pager page %}", "/list?q=b%E1%BA%BFp&page=2&st=a&st=b", page=page)
    assert "Dòng 9–16 trên 27" in html
    assert '<a href="?q=b%E1%BA%BFp&amp;st=a&amp;st=b&amp;page=3" rel="next">' in html
    assert '<b aria-current="page"><span class="hide">Trang </span>2</b>' in html


def test_the_pager_of_one_page_has_no_links_and_of_none_says_so():
    one = draw("{% pager page %}", page=Paginator(range(3), 8).get_page(1))
    assert "Dòng 1–3 trên 3" in one
    assert "<a " not in one
    assert "Không có dòng nào" in draw("{% pager page %}", page=Paginator([], 8).get_page(1))


def test_the_pager_says_where_it_stopped_counting():
    page = CappedPaginator(range(10_001), 25).get_page(400)
    html = draw("{% pager page %}", page=page)
    assert "Dòng 9.976–10.000 trên hơn 10.000. Lọc bớt để xem phần còn lại." in html
    assert 'rel="next"' not in html


def test_sort_links_turn_round_and_go_back_to_page_one():
    tag = '{% sort_link "name" "Tên" %}'
    assert draw(tag, "/?page=4&q=a") == '<a href="?q=a&amp;sort=name">Tên</a>'
    up = draw(tag, "/?sort=name")
    assert up.startswith('<a href="?sort=-name">Tên<svg ')
    assert up.endswith('<span class="hide"> (đang xếp tăng dần)</span></a>')
    assert 'aria-sort="descending"' in draw('{% sort_head "name" "Tên" %}', "/?sort=-name")


def test_a_timeline_says_what_changed():
    entry = {
        "title": "Gửi lần hai",
        "at": datetime.datetime(2026, 11, 9, 9, 20, tzinfo=datetime.UTC),
        "changes": [("Mục 5", "các cụ", "<34> cụ"), ("Ghi chú", "", "mới"), ("Ảnh", "a.jpg", "")],
        "remark": "Ghi rõ.",
        "kind": "ask",
    }
    html = draw("{% timeline entries %}", entries=[entry])
    assert '<li class="ask"><time datetime="2026-11-09T16:20:00+07:00">16:20 09/11/2026</time>' in html
    assert "Mục 5: <del>các cụ</del> thành <ins>&lt;34&gt; cụ</ins>" in html
    assert "Ghi chú: ghi thêm <ins>mới</ins>" in html
    assert "Ảnh: bỏ <del>a.jpg</del>" in html
    assert '<p class="remark">“Ghi rõ.”</p>' in html


@pytest.mark.parametrize(
    ("tag", "width"),
    [("{% bar 62 %}", "62"), ("{% bar 1 3 %}", "33.33"), ("{% bar 9 3 %}", "100"), ("{% bar 5 0 %}", "0")],
)
def test_a_bar_is_as_wide_as_its_share(tag, width):
    assert f'<rect width="{width}" height="8"/>' in draw(tag)


def test_a_spark_needs_three_points():
    assert draw("{% spark points 'x' %}", points=[1, 2]) == ""
    html = draw("{% spark points 'từ 1 lên 3' %}", points=[1, 2, 3])
    assert 'aria-label="từ 1 lên 3"><polyline points="3,26 60,15 117,4"/><circle class="solid" cx="117" cy="4"' in html
    assert '<polyline points="3,26 60,26 117,26"/>' in draw("{% spark points 'x' %}", points=[0, 0, 0])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("4", "tăng 4 so với năm 2025"),
        ("-22", "giảm 22 so với năm 2025"),
        ("0", "bằng năm 2025"),
        ("None", "chưa có kỳ trước"),
    ],
)
def test_a_tile_says_its_change_in_words(change, words):
    html = draw(f'{{% tile "Đăng ký" 2846 url="/x" change={change} since="năm 2025" %}}')
    assert '<a href="/x">Đăng ký</a><b>2.846</b>' in html
    assert f"{words}</small>" in html


def test_filters_in_a_template():
    assert draw("{{ n|figure }} {{ a|share:n }} {{ t|names }}", n=2846, a=1423, t="Hũ gạo") == "2.846 50% “Hũ gạo”"


def test_english_speaks_english():
    with translation.override("en"):
        html = draw("{% pager page %}{% badge 'returned' %}", page=Paginator(range(2700), 8).get_page(2))
    assert "Rows 9–16 of 2,700" in html
    assert html.endswith("</svg>Returned</span>")
