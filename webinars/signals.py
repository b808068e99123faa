"""What happens when the section of webinars is made."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from events.pages.permissions import grant_section

from .models import WebinarsIndexPage


@receiver(post_save, sender=WebinarsIndexPage)
def section_is_made(sender: type, instance: WebinarsIndexPage, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Give event hosts their section."""
    if created and not raw:
        grant_section(instance.page_ptr)
