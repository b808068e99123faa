"""What follows where a session is taken away. Connected on import, in AppConfig.ready()."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from events.rooms.services import forget_part

from .models import Session


@receiver(post_delete, sender=Session)
def forget_its_room(instance: Session, **kwargs: Any) -> None:
    """Forget where a session was held online, once it is no more."""
    forget_part(part=instance.guid)
