"""What an administrator of the CMS does for an account, and what its owner is told."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from coalition.users import factors
from coalition.users.models import User

from . import views


@hooks.register("register_log_actions")
def name_new_factor(actions: Any) -> None:
    actions.register_action(
        factors.ASKED, _("New second factor"), _("Ended all sessions and asked for a new second factor")
    )


@hooks.register("register_admin_urls")
def add_new_factor() -> list[URLPattern]:
    """Return where an administrator asks for a new second factor."""
    return [path("users/factor/<int:pk>/", views.new_factor, name="accounts_new_factor")]


@hooks.register("register_user_listing_buttons")
def lead_to_new_factor(user: User, request_user: User) -> Iterator[Button]:
    if views.may_ask(request_user, user):
        yield Button(
            _("New second factor"), reverse("accounts_new_factor", args=[user.pk]), icon_name="key", priority=50
        )


hooks.register("after_edit_user", views.tell_of_password)
hooks.register("after_create_user", views.send_first_link)
