"""Addresses of this app below `/<language>/`."""

from django.urls import URLPattern, path

from home.agenda import views as agenda_views
from home.contact import views as contact_views
from home.territories import views as territory_views

from . import open_data, views

app_name = "home"
urlpatterns: list[URLPattern] = [
    path("agenda/", agenda_views.agenda, name="agenda"),
    path("open-data/", open_data.open_data, name="open_data"),
    path("search/", views.search, name="search"),
    path("territories/", territory_views.index, name="territories"),
    path("territories/<slug:slug>/", territory_views.territory, name="territory"),
    path("contact/", contact_views.contact, name="contact"),
    path("contact/sent/<str:reference>/", contact_views.sent, name="contact_sent"),
]
