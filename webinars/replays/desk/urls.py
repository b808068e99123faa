"""Addresses of recordings below `/cms/event-replays/`."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from webinars.replays.models import MediaFile, ReplayDocument, Transcript

from . import views

app_name = "webinars_replays"

urlpatterns = [
    path("<int:event>/", views.RecordingView.as_view(), name="recording"),
    path("file/<int:pk>/", views.FileView.as_view(), name="file"),
    path(
        "file/<int:pk>/delete/",
        views.DeleteView.as_view(model=MediaFile, done=_("The file is removed.")),
        name="delete-file",
    ),
    path(
        "document/<int:pk>/delete/",
        views.DeleteView.as_view(model=ReplayDocument, done=_("The document is removed from this recording.")),
        name="delete-document",
    ),
    path("captions/<int:pk>/", views.CaptionsView.as_view(), name="captions"),
    path(
        "captions/<int:pk>/delete/",
        views.DeleteView.as_view(model=Transcript, done=_("The captions are removed.")),
        name="delete-captions",
    ),
]
