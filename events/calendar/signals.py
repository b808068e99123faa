"""What moves the feeds: an event is saved or deleted, a page goes live or away, moves or is restricted, a host changes.

A feed moves on where it holds the event, or held it before; all feeds do where nobody can say which events it was.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from coalition.members.models import LocalGovernment
from coalition.resources.models import Theme
from events.models import Event
from events.pages.models import EventPage

from .models import FeedState


@receiver(page_published, sender=EventPage)
def page_goes_live(sender: type, instance: EventPage, **kwargs: Any) -> None:
    """New words are a revision without a new sequence: `Event.save` sees that no schedule field changed."""
    Event.objects.get(pk=instance.event_id).save(update_fields=["revised_at"])


@receiver(post_save)  # of any model: a webinar is an event too
def event_is_saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Move on, in the transaction of `Event.save`, the feeds that may hold the event as it was or as it is."""
    if isinstance(instance, Event) and not raw:
        FeedState.move_on([event for event in (instance.as_stored, instance) if event])


@receiver(post_delete, sender=Event)
def event_is_gone(sender: type, instance: Event, **kwargs: Any) -> None:
    """Move on the feeds that held it."""
    FeedState.move_on([instance])


@receiver(page_unpublished, sender=EventPage)
@receiver(post_delete, sender=EventPage)
def page_is_gone(sender: type, instance: EventPage, **kwargs: Any) -> None:
    """Move on the feeds that may hold its event: in another language's words, or no more."""
    FeedState.move_on([instance.event])


@receiver(page_slug_changed)  # of any page, and so the next: an event's address holds the slugs of all above it
@receiver(post_page_move)
def page_has_another_address(sender: type, instance: Any, **kwargs: Any) -> None:
    """Move on the feeds with its event; of a page above some, all feeds."""
    page = instance.specific
    FeedState.move_on([page.event] if isinstance(page, EventPage) else [])


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def pages_are_restricted(sender: type, **kwargs: Any) -> None:
    """Move all feeds on."""
    FeedState.move_on()


@receiver(post_save, sender=LocalGovernment)
@receiver(pre_delete, sender=LocalGovernment)
def host_changes(sender: type, instance: LocalGovernment, created: bool = False, **kwargs: Any) -> None:
    """Move all feeds on where it hosts: by its region, its code and its name events are chosen and feeds are called."""
    if not created and Event.objects.filter(host=instance).exists():
        FeedState.move_on()


@receiver(post_save, sender=Theme)
def theme_changes(sender: type, created: bool = False, **kwargs: Any) -> None:
    """Move all feeds on: those that are chosen by it are called by its name."""
    if not created:
        FeedState.move_on()
