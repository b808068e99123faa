"""Writing and publishing the charter's text."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from charter.ledger import log as transparency
from charter.ledger.log import Record
from charter.ledger.models import Leaf, LoggedFact
from charter.ledger.services import log_fact
from charter.states import Changed, SamePerson
from charter.texts.canonical import text_digest
from charter.texts.models import CharterText, CharterVersion
from coalition.users.models import User

PROPOSED, DROPPED, PUBLISHED = "charter.propose", "charter.drop_proposal", "charter.publish"  # in the site history


class AlreadyPublished(Exception):
    """A published version never changes."""


class NotProposed(Exception):
    """Nobody proposed to publish this version, or it changed since."""


class MissingLanguages(Exception):
    """A version without a text in each language of the site is not published. `languages` are their codes."""

    def __init__(self, languages: list[str]) -> None:
        super().__init__(", ".join(languages))
        self.languages = languages


class IncompleteTexts(MissingLanguages):
    """A text that lacks what another language has is no translation of it. `languages` are the codes of such texts."""


@transaction.atomic
def write_text(
    *, version: CharterVersion, language: str, title: str, preamble: str, articles: Sequence[tuple[str, str]]
) -> CharterText:
    """Write the words of the draft `version` in `language`; `articles` are titles and texts, in order.

    Raises AlreadyPublished.
    """
    if _locked(version).is_published:
        raise AlreadyPublished
    body = [("article", {"title": heading, "text": text}) for heading, text in articles]
    text, _created = CharterText.objects.update_or_create(
        version=version, language=language, defaults={"title": title, "preamble": preamble, "body": body}
    )
    return text


@transaction.atomic
def propose(*, version: CharterVersion, proposer: User, digest: str) -> CharterVersion:
    """Ask for the publication of the draft `version`: the first of two people. Any change of it voids the proposal.

    `digest` is that of the version as the proposer was shown it (`CharterVersion.digest_now`).
    Raises AlreadyPublished, MissingLanguages, IncompleteTexts, or Changed when it is another text now.
    """
    version = _publishable(version)
    if version.digest_now() != digest:
        raise Changed
    version.proposed_by, version.proposed_at, version.proposed_digest = proposer, timezone.now(), digest
    version.save(update_fields=["proposed_by", "proposed_at", "proposed_digest"])
    log(instance=version, action=PROPOSED, user=proposer, data={"digest": digest})
    return version


@transaction.atomic
def drop_proposal(*, version: CharterVersion, user: User) -> CharterVersion:
    """Take the proposal to publish `version` back, by who made it or by who does not agree. Raises NotProposed."""
    version = _locked(version)
    if version.is_published or version.proposed_by_id is None:
        raise NotProposed
    digest = version.proposed_digest
    version.proposed_by, version.proposed_at, version.proposed_digest = None, None, ""
    version.save(update_fields=["proposed_by", "proposed_at", "proposed_digest"])
    log(instance=version, action=DROPPED, user=user, data={"digest": digest})
    return version


@transaction.atomic
def publish(
    *, version: CharterVersion, publisher: User, digest: str, published_at: datetime | None = None
) -> CharterVersion:
    """Freeze `version`: each text gets the SHA-256 of its canonical form, and nothing of it changes again.

    The second of two people publishes what the first one proposed: `digest` is that of what `publisher` read.
    `published_at` is now, unless a version published earlier elsewhere is taken over.

    Raises AlreadyPublished, MissingLanguages when a language of the site has no text, or IncompleteTexts when one
    has fewer articles than another, no preamble where another has one, or no words in a title or an article;
    NotProposed, SamePerson, or Changed when what was proposed or read is not what it is now.
    """
    version = _publishable(version)
    if version.proposed_by_id is None:
        raise NotProposed
    if version.proposed_by_id == publisher.pk:
        raise SamePerson
    if not version.digest_now() == version.proposed_digest == digest:
        raise Changed
    for text in CharterText.objects.filter(version=version).select_related("version"):
        text.digest = text_digest(text.canonical())
        text.save(update_fields=["digest"])
    version.state, version.published_by = CharterVersion.State.PUBLISHED, publisher
    version.published_at = published_at or timezone.now()
    version.save(update_fields=["state", "published_at", "published_by"])
    log(instance=version, action=PUBLISHED, user=publisher, data={"digest": digest})
    commit(version)
    return version


def commit(version: CharterVersion) -> None:
    """Put each text of the published `version` into the log, and what else the public reads of it."""
    for text in CharterText.objects.filter(version=version).select_related("version").order_by("language"):
        transparency.append(text_record(text))
    log_fact(LoggedFact.Kind.PUBLIC, f"version {version.number}", dict([public_facts(version)]))


def public_facts(version: CharterVersion) -> tuple[str, dict[str, Any]]:
    """Return the name of the published `version`, and what the public reads of it beside its texts."""
    published = version.published_at.astimezone(UTC).isoformat() if version.published_at else ""
    return f"version {version.number}", {"at": published, "authentic": " ".join(sorted(version.authentic_languages))}


def text_record(text: CharterText) -> Record:
    return Record(Leaf.Kind.TEXT, f"{text.version.number}/{text.language}", {"sha256": text.digest})


def _publishable(version: CharterVersion) -> CharterVersion:
    """Return the draft, locked and complete in every language; its texts are locked with it."""
    version = _locked(version)
    if version.is_published:
        raise AlreadyPublished
    list(CharterText.objects.select_for_update().filter(version=version).order_by("pk"))
    if missing := version.missing_languages():
        raise MissingLanguages(missing)
    if incomplete := version.incomplete_languages():
        raise IncompleteTexts(incomplete)
    return version


def _locked(version: CharterVersion) -> CharterVersion:
    return CharterVersion.objects.select_for_update().get(pk=version.pk)
