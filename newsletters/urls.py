"""Addresses of this app below `/<language>/`. `newsletter/` and `newsletter/archive/` are pages."""

from django.urls import path
from django.views.decorators.http import require_safe

from newsletters.editions.feeds import ArchiveFeed
from newsletters.readers import views

app_name = "newsletters"
urlpatterns = [
    path("newsletter/feed.atom", require_safe(ArchiveFeed()), name="atom"),
    path("newsletter/confirm/link/<str:token>/", views.confirm_link, name="confirm_link"),
    path("newsletter/confirm/<str:handle>/", views.confirm, name="confirm"),
    path("newsletter/manage/<str:token>/", views.manage, name="manage"),
    path("newsletter/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
