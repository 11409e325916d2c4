"""Routes of the demo; included in demo mode only, and each view checks again."""

from django.urls import path

from armslength.platform.config.demo import views

urlpatterns = [
    path("", views.cast, name="demo"),
    path("be/<str:person_id>/", views.become, name="demo_become"),
    path("mail/", views.mail, name="demo_mail"),
]
