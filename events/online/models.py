"""The room that online seats lead to, and who went in."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.registrations.models import Registration

OPENS_BEFORE = 15  # minutes, where a host says nothing
CLOSES_AFTER = 30
LONGEST_BEFORE = LONGEST_AFTER = 24 * 60
ROOM_FIELDS = ("address", "opens_before", "closes_after_minutes", "captions")  # what hosts type of a room


class OnlineRoom(models.Model):
    """Where an event, or one part of its programme, is held online.

    The address is a secret of the event: no page, feed, mail, version or index holds it
    (decision 0018-released-programmes).
    """

    wagtail_reference_index_ignore = True
    ignore_in_cache = True

    event = models.ForeignKey(Event, models.CASCADE, related_name="online_rooms", verbose_name=_("event"))
    part = models.UUIDField(null=True, blank=True, editable=False)  # the guid of a session; none: the event's room
    address = models.URLField(_("address of the room"), max_length=500, blank=True)
    captions = models.URLField(_("address of live captions"), max_length=500, blank=True, default="", db_default="")
    opens_before = models.PositiveSmallIntegerField(
        _("minutes from opening to the start"), default=OPENS_BEFORE, validators=[MaxValueValidator(LONGEST_BEFORE)]
    )
    closes_after_minutes = models.PositiveSmallIntegerField(
        _("minutes from the planned end to closing"),
        default=CLOSES_AFTER,
        db_default=CLOSES_AFTER,
        validators=[MaxValueValidator(LONGEST_AFTER)],
    )

    class Meta:
        verbose_name = _("online room")
        verbose_name_plural = _("online rooms")
        default_permissions = ()  # it is set in the form of its event
        constraints = [
            models.UniqueConstraint(name="one_room_per_event_and_part", fields=["event", "part"], nulls_distinct=False),
            models.CheckConstraint(
                name="room_opens_within_a_day",
                condition=Q(opens_before__lte=LONGEST_BEFORE),
                violation_error_message=_("A room opens at most a day before the start."),
            ),
            models.CheckConstraint(
                name="room_closes_within_a_day",
                condition=Q(closes_after_minutes__lte=LONGEST_AFTER),
                violation_error_message=_("A room closes at most a day after the planned end."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Channel(models.Model):
    """How one language is heard or seen in a room: what the channel is called there, or an address of its own.

    Like the address of the room, that of a channel is a secret of the event.
    """

    wagtail_reference_index_ignore = True
    ignore_in_cache = True

    room = models.ForeignKey(OnlineRoom, models.CASCADE, related_name="channels")
    language = models.CharField(_("language"), max_length=10)
    name = models.CharField(_("name of the channel"), max_length=80, blank=True)
    address = models.URLField(_("address of the channel"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("interpretation channel")
        verbose_name_plural = _("interpretation channels")
        default_permissions = ()
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                name="one_channel_per_language_of_a_room",
                fields=["room", "language"],
                violation_error_message=_("Give one channel for each language."),
            ),
            models.CheckConstraint(
                name="channel_can_be_found",
                condition=~Q(name="", address=""),
                violation_error_message=_("Give the name of the channel, or its address."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Joining(models.Model):
    """That the holder of a registration pressed the button and was led into the room: once, at their first time."""

    wagtail_reference_index_ignore = True
    ignore_in_cache = True

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="joinings")
    part = models.UUIDField(null=True, editable=False)  # as in OnlineRoom
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("online attendance")
        verbose_name_plural = _("online attendances")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="joined_once", fields=["registration", "part"], nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
