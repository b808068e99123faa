"""Addresses that exist in the demonstration only, below `/demo/`."""

from django.urls import path

from coalition.pages import demo as pages_demo
from home.demo import door

from .mail import gallery

EXAMPLE = "mail/gallery/<path:name>/<str:language>/"
FACES = (
    ("text/", gallery.as_text, "demo_mail_example_text"),
    ("", gallery.as_html, "demo_mail_example"),
)

urlpatterns = [
    path("components/", pages_demo.components, name="demo_components"),
    path("door/", door.door, name="demo_door"),
    path("mail/", gallery.outbox, name="demo_mail"),
    path("mail/gallery/", gallery.gallery, name="demo_mail_gallery"),
    *(path(f"{EXAMPLE}discreet/{end}", view, {"discreet": True}, f"{name}_discreet") for end, view, name in FACES),
    *(path(f"{EXAMPLE}{end}", view, name=name) for end, view, name in FACES),
    path("mail/<int:pk>/", gallery.outbox_message, name="demo_mail_message"),
    path("mail/<int:pk>/body/", gallery.outbox_body, name="demo_mail_body"),
]
