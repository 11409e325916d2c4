"""All routes. The stream is mounted beside Django (see asgi.py)."""

from django.conf import settings
from django.urls import include, path

from armslength.platform.config.views import home
from armslength.platform.core import views

handler400 = "armslength.platform.core.views.bad_request"
handler404 = "armslength.platform.core.views.not_found"
handler500 = "armslength.platform.core.views.server_error"

urlpatterns = [
    path("", home, name="home"),
    path("healthy/", views.healthy, name="healthy"),
    path("", include("armslength.platform.realtime.urls")),
    path("", include("armslength.platform.accounts.urls")),
    path("", include("armslength.platform.screening.urls")),
    path("", include("armslength.platform.profiles.urls")),
    path("", include("armslength.platform.messaging.urls")),
    path("", include("armslength.platform.projects.urls")),
]

if settings.IS_DEMO:
    urlpatterns.append(path("demo/", include("armslength.platform.config.demo.urls")))
