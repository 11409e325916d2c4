"""The log of decisions is append-only by the database's own word."""

import pytest
from django.db import DatabaseError, connection, transaction

from armslength.platform.audit.actions import SYSTEM, record_action
from armslength.platform.audit.models import Entry


@pytest.fixture
def entry(db: None) -> Entry:
    record_action(actor=SYSTEM, action="test.happened", subject="x", facts={"n": 1})
    return Entry.objects.get()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'somebody else'",
        "UPDATE audit_entry SET facts = '{}'",
        "DELETE FROM audit_entry",
    ],
)
def test_entry_is_never_changed_or_removed(entry: Entry, statement: str) -> None:
    with pytest.raises(DatabaseError, match="never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    kept = Entry.objects.get()
    assert (kept.actor, kept.facts) == (SYSTEM, {"n": 1})


def test_orm_is_refused_too(entry: Entry) -> None:
    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        entry.delete()
    entry.actor = "somebody else"
    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        entry.save()
    assert Entry.objects.get().actor == SYSTEM
