"""What the live page keeps: questions of nobody in particular. They go when the event's people are forgotten."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coalition.privacy.registry import PersonalData
from events.registrations.personal_data import forgotten

from .models import LiveQuestion


def export_questions(address: str) -> list[dict[str, Any]]:
    """Return nothing: no row says who asked."""
    return []


def erase_questions(address: str) -> int:
    """Erase nothing: no row says who asked."""
    return 0


def purge_questions(now: datetime) -> int:
    """Delete the questions of events whose people are forgotten now: someone may have named themselves in one."""
    return LiveQuestion.objects.filter(forgotten(now)).delete()[0]


SOURCE = PersonalData(
    name="questions to hosts",
    label=_("questions to the hosts"),
    export=export_questions,
    erase=erase_questions,
    purge=purge_questions,
)
