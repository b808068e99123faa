"""Addresses of the pages of events below `/cms/event/`."""

from django.urls import path

from . import views

app_name = "events_overview"

urlpatterns = [
    path("<int:pk>/", views.EventView.as_view(), name="event"),
    path("<int:pk>/figures.csv", views.FiguresView.as_view(), name="figures"),
]
