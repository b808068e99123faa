"""Who looks at the emails of an event: who sees its people, of the events that they run."""

from typing import Any

from coalition.mail.models import Message, OutgoingQuerySet
from events.models import Event
from events.registrations.emails import about


def may_see_mails(user: Any) -> bool:
    """Say whether `user` may look at the emails of the events that they run."""
    return user.has_perm("events.view_registration")


def mails_of(event: Event) -> OutgoingQuerySet[Message]:
    """Return the emails about `event`, newest first, without their words: they hold personal links.

    What went to an address that somebody typed and its holder never confirmed is not among them, but for what the
    hosts themselves sent there.
    """
    return Message.objects.filter(about=about(event)).defer("html", "text", "context", "attachments")
