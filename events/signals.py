"""Changes that come past `Event.save`: pages go live or away, move, are restricted or deleted. Each moves the feeds."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from .models import Event, EventPage, EventsIndexPage, FeedState
from .permissions import grant_section


@receiver(page_published, sender=EventPage)
def page_goes_live(sender: type, instance: EventPage, **kwargs: Any) -> None:
    """New words are a revision without a new sequence: `Event.save` sees that no schedule field changed."""
    Event.objects.get(pk=instance.event_id).save(update_fields=["revised_at"])


@receiver(page_unpublished, sender=EventPage)
@receiver(page_slug_changed)  # of any page, and so the next: an event's address holds the slugs of all above it
@receiver(post_page_move)
@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
@receiver(post_delete, sender=EventPage)
@receiver(post_delete, sender=Event)
def calendar_changes(sender: type, **kwargs: Any) -> None:
    """Move the feeds on."""
    FeedState.move_on()


@receiver(post_save, sender=EventsIndexPage)
def section_is_made(sender: type, instance: EventsIndexPage, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Give event hosts their section."""
    if created and not raw:
        grant_section(instance.page_ptr)
