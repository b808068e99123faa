"""Acceding to a newer version: the network invites, the institution decides. Nothing moves by itself."""

from django.db import transaction
from django.utils import timezone

from charter.signing.models import ResumeLink, Signature, SignatureQuerySet
from charter.states import State
from charter.texts.models import CharterVersion
from coalition.privacy import secret_links
from coalition.users.models import User

from . import emails
from .models import ReaccessionInvitation

MOST_AT_ONCE = 500  # mails of one press of the button


class NotCurrent(Exception):
    """Institutions are invited to the version that is open for signature, and to no other."""


class InvitationOver(Exception):
    """The signature that was invited no longer stands: it was withdrawn, or superseded already."""


@transaction.atomic
def invite(*, version: CharterVersion, actor: User) -> int:
    """Invite those of `to_invite`, MOST_AT_ONCE at a time, each by one mail to its official mailbox; return how many.

    Pressing twice invites nobody twice: the constraint decides, not a look before. Raises NotCurrent.
    """
    if CharterVersion.objects.current() != version:
        raise NotCurrent
    return sum(_invite(signature, version, actor) for signature in to_invite(version)[:MOST_AT_ONCE])


def to_invite(version: CharterVersion) -> SignatureQuerySet:
    """Return the signatures that stand for a version older than `version`, and were not invited to it yet."""
    rows = Signature.objects.invitable(version).not_invited(version)
    return rows.select_related("government", "version").order_by("pk")


def _invite(signature: Signature, version: CharterVersion, actor: User) -> bool:
    token, digest = secret_links.new_token()
    invitation, created = ReaccessionInvitation.objects.get_or_create(
        signature=signature, version=version, defaults={"digest": digest, "invited_by": actor}
    )
    if created:
        emails.send_reaccession(invitation, token)
    return created


@transaction.atomic
def start_from_invitation(*, invitation: ReaccessionInvitation, language: str) -> str:
    """Open the signature of `invitation`, filled with the answers of the older signature; return a link's token.

    The second press leads to the same signature; after a rejection, or once it was deleted, a new one is made. The
    contact is whoever reads the official mailbox: the one of the older signature may have left. The text is bound
    when it is agreed to, as for everyone.

    Raises InvitationOver.
    """
    invitation = (
        ReaccessionInvitation.objects.select_for_update(of=("self",)).select_related("signature").get(pk=invitation.pk)
    )
    started = invitation.new_signature
    if started is None or started.state == State.REJECTED:
        if not invitation.is_open:
            raise InvitationOver
        started = invitation.new_signature = _prefilled(invitation.signature, language)
        invitation.save(update_fields=["new_signature"])
    return ResumeLink.issue(signature=started)


def _prefilled(older: Signature, language: str) -> Signature:
    """Make a draft with the answers of `older` that may hold still. The act is another one, and is asked anew."""
    mandate = older.mandate_ends_on
    return Signature.objects.create(
        language=language,
        government=older.government,
        signatory_name=older.signatory_name,
        signatory_role=older.signatory_role,
        official_email=older.official_email,
        mandate_ends_on=mandate if mandate and mandate >= timezone.localdate() else None,
        contact_name=older.contact_name,
        contact_email=older.official_email,
        act_body=older.act_body,
    )
