"""What happens when the page of an accepted initiative is published by the usual way of pages."""

from typing import Any

from coalition.resources.models import InitiativePage

from .services import note_publication


def page_is_published(sender: type, instance: Any, **kwargs: Any) -> None:
    """Note it with the proposal."""
    if isinstance(instance, InitiativePage):
        note_publication(page=instance)
