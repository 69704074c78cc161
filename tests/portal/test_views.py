import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from kheo.initiatives import actions as initiatives
from kheo.units.models import Membership
from tests.factories.units import MembershipFactory, UnitFactory
from tests.recognition.material import NOW, accepted, on, published, recognised, seen

LIMIT = 14 * 1024


def text_of(answer) -> str:
    content = answer.content
    return gzip.decompress(content).decode() if content[:2] == b"\x1f\x8b" else content.decode()


def heading(client, address: str) -> str:
    return " ".join(re.search(r"<h1[^>]*>(.*?)</h1>", text_of(client.get(address)), re.S)[1].split())


@pytest.mark.django_db
def test_without_a_ward_the_first_page_says_what_to_do(client):
    answer = client.get("/")
    assert (answer.status_code, answer.cookies) == (200, {})
    assert "kheo setup" in text_of(answer)
    assert reverse("account_login") in text_of(answer)


def test_one_ward_is_the_first_page_itself(alone, client):
    published(alone)
    seen(alone, accepted(alone, "Tiếng kẻng 21 giờ"), NOW)
    answer = client.get("/")
    assert heading(client, "/") == "2 mô hình đang có ở phường, 1 mô hình vừa được xác nhận còn hoạt động"
    text = text_of(answer)
    assert "<b>Phường Bến Lụa</b>Phong trào thi đua “Dân vận khéo” · tỉnh Sông Lam" in text
    assert re.findall(r'<li class="tile">([^<]*)<b>([^<]*)</b>', text) == [
        ("Đăng ký năm nay", "2"),
        ("Được công nhận năm nay", "1"),
        ("Nhân rộng năm nay", "0"),
        ("Đang có", "2"),
    ]
    assert reverse("portal:model", args=[1]) in text or "/mo-hinh/" in text


def test_a_ward_without_anything_still_has_a_page(alone, client):
    assert heading(client, "/") == "Chưa có mô hình nào ở phường"
    assert text_of(client.get("/")).count("chưa có kỳ trước") == 4


def test_this_year_is_compared_with_the_last(alone, client):
    with on(NOW):
        campaign = initiatives.open_campaign(by=alone.actor("province_administrator"), unit=alone.province, year=2025)
        identity = {"kind": "model", "name": "Bến sạch", "owner": "Hội Trồng dâu", "field": "economy"}
        initiatives.enter_past_model(
            by=alone.actor("officer"),
            unit=alone.ward,
            campaign=campaign,
            accepted_on=NOW.replace(year=2025),
            identity=identity,
        )
    accepted(alone, "Hũ gạo")
    accepted(alone, "Tiếng kẻng")
    text = text_of(client.get("/"))
    assert "tăng 1 so với cả năm 2025" in text
    assert "tăng 2 so với cuối năm 2025" in text
    assert "bằng cả năm 2025" in text


def test_several_wards_are_a_list_to_search(cast, client):
    with on(NOW):
        assert heading(client, "/") == "2 xã, phường để chọn"
        assert heading(client, "/?q=dong+lac") == "1 xã, phường để chọn"
        assert "Không có xã, phường nào khớp “xyz”." in text_of(client.get("/?q=xyz"))
        text = text_of(client.get(reverse("portal:ward", args=[cast.foreign_ward.pk])))
        assert "<b>Phường Đồng Lác</b>" in text and "Xã, phường khác" in text


def test_an_administrator_who_has_left_sets_up_nothing(alone, client):
    Membership.objects.filter(user=alone.unit_administrator).update(ended_at=alone.leader.joined_at)
    assert "kheo setup" in text_of(client.get("/"))


def test_models_by_field_and_by_words_without_accents(alone, client):
    published(alone, "Hũ gạo họ Đoàn", number="1")
    published(alone, "Tiếng kẻng 21 giờ", number="2", field="defence_security", team=alone.other_team)
    address = reverse("portal:models", args=[alone.ward.pk])
    found = {
        query: re.findall(r'<h3><a href="[^"]*">“([^”]*)”', text_of(client.get(address + query)))
        for query in (
            "",
            "?field=economy",
            "?q=tieng+keng",
            "?q=CẦU+gỗ",
            "?q=bai+dau&field=defence_security",
            "?field=x",
        )
    }
    both = ["Tiếng kẻng 21 giờ", "Hũ gạo họ Đoàn"]
    assert found == {
        "": both,
        "?field=economy": ["Hũ gạo họ Đoàn"],
        "?q=tieng+keng": ["Tiếng kẻng 21 giờ"],
        "?q=CẦU+gỗ": ["Tiếng kẻng 21 giờ"],
        "?q=bai+dau&field=defence_security": [],
        "?field=x": both,
    }


def test_a_neighbourhood_shows_its_counts_and_what_is_published(alone, client):
    published(alone)
    accepted(alone, "Chưa công bố")
    address = reverse("portal:neighbourhoods", args=[alone.ward.pk])
    assert heading(client, address) == "2 khu phố, thôn của phường Bến Lụa"
    assert heading(client, address + "?q=bai+dau") == "1 khu phố, thôn khớp “bai dau”"
    text = text_of(client.get(address + "?q=bai+dau"))
    assert "Ở đây đang có 2 mô hình, điển hình, trong đó 1 đã công bố." in text
    assert ("Hũ gạo họ Đoàn" in text, "Chưa công bố" in text) == (True, False)
    assert "Không có khu phố, thôn nào tên như vậy." in text_of(client.get(address + "?q=zzz"))


def test_a_models_page_says_what_where_who_and_since_when(alone, client):
    initiative = published(alone)
    row = initiative.registrations.get()
    seen(alone, row, NOW, people=30)
    recognised(
        alone,
        row,
        by="province_leader",
        unit=alone.province,
        issuer=alone.province_front,
        level="province",
        symbol="QĐ-MTTQ",
    )
    text = text_of(client.get(reverse("portal:model", args=[initiative.pk])))
    facts = dict(re.findall(r"<dt>([^<]*)</dt><dd>(?:<span[^>]*><svg.*?</svg>)?([^<]*)", text))
    assert facts == {
        "Lĩnh vực": "Kinh tế",
        "Nơi làm": "Tổ dân phố Bãi Dâu",
        "Ai làm": "Dòng họ Đoàn",
        "Ai trả lời": "Tổ dân vận Bãi Dâu",
        "Vào sổ từ": "05/02/2026",
        "Loại": "Mô hình",
        "Công nhận ở": "Cấp tỉnh, Cấp xã",
    }
    assert "Đang hoạt động" in text and "xác nhận 20/11/2026" in text
    assert re.findall(r"<strong>([^<]*)</strong>", text) == [
        "Lần theo dõi gần nhất",
        "Được công nhận ở cấp tỉnh",
        "Được công nhận ở cấp xã",
        "Được tiếp nhận vào sổ",
    ]


def test_who_was_not_seen_for_long_is_not_called_active(alone, client):
    initiative = published(alone)
    seen(alone, initiative.registrations.get(), NOW.replace(month=7))
    text = text_of(client.get(reverse("portal:model", args=[initiative.pk])))
    assert "Chưa xác nhận" in text and "xác nhận gần nhất 20/07/2026" in text


def test_places_that_do_it_too_are_named_only_where_they_are_published(alone, client):
    origin = published(alone)
    copy = {"novelty": "replicated", "origin": origin}
    published(alone, "Hũ gạo họ Vũ", number="2", team=alone.other_team, **copy)
    accepted(alone, "Hũ gạo chưa ai hay", team=alone.other_team, **copy)
    text = text_of(client.get(reverse("portal:model", args=[origin.pk])))
    assert "2 nơi làm theo." in text
    assert ("Hũ gạo họ Vũ" in text, "Hũ gạo chưa ai hay" in text) == (True, False)


def test_the_pages_speak_english_when_asked(alone, client):
    published(alone)
    client.cookies["django_language"] = "en"
    text = text_of(client.get("/"))
    assert "1 model stands in this phường" in text
    assert "Recognised models" in text


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_written_from_here(alone, client, method):
    assert getattr(client, method)("/").status_code == 405


def test_strange_addresses_are_answered_calmly(alone, client):
    published(alone)
    models = reverse("portal:models", args=[alone.ward.pk])
    for address in (
        f"{models}?page=zzz",
        f"{models}?page=99999999999999999999",
        f"{models}?q={'%00' * 9}",
        f"{models}?q={'a' * 5000}",
    ):
        assert client.get(address).status_code == 200
    assert client.get("/mo-hinh/999999/").status_code == 404
    assert client.get(reverse("portal:ward", args=[alone.neighbourhood.pk])).status_code == 404


def test_a_visitor_gets_no_cookie_and_an_unchanged_page_costs_nothing(alone, client):
    initiative = published(alone)
    addresses = [
        "/",
        *(reverse(f"portal:{name}", args=[alone.ward.pk]) for name in ("ward", "models", "neighbourhoods")),
    ]
    for address in [*addresses, reverse("portal:model", args=[initiative.pk])]:
        answer = client.get(address)
        assert (answer.status_code, answer.cookies, client.cookies) == (200, {}, {})
        assert "Cookie" in answer["Vary"]
        assert client.get(address, HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304


def test_page_and_style_sheet_weigh_less_than_14_kb(alone, client):
    for number in range(6):
        published(
            alone, f"Mô hình thứ {number} của tổ dân phố", number=str(number + 1), summary=f"Việc số {number}. " * 20
        )
    sheet = len(gzip.compress(Path(finders.find("ui/kheo.css")).read_bytes(), 9))
    for address in ("/", reverse("portal:models", args=[alone.ward.pk])):
        page = client.get(address, HTTP_ACCEPT_ENCODING="gzip")
        assert page["Content-Encoding"] == "gzip"
        assert len(page.content) + sheet <= LIMIT


def test_there_is_no_inline_script_or_style(alone, client):
    initiative = published(alone)
    for address in ("/", reverse("portal:model", args=[initiative.pk])):
        text = text_of(client.get(address))
        assert ("style=" in text, "<style" in text, "onclick" in text, re.findall(r"<script(?![^>]*src=)", text)) == (
            False,
            False,
            False,
            [],
        )


@pytest.mark.parametrize(
    ("name", "queries"), [("home", 16), ("models", 6), ("neighbourhoods", 8), ("model", 8), ("list", 3)]
)
def test_a_page_costs_the_same_for_one_row_and_for_three(alone, client, name, queries, django_assert_num_queries):
    initiative = published(alone, "Mô hình 0", number="10")
    if name == "list":
        other = UnitFactory(parent=alone.province)
        MembershipFactory(unit=other, role="unit_administrator")
    address = {
        "home": "/",
        "list": "/",
        "model": reverse("portal:model", args=[initiative.pk]),
        "models": reverse("portal:models", args=[alone.ward.pk]),
        "neighbourhoods": reverse("portal:neighbourhoods", args=[alone.ward.pk]),
    }[name]
    with django_assert_num_queries(queries):
        client.get(address)
    for number in (1, 2):
        published(
            alone,
            f"Mô hình {number}",
            number=str(number),
            origin=initiative,
            novelty="replicated",
            team=alone.other_team,
        )
        if name == "list":
            MembershipFactory(unit=UnitFactory(parent=alone.province), role="unit_administrator")
    with django_assert_num_queries(queries):
        client.get(address)
