"""House rules of mail, as system checks: `manage.py check` names what breaks one, and how to mend it."""

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from procrastinate.contrib.django import app

SUBJECT, BODY = ".subject.txt", ".mjml"
REASON = re.compile(r"{% block reason %}(?!\s*{% endblock)")
# A local part has 64 bytes (RFC 5321 4.5.3.1.1), of which a plus and what we add take 46.
CALENDAR_ADDRESS = re.compile(r"[A-Za-z0-9.-]{1,18}@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
# Of a local part's 64 bytes a plus and what names a copy take 35.
BOUNCE_ADDRESS = re.compile(r"[A-Za-z0-9.-]{1,29}@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")

EHLO_NAME = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}|\[[0-9A-Fa-f.:IPv]+\]")  # RFC 5321 4.1.3
WARM_UP = re.compile(r"20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]):[1-9]\d*(,[1-9]\d*)*")
ADDRESS = re.compile(r"[\x21-\x3f\x41-\x7e]{1,64}@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")

_alike: set[str] = set()
_worded_by: dict[str, str] = {}


def alike(*names: str) -> None:
    """Let the mails `names` have one subject for everyone: it says nothing of what they are about, or editors get it.

    The app that owns them says so in its `AppConfig.ready()`.
    """
    _alike.update(names)


def worded_by(name: str, body: str) -> None:
    """Let the mail `name` bring the whole of the template `body` of its app, which then says why it came.

    The app that owns it says so in its `AppConfig.ready()`.
    """
    _worded_by[name] = body


def mails(folders: list[Path]) -> Iterator[tuple[str, Path]]:
    """Yield the name of each mail that has a subject in one of the template `folders`, and the subject's file."""
    for folder in folders:
        for path in sorted(folder.glob(f"*/mail/*{SUBJECT}")):
            yield path.relative_to(folder).as_posix().removesuffix(SUBJECT), path


def template_folders() -> list[Path]:
    """Return where the templates of our own apps are."""
    places = (Path(config.path) for config in apps.get_app_configs())
    return [
        place / "templates"
        for place in places
        if place.is_relative_to(settings.BASE_DIR) and not place.is_relative_to(sys.prefix)
    ]


@register()
def check_mails(**more: Any) -> list[CheckMessage]:
    """Check that each mail has words, and a subject that may stand in an inbox that somebody else reads."""
    found: list[CheckMessage] = []
    for name, path in mails(template_folders()):
        if not path.with_name(path.name.removesuffix(SUBJECT) + BODY).exists():
            found.append(
                Error(
                    f"The mail {name} has a subject and no body.",
                    hint=f"Write {name}{BODY}, which extends mail/layout.mjml.",
                    obj=name,
                    id="mail.E001",
                )
            )
        if name not in _alike and "discreet" not in path.read_text(encoding="utf-8"):
            found.append(
                Error(
                    f"The subject of the mail {name} says the same to who asked for discreet mails.",
                    hint="Write {% if discreet %} with neutral words into it: decision 0007-discreet-and-alike.",
                    obj=name,
                    id="mail.E002",
                )
            )
    return found


@register()
def check_reasons(**more: Any) -> list[CheckMessage]:
    """Check that each mail tells its reader why it came: no sentence is true of all of them."""
    found: list[CheckMessage] = []
    for name, path in mails(template_folders()):
        body = path.parents[2] / f"{_worded_by.get(name, name)}{BODY}"
        if body.exists() and not REASON.search(body.read_text(encoding="utf-8")):
            found.append(
                Error(
                    f"The mail {name} does not say why it came.",
                    hint=f"Fill the block reason of {body.name} with one sentence, or include one of mail/reasons/.",
                    obj=name,
                    id="mail.E007",
                )
            )
    return found


@register()
def check_discreet_sender(**more: Any) -> list[CheckMessage]:
    """Check that discreet mails have both a name and an address of their own, or are not offered."""
    if bool(settings.MAIL_DISCREET_NAME) == bool(settings.MAIL_DISCREET_ADDRESS):
        return []
    return [
        Error(
            "MAIL_DISCREET_NAME and MAIL_DISCREET_ADDRESS contradict each other.",
            hint="Set both, so that discreet mails are offered, or none.",
            id="mail.E003",
        )
    ]


@register()
def check_periodic_tasks(**more: Any) -> list[CheckMessage]:
    """Check that no periodic task piles up behind a worker that is away: one that waits is enough."""
    return [
        Error(
            f"The periodic task {periodic.task.name} has no queueing lock.",
            hint='Give it one, as in @app.task(queueing_lock="mail-drain"): decision 0004-ledgers-and-a-queue.',
            obj=periodic.task.name,
            id="mail.E004",
        )
        for periodic in app.periodic_registry.periodic_tasks.values()
        if not periodic.task.queueing_lock and not periodic.task.func.__module__.startswith("procrastinate.")
    ]


@register()
def check_bounces(**more: Any) -> list[CheckMessage]:
    """Check that what comes back has addresses of the senders' own domains, to which a detail can be added."""
    pairs = (
        ("MAIL_BOUNCE_ADDRESS", settings.MAIL_BOUNCE_ADDRESS, settings.MAIL_FROM_ADDRESS),
        ("MAIL_DISCREET_BOUNCE_ADDRESS", settings.MAIL_DISCREET_BOUNCE_ADDRESS, settings.MAIL_DISCREET_ADDRESS),
    )
    return [
        Error(
            f"{name} is no address of the sender's domain to which a + and 34 letters can be added.",
            hint="Set one such as bounces@coalition.example: at most 29 letters, digits, points or hyphens, an @ and "
            "the domain that these mails come from.",
            id="mail.E008",
        )
        for name, address, sender in pairs
        if address
        and not (BOUNCE_ADDRESS.fullmatch(address) and address.rpartition("@")[2] == sender.rpartition("@")[2])
    ]


@register()
def check_wire(**more: Any) -> list[CheckMessage]:
    """Check that TLS begins in one way, and that the site calls itself by a name that mail servers take."""
    server, found = settings.SMTP_OPTIONS, list[CheckMessage]()
    if server.get("use_tls") and server.get("use_ssl"):
        hint = "Set EMAIL_USE_SSL for port 465, EMAIL_USE_TLS for port 587."
        found.append(Error("EMAIL_USE_TLS and EMAIL_USE_SSL exclude each other.", hint=hint, id="mail.E009"))
    name = str(server.get("ehlo", ""))
    if name and not EHLO_NAME.fullmatch(name):
        hint = "Set a name with its domain, such as www.coalition.example, or an address as in [192.0.2.1]."
        found.append(Error("EMAIL_EHLO_NAME is no name that a mail server takes.", hint=hint, id="mail.E010"))
    return found


def _is_plan(told: str) -> bool:
    first, _colon, _counts = told.partition(":")
    try:
        date.fromisoformat(first)  # the 30th of February looks like a day
    except ValueError:
        return False
    return bool(WARM_UP.fullmatch(told))


@register()
def check_pace(**more: Any) -> list[CheckMessage]:
    """Check that the plan of a new sender can be read, and that no limit is below 0."""
    found: list[CheckMessage] = []
    if settings.MAIL_WARM_UP and not _is_plan(settings.MAIL_WARM_UP):
        hint = "Write the first day and how many leave on each: 2026-12-01:50,100,500."
        found.append(Error("MAIL_WARM_UP is no plan.", hint=hint, id="mail.E012"))
    return found + [
        Error(f"{name} is below 0.", hint="Set a number, or 0 for no limit.", id="mail.E013")
        for name in ("MAIL_PER_MINUTE", "MAIL_PER_MINUTE_AND_DOMAIN", "MAIL_AT_ONCE_AND_DOMAIN")
        if getattr(settings, name) < 0
    ]


@register()
def check_replies(**more: Any) -> list[CheckMessage]:
    """Check that MAIL_REPLY_TO names kinds of mail that there are, and addresses."""
    names = {name for name, _path in mails(template_folders())} | {"mail/account", "newsletters/mail/edition"}
    known = names | {name.partition("/")[0] for name in names}
    return [
        Error(
            f"MAIL_REPLY_TO leads {kind} to nobody: it names no kind of mail, or the address is none.",
            hint="Write app=address or app/mail/name=address with commas between: events=hosts@coalition.example.",
            obj=kind,
            id="mail.E011",
        )
        for kind, address in settings.MAIL_REPLY_TO.items()
        if kind not in known or not ADDRESS.fullmatch(address)
    ]


@register()
def check_incoming(**more: Any) -> list[CheckMessage]:
    """Check that the address of calendars can take a detail, and that the mailbox can be opened."""
    found: list[CheckMessage] = []
    if settings.MAIL_CALENDAR_ADDRESS and not CALENDAR_ADDRESS.fullmatch(settings.MAIL_CALENDAR_ADDRESS):
        found.append(
            Error(
                "MAIL_CALENDAR_ADDRESS is no address to which a + and 45 letters can be added.",
                hint="Set one such as calendar@coalition.example: at most 18 letters, digits, points or hyphens, an @ "
                "and a domain.",
                id="mail.E005",
            )
        )
    if settings.MAIL_IMAP_HOST and not (settings.MAIL_IMAP_USER and settings.MAIL_IMAP_PASSWORD):
        found.append(
            Error(
                "MAIL_IMAP_HOST is set, and MAIL_IMAP_USER or MAIL_IMAP_PASSWORD is not.",
                hint="Set all three, or none where a mail server runs `manage.py receive_mail`.",
                id="mail.E006",
            )
        )
    return found
