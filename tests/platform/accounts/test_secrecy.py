"""Who may read an address, held by looking at the code; and what errors keep of a form."""

import ast
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.views.debug import SafeExceptionReporterFilter

import armslength.platform
from armslength.platform.accounts.sessions import SessionStore
from armslength.platform.accounts.views import entering, joining, private, security

ROOT = Path(armslength.platform.__file__).parent
READER = "reveal_login_mail"


def modules_with(name: str) -> set[str]:
    found = set()
    for path in ROOT.rglob("*.py"):
        names = {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
        names |= {n.attr for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Attribute)}
        if name in names:
            found.add(str(path.relative_to(ROOT)))
    return found


def test_only_mail_reads_addresses() -> None:
    assert modules_with(READER) == {"accounts/mail.py"}


@pytest.mark.parametrize("table", ["VaultEntry", "VaultLookup"])
def test_only_the_vault_reads_its_tables(table: str) -> None:
    assert modules_with(table) - {"accounts/models/vault.py"} == {"accounts/vault.py"}


VIEWS_WITH_SECRETS = [
    joining.join,
    joining.verify,
    entering.sign_in,
    entering.request_reset,
    entering.reset_password,
    security.change_password,
    private.keep_detail,
]


@pytest.mark.parametrize("view", VIEWS_WITH_SECRETS, ids=lambda view: view.__name__)
def test_error_report_shows_no_form(view: object, db: None) -> None:
    assert callable(view)
    request = RequestFactory().post("/", {"mail": "jane@mail.example", "password": "p", "value": "+44"})
    request.session = SessionStore()
    request.user = AnonymousUser()
    view(request, *(["token"] if view in (joining.verify, entering.reset_password) else []))
    reporter = SafeExceptionReporterFilter()
    shown = reporter.get_post_parameters(request)
    assert set(shown.values()) == {reporter.cleansed_substitute}
