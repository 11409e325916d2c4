"""The tables of the accounts. Only the vault's hold a contact detail, and only sealed or hashed."""

from armslength.platform.accounts.models.member import Member
from armslength.platform.accounts.models.session import MemberSession
from armslength.platform.accounts.models.token import MailToken
from armslength.platform.accounts.models.vault import VaultEntry, VaultLookup

__all__ = ["MailToken", "Member", "MemberSession", "VaultEntry", "VaultLookup"]
