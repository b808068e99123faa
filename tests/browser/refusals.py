"""Pages that need something to be wrong, as the installation answers them then. Runs in it, by `secret_pages`."""

from contextlib import ExitStack
from typing import Any
from unittest import mock

from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings

from charter.texts.models import CharterVersionQuerySet
from coalition import health
from coalition.privacy import rate_limits
from coalition.privacy.rate_limits import Limit

NONE = Limit(per_network=0, overall=0, unproven=0, per_flow=0)


def rendered(secrets: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return status, headers and body of each refusal, by language and name."""
    return {code: answers(code, secrets) for code, _name in settings.LANGUAGES}


def answers(language: str, secrets: dict[str, str]) -> dict[str, Any]:
    client = Client(raise_request_exception=False, headers={"accept-language": language})
    again = f"/{language}/charter/desk/{secrets['signature_asked']}/confirm/again/"
    reset = "/accounts/password/reset/"
    with ExitStack() as stack:
        stack.enter_context(
            override_settings(RATE_LIMITS_ENABLED=True, ACCOUNT_RATE_LIMITS={"reset_password": "1/d/ip"})
        )
        stack.enter_context(mock.patch.dict(rate_limits.LIMITS, dict.fromkeys(rate_limits.LIMITS, NONE)))
        stack.enter_context(mock.patch.object(CharterVersionQuerySet, "current", return_value=None))
        stack.enter_context(mock.patch.object(health, "report", side_effect=ZeroDivisionError))
        cache.clear()
        client.post(reset, {"email": "walker@walk.example"})
        return {
            "sign, not open yet": answer(client.get(f"/{language}/charter/sign/")),
            "verify, too many": answer(client.get(f"/{language}/charter/verify/AAAA-AAAA-AAAA/")),
            "signature, too many": answer(client.post(again)),
            "too many": answer(client.post(reset, {"email": "walker@walk.example"})),
            "something broke": answer(client.get("/health/")),
        }


def answer(response: Any) -> dict[str, Any]:
    return {"status": response.status_code, "headers": dict(response.items()), "body": response.content.decode()}
