"""The register's own names, as the reader is told them."""

from datetime import date

import pytest

from kheo.audit import clock
from kheo.figures.readings_intake import first_look
from kheo.figures.readings_places import places_of, unit_at_head
from kheo.figures.readings_proposals import proposal
from kheo.units.models import UnitAlias
from tests.figures.register import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock_stands():
    with clock.set_to(at(date(2026, 11, 23))):
        yield


def test_the_province_its_communes_the_past_and_the_neighbourhoods_are_known(cast):
    UnitAlias.objects.create(unit=cast.ward, name="Bến Lụa Thượng", folded=" ben lua thuong")
    found = places_of([cast.ward])
    names = ["tỉnh Sông Lam", "phường Đồng Lác", "phường Bến Lụa Cũ", "tổ dân phố Bãi Dâu", "phường Bến Lụa Thượng"]
    assert [found[name] for name in names] == ["province", "commune", "commune", "neighbourhood", "commune"]
    assert ("tổ dân phố Giếng Đá" in found, "tỉnh Núi Chè" in found) == (False, False)
    assert found["thành phố Hà Nội"] == "province"


def test_as_many_queries_for_one_unit_as_for_two(cast, django_assert_num_queries):
    for units in ([cast.ward], [cast.ward, cast.foreign_ward]):
        with django_assert_num_queries(5):
            places_of(units)


def test_a_neighbourhood_names_its_commune(cast):
    text = "Tổ dân phố Bãi Dâu báo cáo năm 2026\n\nTổ có 2 mô hình mới.\n"
    units = [cast.ward, cast.foreign_ward]
    assert unit_at_head(text, units) == cast.ward
    assert unit_at_head(text.replace("Bãi Dâu", "Bãi Dâu, tổ dân phố Giếng Đá"), units) is None
    assert proposal(text, first_look(text, units).as_dict(), units).unit == cast.ward
