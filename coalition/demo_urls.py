"""Addresses that exist in the demonstration only, below `/demo/`."""

from django.urls import path

from coalition.pages import demo as pages_demo
from home.demo import door

from .mail import gallery

EXAMPLE = "mail/gallery/<path:name>/<str:language>/"

urlpatterns = [
    path("components/", pages_demo.components, name="demo_components"),
    path("door/", door.door, name="demo_door"),
    path("mail/", gallery.outbox, name="demo_mail"),
    path("mail/gallery/", gallery.gallery, name="demo_mail_gallery"),
    path(f"{EXAMPLE}discreet/", gallery.as_html, {"discreet": True}, "demo_mail_example_discreet"),
    path(EXAMPLE, gallery.as_html, name="demo_mail_example"),
    path("mail/<int:pk>/", gallery.outbox_message, name="demo_mail_message"),
    path("mail/<int:pk>/body/", gallery.outbox_body, name="demo_mail_body"),
]
