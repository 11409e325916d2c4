"""Routes of projects."""

from django.urls import path

from armslength.platform.projects import views

urlpatterns = [
    path("projects/", views.projects, name="projects"),
    path("projects/new/", views.project_new, name="project_new"),
    path("projects/<str:project_id>/", views.project, name="project"),
    path("projects/<str:project_id>/propose/", views.propose, name="propose"),
    path("projects/<str:project_id>/close/", views.project_close, name="project_close"),
    path("projects/<str:project_id>/reopen/", views.project_reopen, name="project_reopen"),
]
