"""Addresses of this app below `/<language>/`."""

from django.urls import URLPattern, path

from . import views

app_name = "calls"
urlpatterns: list[URLPattern] = [
    path("initiatives/call/", views.call, name="call"),
    path("initiatives/link/", views.LostLinkView.as_view(), name="lost_link"),
    path("initiatives/link/sent/", views.LinkSentView.as_view(), name="link_sent"),
    path("initiatives/proposal/<str:token>/", views.proposal, name="proposal"),
    path("initiatives/proposal/<str:token>/write/", views.write, name="write"),
    path("initiatives/proposal/<str:token>/check/", views.check, name="check"),
    path("initiatives/proposal/<str:token>/withdraw/", views.withdraw, name="withdraw"),
    path("initiatives/<slug:key>/propose/", views.start, name="start"),
]
