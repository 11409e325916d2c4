"""Importing this sets Django up under `tests.settings`; conftests of tests that need models import it first."""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()
