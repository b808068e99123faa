"""Headers that a visitor sends through a real proxy change no page, no feed and no mail for anybody else.

In front of two web processes of our own: one behind proxies that were told nothing, with TRUSTED_PROXIES=0, and one
behind proxies as docs/operations.md teaches them, with 1. `make attack` adds Caddy and Apache.
"""

import http.client
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from coalition.stack import Stack, free_port
from events.models import Event
from home.demo import ACCOUNTS
from tests.console import Console
from tests.databases import create, database_environment, drop, prepared, query

from .measuring import LONG
from .proxy_programs import PROXIES, running

NAMES = list(PROXIES) if LONG else ["nginx", "haproxy"]
WAYS = [f"{name}, {how}" for name in NAMES for how in ("untaught", "taught")]
DATABASE = f"attack_proxies_{os.getpid()}"
SITE_URL = "https://coalition.example"
EVIL = re.compile(rb"evil(?!le)|:666\b", re.IGNORECASE)  # and no Exampleville

# What is asked for instead of the page at `path`, with these headers.
POISONS: list[tuple[str, dict[str, str]]] = [
    ("{path}", {"X-Forwarded-Host": "evil.example", "X-Forwarded-Port": "666", "X-Forwarded-Server": "evil.example"}),
    ("{path}", {"Forwarded": "for=6.6.6.6;host=evil.example;proto=https", "X-Host": "evil.example"}),
    ("{path}", {"X-Forwarded-Prefix": "/evil", "X-Script-Name": "/evil", "Script-Name": "/evil"}),
    ("{path}", {"X-Original-URL": "/evil", "X-Rewrite-URL": "/evil", "X-Original-Host": "evil.example"}),
    ("{path}", {"X-Forwarded-Proto": "https", "X-Forwarded-SSL": "on", "X-Forwarded-Protocol": "ssl"}),
    ("{path}", {"X-Forwarded-For": "evil, 6.6.6.6", "X-Real-IP": "evil", "X-Forwarded-Scheme": "evil"}),
    ("{path}", {"Host": "evil.example"}),
    ("{path}", {"Host": "127.0.0.1:666"}),
    ("http://evil.example{path}", {}),
    ("//evil.example{path}", {"SCRIPT_NAME": "//evil.example"}),
    ("/evil{path}", {"SCRIPT_NAME": "/evil"}),
    ("{path}", {"SCRIPT_NAME": "/en", "X-Forwarded-Prefix": "/evil", "SCRIPT-NAME": "/evil"}),
    ("/..%2fevil.example{path}", {"SCRIPT_NAME": "/..%2fevil.example"}),
]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def all(self) -> bytes:
        """Headers and body as one text."""
        return repr(self.headers).encode() + self.body


def ask(
    port: int, path: str, headers: dict[str, str] | None = None, form: dict[str, str] | None = None, source: str = ""
) -> Answer:
    """Ask `port` for `path` with just these headers, from the address `source`; post `form` where there is one."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30, source_address=(source or "127.0.0.1", 0))
    sent = {"Host": f"127.0.0.1:{port}", "Accept-Encoding": "identity"} | (headers or {})
    body = urlencode(form).encode() if form is not None else b""
    if form is not None:
        sent |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
    connection.putrequest("GET" if form is None else "POST", path, skip_host=True, skip_accept_encoding=True)
    for name, value in sent.items():
        connection.putheader(name, value)
    connection.endheaders(body or None)
    response = connection.getresponse()
    try:
        return Answer(response.status, response.getheaders(), response.read())
    finally:
        connection.close()


@pytest.fixture(scope="module")
def sites(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[bool, Stack]]:
    """Two web processes on one database, by whether the proxies in front of them are taught."""
    create(DATABASE, like=prepared())
    query(DATABASE, "UPDATE wagtailcore_site SET hostname = 'coalition.example', port = 443")
    log = tmp_path_factory.mktemp("proxies") / "web.log"
    shared = {
        "DJANGO_SETTINGS_MODULE": "tests.attacks.public_settings",
        "SITE_URL": SITE_URL,
        "HEALTH_TOKEN": "a-token-of-more-than-twenty-characters",
        "PAGE_CACHE_ENABLED": "true",
        "SKELETON_MEMORY_ENABLED": "true",
        "RATE_LIMITS_ENABLED": "true",
        "PYTHONWARNINGS": "ignore",
        **database_environment(DATABASE),
    }
    found = {
        taught: Stack(
            port=free_port(), environment={**shared, "TRUSTED_PROXIES": str(int(taught))}, web_processes=1, log=log
        )
        for taught in (False, True)
    }
    try:
        for stack in found.values():
            stack.start_web()
        for stack in found.values():
            stack.wait_until_ready()
        yield found
    finally:
        for stack in found.values():
            stack.stop()
        drop(DATABASE)


@pytest.fixture(scope="module")
def worker(sites: dict[bool, Stack]) -> Iterator[Console]:
    """A Python that does what the worker of both sites would."""
    console = Console(sites[True].environment)
    yield console
    console.close()


@pytest.fixture(scope="module")
def ports(sites: dict[bool, Stack], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, int]]:
    folder = tmp_path_factory.mktemp("programs")
    with ExitStack() as stack:
        both = [(sites[False].port, False), (sites[True].port, True)]
        found = [port for name in NAMES for port in stack.enter_context(running(name, folder / name, both))]
        yield dict(zip(WAYS, found, strict=True))


def poison(port: int, path: str, number: int) -> None:
    """Ask for `path` as POISONS[number] says; whatever comes back is the attacker's own."""
    target, headers = POISONS[number]
    ask(port, target.format(path=path), headers)


@pytest.mark.parametrize("way", WAYS)
def test_no_header_poisons_a_page(ports, way):
    for number in range(len(POISONS)):
        for path in ("/en/", "/fr/events/", "/ar/charter/"):
            address = f"{path}?{WAYS.index(way)}={number}"  # one that nobody asked for before the attacker
            poison(ports[way], address, number)

            page = ask(ports[way], address)

            assert (page.status, EVIL.findall(page.all)) == (200, []), (path, POISONS[number])


@pytest.mark.parametrize("way", WAYS)
def test_no_header_poisons_a_feed_or_the_sitemap(ports, way):
    paths = [
        f"/{code}/calendar/{name}.ics" for code in ("en", "fr", "es", "ar") for name in ("all", *Event.Kind.values)
    ]
    mine = paths[WAYS.index(way) :: len(WAYS)] * len(POISONS)
    for number in range(len(POISONS)):
        poison(ports[way], mine[number], number)
        poison(ports[way], "/sitemap-pages-en.xml", number)

    for path in {*mine[: len(POISONS)], "/sitemap-pages-en.xml"}:
        answer = ask(ports[way], path)
        assert (answer.status, EVIL.findall(answer.all)) == (200, []), path
    assert f"{SITE_URL}/en/".encode() in ask(ports[way], "/sitemap-pages-en.xml").body


def send_form(port: int, path: str, *, headers: dict[str, str], source: str = "", **fields: str) -> Answer:
    """Open the form at `path` and send it with `fields`, both with these headers."""
    page = ask(port, path, source=source)
    assert page.status == 200, page.body
    cookie = "; ".join(value.partition(";")[0] for name, value in page.headers if name.lower() == "set-cookie")
    form = BeautifulSoup(page.body, "html.parser").select_one("main form[method=post]")
    assert form is not None
    hidden = {str(field["name"]): str(field.get("value", "")) for field in form.select("input[type=hidden][name]")}
    return ask(port, path, {**headers, "Cookie": cookie}, {**hidden, **fields}, source)


@pytest.mark.parametrize("way", WAYS)
def test_no_header_poisons_a_mailed_link(ports, worker, way):
    query(DATABASE, "DELETE FROM mail_message")
    address = f"editor{WAYS.index(way)}@coalition.example"  # a mailbox gets few mails that nobody asked for
    query(DATABASE, "UPDATE users_user SET email = %s WHERE username = %s", address, next(iter(ACCOUNTS)))
    headers = {name: value for _target, sent in POISONS for name, value in sent.items() if name != "Host"}
    for name in ("X-Forwarded-For", "SCRIPT_NAME", "X-Forwarded-Proto", "X-Forwarded-SSL", "X-Forwarded-Protocol"):
        headers.pop(name)

    for more in ({}, {"SCRIPT_NAME": "/accounts"}, {"X-Forwarded-For": "6.6.6.6"}, {"X-Forwarded-Proto": "https"}):
        source = f"127.0.0.{10 + WAYS.index(way)}"  # twenty a minute are taken from one
        send_form(ports[way], "/accounts/password/reset/", headers=headers | more, source=source, email=address)
    worker.run("from coalition.privacy import inquiries\nwhile inquiries.answer_due(): pass")

    mails = [str(row[0]) for row in query(DATABASE, "SELECT context::text FROM mail_message")]
    assert mails
    assert {link for mail in mails for link in re.findall(r"\w+://[^/\s\"\\]+", mail)} == {SITE_URL}
    assert [mail for mail in mails if EVIL.search(mail.encode())] == []


def attempt(port: int, number: int, source: str) -> int:
    """Guess a certificate's code from `source`, pretending to be someone else each time; return the status."""
    forged = {"X-Forwarded-For": f"198.51.100.{number}", "X-Real-IP": f"198.51.100.{number}"}
    return ask(port, f"/en/charter/verify/AAAA-AAAA-{number:04d}/", forged, source=source).status


@pytest.mark.parametrize("name", NAMES)
def test_one_visitor_closes_a_door_for_himself_only(ports, name):
    port, own = ports[f"{name}, taught"], NAMES.index(name)
    answers = []
    while 429 not in answers and len(answers) < 200:
        answers.append(attempt(port, len(answers), f"127.0.{own}.7"))

    assert 429 in answers, "a forged X-Forwarded-For made a new visitor each time"
    assert attempt(port, 250, f"127.0.{own}.8") == 404


@pytest.mark.parametrize("way", WAYS)
def test_through_a_proxy_nobody_is_on_the_machine(ports, way):
    disguises = [{}, {"Host": "127.0.0.1"}, {"Host": "localhost"}, {"X-Forwarded-For": "127.0.0.1"}]

    answers = {ask(ports[way], "/health/", headers).body for headers in disguises}

    assert answers <= {b'{"status": "ok"}', b'{"status": "failing"}'}
