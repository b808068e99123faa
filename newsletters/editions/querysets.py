"""Which editions: chainable, never writes."""

from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Subquery
from wagtail.models import PageQuerySet

from newsletters.sending.models import Edition, EditionText


def as_sent(name: str) -> Subquery:
    """Return the expression of the frozen fact `name` of a page's edition in the page's language; NULL for others.

    Words that are frozen and did not leave yet are nobody's: NULL too.
    """
    texts = EditionText.objects.public().filter(
        edition__translation_key=OuterRef("translation_key"), language=OuterRef("locale__language_code")
    )
    return Subquery(texts.values(name))


class NewsletterPageQuerySet(PageQuerySet):
    def first_written(self) -> Self:
        older = self.model._default_manager.filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"))
        return self.filter(~Exists(older))

    def with_languages(self) -> Self:
        pages = self.model._default_manager.filter(translation_key=OuterRef("translation_key"))
        return self.annotate(languages=ArraySubquery(pages.order_by("locale_id").values("locale__language_code")))

    def with_words_as_sent(self) -> Self:
        """Annotate `sent_subject`, `sent_date` and `sent_summary`, each in the page's language; None before sending."""
        return self.annotate(**{f"sent_{name}": as_sent(name) for name in ("subject", "date", "summary")})

    def with_sending(self) -> Self:
        """Annotate `edition_state` and `edition_started_at`: None for one nobody asked for, and that did not leave."""
        edition = Edition.objects.filter(translation_key=OuterRef("translation_key")).order_by()
        return self.annotate(
            edition_state=Subquery(edition.values("state")), edition_started_at=Subquery(edition.values("started_at"))
        )
