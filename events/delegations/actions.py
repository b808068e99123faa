"""The way to one's delegation, on the page of one's own registration."""

from django.utils.translation import gettext as _

from events.registrations.actions import Action
from events.registrations.models import Registration

from . import services


def delegation_action(registration: Registration, own_url: str) -> Action | None:
    """Return the link to the people whom one may name, where their seats are for delegations."""
    if not registration.category.brings or registration.state not in (services.State.CONFIRMED, services.State.WAITING):
        return None
    note = ""
    if services.may_name(registration):
        note = _("You may name other people for the seats of your delegation. Each gets a link of their own.")
    return Action(label=_("My delegation"), url=f"{own_url}delegation/", note=note)
