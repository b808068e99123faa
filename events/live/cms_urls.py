"""Addresses of the live page's two screens below `/cms/event-live/`."""

from django.urls import path

from . import cms, room

app_name = "events_live"

urlpatterns = [
    path("<int:event>/", cms.QuestionsView.as_view(), name="questions"),
    path("<int:event>/room/", room.RoomView.as_view(), name="room"),
    path("<int:event>/channels/", cms.ChannelsView.as_view(), name="channels"),
]
