"""The database refuses to change or delete what the change log holds."""

from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction

from kheo.audit.actions import record
from kheo.audit.models import ChangeEntry

guarding = import_module("kheo.audit.migrations.0002_append_only")


@pytest.fixture
def entry(cast) -> ChangeEntry:
    """One entry, under the guard that the test run takes away to clean up after itself."""
    if connection.vendor == "sqlite":
        for statement in guarding.SQLITE:
            connection.cursor().execute(statement)
    return record("try", cast.ward, by=cast.officer)


def test_no_entry_is_changed(entry: ChangeEntry) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ChangeEntry.objects.filter(pk=entry.pk).update(reason="changed")
    assert ChangeEntry.objects.get(pk=entry.pk).reason == ""


def test_no_entry_is_deleted(entry: ChangeEntry) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ChangeEntry.objects.filter(pk=entry.pk).delete()
    assert ChangeEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_of_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        record("try", ChangeEntry(pk=1), by=None)
