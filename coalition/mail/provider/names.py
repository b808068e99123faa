"""Which provider of mail carries what leaves, instead of an SMTP server; `anymail` knows them by these names.

Decision 0005-sent-once.
"""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

PROVIDERS = (
    "amazon_ses", "brevo", "mailersend", "mailgun", "mailjet", "mailtrap", "mandrill", "postal", "postmark", "resend",
    "scaleway", "sendgrid", "sparkpost", "unisender_go",
)  # fmt: skip
KEYS = {  # what a provider calls its key, where that is not api_key
    "mailersend": "api_token",
    "mailtrap": "api_token",
    "postmark": "server_token",
    "scaleway": "secret_key",
}
SWITCHES = ("track_opens", "track_clicks")


class Incomplete(Exception):
    """The settings do not say enough to send by the provider."""


def chosen() -> str:
    """Return the name of the provider; empty where an SMTP server carries the mail."""
    name: str = settings.MAIL_PROVIDER
    return name


def backend() -> Any:
    """Return anymail's backend of the provider, as the settings have it. Raises Incomplete, which says what lacks."""
    name = chosen()
    if name not in PROVIDERS:
        raise Incomplete(f"MAIL_PROVIDER is none of {', '.join(PROVIDERS)}.")
    options = dict(settings.MAIL_PROVIDER_OPTIONS)
    if settings.MAIL_PROVIDER_KEY:
        options[KEYS.get(name, "api_key")] = settings.MAIL_PROVIDER_KEY
    address = options.get("api_url", "https://")
    if not address.startswith(("https://", "http://127.0.0.1:")):
        raise Incomplete("api_url does not begin with https://.")
    server: Any = settings.SMTP_OPTIONS
    seconds = (float(server["timeout"]), float(settings.MAIL_REPLY_TIMEOUT))
    try:
        made = import_module(f"anymail.backends.{name}").EmailBackend
        return made(alias=name, **({} if name == "amazon_ses" else {"timeout": seconds}), **options)
    except ImproperlyConfigured as error:  # anymail's own, and Django's of an option that nobody knows
        raise Incomplete(" ".join(str(error).split())) from error


def switches(sender: Any) -> dict[str, bool]:
    """Return what tells the provider, with each mail, to count neither openings nor clicks.

    What is not among them cannot be said with a mail: a person switches it off at the provider.
    """
    from anymail.exceptions import AnymailUnsupportedFeature
    from anymail.message import AnymailMessage

    found = {}
    for name in SWITCHES:
        probe = AnymailMessage("", "", settings.MAIL_FROM_ADDRESS, ["a@mail.example"], **{name: False})
        try:
            sender.build_message_payload(probe, {})
        except AnymailUnsupportedFeature:
            continue
        found[name] = False
    return found
