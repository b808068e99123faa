"""Writing and publishing the charter's text."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from charter.canonical import text_digest
from charter.models import CharterText, CharterVersion


class AlreadyPublished(Exception):
    """A published version never changes."""


class MissingLanguages(Exception):
    """A version without a text in each language of the site is not published. `languages` are their codes."""

    def __init__(self, languages: list[str]) -> None:
        super().__init__(", ".join(languages))
        self.languages = languages


class IncompleteTexts(Exception):
    """A text that lacks what another language has is no translation of it. `languages` are the codes of such texts."""

    def __init__(self, languages: list[str]) -> None:
        super().__init__(", ".join(languages))
        self.languages = languages


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
def publish(*, version: CharterVersion, published_at: datetime | None = None) -> CharterVersion:
    """Freeze `version`: each text gets the SHA-256 of its canonical form, and nothing of it changes again.

    `published_at` is now, unless a version published earlier elsewhere is taken over.

    Raises AlreadyPublished, MissingLanguages when a language of the site has no text, or IncompleteTexts when one
    has fewer articles than another, no preamble where another has one, or no words in a title or an article.
    """
    version = _locked(version)
    if version.is_published:
        raise AlreadyPublished
    if missing := version.missing_languages():
        raise MissingLanguages(missing)
    if incomplete := version.incomplete_languages():
        raise IncompleteTexts(incomplete)
    for text in CharterText.objects.filter(version=version).select_related("version"):
        text.digest = text_digest(text.canonical())
        text.save(update_fields=["digest"])
    version.state = CharterVersion.State.PUBLISHED
    version.published_at = published_at or timezone.now()
    version.save(update_fields=["state", "published_at"])
    return version


def _locked(version: CharterVersion) -> CharterVersion:
    return CharterVersion.objects.select_for_update().get(pk=version.pk)
