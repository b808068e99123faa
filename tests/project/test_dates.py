"""A day, an hour and a zone are written by one module, in one style of each language."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from django.utils.translation import override

from coalition import dates
from events.zones import zones_by_place

ROOT = Path(__file__).resolve().parents[2]
APPS = ("charter", "coalition", "events", "home", "newsletters", "webinars")
START, END = datetime(2026, 12, 22, 8, 30, tzinfo=UTC), datetime(2026, 12, 22, 16, tzinfo=UTC)
WRITTEN = {
    "en": "22 December 2026, 09:30 to 17:00, Paris time",
    "fr": "22 décembre 2026, 9 h 30 – 17 h, heure de Paris",
    "es": "22 de diciembre de 2026, de 9:30 a 17:00, hora de París",
    "ar": "22 ديسمبر 2026، من 09:30 إلى 17:00، بتوقيت باريس",
}
# What writes a date in a way of its own. A template may write one for machines: `|date:'c'`, `|date:'Y-m-d'`.
# A time that is printed without a filter (`{{ edition.started_at }}`) is in no style at all.
IN_PYTHON = re.compile(
    r"\b(date_format|format_date|format_datetime|format_time|format_skeleton|format_interval|strftime)\b"
    r"|_FORMAT\"|%[BbAap]\b"
)
IN_TEMPLATES = re.compile(
    r"""\|(?:date|time)(?::(?!'c'|'Y-m-d')|\b(?!:))|\b[jdFMNY] [jFMNY]\b|{% now|{{ *[\w.]+_at *}}"""
)
ALLOWED = {
    "coalition/dates.py": "the one module",
    "coalition/formats/*": "what libraries read",
    "coalition/mail/rendering.py": "the Date of a mail's head (RFC 5322)",
    "charter/ledger/models.py": "what the hash is made of",
}


@pytest.mark.parametrize(("language", "words"), WRITTEN.items())
def test_day_hours_and_zone(language, words):
    with override(language):
        assert dates.moment(START, END, zone="Europe/Paris").replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize(
    ("language", "long", "short", "days", "month"),
    [
        ("en", "1 December 2026", "1 Dec 2026", "1 to 3 December 2026", "December 2026"),
        ("fr", "1er décembre 2026", "1er déc. 2026", "du 1er au 3 décembre 2026", "décembre 2026"),
        ("es", "1 de diciembre de 2026", "1 dic 2026", "del 1 al 3 de diciembre de 2026", "diciembre de 2026"),
        ("ar", "1\u00a0ديسمبر\u00a02026", "1\u00a0ديسمبر\u00a02026", "من 1 إلى 3\u00a0ديسمبر\u00a02026", "ديسمبر 2026"),
    ],
)
def test_long_and_short_and_days(language, long, short, days, month):
    first, last = date(2026, 12, 1), date(2026, 12, 3)
    with override(language):
        assert (dates.day(first), dates.day(first, short=True)) == (long, short)
        assert (dates.days(first, last), dates.days(first, first)) == (days, long)
        assert dates.month(first) == month


@pytest.mark.parametrize(
    ("minutes", "en", "fr", "es", "ar"),
    [
        (90, "about 90 minutes", "environ 90 minutes", "alrededor de 90 minutos", "نحو 90 دقيقة"),
        (144, "about 2½ hours", "environ 2 h 30", "unas 2 horas y media", "نحو ساعتين ونصف الساعة"),
        (190, "about 3 hours", "environ 3 heures", "unas 3 horas", "نحو 3 ساعات"),
    ],
)
def test_a_long_time_is_said_in_hours(minutes, en, fr, es, ar):
    for language, words in {"en": en, "fr": fr, "es": es, "ar": ar}.items():
        with override(language):
            assert dates.about(minutes).replace("\N{NO-BREAK SPACE}", " ") == words


def test_zones_are_chosen_by_their_town_and_each_once():
    with override("fr"):
        offered = [label for _name, label in zones_by_place("fr")[1][1]]
    assert [town for town in ("Bermudes", "Île de Man", "Kiev", "temps universel (UTC)") if town not in offered] == []
    assert "Kyiv" not in offered


def test_hours_over_midnight_name_both_days():
    late = datetime(2026, 12, 22, 23, 30, tzinfo=UTC)

    assert dates.moment(START, late) == "22 December 2026, 09:30, to 23 December 2026, 00:30, Paris time"
    assert dates.moment(START, None) == dates.moment(START, START) == "22 December 2026, 09:30, Paris time"


ZONES = {
    "America/Mexico_City": {"en": "Mexico City time", "fr": "heure de Mexico", "es": "hora de la Ciudad de México"},
    "Asia/Hebron": {"en": "Palestine time", "ar": "بتوقيت فلسطين"},
    "America/Martinique": {"fr": "heure de la Martinique", "ar": "بتوقيت المارتينيك"},
    "Europe/Isle_of_Man": {"en": "Isle of Man time", "fr": "heure de l’île de Man", "es": "hora de Isla de Man"},
    "Africa/Cairo": {"fr": "heure du Caire", "es": "hora de El Cairo", "ar": "بتوقيت القاهرة"},
    "Europe/Athens": {"fr": "heure d’Athènes", "ar": "بتوقيت أثينا"},
    "UTC": {"en": "universal time (UTC)", "fr": "temps universel (UTC)", "ar": "بالتوقيت العالمي (UTC)"},
}


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_is_called_by_a_place(zone):
    for language, name in ZONES[zone].items():
        with override(language):
            assert dates.zone_name(zone).replace("\N{NO-BREAK SPACE}", " ") == name


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_no_zone_is_called_by_its_identifier(language):
    with override(language):
        names = {zone: dates.zone_name(zone) for zone in sorted(available_timezones()) if "/" in zone}

    assert {zone: name for zone, name in names.items() if "/" in name or "_" in name} == {}


def _others(pattern: re.Pattern[str], endings: tuple[str, ...]) -> list[str]:
    found = []
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*")):
            name = path.relative_to(ROOT)
            if path.suffix in endings and "migrations" not in path.parts and not any(map(name.match, ALLOWED)):
                lines = path.read_text(encoding="utf-8").splitlines()
                found += [
                    f"{name}:{number}: {line.strip()}" for number, line in enumerate(lines, 1) if pattern.search(line)
                ]
    return found


def test_nothing_else_writes_a_date():
    assert _others(IN_PYTHON, (".py",)) + _others(IN_TEMPLATES, (".html", ".mjml", ".txt")) == []
