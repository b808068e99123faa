"""Open data below `/data/`, outside the languages."""

from django.urls import path

from . import views

urlpatterns = [
    path("figures/<slug:slug>.csv", views.figures_csv, name="figures_csv"),
    path("figures/<slug:slug>.sdmx.csv", views.figures_sdmx, name="figures_sdmx"),
    path("figures/<slug:slug>.csv-metadata.json", views.figures_csvw, name="figures_csvw"),
    path("figures/<slug:slug>/datapackage.json", views.figures_package, name="figures_package"),
]
