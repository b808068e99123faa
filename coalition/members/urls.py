"""Open data below `/data/`: CSV and GeoJSON, outside the languages."""

from django.urls import path

from . import open_data

urlpatterns = [
    path("members.csv", open_data.members_csv, name="members_csv"),
    path("members.geojson", open_data.members_geojson, name="members_geojson"),
]
