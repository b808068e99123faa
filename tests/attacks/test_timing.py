"""Who asks whether an address is known gets the same answer, after the same work, in the same time.

The short form compares the work: statements, hashed passwords, rows. The long one times a real web process.
"""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import requests
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from charter.signing import services
from coalition.mail.models import Message
from coalition.privacy import discretion
from coalition.privacy.models import Inquiry
from coalition.users.models import User
from newsletters.readers.models import SubscriptionRequest
from tests.factories.newsletters import ReaderFactory, newsletter_section
from tests.installation import Installation, running_installation

from .measuring import LONG, auc, medians_apart, rounds, took

KNOWN, UNKNOWN = "known@town.example", "other@town.example"
LOGIN, RESET, LINKS, SUBSCRIBE = (
    "/accounts/login/", "/accounts/password/reset/", "/en/charter/sign/link/", "/en/newsletter/",
)  # fmt: skip
LITERAL = re.compile(r"\"s\d+_x\d+\"|'(?:[^']|'')*'(?:::\w+)?|\b\d+\b")


@dataclass(frozen=True)
class Work:
    """What one request did, as far as an address may make a difference."""

    status: int
    leads_to: str
    statements: tuple[str, ...]
    hashes: int
    rows: tuple[tuple[str, int], ...]


def rows() -> Counter[str]:
    return Counter({model.__name__: model.objects.count() for model in (Message, Inquiry, SubscriptionRequest)})


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch, db: None) -> Callable[..., Work]:
    """Return a function that posts a form as a visitor of its own, and says what the request did."""
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return str(encode(self, password, salt))

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)

    def post(path: str, **typed: str) -> Work:
        client = Client()
        before = rows()
        hashed.clear()
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            response = client.post(path, typed)
        statements = tuple(LITERAL.sub("?", query["sql"]) for query in captured)
        leads_to = re.sub(r"[\w-]{43}", "SECRET", response.get("Location", ""))
        return Work(response.status_code, leads_to, statements, len(hashed), tuple(sorted((rows() - before).items())))

    return post


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_user("nadia", KNOWN, "a-Long-Enough-word")


def test_a_wrong_password_costs_the_same_for_every_name_and_address(work, editor):
    User.objects.create_user("passkeys", "passkeys@town.example", None)
    User.objects.create_user("gone", "gone@town.example", "a-Long-Enough-word", is_active=False)
    logins = ("nadia", "nobody", KNOWN, UNKNOWN, "passkeys", "passkeys@town.example", "gone", "gone@town.example")
    work(LOGIN, login="warm", password="wrong")

    done = {login: work(LOGIN, login=login, password="wrong") for login in logins}

    assert {login: one.hashes for login, one in done.items()} == dict.fromkeys(logins, 1)
    assert len({(one.status, one.leads_to, one.statements, one.rows) for one in done.values()}) == 1


def test_a_name_that_is_somebodys_address_opens_only_its_own_account(client, editor):
    """The name comes first, and whoever has the address logs in by their own name."""
    named = User.objects.create_user(KNOWN, "named@town.example", "another-Long-word")

    client.post(LOGIN, {"login": KNOWN, "password": "another-Long-word"})

    assert client.session["_auth_user_id"] == str(named.pk)


@pytest.mark.parametrize(("path", "leads_to"), [(RESET, f"{RESET}done/"), (LINKS, f"{LINKS}sent/")])
def test_a_lost_password_or_link_costs_the_same_for_every_address(work, editor, path, leads_to):
    services.start(government="", contact_email=KNOWN, language="en")
    work(path, email="warm@town.example")

    known, unknown = work(path, email=KNOWN), work(path, email=UNKNOWN)

    assert known == unknown
    assert (known.leads_to, known.rows) == (leads_to, (("Inquiry", 1),))


def test_a_subscription_costs_the_same_for_a_reader_and_a_stranger(work, client):
    newsletter_section()
    ReaderFactory(email=KNOWN, discreet=True)
    discretion.choose(address=KNOWN, source="reader:1", discreet=True)
    typed = subscription(client.get(SUBSCRIBE).text)
    work(SUBSCRIBE, email="warm@town.example", **typed)

    known, unknown = work(SUBSCRIBE, email=KNOWN, **typed), work(SUBSCRIBE, email=UNKNOWN, **typed)

    assert known == unknown
    assert known.rows == (("Message", 1), ("SubscriptionRequest", 1))
    assert len(set(Message.objects.values_list("template", "discreet", "language"))) == 1


def subscription(page: str) -> dict[str, str]:
    """Return what the newsletter's form at `page` needs besides an address."""
    shown = re.search(r'name="shown"[^>]*?value="(\w+)"', page)
    assert shown is not None
    return {"language": "en", "frequency": "each", "consent": "on", "shown": shown[1]}


# The long form.

TRIES = rounds(0, 300)
KNOW = """
from django.contrib.auth.hashers import make_password
from charter.signing.models import Signature
from coalition.users.models import User
from newsletters.readers.models import Reader
from coalition.privacy.email_addresses import address_digest
password = make_password("a-Long-Enough-word")
numbers = range({tries})
User.objects.bulk_create(
    User(username=f"known{{n}}", email=f"known{{n}}@town.example", password=password) for n in numbers)
for n in numbers:
    Reader.objects.create(email=f"known{{n}}@town.example", language="en")
Signature.objects.bulk_create(Signature(contact_email=f"known{{n}}@town.example", language="en") for n in numbers)
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder: Path = tmp_path_factory.mktemp("timing")
    told = {"REAL_PASSWORDS": "true"}
    with running_installation(f"coalition_timing_{os.getpid()}", folder=folder, more_environment=told) as running:
        running.run(KNOW.format(tries=TRIES))
        yield running


@pytest.mark.skipif(not LONG, reason="times are measured by `make attack`, on a quiet machine")
@pytest.mark.parametrize(
    ("path", "field", "suffix"),
    [
        (LOGIN, "login", ""),
        (LOGIN, "login", "@town.example"),
        (RESET, "email", "@town.example"),
        (LINKS, "email", "@town.example"),
        (SUBSCRIBE, "email", "@town.example"),
    ],
    ids=["log-in by name", "log-in by address", "password reset", "lost links", "subscribe"],
)
def test_known_and_unknown_take_the_same_time(installation, path, field, suffix):
    with requests.Session() as visitor:
        page = visitor.get(installation.url + path).text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None
        typed = {"csrfmiddlewaretoken": token[1], **({"password": "wrong"} if path == LOGIN else {})}
        typed |= subscription(page) if path == SUBSCRIBE else {}

        def post(login: str) -> None:
            answer = visitor.post(installation.url + path, {**typed, field: login}, allow_redirects=False)
            assert answer.status_code == (200 if path == LOGIN else 302)

        times = took(*(
            [partial(post, f"{kind}{number}{suffix}") for number in range(TRIES)] for kind in ("known", "unknown")
        ))  # fmt: skip
    apart, area = medians_apart(*times), auc(*times)
    print(f"{path} {field}{suffix}: medians {apart:.1%} apart, AUC {area:.3f}")
    assert apart < 0.05
    assert 0.45 < area < 0.55
