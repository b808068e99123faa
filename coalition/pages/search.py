"""What a page says, folded: the words that search compares, in every script and without accents.

PostgreSQL's full-text search folds no accents without an extension, so both sides are folded here:
the index holds `folded_text(page)`, and a query goes through `fold()` before it is asked.
"""

from django.db import models
from django.utils.html import strip_tags
from wagtail.fields import StreamField
from wagtail.models import Page

from .folding import fold

WORDS = (models.TextField, models.CharField)
NOT_WORDS = (models.URLField, models.EmailField, models.SlugField)


def folded_text(page: Page) -> str:
    """Return title, description and every field of words of the page's own type, folded and without markup."""
    own = [field for field in page._meta.concrete_fields if field.model is not Page]
    texts = [page.title, page.search_description]
    for field in own:
        value = getattr(page, field.attname)
        if isinstance(field, StreamField):
            texts += [str(text) for text in field.get_searchable_content(value)]
        elif isinstance(field, WORDS) and not isinstance(field, NOT_WORDS) and not field.choices:
            texts.append(strip_tags(str(value or "").replace("<", " <")))
    return fold(" ".join(texts))
