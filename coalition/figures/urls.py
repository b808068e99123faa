"""Addresses of this app below `/<language>/`."""

from django.urls import path

from . import views

app_name = "figures"
urlpatterns = [
    path("figures/", views.index, name="index"),
    path("figures/<slug:slug>/", views.indicator, name="indicator"),
]
