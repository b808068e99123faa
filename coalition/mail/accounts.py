"""Mail about an editor's account: allauth's words, through the same door as every mail."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.utils.translation import gettext as _

from coalition.users.adapters import EditorAdapter

from . import services

# What whoever types an address can make allauth write. The rest follows what a signed-in person did.
UNASKED = {
    "account/email/account_already_exists",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/login_code",
    "account/email/password_reset_key",
    "account/email/unknown_account",
}
UNPROVEN = {"account/email/email_confirmation"}  # nobody confirmed this address yet


class LedgerAdapter(EditorAdapter):
    """Owe the mail to the ledger instead of sending it: a mail server that is down breaks no page."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Owe allauth's mail `template_prefix` to `email`, in the language of the request."""
        context = {key: at_site(value) if key.endswith("_url") else value for key, value in context.items()}
        site = SimpleNamespace(name=_("Coalition of local governments"), domain=settings.SITE_URL)
        mail = self.render_mail(template_prefix, email, {**context, "email": email, "current_site": site})
        services.send_text(
            to=email,
            subject=mail.subject,
            text=mail.body,
            discreet=template_prefix in UNPROVEN,
            unasked=template_prefix in UNASKED,
        )

    def format_email_subject(self, subject: str) -> str:
        """Return `subject` as it is: the sender already says who writes."""
        return subject


def at_site(url: str) -> str:
    """Return `url` at SITE_URL: allauth makes links for the host that was asked, and whoever asks chooses that."""
    return settings.SITE_URL.rstrip("/") + urlunsplit(("", "", *urlsplit(url)[2:]))
