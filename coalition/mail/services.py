"""What may happen to a mail. Only this app may speak SMTP (decision 0006-one-door-for-mail)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.log_actions import log

from coalition import queue
from coalition.privacy import erasures
from coalition.privacy.email_addresses import address_digest, mailbox_digest, normalise

from .models import WITHOUT_WORDS, Message, OutgoingQuerySet, Suppression

HOURLY = 3  # in any hour, not in each
DAILY = 10  # in any 24 hours
MOST = 30  # in any 24 hours, however often the address proved itself meanwhile
# An address that was written to because its holder asked has proven itself: it counts alone, without its neighbours of
# other dots and tags, and from then on. So nobody waits because of what they confirmed, nor because of a stranger.
COUNTS = """
WITH proof AS (SELECT max(created_at) AS at FROM mail_message WHERE to_digest = %(address)s AND NOT unasked),
unasked AS (
    SELECT created_at, template = %(template)s AND to_digest = %(address)s AS same,
           proof.at IS NULL OR (to_digest = %(address)s AND created_at > proof.at) AS counts
    FROM mail_message, proof
    WHERE mailbox_digest = %(mailbox)s AND unasked AND created_at > %(day)s AND state <> %(over)s
)
SELECT count(*) FILTER (WHERE counts AND created_at > %(hour)s), count(*) FILTER (WHERE counts), count(*),
       count(*) FILTER (WHERE same),
       greatest(
           (SELECT created_at FROM unasked WHERE counts ORDER BY created_at DESC OFFSET %(hourly)s - 1 LIMIT 1)
               + interval '1 hour',
           (SELECT created_at FROM unasked WHERE counts ORDER BY created_at DESC OFFSET %(daily)s - 1 LIMIT 1)
               + interval '1 day',
           (SELECT created_at FROM unasked ORDER BY created_at DESC OFFSET %(most)s - 1 LIMIT 1) + interval '1 day'
       )
FROM unasked
"""
# An email that waits for its mailbox ends when a newer one of its template comes, which takes over what it gathered.
TAKE_WAITING = """
UPDATE mail_message AS message SET state = %(over)s, context = '{}', attachments = '[]'
FROM (
    SELECT id, context, discreet, to_digest FROM mail_message
    WHERE mailbox_digest = %(mailbox)s AND unasked AND template = %(template)s AND state = %(queued)s
        AND attempts = 0 AND next_attempt_at > %(now)s
    FOR UPDATE
) AS waiting
WHERE message.id = waiting.id
RETURNING waiting.to_digest = %(address)s, waiting.context, waiting.discreet
"""
MAX_GATHERED = 12


def budget_is_spent(address: str, *, template: str = "") -> bool:
    """Say whether the mailbox of `address` has had what it may get unasked.

    Ask in the transaction that inserts the mail. `template` is that of a mail that an address gets once in 24 hours.

    Whoever asks for the same mailbox waits for that transaction to end, so that two never count the same mails.
    """
    if not settings.RATE_LIMITS_ENABLED:
        return False
    _lock(mailbox_digest(address))
    return _count(address, template=template)[0]


def _lock(mailbox: str) -> None:
    """Lock a mailbox until the transaction ends: the statements that follow see what was committed meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [mailbox])


def _count(address: str, *, template: str) -> tuple[bool, datetime | None]:
    """Return whether the mailbox of `address` has had what it may get unasked, and when it may get the next."""
    now = timezone.now()
    asked: dict[str, Any] = {
        "address": address_digest(address), "mailbox": mailbox_digest(address), "template": template,
        "day": now - timedelta(days=1), "hour": now - timedelta(hours=1), "over": str(Message.State.OVER_BUDGET),
        "hourly": HOURLY, "daily": DAILY, "most": MOST,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, asked)
        hourly, daily, in_all, same, free_at = cursor.fetchone()
    return bool(hourly >= HOURLY or daily >= DAILY or in_all >= MOST or same), free_at


def _keep_to_budget(message: Message, *, template: str, gathers: str) -> None:
    """Let an unasked `message` wait, or drop its words, where its mailbox has had what it may get."""
    _lock(message.mailbox_digest)
    if gathers:
        _take_waiting(message, gathers)
    is_spent, free_at = _count(message.to, template=template)
    if is_spent and gathers and free_at:
        message.created_at = message.next_attempt_at = free_at  # it counts from when it is sent
    elif is_spent:
        message.state, message.context, message.attachments = Message.State.OVER_BUDGET, {}, []


def _take_waiting(message: Message, gathers: str) -> None:
    """End the emails like `message` that wait for its mailbox; `message` takes over what they gathered for its address.

    One statement, whether or not any waits.
    """
    asked: dict[str, Any] = {
        "mailbox": message.mailbox_digest, "template": message.template, "address": message.to_digest,
        "over": str(Message.State.OVER_BUDGET), "queued": str(Message.State.QUEUED), "now": timezone.now(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(TAKE_WAITING, asked)
        rows = [(json.loads(context), discreet) for is_same, context, discreet in cursor.fetchall() if is_same]
    gathered = dict(message.context[gathers])
    for context, discreet in rows:
        message.discreet = message.discreet or discreet
        for about, words in context.get(gathers, []):
            gathered.setdefault(about, words)
    message.context[gathers] = list(gathered.items())[:MAX_GATHERED]


OBJECTED = "mail"  # what the list beside the database calls who asked for no mail (coalition/privacy/erasures.py)
SENT_AGAIN, SETTLED = "mail.send_again", "mail.settle_delivered"  # actions in the site history


def may_send_again(user: Any) -> bool:
    return bool(user.has_perm("mail.resend_message"))


def may_show_body(message: Message) -> bool:
    """Say whether a mail's words may be shown: never those with a code or a personal link, but in the demo."""
    return bool(message.html) and (settings.DEMO or not message.sensitive)


class NotUncertain(Exception):
    """This mail is not uncertain, or its words or address were erased: it cannot be sent again."""


@dataclass(frozen=True)
class Attachment:
    """A text file that goes with a mail. `type` is its media type with parameters."""

    name: str
    content: str
    type: str


@transaction.atomic(savepoint=False)
def send(
    *,
    key: str,
    template: str,
    to: str,
    language: str,
    context: Mapping[str, Any] | None = None,
    discreet: bool = False,
    attachments: Sequence[Attachment] = (),
    sensitive: bool = False,
    reply_to: str = "",
    unasked: bool = False,
    once_daily: bool = False,
    paced: bool = False,
    gathers: str = "",
    about: str = "",
) -> Message:
    """Owe one mail to `to`: a row in the caller's transaction; the worker renders and sends it.

    `key` makes it idempotent: the same key returns the first row and sends nothing more.
    `template` names `<template>.subject.txt` and `<template>.mjml`; `context` is JSON-ready.
    `language` is the reader's. `discreet` asks for a mail that says nothing in the inbox: neutral sender, subject and
    first lines, no attachment. Pass it for whoever asked, and, as their app says, where nobody confirmed yet.
    An address whose holder asked for discreet mails gets only such ones, whatever is passed here.
    `sensitive` bodies (codes, personal links) are never shown in the log and are erased once sent.
    `unasked` says that somebody typed the address and nobody has proven yet that it is theirs. Each call says it in
    so many words (a test reads them all). What is over the mailbox's budget is kept without its words, and not sent;
    the same is done either way, so that the page tells nothing. So is a second one of its template to the same
    address in 24 hours, where an unasked mail is `once_daily`.
    Mails that somebody causes by thousands are `paced`: each comes due a while after the one before, so that a code
    does not wait behind them.
    An unasked mail that `gathers` is not dropped over the budget: it waits until its mailbox may get one more. One
    waits at a time, the newest, and takes over from the one before what its context has under that name: a list of
    pairs, of what it is about and what to say, the newest first.
    `about` names what it is about, as "event:7", for who may list the mails of one.
    """
    message = Message(
        key=key, template=template, to=normalise(to), to_digest=address_digest(to), language=language,
        context=dict(context or {}), discreet=discreet, sensitive=sensitive,
        attachments=[asdict(attachment) for attachment in attachments], reply_to=reply_to, unasked=unasked,
        mailbox_digest=mailbox_digest(to) if unasked else "", about=about,
    )  # fmt: skip
    if unasked and settings.RATE_LIMITS_ENABLED:
        _keep_to_budget(message, template=template if once_daily else "", gathers=gathers)
    if paced and message.is_owed:
        message.next_attempt_at = _place_in_row(message)
    if not _insert(message):
        return Message.objects.get(key=key)
    queue.wake("mail.drain")
    return message


def _place_in_row(message: Message) -> datetime:
    """Return when one of thousands of mails is due: as long after the last of its kind as MAIL_PER_MINUTE says."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [message.template])
    waiting = Message.objects.filter(template=message.template, state=Message.State.QUEUED, attempts=0)
    last = waiting.aggregate(last=Max("next_attempt_at"))["last"]
    pause = timedelta(minutes=1) / (settings.MAIL_PER_MINUTE or 600)
    return max(message.next_attempt_at, last + pause) if last else message.next_attempt_at


def send_text(*, to: str, subject: str, text: str, discreet: bool = False, unasked: bool = False) -> Message:
    """Owe `text`, which a library wrote for an editor, to `to`, in the language of the moment.

    It may hold a personal link, so it is sensitive. Two of the same are two mails.
    """
    return send(
        key=f"account:{uuid4()}",
        template="mail/account",
        to=parseaddr(to)[1],
        language=get_language() or settings.LANGUAGE_CODE,
        context={"subject": subject, "paragraphs": [part.split("\n") for part in text.split("\n\n")]},
        discreet=discreet,
        sensitive=True,
        unasked=unasked,
    )


def _insert(message: Message) -> bool:
    """Insert `message` unless its key is there; say whether it was. One statement, so atomic by itself.

    PostgreSQL lets a second transaction with the same key wait for the first to end.
    """
    fields = [field for field in Message._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table, places = connection.ops.quote_name(Message._meta.db_table), ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places}) ON CONFLICT (key) DO NOTHING RETURNING id"  # noqa: S608
    values = [field.get_db_prep_save(getattr(message, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    if row is None:
        return False
    message.pk = row[0]
    message._state.adding, message._state.db = False, connection.alias
    return True


@transaction.atomic
def send_again(*, message: Message, by: Any) -> Message:
    """Owe an uncertain mail once more, under the same Message-ID; `by` decided so, and the site history says it.

    The row is locked: two people who press the button at once send it once more, not twice.

    Raises NotUncertain for any other mail, and for one whose words or address were erased.
    """
    message = Message.objects.select_for_update().get(pk=message.pk)
    if not message.can_be_sent_again:
        raise NotUncertain
    message.state, message.next_attempt_at = Message.State.QUEUED, timezone.now()
    message.save(update_fields=["state", "next_attempt_at"])
    log(instance=message, action=SENT_AGAIN, user=by, title=message.template)  # a subject may hold a code
    queue.wake("mail.drain")
    return message


@transaction.atomic
def settle_delivered(*, message: Message, by: Any) -> None:
    """Record that an uncertain mail did arrive: `by` knows it, and the site history says so.

    What it said of a code or a personal link is erased, as of each mail that was sent. Raises NotUncertain.
    """
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.state != Message.State.UNCERTAIN:
        raise NotUncertain
    words = WITHOUT_WORDS if message.sensitive else {}
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENT, sent_at=timezone.now(), **words)
    log(instance=message, action=SETTLED, user=by, title=message.template)


@transaction.atomic
def suppress(*, digest: str, reason: Suppression.Reason, status: str = "", listed: bool = False) -> Suppression:
    """Write no more to the address of `digest`.

    A complaint or a wish outweighs a bounce; the same again counts from now. A complaint or a wish is noted beside
    the database, unless it is `listed` there.
    """
    if reason != Suppression.Reason.BOUNCED and not listed:
        erasures.remember_leaving(OBJECTED, digest)
    found, is_new = Suppression.objects.select_for_update().get_or_create(
        address_digest=digest, defaults={"reason": reason, "status": status[:12]}
    )
    if not is_new and (reason != Suppression.Reason.BOUNCED or found.reason == reason):
        found.reason, found.status, found.created_at = reason, status[:12], timezone.now()
        found.save()
    return found


@transaction.atomic
def forget_words(*, key: str, name: str) -> None:
    """Forget what the mail with `key` quotes as `name`, and its body.

    One that still waits leaves without the words. One that left is out of reach.
    """
    for message in Message.objects.select_for_update().filter(key=key):
        words = message.context.get(name)
        message.context = {**message.context, name: [] if isinstance(words, list) else ""}
        message.text = message.html = ""
        message.save(update_fields=["context", "text", "html"])


@transaction.atomic
def forget_mail(*, key: str) -> None:
    """Forget all words of the mail with `key`, and whom its answers go to.

    One that still waits is not sent: it would say nothing. One that left is out of reach.
    """
    _forget(Message.objects.filter(key=key))


@transaction.atomic
def forget_mails(*, prefix: str) -> None:
    """Forget the words of the mails whose keys begin with `prefix`, as above, and whom they went to."""
    _forget(Message.objects.filter(key__startswith=prefix), subject="", to="", to_digest="", mailbox_digest="")


def _forget(found: OutgoingQuerySet[Message], **fields: str) -> None:
    found.not_on_the_wire().update(state=Message.State.SUPPRESSED)
    found.update(**WITHOUT_WORDS, reply_to="", **fields)
