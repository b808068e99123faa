"""Registers this app's part of the CMS."""

from typing import Any

from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from coalition.users import waiting
from home import starter
from home.agenda.viewsets import AgendaGroup
from home.contact import services as contact
from home.contact import viewsets as contact_viewsets
from home.territories.viewsets import TerritoryWorkViewSet

register_snippet(AgendaGroup)
register_snippet(contact_viewsets.ContactTopicViewSet)
register_snippet(TerritoryWorkViewSet)

waiting.register("starter", starter.waiting_work, order=5)
waiting.register("contact", contact_viewsets.waiting, order=30)


@hooks.register("register_admin_viewset")
def register_messages() -> contact_viewsets.ContactMessageViewSet:
    """Add the messages that people wrote to the menu."""
    return contact_viewsets.ContactMessageViewSet()


@hooks.register("register_permissions")
def offer_permissions() -> Any:
    """Show who may read and answer messages in the form of a group."""
    names = ["view_contactmessage", "answer_contactmessage"]
    return Permission.objects.filter(content_type__app_label="home", codename__in=names)


@hooks.register("register_log_actions")
def name_what_the_team_does(actions: Any) -> None:
    """Let the site history say who noted that a message is answered."""
    actions.register_action(contact.ANSWERED, _("Mark as answered"), _("Marked the message as answered"))
