"""Routes of rooms."""

from django.urls import include, path

from armslength.platform.messaging import views

_room = [
    path("", views.room, name="room"),
    path("history/", views.history, name="room_history"),
    path("search/", views.search, name="room_search"),
    path("check/", views.check, name="room_check"),
    path("messages/", views.send, name="room_send"),
    path("messages/<str:message_id>/edit/", views.edit, name="message_edit"),
    path("messages/<str:message_id>/delete/", views.delete, name="message_delete"),
    path("messages/<str:message_id>/take-back/", views.take_back, name="message_take_back"),
    path("read/", views.read, name="room_read"),
    path("typing/", views.typing, name="room_typing"),
]

urlpatterns = [
    path("rooms/", views.rooms, name="rooms"),
    path("rooms/<str:room_id>/", include(_room)),
    path("projects/proposals/<str:proposal_id>/room/", views.open_room, name="room_open"),
]
