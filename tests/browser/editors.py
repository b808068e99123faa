"""Editors of the back office, and every page of log-in, second factor and door that one of them meets."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, Route

from tests.installation import Installation

from .steps import WaitForMail, link_in

PASSWORD = "a-Long-Enough-word"
NEW_PASSWORD = "another-Long-Enough-word"
SUBMIT = "main form[method=post] button[type=submit]"

# Run in the installation.
MAKE = """
from coalition.users.models import User
User.objects.create_superuser({name!r}, {email!r}, {password!r})
"""
KEY = """
from allauth.mfa.models import Authenticator
from coalition.users.models import User
Authenticator.objects.create(
    user=User.objects.get(username={name!r}), type="webauthn", data={{"name": "Blue key", "credential": {{}}}}
)
"""
LOCKED_OUT = """
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override
request = RequestFactory().get("/accounts/login/")
request.user = AnonymousUser()
with override({language!r}):
    print(render_to_string({template!r}, request=request))
"""

MAKE_DOOR = """
from datetime import timedelta
from django.utils import timezone
from tests.factories.doors import DoorFactory
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory
now = timezone.now()
event = EventFactory(name="Doors", start=now - timedelta(hours=1), end=now + timedelta(hours=8))
seats = SeatCategoryFactory(event=event, capacity=50)
for name, state in (("Ada Lovelace", "confirmed"), ("Wanda", "waiting")):
    RegistrationFactory(category=seats, name=name, state=state)
print(DoorFactory(event=event, name="Main").pk)
"""


@dataclass
class Editor:
    """Someone who may sign in by name and password."""

    name: str
    email: str


def make_editor(installation: Installation) -> Editor:
    """Make an editor that no other test uses."""
    name = f"editor-{uuid.uuid4().hex[:8]}"
    editor = Editor(name, f"{name}@town.example")
    installation.run(MAKE.format(name=name, email=editor.email, password=PASSWORD))
    return editor


def code(secret: str) -> str:
    """Return what an authenticator app that holds `secret` shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def send(page: Page, **values: str) -> None:
    """Fill the fields named and press the button of their form."""
    for name, value in values.items():
        page.locator(f"main [name={name}]").fill(value)
    with page.expect_navigation():
        page.locator(SUBMIT).first.click()


class AccountPages:
    """A walk through the pages of an account, from the first visit to the second factor."""

    def __init__(self, page: Page, installation: Installation, editor: Editor, wait_for_mail: WaitForMail) -> None:
        self.page, self.installation, self.editor, self.wait_for_mail = page, installation, editor, wait_for_mail

    def walk(self, language: str) -> Iterator[str]:
        """Yield the name of each page while it is shown."""
        yield from self.before_sign_in()
        yield from self.forgotten_password()
        yield from self.errors(language)
        self.page.goto("/accounts/login/")
        send(self.page, login=self.editor.name, password=NEW_PASSWORD)
        yield from self.own_pages()
        yield from self.second_factor()
        yield from self.keys()
        yield from self.sign_in_again()

    def before_sign_in(self) -> Iterator[str]:
        """Log-in and what stands beside it."""
        for name in ("login", "inactive", "signup", "password/reset"):
            self.page.goto(f"/accounts/{name}/")
            yield name
        self.page.goto("/accounts/login/")
        send(self.page, login=self.editor.name, password="wrong")
        yield "login refused"

    def forgotten_password(self) -> Iterator[str]:
        """From the question to the new password, by the mail."""
        self.page.goto("/accounts/password/reset/")
        send(self.page, email=self.editor.email)
        yield "reset asked"
        link = link_in(self.wait_for_mail(self.editor.email), "/password/reset/key/", self.installation)
        self.page.goto(link)
        yield "reset"
        send(self.page, password1="1", password2="2")
        yield "reset refused"
        send(self.page, password1=NEW_PASSWORD, password2=NEW_PASSWORD)
        yield "reset done"
        self.page.goto(link)
        yield "reset ended"

    def errors(self, language: str) -> Iterator[str]:
        """Pages that protect an account: as they are rendered, since the tests' installation never locks."""
        for template in ("users/locked_out.html", "429.html"):
            body = self.installation.run(LOCKED_OUT.format(language=language, template=template))
            self.page.route(f"**/accounts/{template}", partial(_fulfill, body))
            self.page.goto(f"/accounts/{template}")
            yield template

    def own_pages(self) -> Iterator[str]:
        """What an editor sees before any second factor."""
        for name in ("password/change", "email", "reauthenticate", "2fa", "2fa/webauthn", "first-factor"):
            self.page.goto(f"/accounts/{name}/")
            yield name

    def second_factor(self) -> Iterator[str]:
        """An authenticator app and its recovery codes."""
        self.page.goto("/accounts/2fa/totp/activate/")
        if urlsplit(self.page.url).path == "/accounts/reauthenticate/":
            send(self.page, password=NEW_PASSWORD)
        yield "totp"
        send(self.page, code="000000")
        yield "totp refused"
        self.secret = self.page.locator("#authenticator_secret").input_value()
        send(self.page, code=code(self.secret))
        yield "recovery codes"
        for name in ("recovery-codes/generate", "totp/deactivate", "reauthenticate"):
            self.page.goto(f"/accounts/2fa/{name}/")
            yield f"2fa/{name}"
        self.page.goto("/accounts/2fa/")
        yield "2fa active"

    def keys(self) -> Iterator[str]:
        """Passkeys and security keys."""
        self.page.goto("/accounts/2fa/webauthn/add/")
        yield "key add"
        self.installation.run(KEY.format(name=self.editor.name))
        self.page.goto("/accounts/2fa/webauthn/")
        yield "keys"
        for address in [str(link.get_attribute("href")) for link in self.page.locator("main td a").all()]:
            self.page.goto(address)
            yield f"key {address.rsplit('/', 2)[1]}"
        self.installation.query(
            "DELETE FROM mfa_authenticator WHERE type = 'webauthn' AND user_id = "
            "(SELECT id FROM users_user WHERE username = %s)",
            self.editor.name,
        )

    def sign_in_again(self) -> Iterator[str]:
        """Out, and in by the code."""
        self.page.goto("/accounts/logout/")
        yield "logout"
        send(self.page)
        self.page.goto("/accounts/login/")
        send(self.page, login=self.editor.email, password=NEW_PASSWORD)
        yield "authenticate"
        send(self.page, code="000000")
        yield "authenticate refused"


def door_pages(page: Page, installation: Installation) -> Iterator[str]:
    """Yield the name of each page of a door while it is shown; without a script, by its forms."""

    def search(text: str) -> None:
        send(page, text=text)

    def press(form: str) -> None:
        with page.expect_navigation():
            page.locator(f"main form[action*='{form}'] button").click()

    page.goto("/accounts/login/")
    send(page, login=make_editor(installation).name, password=PASSWORD)
    door = installation.run(MAKE_DOOR).strip()
    page.goto(f"/cms/door/{door}/")
    yield "device"
    send(page, device="")
    yield "device refused"
    send(page, device="Phone A")
    yield "door"
    search("")
    yield "search refused"
    search("Ada")
    yield "found"
    search("Wanda")
    yield "waits"
    search("Nobody of this name")
    yield "nobody"
    search("Ada")
    press("/check-in/")
    yield "in"
    page.goto(f"/cms/door/{door}/")
    search("Ada")
    press("/check-in/")
    yield "again"
    press("/undo/")
    yield "taken back"


def _fulfill(body: str, route: Route) -> None:
    route.fulfill(body=body, content_type="text/html; charset=utf-8")
