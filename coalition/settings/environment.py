"""How the environment is read: what a value may look like, which variables are gone, and keys that the site makes.

docs/settings.md has the table; a test compares it with what is read.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from environs import EnvError, FileAwareEnv
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from coalition.certificates.signing_key import made_once

# Without one of these no installation starts; EMAIL_URL may be left out where MAIL_PROVIDER names a provider.
REQUIRED = ("SITE_URL", "DATABASE_URL", "EMAIL_URL", "MAIL_FROM_ADDRESS", "OPERATOR_ADDRESS", "TRUSTED_PROXIES")
SWITCH = {"yes": True, "no": False}
LANGUAGE = re.compile(r"(en|fr|es|ar):(.+)")
# What is not read any more (docs/settings.md, *What went*): one that is set says that somebody relies on it.
GONE = re.compile(
    r"EMAIL_(HOST(_USER|_PASSWORD)?|PORT|USE_TLS|USE_SSL|SMTPUTF8|EHLO_NAME|TIMEOUT|REPLY_TIMEOUT)"
    r"|MAIL_IMAP_(HOST|PORT|USER|PASSWORD|FOLDER|CA)|BUCKET_(KEY|SECRET|REGION|COPIES_MB)"
    r"|BIGBLUEBUTTON_(URL|SECRET|ALLOW_LOOPBACK)|MAIL_DISCREET_(NAME|ADDRESS)|MAIL_(DISCREET_)?BOUNCE_ADDRESS"
    r"|MAIL_(DISCREET_)?DKIM_(KEY|SELECTOR)|MAIL_((PER_MINUTE|AT_ONCE)_AND_DOMAIN|WARM_UP|REPLY_TO|FROM_NAME)"
    r"|MAIL_(PROVIDER_(KEY|OPTIONS)|WEBHOOK_(KEY|PASSWORD))|CHARTER_(LOG|TSA)_ALLOW_LOOPBACK|CHARTER_HEADS_TO"
    r"|CHARTER_LOG_(KEPT|POLICY|PUBLIC_KEY)|CHARTER_REVIEW_DAYS|SENTRY_CERTIFICATE|DJANGO_ALLOWED_HOSTS|BEHIND_TLS_PROXY"
    r"|WEB_THREADS|CACHE_URL|(PAGE_CACHE|SKELETON_MEMORY)_ENABLED|COALITION_STATIC|HSTS_PRELOAD|QUICK_EXIT_URL"
    r"|(MIGRATE_LOCK|DATABASE_STATEMENT)_TIMEOUT|PROOF_OF_WORK_TRIES|LOG_LEVEL"
)


def telling(environment: Mapping[str, str]) -> list[str]:
    """Return in one sentence each what `environment` lacks, and what it holds that is not read any more."""
    told = {name.removesuffix("_FILE") for name, value in environment.items() if value.strip()}
    lacking = [name for name in REQUIRED if name not in told and not (name == "EMAIL_URL" and "MAIL_PROVIDER" in told)]
    files = {name: path for name, path in environment.items() if name.endswith("_FILE") and path}
    gone = ", ".join(sorted(filter(GONE.fullmatch, told)))
    said = [f"{', '.join(lacking)} must be set: `coalition setup` asks for them."] if lacking else []
    said += [f"{name} must name a readable file." for name, path in files.items() if not os.access(path, os.R_OK)]
    return said + ([f"{gone} is not read any more: docs/settings.md says what took its place."] if gone else [])


def reader() -> FileAwareEnv:
    """Return what reads NAME, or the file of NAME_FILE; an unreadable value is kept for `unreadable`, and is None."""
    env = FileAwareEnv(eager=False, strip_whitespace=True)
    for name, parse in {
        "smtp": smtp, "imap": imap, "bucket": bucket, "dkim": dkim, "sender": sender,
        "reader": a_reader, "listening": listening,
    }.items():  # fmt: skip
        env.add_parser(name, parse)
    return env


def unreadable(env: FileAwareEnv) -> list[str]:
    """Return in one sentence each which values could not be read by `env`."""
    try:
        env.seal()
    except EnvError as error:
        return [f"{name}: {' '.join(said).rstrip('.')}." for name, said in getattr(error, "error_messages", {}).items()]
    return []


def _address(value: str, *, schemes: tuple[str, ...], like: str) -> tuple[str, str, int | None, str, str, str, str]:
    """Return scheme, host, port, user, password, path and query of a URL. Raises EnvError that shows one `like` it."""
    try:
        parts = urlsplit(value)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or parts.scheme not in schemes:
        raise EnvError(f"no address such as {like}")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return parts.scheme, host, port, user, password, parts.path, parts.query


def smtp(value: str) -> dict[str, object]:
    """Return SMTP_OPTIONS of `smtp://user:password@host:587` (TLS after STARTTLS) or `smtps://` (from the first byte).

    `?tls=no` is for a server that speaks in clear; `?smtputf8=yes` for one that takes letters of all alphabets before
    the @ (RFC 6531).
    """
    like = "smtp://user:password@mail.example:587"
    scheme, host, port, user, password, _path, query = _address(value, schemes=("smtp", "smtps"), like=like)
    said = dict(parse_qsl(query, keep_blank_values=True))
    if said.keys() - {"tls", "smtputf8"} or set(said.values()) - SWITCH.keys():
        raise EnvError("behind the ? stand tls=no and smtputf8=yes only")
    in_clear, at_once = said.get("tls") == "no", scheme == "smtps"
    if in_clear and at_once:
        raise EnvError("smtps:// and tls=no exclude each other")
    return {
        "host": host, "port": port or (465 if at_once else 587), "username": user, "password": password,
        "use_tls": not (in_clear or at_once), "use_ssl": at_once, "smtputf8": SWITCH[said.get("smtputf8", "no")],
    }  # fmt: skip


def imap(value: str) -> dict[str, Any]:
    """Return host, port, user, password and folder of `imaps://user:password@host:993/INBOX`; empty for nothing."""
    if not value:
        return {}
    like = "imaps://user:password@mail.example/INBOX"
    _scheme, host, port, user, password, path, _query = _address(value, schemes=("imaps",), like=like)
    if not user or not password:
        raise EnvError(f"no user and password, as in {like}")
    folder = unquote(path.removeprefix("/")) or "INBOX"
    return {"host": host, "port": port or 993, "user": user, "password": password, "folder": folder}


def bucket(value: str) -> tuple[str, str, str, str]:
    """Return address, region, key and secret of `https://key:secret@store.example/bucket?region=…`, if any."""
    if not value:
        return "", "us-east-1", "", ""
    like = "https://key:secret@store.example/bucket"
    scheme, _host, _port, key, secret, path, query = _address(value, schemes=("https", "http"), like=like)
    region = dict(parse_qsl(query)).get("region", "us-east-1")
    place = urlsplit(value).netloc.rpartition("@")[2]
    return f"{scheme}://{place}{path}", region, key, secret


def sender(value: str) -> tuple[str, str]:
    """Return name and address of `Name <address>`, both empty for nothing."""
    name, address = parseaddr(value)
    if value and not (name and "@" in address):
        raise EnvError("no name and address such as Agenda <agenda@letters.example>")
    return name, address


def a_reader(value: str) -> tuple[str, str]:
    """Return language and address of `fr:somebody@town.example`; without a language it is English."""
    found = LANGUAGE.fullmatch(value)
    return (found[1], found[2]) if found else ("en", value)


def listening(value: str) -> str:
    """Return `value`, which need not name what DATABASE_URL names already."""
    try:
        conninfo_to_dict(value)
    except ProgrammingError:
        raise EnvError("no address such as postgresql://host:port") from None
    return value


def dkim(value: str) -> dict[str, tuple[str, str]]:
    """Return selector and key by domain of `s1._domainkey.town.example:/path/key.pem`, several with commas between."""
    found = {}
    for part in filter(None, map(str.strip, value.split(","))):
        name, _colon, key = part.partition(":")
        selector, _mark, domain = name.partition("._domainkey.")
        if not (selector and domain and key):
            raise EnvError("no name and key such as s1._domainkey.coalition.example:/etc/coalition/dkim.pem")
        found[domain.lower()] = (selector, key)
    return found


def kept(name: str, path: Path, make: Callable[[], str], *, after: Path) -> str:
    """Return what the file at `path` holds; the first process to ask makes it, and says where it is.

    Where `after` exists, this installation ran with a key that is not here: nothing else opens what that one closed.
    Raises ValueError then, and where nothing can be read or written, as below a folder that another user made.
    """
    try:
        if after.exists() and not path.exists():  # in this order: another process may make both meanwhile
            raise ValueError(f"{name} is not set, and {path} is not there: put back the key that was used so far.")
        if made_once(path, make):
            print(f"{name} was made, once: {path}. Keep a copy apart from the backups.", file=sys.stderr)
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ValueError(f"{name} is not set, and {path} cannot be read or written: {error.strerror}.") from error
