"""Pages of long lists."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory

from kheo.ui.paging import CappedPaginator, page_of


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("1", 1),
        ("3", 3),
        ("0", 1),
        ("-4", 1),
        ("99999999999999999999", 4),
        ("9" * 6000, 1),
        ("abc", 1),
        ("", 1),
        ("٣", 3),
    ],
)
def test_any_number_gives_a_page(asked, number):
    request = RequestFactory().get("/", {"page": asked})
    assert page_of(request, range(27), per_page=8).number == number


def test_an_empty_list_has_one_page():
    page = CappedPaginator([], 8).get_page(5)
    assert (page.number, page.paginator.count, list(page)) == (1, 0, [])


def test_it_counts_no_further_than_the_cap():
    exact, beyond = CappedPaginator(range(20), 8, cap=20), CappedPaginator(range(21), 8, cap=20)
    assert (exact.count, exact.capped) == (20, False)
    assert (beyond.count, beyond.capped, beyond.num_pages) == (20, True, 3)
    assert list(beyond.get_page(99)) == [16, 17, 18, 19]


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_two_queries_a_page_and_the_count_is_bounded(django_assert_num_queries, rows):
    ContentType.objects.all().delete()
    ContentType.objects.bulk_create([ContentType(app_label="a", model=f"m{i}") for i in range(rows)])
    with django_assert_num_queries(2) as asked:
        page = CappedPaginator(ContentType.objects.order_by("model"), 2, cap=2).get_page(1)
        assert [row.model for row in page] == [f"m{i}" for i in range(min(rows, 2))]
        assert page.paginator.capped == (rows > 2)
    assert "LIMIT 3" in asked[0]["sql"]
    assert "ORDER BY" not in asked[0]["sql"]
