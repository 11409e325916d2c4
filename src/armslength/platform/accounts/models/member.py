"""A person with an account."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from armslength.platform.core.ids import PublicIdField


class Member(AbstractBaseUser):
    """Who someone is here, without anything that says who they are elsewhere."""

    last_login = None  # sessions know it; one more trace of people's days is not kept

    public_id = PublicIdField()
    is_client = models.BooleanField(default=False)
    is_freelancer = models.BooleanField(default=False)
    is_moderator = models.BooleanField(default=False)
    is_operator = models.BooleanField(default=False)
    verified_at = models.DateTimeField(null=True, db_index=True)
    ended_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    timezone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=16, default="en")

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "public_id"

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_here(self) -> bool:
        """Whether the member may use the platform now: the address is verified and access has not ended."""
        return self.verified_at is not None and self.ended_at is None
