"""What moves the feeds: an event or its page is saved, deleted, moved or restricted, or its host changes."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from coalition.members.models import LocalGovernment
from events.models import Event
from events.pages.models import EventPage

from .models import FeedState


@receiver(page_published, sender=EventPage)
def page_goes_live(sender: type, instance: EventPage, **kwargs: Any) -> None:
    """New words are a revision without a new sequence: `Event.save` sees that no schedule field changed."""
    Event.objects.get(pk=instance.event_id).save(update_fields=["revised_at"])


@receiver(post_save)  # of any model: a webinar is an event too
def event_is_saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Move the feeds on, in the transaction of `Event.save`."""
    if isinstance(instance, Event) and not raw:
        FeedState.move_on()


@receiver(post_delete, sender=Event)
@receiver(page_unpublished, sender=EventPage)
@receiver(post_delete, sender=EventPage)
@receiver(page_slug_changed)  # of any page, and so the next: an event's address holds the slugs of all above it
@receiver(post_page_move)
@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def calendar_changes(sender: type, **kwargs: Any) -> None:
    FeedState.move_on()


@receiver(post_save, sender=LocalGovernment)
@receiver(pre_delete, sender=LocalGovernment)
def host_changes(sender: type, instance: LocalGovernment, created: bool = False, **kwargs: Any) -> None:
    """Move the feeds on where it hosts: by its region events are chosen."""
    if not created and Event.objects.filter(host=instance).exists():
        FeedState.move_on()
