"""Addresses of this app below `/<language>/`. Index and webinar pages themselves are Wagtail's."""

from events.urls import section

app_name = "webinars"
urlpatterns = section("webinars")
