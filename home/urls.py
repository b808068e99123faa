"""Addresses of this app below `/<language>/`."""

from django.urls import URLPattern, path

from home.contact import views as contact_views
from home.programme import views as programme_views

from . import open_data, views

app_name = "home"
urlpatterns: list[URLPattern] = [
    path("open-data/", open_data.open_data, name="open_data"),
    path("programme/", programme_views.programme, name="programme"),
    path("search/", views.search, name="search"),
    path("learn/", views.learn, name="learn"),
    path("contact/", contact_views.contact, name="contact"),
    path("contact/sent/<str:reference>/", contact_views.sent, name="contact_sent"),
]
