"""The projects app."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Django's handle on projects."""

    name = "armslength.platform.projects"
    label = "projects"
