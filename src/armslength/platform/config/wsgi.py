"""The views as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "armslength.platform.config.settings")
application = get_wsgi_application()
