"""The mail of each day that brings the daily fingerprint to outside parties, who keep it where nobody here can."""

import base64

from charter.ledger.models import PublishedHead
from charter.signing.emails import day_in
from charter.transparency import services as transparency
from charter.transparency.models import Checkpoint
from coalition.mail.models import Message
from coalition.mail.services import Attachment, send
from coalition.privacy.addresses import address_digest

PLAIN = "text/plain; charset=utf-8"


def send_head(row: PublishedHead, checkpoint: Checkpoint | None, *, to: str, language: str, url: str) -> Message:
    """Owe the fingerprint of a day to `to`, once: with `checkpoint`, its cosignatures, and its trusted time if any.

    What is attached is what `manage.py verify_ledger` takes as it is. `url` is the page of the ledger.
    """
    csv = f"day,sequence,hash\n{row.day},{row.sequence},{row.hash}\n"
    attachments = [Attachment("fingerprint.csv", csv, "text/csv; charset=utf-8")]
    if checkpoint is not None:
        attachments.append(Attachment("checkpoint.txt", transparency.note(checkpoint), PLAIN))
        if token := getattr(checkpoint, "trusted_time", None):
            attachments.append(Attachment("checkpoint.tst.txt", base64.encodebytes(bytes(token.token)).decode(), PLAIN))
    return send(
        key=f"charter:fingerprint:{row.day}:{address_digest(to)}",
        template="charter/mail/fingerprint",
        to=to,
        language=language,
        context={
            "day": day_in(language, row.day),
            "number": row.sequence,
            "fingerprint": row.hash,
            "leaves": checkpoint.size if checkpoint else 0,
            "url": url,
        },
        attachments=attachments,
        unasked=False,  # the operator named the address
    )
