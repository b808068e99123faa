"""What follows where a session, or a programme, is taken away. Connected on import, in AppConfig.ready()."""

from typing import Any

from django.db import connection
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver

from .models import Programme, Session
from .release import forget_rooms


@receiver(pre_delete, sender=Session)
def wait_for_its_programme(instance: Session, **kwargs: Any) -> None:
    """Lock the programme before its session, as whoever moves all of them does: neither waits for ever."""
    if connection.in_atomic_block:
        Programme.objects.select_for_update(no_key=True).filter(pk=instance.programme_id).first()


@receiver(post_delete, sender=Session)
def forget_its_room(instance: Session, **kwargs: Any) -> None:
    """Forget where a session was held online, once neither the draft nor readers know it."""
    for programme in Programme.objects.filter(pk=instance.programme_id):
        forget_rooms(programme=programme)


@receiver(post_delete, sender=Programme)
def forget_their_rooms(instance: Programme, **kwargs: Any) -> None:
    """Forget where the sessions of a programme were held online, once it is no more."""
    forget_rooms(programme=instance)
