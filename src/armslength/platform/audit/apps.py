"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Django's handle on the log."""

    name = "armslength.platform.audit"
    label = "audit"
