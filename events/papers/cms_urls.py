"""Addresses of papers below `/cms/badges/`."""

from django.urls import path

from . import views

app_name = "events_papers"

urlpatterns = [path("<int:pk>/", views.badge_sheets, name="badges")]
