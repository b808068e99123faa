"""What may happen to the synonyms outside the CMS."""

import tomllib
from pathlib import Path

from django.db import transaction

from .models import SearchSynonyms

FILE = Path(__file__).with_name("synonyms.toml")


@transaction.atomic
def add_first_synonyms() -> None:
    """Give a site that has no synonyms those to begin with; what editors keep or took away stays."""
    if SearchSynonyms.objects.exists():
        return
    groups = tomllib.loads(FILE.read_text(encoding="utf-8"))
    SearchSynonyms.objects.bulk_create(
        SearchSynonyms(language=language, terms=terms) for language, listed in groups.items() for terms in listed
    )
