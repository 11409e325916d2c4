"""What only the installation itself can do or read: `python -m tests.leaks.inside grow JSON`, `… dump`.

Runs in a process of its own with the installation's environment, beside the server.
"""

import base64
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

from tests.people import Person

Row = tuple[str, str]


def grow(people: list[dict[str, Any]]) -> dict[str, str]:
    """Make members with all their details; their public ids by person."""
    from armslength.platform.accounts.vault import store_detail  # noqa: PLC0415 - Django is set up by now
    from tests.cast import make_member  # noqa: PLC0415 - the same

    ids = {}
    for person in people:
        roles = {f"is_{role}": True for role in person["roles"]}
        member = make_member(Person(person["details"]["login_mail"], **roles))
        for kind, value in person["details"].items():
            store_detail(member, kind, value)
        ids[person["person"]] = member.public_id
    return ids


def dump() -> list[Row]:
    """Every value of every table, every session read back, and everything in the cache; in base64."""
    return [(place, base64.b64encode(content).decode()) for place, content in [*_tables(), *_sessions(), *_cache()]]


def _tables() -> Iterator[tuple[str, bytes]]:
    from django.db import connection  # noqa: PLC0415 - Django is set up by now

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((f"{table}.{column}", _as_bytes(value)) for column, value in zip(columns, row, strict=True))


def _sessions() -> Iterator[tuple[str, bytes]]:
    from armslength.platform.accounts.models import MemberSession  # noqa: PLC0415 - Django is set up by now

    for session in MemberSession.objects.all():
        yield "a session, decoded", json.dumps(session.get_decoded(), default=str).encode()


def _cache() -> Iterator[tuple[str, bytes]]:
    import pickle  # noqa: PLC0415 - what Django's cache files are made of
    import zlib  # noqa: PLC0415 - the same

    from django.conf import settings  # noqa: PLC0415 - Django is set up by now

    for path in Path(str(settings.CACHES["default"]["LOCATION"])).glob("*"):
        with path.open("rb") as file:
            pickle.load(file)  # when it expires
            yield "the cache", repr(pickle.loads(zlib.decompress(file.read()))).encode()


def _as_bytes(value: object) -> bytes:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else repr(value).encode()


def main(arguments: list[str]) -> None:
    """Print the result of one of the two as JSON."""
    django.setup()
    print(json.dumps(grow(json.loads(arguments[1])) if arguments[0] == "grow" else dump()))


if __name__ == "__main__":
    main(sys.argv[1:])
