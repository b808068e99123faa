"""The wall time of each event, as its zone's tables say it today; whole days of all-day events begin at midnight."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import events.fields
from django.db import migrations, models

LATEST = datetime(2100, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def zone_of(event):
    try:
        return ZoneInfo(event.zone)
    except (ZoneInfoNotFoundError, ValueError):  # a zone that no clock knows was shown nowhere
        return ZoneInfo("UTC")


def day_begins(day, zone):
    """Return the first instant of `day` in `zone`: midnight, or the minute at which clocks skip it."""
    midnight = datetime.combine(day, time(), zone)
    instant = midnight.astimezone(UTC)
    if instant.astimezone(zone).date() == day and instant.astimezone(zone).time() == time():
        return instant
    low = midnight.replace(fold=1).astimezone(UTC)
    while instant - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((instant - low).total_seconds()) // 2)
        low, instant = (middle, instant) if middle.astimezone(zone).date() < day else (low, middle)
    return instant


def days_of(event, zone):
    """Return the midnights, and the instants, of the whole days that an all-day event takes."""
    first, last = event.start.astimezone(zone).date(), event.end.astimezone(zone).date()
    if event.end.astimezone(UTC) > day_begins(last, zone) and day_begins(last + DAY, zone) <= LATEST:
        last += DAY
    if last <= first:
        first = last - DAY
    return [datetime.combine(day, time()) for day in (first, last)], [day_begins(day, zone) for day in (first, last)]


def fill(apps, schema_editor):
    """Read the clock of each event at its start and its end. No date or hour that anybody was told changes."""
    Event = apps.get_model("events", "Event")
    for event in Event.objects.order_by("pk").only("pk", "start", "end", "zone", "all_day").iterator():
        zone = zone_of(event)
        if event.all_day:
            walls, (start, end) = days_of(event, zone)
            facts = {"wall_start": walls[0], "wall_end": walls[1], "start": start, "end": end}
        else:
            start, end = event.start.astimezone(zone), event.end.astimezone(zone)
            facts = {
                "wall_start": start.replace(tzinfo=None, fold=0),
                "wall_end": end.replace(tzinfo=None, fold=0),
                "start_fold": bool(start.fold),
                "end_fold": bool(end.fold),
            }
        Event.objects.filter(pk=event.pk).update(**facts)


class Migration(migrations.Migration):

    dependencies = [('events', '0006_discreet_registrations')]

    operations = [
        migrations.CreateModel(
            name='ZoneTables',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=10)),
            ],
            options={'default_permissions': ()},
        ),
        migrations.AddField(
            model_name='event',
            name='start_fold',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='event',
            name='end_fold',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='event',
            name='wall_start',
            field=events.fields.WallTimeField(editable=False, null=True, verbose_name='start'),
        ),
        migrations.AddField(
            model_name='event',
            name='wall_end',
            field=events.fields.WallTimeField(editable=False, null=True, verbose_name='end'),
        ),
        migrations.AlterField(
            model_name='event',
            name='start',
            field=models.DateTimeField(blank=True, verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='event',
            name='end',
            field=models.DateTimeField(blank=True, verbose_name='end'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
