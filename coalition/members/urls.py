"""Addresses of this app below `/<language>/`."""

from django.urls import URLPattern

app_name = "members"
urlpatterns: list[URLPattern] = []
