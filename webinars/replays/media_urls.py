"""Addresses of files and captions below `/recordings/`: the same in every language, and they name no event."""

from django.urls import path

from . import views

app_name = "recordings"

urlpatterns = [
    path("<uuid:uid>.vtt", views.vtt_file, name="captions"),
    path("<uuid:uid>.<slug:extension>", views.media, name="media"),
]
