"""Addresses of the emails of one event below `/cms/event-emails/`."""

from django.urls import path

from . import cms

app_name = "events_mails"

urlpatterns = [
    path("<int:event>/", cms.MailsView.as_view(), name="list"),
    path("email/<int:pk>/send-again/", cms.SendAgainView.as_view(), name="send_again"),
]
