"""Addresses of this app below `/<language>/`. The index and the items are Wagtail's pages."""

from django.urls import path
from django.views.decorators.http import require_safe

from .feeds import NewsAtomFeed, NewsFeed

app_name = "news"
urlpatterns = [
    path("news/feed.rss", require_safe(NewsFeed()), name="rss"),
    path("news/feed.atom", require_safe(NewsAtomFeed()), name="atom"),
]
