"""The vault's tables. Read and written by `accounts.vault` alone."""

from django.db import models
from django.db.models import Q

from armslength.platform.accounts.models.member import Member
from armslength.platform.accounts.types import DetailKind

__all__ = ["DetailKind", "VaultEntry", "VaultLookup"]


class VaultEntry(models.Model):
    """One contact detail of one member, sealed; bound to the member and the kind."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="vault_entries")
    kind = models.CharField(max_length=16, choices=DetailKind)
    sealed = models.BinaryField()
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "kind"], name="vault_entry_once_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.member_id}"


class VaultLookup(models.Model):
    """A keyed hash by which an entry is found. One per purpose and lookup key in force.

    Every key in force has its row, so that the database itself refuses a second account
    for one address while keys are being changed.
    """

    entry = models.ForeignKey(VaultEntry, models.CASCADE, related_name="lookups")
    purpose = models.CharField(max_length=16)
    digest = models.BinaryField(max_length=32)
    key_tag = models.BinaryField(max_length=4)

    class Meta:
        indexes = [models.Index(fields=["digest"], name="vault_lookup_digest")]
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=Q(purpose=DetailKind.LOGIN_MAIL), name="login_mail_of_one_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of entry {self.entry_id}"
