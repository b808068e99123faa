"""Addresses of this app below `/<language>/`."""

from django.urls import path

from . import entry_views, views

app_name = "figures"
urlpatterns = [
    path("figures/", views.index, name="index"),
    path("figures/give/<str:token>/", entry_views.give, name="give"),
    path("figures/<slug:slug>/", views.indicator, name="indicator"),
]
