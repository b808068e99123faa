"""Addresses of recordings below `/cms/event-replays/`."""

from django.urls import path

from . import cms, cms_captions, cms_pieces

app_name = "webinars_replays"

urlpatterns = [
    path("<int:event>/", cms.RecordingView.as_view(), name="recording"),
    path("<int:event>/piece/", cms_pieces.PieceView.as_view(), name="piece"),
    path("file/<int:pk>/", cms.FileView.as_view(), name="file"),
    path("file/<int:pk>/delete/", cms.DeleteFileView.as_view(), name="delete-file"),
    path("document/<int:pk>/delete/", cms.DeleteDocumentView.as_view(), name="delete-document"),
    path("captions/<int:pk>/", cms_captions.CaptionsView.as_view(), name="captions"),
    path("captions/<int:pk>/delete/", cms_captions.DeleteCaptionsView.as_view(), name="delete-captions"),
    path("captions/<int:pk>/new/", cms_captions.NewLineView.as_view(), name="new-line"),
    path("captions/line/<int:pk>/", cms_captions.LineView.as_view(), name="line"),
]
