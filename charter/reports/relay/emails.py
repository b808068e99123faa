"""The mails that carry a message from one town hall to another. Nothing in them tells where the writer reads mail.

They come from the site, without Reply-To: the answer goes by a secret address of the site. They quote what was
typed, for who typed it has proven by a code to read an official mailbox.
"""

from django.utils import translation

from charter.followup.emails import readers
from charter.reports.relay.models import PeerMessage
from charter.signing.emails import absolute
from charter.signing.models import Signature
from coalition.mail.models import Message
from coalition.mail.services import send


def send_message(message: PeerMessage, reader: Signature, token: str) -> list[Message]:
    """Mail `message` to those who read the mails of the signature `reader`, with the address that answers it."""
    name = "peer_answer" if message.in_reply_to_id else "peer_message"
    sent = []
    for place, (to, language) in enumerate(readers(reader)):
        with translation.override(language):
            context = {
                "sender": str(message.sender),
                "recipient": message.recipient.name,
                "deliverable": str(message.get_deliverable_display()),
                "text": message.text.splitlines(),
                "text_language": message.language,
                "url": absolute("peer_answer", language, token=token),
            }
        mail = send(
            key=f"charter:peer:{message.pk}:{place}",
            template=f"charter/mail/{name}",
            to=to,
            language=language,
            context=context,
            sensitive=True,
            unasked=False,  # the relay has limits of its own
        )
        sent.append(mail)
    return sent
