"""Addresses of personal invitations below `/cms/event-invitations/`."""

from django.urls import path

from . import cms

app_name = "events_invitations"

urlpatterns = [
    path("<int:event>/", cms.InvitationsView.as_view(), name="list"),
    path("invitation/<int:pk>/withdraw/", cms.WithdrawView.as_view(), name="withdraw"),
]
