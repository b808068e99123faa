"""The site looks at itself, and writes to its operator: once when an alarm begins, once when it is over."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from babel.numbers import format_percent
from django.conf import settings
from django.db import connection, transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext

from coalition import dates
from coalition.backups.models import LastDone
from coalition.certificates import signing_key
from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.upgrades.compatibility import server_version, version

from . import conditions
from .models import Alarm, Words

logger = logging.getLogger(__name__)
OVER_AFTER = timedelta(hours=1)  # not seen for so long: what comes and goes writes no mail each time


def look() -> None:
    """Ask each condition; owe the mails of those that hold since the last look, and of those that are over."""
    seen, unknown = dict[str, Words](), set[str]()
    for name, condition in conditions.CONDITIONS.items():
        try:
            if words := condition():
                seen[name] = words
        except Exception:
            logger.exception("The condition %s could not be asked.", name)
            unknown.add(name)
    now = timezone.now()
    with transaction.atomic():
        alarms = {alarm.condition: alarm for alarm in Alarm.objects.select_for_update()}
        for name, words in seen.items():
            _keep(alarms.get(name), name, words, now)
        for name, alarm in alarms.items():
            if name not in seen and name not in unknown and alarm.seen_at <= now - OVER_AFTER:
                if alarm.is_told:
                    tell("over", alarm)
                alarm.delete()


def _keep(alarm: Alarm | None, name: str, words: Words, now: datetime) -> None:
    """Remember that `name` holds; who was there at the look before is told of."""
    if alarm is None:
        Alarm.objects.create(condition=name, text=words.text, values=words.values, began_at=now, seen_at=now)
        return
    alarm.text, alarm.values, alarm.seen_at = words.text, words.values, now
    if not alarm.is_told:
        alarm.is_told = True
        tell("alarm", alarm)
    alarm.save()


def tell(kind: str, alarm: Alarm) -> Message | None:
    """Owe the mail that says that `alarm` begins ("alarm"), or that it is over ("over"); each is sent once."""
    key = f"{alarm.condition}:{alarm.began_at:%Y%m%dT%H%M%S}:{kind}"
    with translation.override(settings.OPERATOR_LANGUAGE):
        remedy = gettext(conditions.REMEDIES[alarm.condition])
        return _send(kind, key, {"what": str(alarm), "remedy": remedy, "since": dates.moment(alarm.began_at)})


def tell_week(today: date) -> Message | None:
    """Owe the report of a week, once however often it is asked for; None where nobody is to be told."""
    with translation.override(settings.OPERATOR_LANGUAGE):
        year, week, _day = today.isocalendar()
        return _send("weekly", f"weekly:{year}-{week:02}", {"day": dates.day(today), "lines": week_in_lines()})


def _send(kind: str, key: str, context: dict[str, Any]) -> Message | None:
    if not settings.OPERATOR_ADDRESS:
        return None
    return send(
        key=f"upkeep:{key}",
        template=f"upkeep/mail/{kind}",
        to=settings.OPERATOR_ADDRESS,
        language=settings.OPERATOR_LANGUAGE,
        context={"site": urlsplit(settings.SITE_URL).netloc, **context},
        unasked=False,
    )


def week_in_lines() -> list[tuple[str, str]]:
    """Return the ten lines of the weekly report, in the active language: what it is, and how it is."""
    week = timezone.now() - timedelta(days=7)
    mails = Message.objects.filter(created_at__gt=week)
    percent, folder = conditions.fullest_disk()
    signed_until = _until(lambda: signing_key.configured().certificate.not_valid_after_utc)
    failed = mails.filter(state__in=[Message.State.FAILED, Message.State.UNCERTAIN]).count()
    return [
        (gettext("Version of the site"), f"{version()}, PostgreSQL {server_version()}"),
        (gettext("Last backup"), _when(conditions.last_done(LastDone.What.BACKUP))),
        (gettext("Last trial of a restore"), _when(conditions.last_done(LastDone.What.TRIED))),
        (gettext("Free disk space"), f"{format_percent(percent / 100, locale=get_language())} ({folder})"),
        (gettext("Size of the database"), _database_size()),
        (gettext("End of the signing certificate"), signed_until),
        (gettext("End of the TLS certificate"), _until(lambda: (conditions.tls_lifetime() or [None])[-1])),
        (gettext("Emails sent this week"), str(mails.filter(state=Message.State.SENT).count())),
        (gettext("Emails that failed or are uncertain"), str(failed)),
        (gettext("What needs you now"), " ".join(map(str, Alarm.objects.all())) or gettext("Nothing")),
    ]


def _when(moment: datetime | None) -> str:
    return dates.day(moment) if moment else "—"


def _until(end: Callable[[], datetime | None]) -> str:
    with suppress(OSError, signing_key.BadIdentity):
        return _when(end())
    return _when(None)


def _database_size() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return str(filesizeformat(cursor.fetchone()[0]))


def standing() -> list[tuple[Words, str]]:
    """Return what holds now, with what to do about it: as it was seen last, and of workers as it is at this moment."""
    found = {alarm.condition: alarm.words for alarm in Alarm.objects.all()}
    for name in conditions.LIVE:
        found.pop(name, None)
        if words := conditions.CONDITIONS[name]():
            found[name] = words
    return [(words, gettext(conditions.REMEDIES[name])) for name, words in found.items()]
