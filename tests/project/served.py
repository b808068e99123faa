"""Serve a few addresses under the settings of the environment, and print what was answered, as JSON.

`python -m tests.project.served` is run by test_production.py in a process of its own, where the production settings
hold. It writes in one transaction that it rolls back.
"""

import json
import os

import django
from django.conf import settings
from django.core.mail import send_mail  # noqa: TID251
from django.db import transaction
from django.test import Client

PASSWORD = "a-Long-Enough-word"


def answer(client: Client, address: str, *, secure: bool = True, **form: str) -> dict[str, object]:
    """Ask for `address`, or post `form` to it, and return what came: status, headers, cookies, text."""
    ask = client.post if form else client.get
    response = ask(address, form or None, secure=secure)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return {
        "status": response.status_code,
        "headers": dict(response.headers),
        "cookies": {
            name: {key: morsel[key] for key in ("secure", "httponly", "samesite", "path", "domain")}
            for name, morsel in response.cookies.items()
        },
        "text": body.decode(errors="replace"),
    }


def main() -> None:
    """Answer as a stranger, then as an administrator who has a password and no second factor."""
    django.setup()
    from coalition.mail.models import Message
    from coalition.users.models import User

    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0], raise_request_exception=False)
    found = {"mfa": settings.MFA_REQUIRED, "debug": settings.DEBUG}
    with transaction.atomic():
        for address in ("/en/exit/", "/en/demo/mail/", "/en/demo/components/", "/accounts/login/"):
            found[address] = answer(client, address)
        found["in clear"] = answer(client, "/en/exit/", secure=False)
        stranger = Client(SERVER_NAME="192.0.2.10", raise_request_exception=False)  # a probe asks by address
        for name in ("live", "ready", "health"):
            found[f"{name} in clear"] = answer(stranger, f"/{name}/", secure=False)
        found["/demo/mail/"] = answer(client, "/demo/mail/")
        found["style"] = answer(client, os.environ["STYLE"])
        User.objects.create_superuser("nadia", "nadia@example.org", PASSWORD)
        found["log in"] = answer(client, "/accounts/login/", login="nadia", password=PASSWORD)
        found["/cms/"] = answer(client, "/cms/")
        send_mail("Hello", "Text", None, ["editor@town.example"])
        found["owed"] = list(Message.objects.values_list("to", "state"))
        transaction.set_rollback(True)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
