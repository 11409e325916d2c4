"""Text search that treats letters alike whatever their case or width, on every database."""

import unicodedata

MAX_QUERY_CHARS = 200


def fold_for_search(text: str) -> str:
    """`text` in the form that is stored beside it and that queries are folded to.

    SQLite's LIKE knows the case of ASCII only; folding both sides here makes
    "МОСКВА" find "Москва" on SQLite and PostgreSQL alike.
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def fold_query(text: str) -> str:
    """A search box's content, bounded and folded."""
    return fold_for_search(text[:MAX_QUERY_CHARS].replace("\0", " "))
