"""What is told to a running edition: a copy came back, or the database begins a new life."""

from django.db.models.signals import post_save

from coalition.mail.models import Epoch
from newsletters.running import halting, timing
from newsletters.sending import bounces


def connect() -> None:
    """Listen, once a process."""
    bounces.came_back.connect(halting.hear, dispatch_uid="newsletters-judge")
    post_save.connect(timing.ask_again, sender=Epoch, dispatch_uid="newsletters-ask-again")
