"""Town halls write to each other through the site: neither learns the other's address.

A message is a row, and the mails that carry it are owed in the same transaction. Order of locks: the government that
writes, alone.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from charter.followup.peers import Peer, open_commitments
from charter.reports.relay import emails
from charter.reports.relay.models import MESSAGE_LIFE, PeerMessage
from charter.signing.models import Signature
from coalition.members.models import LocalGovernment
from coalition.privacy import tokens

DAY = timedelta(days=1)
AT_MOST_A_DAY = 5  # messages of one government, answers included


class NotAPeer(Exception):
    """This government is not among those that the writer was shown for this deliverable."""


class NobodyReads(Exception):
    """The government that would read it has no signature in force, and so no mailbox."""


class TooManyMessages(Exception):
    """The government has written AT_MOST_A_DAY messages in one day already."""


def peer(*, signature: Signature, code: str, deliverable: str) -> Peer:
    """Return the government with `code` as a peer of the signature's for an open commitment. Raises NotAPeer."""
    if signature.government is None:
        raise NotAPeer
    for row in open_commitments(government=signature.government, language=signature.language):
        if row.deliverable == deliverable:
            for found in row.peers:
                if found.government.code == code and found.reachable:
                    return found
    raise NotAPeer


@transaction.atomic
def write_to_peer(*, signature: Signature, code: str, deliverable: str, text: str, language: str) -> PeerMessage:
    """Send `text`, written in `language`, from the signature's government to the peer with `code`.

    The same words to the same peer within a day are sent once: a button that was pressed twice writes once.
    Raises NotAPeer, NobodyReads, TooManyMessages.
    """
    recipient = peer(signature=signature, code=code, deliverable=deliverable).government
    if signature.government is None:
        raise NotAPeer
    return _relay(signature.government, recipient, deliverable, text, language)


@transaction.atomic
def answer(*, message: PeerMessage, text: str, language: str) -> PeerMessage:
    """Send `text` back to the government that wrote `message`. Raises NobodyReads, TooManyMessages."""
    return _relay(message.recipient, message.sender, message.deliverable, text, language, in_reply_to=message)


def to_answer(*, token: str) -> PeerMessage | None:
    """Return the message that the secret address with `token` answers, None when it is too old or unknown."""
    rows = PeerMessage.objects.filter(created_at__gte=timezone.now() - MESSAGE_LIFE)
    return rows.select_related("sender", "recipient").filter(digest=tokens.digest(token)).first()


def reader_of(government: LocalGovernment) -> Signature | None:
    """Return the signature in force whose mailbox reads what is written to `government`."""
    rows = Signature.objects.signed().filter(government=government).exclude(official_email="")
    return rows.select_related("government").first()


def _relay(
    sender: LocalGovernment,
    recipient: LocalGovernment,
    deliverable: str,
    text: str,
    language: str,
    in_reply_to: PeerMessage | None = None,
) -> PeerMessage:
    """Keep the message and owe its mails. A second message of `sender` at the same time waits for its lock."""
    _lock(sender)
    today = PeerMessage.objects.filter(sender=sender, created_at__gt=timezone.now() - DAY)
    same = today.filter(recipient=recipient, deliverable=deliverable, text=text, in_reply_to=in_reply_to).first()
    if same is not None:
        return same
    reader = reader_of(recipient)
    if reader is None:
        raise NobodyReads
    if today.count() >= AT_MOST_A_DAY:
        raise TooManyMessages
    token, digest = tokens.new_token()
    message = PeerMessage.objects.create(
        sender=sender,
        recipient=recipient,
        deliverable=deliverable,
        text=text,
        language=language,
        digest=digest,
        in_reply_to=in_reply_to,
    )
    emails.send_message(message, reader, token)
    return message


def _lock(sender: LocalGovernment) -> None:
    """Lock the row of who writes; rows that name it (FOR KEY SHARE) are not held up."""
    list(LocalGovernment.objects.select_for_update(no_key=True).filter(pk=sender.pk).values_list("pk"))
