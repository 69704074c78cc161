"""Pages of a list that may hold millions of rows: never counted to the end, never an error for a strange number."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

PER_PAGE = 25
CAP = 10_000


class CappedPaginator(Paginator):
    """A paginator that counts no further than `cap` rows and shows no row beyond them.

    `count` is the number of rows up to `cap`; `capped` is True where there are more. `get_page` takes anything: what is
    no number gives the first page, what lies beyond gives the last.
    """

    def __init__(self, object_list: Any, per_page: int = PER_PAGE, cap: int = CAP, **rest: Any) -> None:
        super().__init__(object_list, per_page, **rest)
        self.cap = cap

    @cached_property
    def _seen(self) -> int:
        """Up to cap + 1: the one more tells that the list goes on."""
        if isinstance(self.object_list, QuerySet):
            return self.object_list.order_by()[: self.cap + 1].count()
        return min(len(self.object_list), self.cap + 1)

    @cached_property
    def count(self) -> int:
        return min(self._seen, self.cap)

    @property
    def capped(self) -> bool:
        return self._seen > self.cap

    def get_page(self, number: Any) -> Page:
        try:
            wanted = int(number)
        except (TypeError, ValueError, OverflowError):
            wanted = 1
        return self.page(max(1, min(wanted, self.num_pages)))


def page_of(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], *, per_page: int = PER_PAGE, param: str = "page"
) -> Page:
    """The page of `rows` that the address asks for (`?page=3`); two queries, however long the list is."""
    return CappedPaginator(rows, per_page).get_page(request.GET.get(param, 1))
