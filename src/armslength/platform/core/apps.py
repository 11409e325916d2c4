"""The core app: templates, static files and template tags shared by every page."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Django's handle on the core."""

    name = "armslength.platform.core"
    label = "core"
