"""Addresses of files and captions below `/recordings/`: the same in every language, and they name no event."""

from django.urls import path

from .views import media, vtt_file

app_name = "recordings"

urlpatterns = [
    path("<uuid:uid>.vtt", vtt_file, name="captions"),
    path("<uuid:uid>.<slug:extension>", media, name="media"),
]
