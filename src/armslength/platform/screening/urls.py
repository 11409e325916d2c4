"""Routes of screening."""

from django.urls import path

from armslength.platform.screening import views

urlpatterns = [path("rules/", views.rules, name="rules")]
