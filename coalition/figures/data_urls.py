"""Open data below `/data/`, outside the languages."""

from django.urls import path

from . import views

urlpatterns = [
    path("figures/<slug:slug>.csv", views.figures_csv, name="figures_csv"),
    path("figures/<slug:slug>/datapackage.json", views.figures_package, name="figures_package"),
]
