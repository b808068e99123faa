"""What changed of an event, for those who must still be told."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.pages.words import WordsField
from events import walltime
from events.days import as_if
from events.models import Event

FACTS = (*walltime.FIELDS, "start", "end", "mode", "place", "country", "state")


class Change(models.Model):
    """One change of an event, owed to those who registered before it; the worker makes the mails (services.tell).

    It keeps what they knew, not what it became: they are told of the event as it is when their mail is made. Once
    all are told it is deleted, or where hosts wrote of it stays until the event is over: those whose mail says nothing
    read it on their own page.
    """

    ignore_in_cache = True

    event = models.ForeignKey(Event, models.CASCADE, related_name="changes", verbose_name=_("event"))
    before = models.JSONField()  # FACTS of the event, as they were announced
    words = WordsField(_("sentence"), default=dict, blank=True)
    last_registration = models.BigIntegerField()  # by primary key, the newest that knew `before`
    told_to = models.BigIntegerField(default=0)  # by primary key, how far the worker came
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("change of an event")
        verbose_name_plural = _("changes of events")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.event_id} {self.made_at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def owed(cls) -> Q:
        return Q(told_to__lt=F("last_registration"))

    def concerns(self, registration: Any) -> bool:
        """Say whether `registration` knew the event as it was before, and was not told yet."""
        return self.told_to < registration.pk <= self.last_registration

    def event_before(self) -> Event:
        kept = {name: self.before[name] for name in FACTS}
        facts = {name: Event._meta.get_field(name).to_python(value) for name, value in kept.items()}
        before = Event(pk=self.event_id, **facts)
        hours = self.before.get("hours")
        return before if hours is None else as_if(before, hours)  # none from before hours were kept


def facts_of(event: Event) -> dict[str, Any]:
    """Return what a change keeps of `event`; of times to the last digit, which Django's own encoder cuts."""
    facts = {name: getattr(event, name) for name in FACTS}
    told = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in facts.items()}
    return told | {"hours": [[value.isoformat() for value in row] for row in event.day_hours]}
