"""Addresses that exist in the demonstration only, below `/demo/`."""

from django.urls import path

from coalition.mail import demo, gallery
from coalition.pages import demo as pages_demo
from home.demo import door

urlpatterns = [
    path("components/", pages_demo.components, name="demo_components"),
    path("door/", door.door, name="demo_door"),
    path("mail/", demo.outbox, name="demo_mail"),
    path("mail/gallery/", gallery.gallery, name="demo_mail_gallery"),
    path("mail/gallery/<path:name>/<str:language>/text/", gallery.as_text, name="demo_mail_example_text"),
    path("mail/gallery/<path:name>/<str:language>/", gallery.as_html, name="demo_mail_example"),
    path("mail/<int:pk>/", demo.message, name="demo_mail_message"),
    path("mail/<int:pk>/body/", demo.body, name="demo_mail_body"),
]
