"""Open data below `/data/`: CSV and GeoJSON, outside the languages."""

from django.urls import path

from . import views

urlpatterns = [
    path("members.csv", views.members_csv, name="members_csv"),
    path("members.geojson", views.members_geojson, name="members_geojson"),
]
