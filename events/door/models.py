"""Doors of an event, and who came through them. What was recorded at a door is never changed: a mistake is undone."""

import uuid
from typing import Any, Self
from zoneinfo import ZoneInfo

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from coalition import dates
from events.models import Event
from events.online.models import Joining
from events.registrations.models import Registration
from events.rules import known


class CheckInQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Return what people did at doors and nobody undid, the first of each point first.

        The answer is the same whatever the order in which devices sent their rows.
        """
        undone = self.model._default_manager.filter(undoes=OuterRef("number"), registration=OuterRef("registration"))
        return self.filter(~Exists(undone), undoes__isnull=True).order_by("moment", "device", "number")

    def of_point(self, door: Any) -> Self:
        """Return the rows of the point that `door` belongs to."""
        return self.filter(door.point)


class Door(models.Model):
    """A named point of an event where people are checked in.

    All entrances of an event are one point: who came in by one has come in. A session is a point of its own.
    """

    ignore_in_cache = True

    class Kind(models.TextChoices):
        ENTRANCE = "entrance", pgettext_lazy("door", "entrance of the event")
        SESSION = "session", pgettext_lazy("door", "a session or workshop of its own")

    wagtail_reference_index_ignore = True

    event = models.ForeignKey(Event, models.CASCADE, related_name="doors", verbose_name=_("event"))
    name = models.CharField(pgettext_lazy("door", "name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ENTRANCE)
    # Of the programme, by its identifier: it stays when the draft loses the session. None: a workshop of no programme.
    session = models.UUIDField(pgettext_lazy("of a programme", "session"), null=True, blank=True)
    shows_names = models.BooleanField(_("names on the devices"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("door")
        verbose_name_plural = _("doors")
        ordering = ["pk"]
        default_permissions = ()
        permissions = [("check_in_door", "Can check people in at a door")]
        constraints = [
            models.UniqueConstraint(
                name="one_door_of_a_name",
                fields=["event", "name"],
                violation_error_message=_("This event already has a door with this name. Choose another name."),
            ),
            known("door_kind_is_known", _("Choose one of the kinds of doors."), kind=["entrance", "session"]),
            models.CheckConstraint(
                name="door_of_a_session_is_no_entrance",
                condition=Q(session=None) | Q(kind="session"),
                violation_error_message=_("Only a door for a session can be linked to a session."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def point(self) -> Q:
        """Which check-ins are of the same point: of any entrance of the event, or of any door of this session."""
        if self.kind == self.Kind.ENTRANCE:
            return Q(door__event_id=self.event_id, door__kind=self.Kind.ENTRANCE)
        if self.session is not None:
            return Q(door__event_id=self.event_id, door__session=self.session)
        return Q(door_id=self.pk)


class CheckIn(models.Model):
    """Somebody came to a door, or an earlier row was a mistake (`undoes` then names it). Rows are only added.

    `number` is made by the device: whoever sends a row twice has sent one row. `moment` is when it happened, by the
    device, and `received_at` when it was known here. `undoes` is a number and no key, so that rows may come in any
    order.
    """

    wagtail_reference_index_ignore = True
    ignore_in_cache = True

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="check_ins")
    door = models.ForeignKey(Door, models.PROTECT, related_name="check_ins")
    device = models.UUIDField()
    device_name = models.CharField(max_length=40)
    moment = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)
    undoes = models.UUIDField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["moment", "device", "number"]
        default_permissions = ()
        indexes = [models.Index(name="check_in_undone", fields=["undoes"], condition=Q(undoes__isnull=False))]
        triggers = [
            pgtrigger.Protect(
                name="check_ins_are_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["by"]),
            ),
            pgtrigger.Protect(name="check_ins_are_not_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def order(self) -> tuple[Any, str, str]:
        """What decides which of several is the first: the earliest moment, then the device, then the row's number."""
        return self.moment, str(self.device), str(self.number)


def time_in_words(row: CheckIn) -> str:
    """Return the hour of `row` on the clock of the event, with its day where that is not today."""
    zone = ZoneInfo(row.door.event.zone)
    here = row.moment.astimezone(zone)
    if here.date() == timezone.now().astimezone(zone).date():
        return dates.hour(here)
    return dates.moment(row.moment, zone=row.door.event.zone, short=True)


def first_in_words(row: CheckIn) -> str:
    """Return when, by which device and at which door somebody came: 09:31, Phone A, Main entrance."""
    return gettext("%(time)s, %(device)s, %(door)s") % {
        "time": time_in_words(row), "device": row.device_name, "door": row.door.name,
    }  # fmt: skip


def was_there() -> Q:
    """Return which registrations are of people who came, by whichever way."""
    at_a_door = CheckIn.objects.standing().filter(registration=OuterRef("pk")).order_by()
    return Q(Exists(at_a_door)) | Q(Exists(Joining.objects.filter(registration=OuterRef("pk"))))
