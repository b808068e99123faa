"""House rules of mail, as system checks: `manage.py check` names what breaks one, and how to mend it."""

import re
import sys
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from . import areas, gallery

SUBJECT, BODY = ".subject.txt", ".mjml"
REASON = re.compile(r"{% block reason %}(?!\s*{% endblock)")
# A local part has 64 bytes (RFC 5321 4.5.3.1.1), of which a plus and what we add take 46 for calendars, 35 for bounces.
CALENDAR_ADDRESS, BOUNCE_ADDRESS = (
    re.compile(rf"[A-Za-z0-9.-]{{1,{longest}}}@[A-Za-z0-9.-]+\.[A-Za-z]{{2,}}") for longest in (18, 29)
)


def template_folders() -> list[Path]:
    """Return where the templates of our own apps are."""
    places = (Path(config.path) for config in apps.get_app_configs())
    return [
        place / "templates"
        for place in places
        if place.is_relative_to(settings.BASE_DIR) and not place.is_relative_to(sys.prefix)
    ]


@register()
def check_kinds(**more: Any) -> list[CheckMessage]:
    """Check that each kind of mail is sent by somebody, has words, stands in the gallery, and says why it came."""
    found: list[CheckMessage] = []
    folders = template_folders()
    subjects = {
        path.relative_to(folder).as_posix().removesuffix(SUBJECT): path
        for folder in folders
        for path in folder.glob(f"*/mail/*{SUBJECT}")
    }
    modules = (path for folder in folders for path in folder.parent.rglob("*.py") if path.name != "apps.py")
    sources = [source for path in modules if "mail" in (source := path.read_text(encoding="utf-8"))]
    shown = {example.template for example in gallery.examples().values()}
    named = {f"{area.app}/mail/{kind.name}": kind for area in areas.registered() for kind in area.each_kind()}
    for name in sorted(subjects.keys() - named.keys()):
        hint = "Add it to the MailArea that its app registers in AppConfig.ready()."
        found.append(Error(f"The mail {name} is of no area.", hint=hint, obj=name, id="mail.E012"))
    for name, kind in named.items():
        app, _mail, own = name.split("/")
        if name not in subjects:
            hint = f"Write {name}{SUBJECT}, one line, or take it from the MailArea of {app}."
            found.append(Error(f"The mail {name} has no subject.", hint=hint, obj=name, id="mail.E003"))
            continue
        found += _check_words(name, kind, subjects[name])
        if name not in shown:
            hint = "Owe one in tests/mail/examples.py, and run WRITE_GALLERY=1 pytest tests/mail/test_gallery.py."
            found.append(Error(f"The mail {name} is not in the gallery.", hint=hint, obj=name, id="mail.E013"))
        if not any(f'"{own}"' in source or f'"{name}"' in source for source in sources):
            hint = "Send it by coalition.mail.services.send, or remove it."
            found.append(Error(f"Nobody sends the mail {name}.", hint=hint, obj=name, id="mail.E014"))
    return found


def _check_words(name: str, kind: areas.Kind, subject: Path) -> list[CheckMessage]:
    """Check that a mail has a body that says why it came, and a subject that may stand in anybody's inbox."""
    found: list[CheckMessage] = []
    body = subject.with_name(f"{kind.body or kind.name}{BODY}")
    if not body.exists() and not kind.body:
        hint = f"Write {name}{BODY}, which extends mail/layout.mjml."
        found.append(Error(f"The mail {name} has a subject and no body.", hint=hint, obj=name, id="mail.E001"))
    elif not REASON.search(body.read_text(encoding="utf-8")):
        hint = f"Fill the block reason of {body.name} with one sentence, or include one of mail/reasons/."
        found.append(Error(f"The mail {name} does not say why it came.", hint=hint, obj=name, id="mail.E007"))
    if not kind.same_subject and "discreet" not in subject.read_text(encoding="utf-8"):
        words = f"The subject of the mail {name} says the same to who asked for discreet mails."
        hint = "Write {% if discreet %} with neutral words into it: decision 0007-discreet-and-alike."
        found.append(Error(words, hint=hint, obj=name, id="mail.E002"))
    return found


@register()
def check_settings(**more: Any) -> list[CheckMessage]:
    """Check that what the settings say of senders, servers and mailboxes fits together."""
    found: list[CheckMessage] = []
    if settings.MAIL_CALENDAR_ADDRESS and not CALENDAR_ADDRESS.fullmatch(settings.MAIL_CALENDAR_ADDRESS):
        words = "MAIL_CALENDAR_ADDRESS is no address to which a + and 45 letters can be added."
        hint = "Set one such as calendar@coalition.example: 1 to 18 letters, digits, points, hyphens, an @, a domain."
        found.append(Error(words, hint=hint, id="mail.E005"))
    for address, sender in (
        (settings.MAIL_BOUNCE_ADDRESS, settings.MAIL_FROM_ADDRESS),
        (settings.MAIL_DISCREET_BOUNCE_ADDRESS, settings.MAIL_DISCREET_ADDRESS),
    ):
        fits = BOUNCE_ADDRESS.fullmatch(address) and address.rpartition("@")[2] == sender.rpartition("@")[2]
        if address and not fits:
            words = f"MAIL_BOUNCE_ADDRESSES: to {address} no + and 34 letters can be added, or it is of another domain."
            hint = "Set one such as bounces@coalition.example, of the domain that these mails come from."
            found.append(Error(words, hint=hint, id="mail.E008"))
    return found
