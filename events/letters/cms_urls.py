"""Addresses of messages to those registered below `/cms/event-letters/`."""

from django.urls import path

from . import cms

app_name = "events_letters"

urlpatterns = [
    path("<int:event>/", cms.ListView.as_view(), name="list"),
    path("<int:event>/new/", cms.NewView.as_view(), name="new"),
    path("letter/<int:pk>/", cms.LetterView.as_view(), name="letter"),
    path("letter/<int:pk>/edit/", cms.EditView.as_view(), name="edit"),
    path("letter/<int:pk>/discard/", cms.DiscardView.as_view(), name="discard"),
    path("letter/<int:pk>/as-read/<slug:language>/", cms.PreviewView.as_view(), name="preview"),
]
