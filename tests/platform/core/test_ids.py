"""Ids: of one length, all different, and safe where commands and addresses take them."""

import re

from armslength.platform.core.ids import ID_CHARS, new_id


def test_ids_fit_addresses_and_commands() -> None:
    ids = {new_id() for _ in range(5000)}
    assert len(ids) == 5000
    assert all(re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]*", each) and len(each) == ID_CHARS for each in ids)
