"""Addresses of this app below `/<language>/`."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from coalition.pages import kept
from home.contact import views as contact_views
from home.programme import views as programme_views

from . import help_pages, open_data, views


class CountryCode(StringConverter):
    """A country in an address: two small letters (ISO 3166-1), as in `help/fr/`."""

    regex = "[a-z]{2}"


register_converter(CountryCode, "country")
app_name = "home"
urlpatterns: list[URLPattern] = [
    path("open-data/", open_data.open_data, name="open_data"),
    path("programme/", programme_views.programme, name="programme"),
    path("search/", views.search, name="search"),
    path("learn/", views.learn, name="learn"),
    path("help/<country:code>/", help_pages.country, name="help"),
    path("help/<country:code>/worker.js", kept.worker, name="help_worker"),
    path("help/<country:code>/kept/", help_pages.kept, name="help_kept"),
    path("help/<country:code>/forgotten/", help_pages.forgotten, name="help_forgotten"),
    path("help/<country:code>/leave/", kept.leave, name="help_leave"),
    path("contact/", contact_views.contact, name="contact"),
    path("contact/sent/<str:reference>/", contact_views.sent, name="contact_sent"),
]
