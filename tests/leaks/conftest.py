"""The crawl reads the platform's routes, so Django has to stand."""

import tests.django_setup  # noqa: F401 - imported for what it does
