"""Opaque ids: what leaves the server is random and says nothing about order or number."""

import re
import secrets
from typing import Any

from django.db import models

ID_BYTES = 12
ID_CHARS = 16
_ID = re.compile(r"[A-Za-z0-9_-]{16}")


def new_id() -> str:
    """A fresh url-safe id of `ID_CHARS` characters with 96 random bits; never one that looks like an option."""
    while (fresh := secrets.token_urlsafe(ID_BYTES)).startswith("-"):
        continue
    return fresh


class PublicIdField(models.CharField[str, str]):
    """The id that a row shows to the outside; the primary key stays inside."""

    def __init__(self, **options: Any) -> None:
        options.update(max_length=ID_CHARS, default=new_id, unique=True, editable=False)
        super().__init__(**options)

    def get_prep_value(self, value: Any) -> Any:
        """What is asked of the database. What cannot be an id finds nothing, and never is an error of the database.

        Ids come from paths, queries and JSON; PostgreSQL refuses a NUL, and neither database takes half a surrogate.
        """
        text = super().get_prep_value(value)
        return text if text is None or _ID.fullmatch(text) else ""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Leave out what `__init__` always sets, so that migrations stay short."""
        name, path, args, options = super().deconstruct()
        for key in ("max_length", "default", "unique", "editable"):
            options.pop(key, None)
        return name, path, list(args), options
