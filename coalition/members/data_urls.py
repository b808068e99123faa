"""Open data below `/data/`: CSV and GeoJSON, outside the languages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
