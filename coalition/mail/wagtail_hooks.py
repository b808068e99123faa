"""Registers the mail log in the CMS."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from coalition.users import first_factor
from coalition.users.models import User
from coalition.users.waiting import Waiting

from . import areas, owner_views, services, suppressions
from .models import Message
from .viewsets import MessageViewSet, SuppressionViewSet


@hooks.register("register_admin_viewset")
def register_mail_log() -> MessageViewSet:
    """Return the list of emails."""
    return MessageViewSet()


@hooks.register("register_admin_viewset")
def register_suppressions() -> SuppressionViewSet:
    """Return the list of addresses that are not written to."""
    return SuppressionViewSet()


@hooks.register("register_log_actions")
def name_what_editors_do(actions: Any) -> None:
    """Let the site history say who sent a mail again, and who let an address be written to again."""
    actions.register_action(services.SENT_AGAIN, _("Send again"), _("Sent an uncertain email again"))
    actions.register_action(services.SETTLED, _("It arrived"), _("Recorded that an uncertain email arrived"))
    actions.register_action(
        suppressions.LIFTED, _("Write to it again"), _("Let a suppressed address be written to again")
    )
    actions.register_action(
        first_factor.ASKED, _("New second factor"), _("Ended all sessions and asked for a new second factor")
    )


@hooks.register("register_admin_urls")
def add_new_factor() -> list[URLPattern]:
    """Return where an administrator asks for a new second factor."""
    return [path("users/factor/<int:pk>/", owner_views.new_factor, name="mail_new_factor")]


@hooks.register("register_user_listing_buttons")
def lead_to_new_factor(user: User, request_user: User) -> Iterator[Button]:
    """Offer it in the menu of each account."""
    if owner_views.may_ask(request_user, user):
        yield Button(_("New second factor"), reverse("mail_new_factor", args=[user.pk]), icon_name="key", priority=50)


hooks.register("after_edit_user", owner_views.tell_of_password)
hooks.register("after_create_user", owner_views.send_first_link)


def uncertain(user: Any) -> list[Waiting]:
    """Return how many mails wait for someone to say whether they are sent again, for who may. One query."""
    if not services.may_send_again(user):
        return []
    count = areas.readable(user).in_doubt().count()
    url = f"{reverse('mail_log:index')}?state={Message.State.UNCERTAIN}"
    return [Waiting(gettext("Emails that may have been sent"), count, url)]


hooks.register("waiting_work", uncertain, order=70)
