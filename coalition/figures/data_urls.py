"""Open data below `/data/`, outside the languages: the latest release of an indicator, and each for ever."""

from django.urls import path

from . import views

urlpatterns = [
    path("figures/<slug:slug>.csv", views.figures_csv, name="figures_csv"),
    path("figures/<slug:slug>.xlsx", views.figures_xlsx, name="figures_xlsx"),
    path("figures/<slug:slug>/datapackage.json", views.figures_package, name="figures_package"),
    path("figures/<slug:slug>/releases/<int:number>.csv", views.figures_csv, name="figures_release_csv"),
    path("figures/<slug:slug>/releases/<int:number>.xlsx", views.figures_xlsx, name="figures_release_xlsx"),
    path(
        "figures/<slug:slug>/releases/<int:number>/datapackage.json",
        views.figures_package,
        name="figures_release_package",
    ),
]
