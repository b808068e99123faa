"""Addresses of recordings below `/cms/event-replays/`."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import cms_views
from .models import MediaFile, ReplayDocument, Transcript

app_name = "webinars_replays"

urlpatterns = [
    path("<int:event>/", cms_views.RecordingView.as_view(), name="recording"),
    path("file/<int:pk>/", cms_views.FileView.as_view(), name="file"),
    path(
        "file/<int:pk>/delete/",
        cms_views.DeleteView.as_view(model=MediaFile, done=_("The file is removed.")),
        name="delete-file",
    ),
    path(
        "document/<int:pk>/delete/",
        cms_views.DeleteView.as_view(model=ReplayDocument, done=_("The document is removed from this recording.")),
        name="delete-document",
    ),
    path("captions/<int:pk>/", cms_views.CaptionsView.as_view(), name="captions"),
    path(
        "captions/<int:pk>/delete/",
        cms_views.DeleteView.as_view(model=Transcript, done=_("The captions are removed.")),
        name="delete-captions",
    ),
]
