"""The page of one registration, and its form on paper."""

import pytest
from django.urls import reverse

from kheo.initiatives import actions
from kheo.initiatives.choices import Status
from tests.factories.initiatives import make_office_draft, make_registration, photo_bytes

QUERIES_OF_PAGE = 13


def page_of(row) -> str:
    return reverse("desk:registration", args=[row.pk])


def words_of(client, row) -> str:
    response = client.get(page_of(row))
    assert response.status_code == 200
    return response.content.decode()


def test_nobody_reads_without_signing_in(client, cast):
    row = make_registration(cast, Status.SUBMITTED)
    for name in ("registration", "registration_print"):
        assert client.get(reverse(f"desk:{name}", args=[row.pk])).status_code == 302


@pytest.mark.parametrize("name", ["foreign_officer", "other_team_leader", "editor", "unit_administrator", "stranger"])
def test_another_wards_and_anothers_registration_does_not_exist(cast, client_of, name):
    row, client = make_registration(cast, Status.SUBMITTED), client_of(name)
    for view in ("registration", "registration_print", "registration_edit", "registration_correct"):
        assert client.get(reverse(f"desk:{view}", args=[row.pk])).status_code == 404, view


@pytest.mark.parametrize("follow_ups", [1, 3])
def test_the_page_takes_this_many_queries(cast, client_of, django_assert_num_queries, follow_ups):
    row, team = make_registration(cast, Status.UNDER_WAY), cast.actor("team_leader")
    for _number in range(follow_ups):
        actions.follow_up(row, by=team, on=row.accepted_on, what="Mở chợ.", people=5)
        actions.attach(row, by=team, name="a.jpg", content=photo_bytes())
    client = client_of("officer")
    with django_assert_num_queries(QUERIES_OF_PAGE):
        client.get(page_of(row))


def test_buttons_stand_where_they_may_be_pressed(cast, client_of):
    row = make_registration(cast, Status.SUBMITTED)
    step = {
        slug: reverse("desk:registration_step", args=[row.pk, slug]) for slug in ("tiep-nhan", "tra-lai", "lay-lai")
    }
    officer, team = words_of(client_of("officer"), row), words_of(client_of("team_leader"), row)
    assert [step[slug] in officer for slug in step] == [True, True, False]
    assert [step[slug] in team for slug in step] == [False, False, True]


def test_an_officer_above_sees_why_the_button_is_closed(cast, client_of):
    words = words_of(client_of("province_officer"), make_registration(cast, Status.SUBMITTED))
    assert '<button class="btn" disabled>Tiếp nhận</button>' in words
    assert "Chỉ cán bộ và lãnh đạo của phường Bến Lụa quyết định việc này; cấp trên đọc, không sửa." in words


def test_what_speaks_against_accepting_stands_above_the_button(cast, client_of):
    make_registration(
        cast, Status.SUBMITTED, name="Chợ đổi giống", organisation=cast.other_team, writer="other_team_leader"
    )
    words = words_of(client_of("officer"), make_registration(cast, Status.SUBMITTED))
    assert "Có 1 điều nên hỏi lại trước khi tiếp nhận" in words
    assert "với “Chợ đổi giống” của Tổ dân vận Cầu Gỗ." in words


def test_the_history_tells_who_when_and_why(cast, client_of):
    row = make_registration(cast, Status.RETURNED)
    actions.save_draft(
        row, by=cast.actor("team_leader"), values={"beneficiaries": "20 hộ xóm trên.", "level": "province"}
    )
    actions.submit(row, by=cast.actor("team_leader"))
    words = words_of(client_of("auditor"), row)
    told = ["Gửi lần 2", "Trả lại để sửa", "“Ghi rõ 20 hộ nào.”", "Gửi lần đầu", "Lập bản nháp"]
    assert [word for word in told if word not in words] == []
    assert "Trịnh Thị Nhàn. Mục cần sửa: 5. Nơi làm và người được hưởng." in words
    assert "<del>cấp xã</del>" in words
    assert "<ins>cấp tỉnh</ins>" in words
    assert "5. Nơi làm và người được hưởng: <del>20 hộ trồng lúa ở Bãi Dâu.</del>" in words


def test_sums_leave_out_what_was_taken_back(cast, client_of):
    row, team = make_registration(cast, Status.UNDER_WAY), cast.actor("team_leader")
    actions.follow_up(row, by=team, on=row.accepted_on, what="Mở chợ.", people=1200, money=18_400_000, labour_days=3)
    wrong = actions.follow_up(row, by=team, on=row.accepted_on, what="Nhầm.", people=5)
    actions.withdraw_follow_up(wrong, by=team, reason="Ghi nhầm mô hình.")
    words = words_of(client_of("officer"), row)
    foot = words[words.index("<tfoot") : words.index("</tfoot")]
    assert [figure in foot for figure in ("1.200", "18.400.000", ">3<", "1.205")] == [True, True, True, False]
    assert "Đã bỏ: Ghi nhầm mô hình." in words


def test_what_people_wrote_is_shown_and_never_run(cast, client_of):
    row = make_registration(cast, Status.SUBMITTED, name="<script>alert(1)</script>", method="<b>Nấu</b>\nChia")
    words = words_of(client_of("officer"), row)
    assert ("<script>alert" in words, "&lt;b&gt;Nấu&lt;/b&gt;<br>Chia" in words) == (False, True)


def test_a_writer_goes_on_writing_and_the_office_looks_at_its_own_draft(cast, client_of):
    draft = make_registration(cast)
    assert client_of("team_leader").get(page_of(draft)).url == reverse("desk:registration_edit", args=[draft.pk])
    office = make_office_draft(cast)
    assert reverse("desk:registration_step", args=[office.pk, "ghi-vao-so"]) in words_of(client_of("officer"), office)


def test_the_form_on_paper_has_ten_items_and_says_what_it_is(cast, client_of, settings):
    settings.DEMO = True
    row = make_registration(cast, Status.SUBMITTED)
    words = client_of("officer").get(reverse("desk:registration_print", args=[row.pk])).content.decode()
    assert [f"<dt>{number}. " in words for number in range(1, 11)] == [True] * 10
    assert "Đây là bản mẫu để địa phương sửa, không phải văn bản chính thức." in words
    assert "<strong>Số liệu mẫu: đơn vị, tên người và số liệu đều là minh họa.</strong>" in words
