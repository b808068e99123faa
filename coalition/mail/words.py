"""Words that a mail quoted, and that must be kept nowhere any more."""

from django.db import transaction

from .models import Message, OutgoingQuerySet


@transaction.atomic
def forget_words(*, key: str, name: str) -> int:
    """Forget what the mail with `key` quotes as `name`, and its body; return how many mails that were, 0 or 1.

    One that still waits leaves without the words. One that left is out of reach.
    """
    count = 0
    for message in Message.objects.select_for_update().filter(key=key):
        words = message.context.get(name)
        message.context = {**message.context, name: [] if isinstance(words, list) else ""}
        message.text = message.html = ""
        message.save(update_fields=["context", "text", "html"])
        count += 1
    return count


@transaction.atomic
def forget_mail(*, key: str) -> int:
    """Forget all words of the mail with `key`, and whom its answers go to; return how many mails that were, 0 or 1.

    One that still waits is not sent: it would say nothing. One that left is out of reach.
    """
    return _forget(Message.objects.filter(key=key))


@transaction.atomic
def forget_mails(*, prefix: str) -> int:
    """Forget the words of the mails whose keys begin with `prefix`, as above, and whom they went to."""
    return _forget(Message.objects.filter(key__startswith=prefix), subject="", to="", to_digest="", mailbox_digest="")


def _forget(found: OutgoingQuerySet[Message], **fields: str) -> int:
    found.not_on_the_wire().update(state=Message.State.SUPPRESSED)
    return found.update(context={}, attachments=[], text="", html="", reply_to="", **fields)
