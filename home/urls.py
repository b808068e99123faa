"""Addresses of this app below `/<language>/`."""

from django.urls import URLPattern, path

from . import views

app_name = "home"
urlpatterns: list[URLPattern] = [path("search/", views.search, name="search")]
