"""What the owner of an account is told of it, and the link by which a second factor is first set up.

What somebody does with a stolen password, session or mailbox, the owner reads at each address that was theirs before.
"""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_added
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from coalition import dates
from coalition.mail.services import send_text
from coalition.privacy import personal_data
from coalition.users import factors
from coalition.users.models import User

PASSWORD = _("The password was changed.")
ADDRESS = _("The email address was changed.")
ADDRESS_ADDED = _("One more email address was added.")
DEVICE = _("Someone logged in with a browser that this account had not used in the last three months.")
GUESSED = _("Someone who knows the password entered five wrong codes of the second factor.")
# What allauth tells, by the names of its mails.
CHANGES: dict[str, str | Promise] = {
    "account/email/password_changed": PASSWORD,
    "account/email/password_reset": PASSWORD,
    "account/email/password_set": PASSWORD,
    "account/email/email_changed": "",  # whoever changes it: see `tell_of_address`
    "account/email/email_deleted": _("An email address was removed."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made. Earlier ones no longer work."),
    "mfa/email/totp_activated": _("An authenticator app was added."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed."),
    "mfa/email/webauthn_added": _("A passkey or security key was added."),
    "mfa/email/webauthn_removed": _("A passkey or security key was removed."),
}


def tell(user: Any, change: str | Promise, *, also: Iterable[str] = ()) -> None:
    """Owe the mail that says what happened to the account of `user`: to its addresses, and to those of `also`."""
    proven = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    with override(_language(user)):
        name = {"name": user.get_username(), "moment": dates.moment(timezone.now())}
        paragraphs = [
            str(change),
            gettext("Account %(name)s, %(moment)s.") % name,
            gettext(
                "If this was you, you do not need to do anything. If not, tell an administrator of this site at once: "
                "they can end every session of the account and ask for a new second factor."
            ),
        ]
        for address in sorted({user.email, *proven, *also} - {""}):
            send_text(
                to=address, subject=gettext("A change to your account"), text="\n\n".join(paragraphs), unasked=False
            )


@receiver(pre_save, sender=User)
def tell_of_address(instance: User, update_fields: Iterable[str] | None = None, **_about: Any) -> None:
    """Tell the owner of another address, at the one before too, whoever changes it: allauth, or an administrator."""
    if instance.pk and (update_fields is None or "email" in update_fields):
        before = User.objects.filter(pk=instance.pk).values_list("email", flat=True).first()
        if before and before != instance.email:
            tell(instance, ADDRESS, also=[before])


@receiver(email_added)
def tell_of_one_more(user: User, **_about: Any) -> None:
    """Tell the owner that the account has one more address: allauth writes to the new one alone."""
    tell(user, ADDRESS_ADDED)


@transaction.atomic
def ask_for_new_factor(*, user: Any, by: Any) -> str:
    """End every session of `user`, forget the second factors, and mail the link that sets one up; return the link.

    `by` asked for it, as the site history says; None is the command line.
    """
    Authenticator.objects.filter(user=user).delete()
    personal_data.end_sessions(user)
    link = settings.SITE_URL.rstrip("/") + reverse("first_factor", args=[factors.ask(user, by=by)])
    if user.email:
        with override(_language(user)):
            paragraphs = [
                gettext("Open this link and log in to set up the second factor of the account %(name)s.")
                % {"name": user.get_username()},
                link,
                gettext(
                    "It works for three days. All sessions of the account have ended, and any earlier second factor no "
                    "longer works."
                ),
            ]
            send_text(
                to=user.email,
                subject=gettext("Set up your second factor"),
                text="\n\n".join(paragraphs),
                unasked=False,
            )
    return link


def _language(user: Any) -> str:
    profile = getattr(user, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or get_language() or settings.LANGUAGE_CODE
