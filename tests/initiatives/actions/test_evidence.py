"""Photos and documents beside a registration."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from kheo.initiatives import actions
from kheo.initiatives.actions.evidence import AT_MOST
from kheo.initiatives.choices import Status
from kheo.initiatives.models import Evidence
from kheo.initiatives.policy import visible_evidence
from kheo.units.errors import NotAllowed, NotPossible
from tests.factories.initiatives import make_registration, photo_bytes


def attach(cast, row, **given):
    values = {"by": cast.actor("team_leader"), "name": "cho.jpg", "content": photo_bytes()} | given
    return actions.attach(row, **values)


def test_a_photo_is_kept_under_a_name_of_ours(cast):
    row = make_registration(cast)
    kept = attach(cast, row, name="Ảnh bà Nhàn.jpg")
    assert (kept.title, kept.kind, kept.media_type) == ("Ảnh bà Nhàn.jpg", "photo", "image/jpeg")
    assert kept.file.name.endswith(".jpg")
    assert "Nhàn" not in kept.file.name
    assert default_storage.size(kept.file.name) == kept.size


def test_children_are_shown_with_consent_alone(cast):
    row = make_registration(cast)
    with pytest.raises(ValidationError) as caught:
        attach(cast, row, shows_children=True)
    assert caught.value.message_dict == {
        "has_childrens_consent": ["Ảnh có trẻ em cần sự đồng ý của trẻ và của cha hoặc mẹ. Hỏi trước rồi hãy kèm ảnh."]
    }
    attach(cast, row, shows_children=True, has_childrens_consent=True)
    assert Evidence.objects.count() == 1


def test_a_refused_file_leaves_nothing_behind(cast, settings, tmp_path):
    row = make_registration(cast)
    with pytest.raises(ValidationError):
        attach(cast, row, content=b"MZ")
    with pytest.raises(NotAllowed):
        attach(cast, row, by=cast.actor("foreign_team_leader"))
    assert (Evidence.objects.count(), list(tmp_path.rglob("*.jpg"))) == (0, [])


def test_taken_away_it_is_out_of_sight_and_can_be_put_back(cast):
    row = make_registration(cast, Status.UNDER_WAY)
    kept, officer = attach(cast, row), cast.actor("officer")
    actions.remove(kept, by=officer)
    assert visible_evidence(officer).count() == 0
    with pytest.raises(NotPossible):
        actions.remove(kept, by=officer)
    actions.put_back(kept, by=officer)
    assert visible_evidence(officer).count() == 1


def test_so_many_files_and_no_more(cast):
    row = make_registration(cast)
    first = attach(cast, row)
    copies = [
        Evidence(
            **{
                field.attname: getattr(first, field.attname)
                for field in Evidence._meta.concrete_fields
                if not field.primary_key
            }
        )
        for _number in range(AT_MOST - 1)
    ]
    Evidence.objects.bulk_create(copies)
    with pytest.raises(ValidationError) as caught:
        attach(cast, row)
    assert caught.value.message_dict == {"file": ["Tối đa 30 tệp. Bỏ bớt một tệp rồi kèm tiếp."]}
