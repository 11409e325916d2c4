"""The profiles app."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """Django's handle on profiles."""

    name = "armslength.platform.profiles"
    label = "profiles"
