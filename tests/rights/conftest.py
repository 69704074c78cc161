"""The state that the tests of rights look at: built once for this folder, and after each test as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from kheo.audit import clock
from tests.rights.world import NOW, World, make_world


@pytest.fixture(scope="package")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def files_of_this_test(settings, files: Path) -> None:
    """The files of the rows, in the place of a folder for each test."""
    settings.MEDIA_ROOT = files


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker, files: Path) -> Iterator[World]:
    """Rows by place and state; each test's own transaction stands within this one, which is never stored."""
    with django_db_blocker.unblock(), clock.set_to(NOW), transaction.atomic():
        with override_settings(MEDIA_ROOT=files):
            made = make_world()
        yield made
        transaction.set_rollback(True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs this folder, so that the state is built once."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("rights"))
