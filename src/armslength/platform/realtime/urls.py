"""The ordinary routes of realtime; the stream itself is mounted beside Django."""

from django.urls import path

from armslength.platform.realtime import views

urlpatterns = [path("stream/since/", views.since, name="stream_since")]
