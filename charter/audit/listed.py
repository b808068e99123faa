"""Is the public list what the signatures and their local governments make of it?"""

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import F, Func, Q, SmallIntegerField, TextField
from django.db.models.functions import Cast

from charter.audit.faults import CHUNK, Fault
from charter.signatories.models import LANGUAGES, Signatory
from charter.signing.models import Signature
from charter.states import PUBLISHED

OWN = ("government_id", "number", "signed_at")
FACTS = ("kind", "section", "country", "latitude", "longitude")
KEYS, KEY_LENGTH = ("name", "country"), 100  # what it is sorted by


def check_list() -> Iterator[Fault]:
    """Yield a fault for each row that is missing, was added, or is not what `signatories.services.rebuild` writes."""
    rows = Signature.objects.filter(Q(state__in=PUBLISHED, government__isnull=False) | Q(public_row__isnull=False))
    rows = rows.select_related("government", "version", "public_row").annotate(
        cell=Func(F("government__latitude"), F("government__longitude"), function="charter_cell",
                  output_field=SmallIntegerField()),
        words=Cast(SearchVector("government__search_text", config="simple"), TextField()),
        listed_words=Cast("public_row__words", TextField()),
    )  # fmt: skip
    met = 0
    for row in rows.order_by("pk").iterator(chunk_size=CHUNK):
        listed, name = getattr(row, "public_row", None), f"signature {row.verification_code}"
        met += listed is not None
        if listed is None:
            yield Fault(None, "list", f"{name} is not on the public list")
        elif row.state not in PUBLISHED or row.government is None:
            yield Fault(None, "list", f"{name} is on the public list, and was not published")
        elif wrong := [column for column, value in _made(row).items() if _listed(row, column) != value]:
            yield Fault(None, "list", f"{name} is not on the public list as it was published: {', '.join(wrong)}")
    if beside := Signatory.objects.count() - met:
        yield Fault(None, "list", f"{beside} rows of the public list are of no signature")


def _listed(row: Any, column: str) -> Any:
    return row.listed_words if column == "words" else getattr(row.public_row, column)


def _made(row: Any) -> dict[str, Any]:
    government = row.government
    keys = {f"{name}_{code}": government.sort_keys.get(name, {}).get(code) for name in KEYS for code in LANGUAGES}
    return {
        **{name: getattr(row, name) for name in (*OWN, "cell", "words")},
        **{name: getattr(government, name) for name in FACTS},
        **{column: (key or "")[:KEY_LENGTH] for column, key in keys.items()},
        "status": row.state,
        "ad_referendum": row.ad_referendum_until is not None,
        "version": row.version.number,
    }
