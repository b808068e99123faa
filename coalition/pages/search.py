"""What a page says, folded: the words that search compares, in every script and without accents.

PostgreSQL's full-text search folds no accents without an extension, so both sides are folded here:
the index holds `folded_text(page)`, and a query goes through `fold()` before it is asked.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.utils.html import strip_tags
from wagtail.fields import StreamField
from wagtail.models import Page

from .folding import fold

WORD = re.compile(r"[a-z0-9]+")
WORDS = (models.TextField, models.CharField)
NOT_WORDS = (models.URLField, models.EmailField, models.SlugField)
NOT_WORDS_IN_BLOCKS = {"id", "type", "level", "url", "side", "which"}


def folded_text(page: Page) -> str:
    """Return title, description and every field of words of the page's own type: folded words, without markup."""
    own = [field for field in page._meta.concrete_fields if field.model is not Page]
    texts = [page.title, page.search_description]
    for field in own:
        value = getattr(page, field.attname)
        if isinstance(field, StreamField):
            texts += _block_texts(value.get_prep_value())
        elif isinstance(field, WORDS) and not isinstance(field, NOT_WORDS) and not field.choices:
            texts.append(str(value or ""))
    return folded_words(texts)


def folded_words(texts: Iterable[str]) -> str:
    """Return `texts` without markup as folded words."""
    # Words only: PostgreSQL would take "end.Next" for the name of a host.
    return " ".join(WORD.findall(fold(" ".join(strip_tags(text.replace("<", " <")) for text in texts))))


def _block_texts(value: Any) -> Iterator[str]:
    """Yield every text within the stored form of a StreamField."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _block_texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in NOT_WORDS_IN_BLOCKS:
                yield from _block_texts(item)
