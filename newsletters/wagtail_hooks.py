"""Registers the newsletter in the CMS."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from newsletters import cms, permissions
from newsletters.models import NewsletterPage
from newsletters.viewsets import NewsletterGroup


@hooks.register("register_admin_viewset")
def register_newsletter_menu() -> NewsletterGroup:
    return NewsletterGroup()


@hooks.register("register_admin_urls")
def register_send_page() -> list[URLPattern]:
    return [path("newsletter-editions/<int:page_id>/send/", cms.send_edition, name="newsletters_send")]


@hooks.register("register_page_header_buttons")
def offer_sending(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer *Test and send* beside an edition's other actions."""
    if isinstance(page, NewsletterPage) and page.pk and permissions.may_send(user):
        yield Button(_("Test and send"), reverse("newsletters_send", args=[page.pk]), icon_name="mail", priority=5)
