"""Routes of profiles."""

from django.urls import path

from armslength.platform.profiles import views

urlpatterns = [
    path("people/<str:person_id>/", views.person, name="person"),
    path("people/<str:person_id>/avatar.svg", views.avatar, name="avatar"),
    path("settings/profile/", views.profile_edit, name="profile_edit"),
    path("settings/profile/picture/", views.redraw_avatar, name="profile_redraw"),
]
