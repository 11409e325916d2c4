"""What can be done with accounts."""

from armslength.platform.accounts.actions.details import forget_detail, keep_detail, rotate_vault, set_timezone
from armslength.platform.accounts.actions.joining import password_mark, sign_up, verify_mail
from armslength.platform.accounts.actions.passwords import change_password, request_reset, reset_password
from armslength.platform.accounts.actions.roles import grant_role
from armslength.platform.accounts.actions.sessions import (
    revoke_other_sessions,
    revoke_session,
    sign_in,
    sign_in_as,
    sign_out,
)

__all__ = [
    "change_password",
    "forget_detail",
    "grant_role",
    "keep_detail",
    "password_mark",
    "request_reset",
    "reset_password",
    "revoke_other_sessions",
    "revoke_session",
    "rotate_vault",
    "set_timezone",
    "sign_in",
    "sign_in_as",
    "sign_out",
    "sign_up",
    "verify_mail",
]
