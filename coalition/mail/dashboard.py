"""The uncertain mails, on the first page of the CMS."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coalition.users.waiting import Waiting

from . import areas, permissions
from .models import Message


def uncertain(user: Any) -> list[Waiting]:
    """Return how many mails wait for someone to say whether they are sent again, for who may. One query."""
    if not permissions.may_send_again(user):
        return []
    count = areas.readable(user).in_doubt().count()
    url = f"{reverse('mail_log:index')}?state={Message.State.UNCERTAIN}"
    return [Waiting(_("Emails that may have been sent"), count, url)]
