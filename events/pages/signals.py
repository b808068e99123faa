"""What happens when the section of events is made."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from .permissions import grant_section
from .sections import EventsIndexPage


@receiver(post_save, sender=EventsIndexPage)
def section_is_made(sender: type, instance: EventsIndexPage, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Give event hosts their section."""
    if created and not raw:
        grant_section(instance.page_ptr)
