"""Addresses of recordings below `/cms/event-replays/`."""

from django.urls import path

from webinars.replays.captions import cms as captions
from webinars.replays.media import cms as media

from . import views

app_name = "webinars_replays"

urlpatterns = [
    path("<int:event>/", views.RecordingView.as_view(), name="recording"),
    path("<int:event>/piece/", media.PieceView.as_view(), name="piece"),
    path("file/<int:pk>/", media.FileView.as_view(), name="file"),
    path("file/<int:pk>/delete/", media.DeleteFileView.as_view(), name="delete-file"),
    path("document/<int:pk>/delete/", views.DeleteDocumentView.as_view(), name="delete-document"),
    path("captions/<int:pk>/", captions.CaptionsView.as_view(), name="captions"),
    path("captions/<int:pk>/delete/", captions.DeleteCaptionsView.as_view(), name="delete-captions"),
    path("captions/<int:pk>/new/", captions.NewLineView.as_view(), name="new-line"),
    path("captions/line/<int:pk>/", captions.LineView.as_view(), name="line"),
]
