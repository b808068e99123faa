"""Addresses of this app below `/<language>/`: without a number, of the latest release."""

from django.urls import path

from . import entry_views, views

app_name = "figures"
urlpatterns = [
    path("figures/", views.index, name="index"),
    path("figures/give/<str:token>/", entry_views.give, name="give"),
    path("figures/<slug:slug>/", views.indicator, name="indicator"),
    path("figures/<slug:slug>/embed/", views.embed, name="embed"),
    path("figures/<slug:slug>/chart.svg", views.picture_svg, name="svg"),
    path("figures/<slug:slug>/chart.png", views.picture_png, name="png"),
    path("figures/<slug:slug>/releases/<int:number>/", views.indicator, name="release"),
    path("figures/<slug:slug>/releases/<int:number>/chart.svg", views.picture_svg, name="release_svg"),
    path("figures/<slug:slug>/releases/<int:number>/chart.png", views.picture_png, name="release_png"),
]
