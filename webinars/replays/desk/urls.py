"""Addresses of recordings below `/cms/event-replays/`."""

from django.urls import path

from . import views

app_name = "webinars_replays"

urlpatterns = [
    path("<int:event>/", views.RecordingView.as_view(), name="recording"),
    path("file/<int:pk>/", views.FileView.as_view(), name="file"),
    path("file/<int:pk>/delete/", views.DeleteFileView.as_view(), name="delete-file"),
    path("document/<int:pk>/delete/", views.DeleteDocumentView.as_view(), name="delete-document"),
    path("captions/<int:pk>/", views.CaptionsView.as_view(), name="captions"),
    path("captions/<int:pk>/delete/", views.DeleteCaptionsView.as_view(), name="delete-captions"),
]
