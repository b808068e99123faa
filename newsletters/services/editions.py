"""Send an edition: once, to everyone who asked, in their language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Count
from django.utils import timezone
from wagtail.search import index

from coalition.privacy import queue
from newsletters import rendering
from newsletters.models import Delivery, Issue, IssueText, NewsletterPage, Subscriber

FALLBACK = "en"


class AlreadySent(Exception):
    """This edition was sent before: an edition is sent once."""


class NotReady(Exception):
    """No translation of this edition is published."""


@dataclass(frozen=True)
class Audience:
    """The readers of one language. `text_language` is what they will be sent: their own language where the
    edition is published in it, else the fallback; empty when nothing is published."""

    language: str
    readers: int
    text_language: str


def published_pages(page: NewsletterPage) -> dict[str, NewsletterPage]:
    """Return the published translations of `page`, by language."""
    pages = NewsletterPage.objects.filter(translation_key=page.translation_key).live().select_related("locale")
    return {translation.locale.language_code: translation for translation in pages}


def fallback_of(languages: Any) -> str:
    """Return the language for readers whose own is missing: English, else the first there is, else nothing."""
    given = [code for code, _name in settings.LANGUAGES if code in languages]
    return FALLBACK if FALLBACK in given else (given[0] if given else "")


def audiences(*, page: NewsletterPage) -> list[Audience]:
    """Return how many readers of each language an edition would be sent to now, and what. Two queries."""
    published = set(published_pages(page))
    fallback = fallback_of(published)
    rows = Subscriber.objects.to_write_to().order_by().values_list("language").annotate(count=Count("pk"))
    counts = dict(rows)
    return [
        Audience(code, counts.get(code, 0), code if code in published else fallback)
        for code, _name in settings.LANGUAGES
    ]


@transaction.atomic
def send_issue(*, page: NewsletterPage, by: Any = None) -> Issue:
    """Send the published translations of `page` to all confirmed readers; the worker carries them.

    The words are frozen here. One statement makes every delivery, so a reader who confirms meanwhile is
    either in or out, never twice.

    Raises NotReady without a published translation, AlreadySent the second time.
    """
    issue, texts = _freeze(page, by=by, started_at=timezone.now())
    _insert_deliveries(issue, texts)
    if issue.deliveries.exists():
        queue.wake("newsletters.deliver")
    else:
        issue.finish()
        issue.save()
    return issue


@transaction.atomic
def archive_issue(*, page: NewsletterPage, sent_at: datetime, by: Any = None) -> Issue:
    """Record `page` as an edition sent at `sent_at` by other means: archived, mailed to nobody.

    Raises NotReady without a published translation, AlreadySent the second time.
    """
    issue, _texts = _freeze(page, by=by, started_at=sent_at)
    issue.finish()
    issue.finished_at = sent_at
    issue.save()
    return issue


def _freeze(page: NewsletterPage, *, by: Any, started_at: datetime) -> tuple[Issue, dict[str, IssueText]]:
    pages = published_pages(page)
    if not pages:
        raise NotReady
    title = pages[fallback_of(pages)].title
    try:
        with transaction.atomic():
            issue = Issue.objects.create(
                translation_key=page.translation_key, title=title, sent_by=by, started_at=started_at
            )
    except IntegrityError:
        raise AlreadySent from None
    texts = [rendering.freeze(translation)(issue=issue) for translation in pages.values()]
    frozen = {text.language: text for text in IssueText.objects.bulk_create(texts)}
    for translation in pages.values():
        index.insert_or_update_object(translation)  # it is public from now on, so it may be found
    return issue, frozen


def _insert_deliveries(issue: Issue, texts: dict[str, IssueText]) -> None:
    readers = Subscriber.objects.to_write_to().order_by().values("pk", "language", "discreet")
    rows, parameters = readers.query.sql_with_params()
    statement = (  # the tables' names are ours; every value is a parameter
        f"INSERT INTO {Delivery._meta.db_table} (issue_id, subscriber_id, text_id, discreet, state, attempts, "  # noqa: S608
        "next_attempt_at, claimed_by, last_error) "
        "SELECT %s, reader.pk, COALESCE(text.id, %s), reader.discreet, %s, 0, %s, '', '' "
        f"FROM ({rows}) reader (pk, language, discreet) LEFT JOIN {IssueText._meta.db_table} text "
        "ON text.issue_id = %s AND text.language = reader.language ON CONFLICT DO NOTHING"
    )
    fallback = texts[fallback_of(texts)].pk
    with connection.cursor() as cursor:
        values = [issue.pk, fallback, Delivery.State.PENDING, timezone.now(), *parameters, issue.pk]
        cursor.execute(statement, values)


def progress(*, issue: Issue) -> dict[str, int]:
    """Return how many deliveries of `issue` are in each state that has any."""
    counts = dict(issue.deliveries.order_by().values_list("state").annotate(count=Count("pk")))
    return {str(state.label): counts[state.value] for state in Delivery.State if state.value in counts}
