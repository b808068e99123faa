"""Registers this app's part of the CMS."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .replays.desk.hooks import offer_replay, replay_addresses
from .viewsets import CoursesGroup

register_snippet(CoursesGroup)
hooks.register("register_admin_urls", replay_addresses)
hooks.register("register_snippet_listing_buttons", offer_replay)
