"""The public list as open data: which columns, and how each is written. No private field has a column here."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from charter.signatories.filters import SignatoryFilters
from charter.signatories.models import Signatory
from coalition.members import open_data
from coalition.pages.languages import language_codes

FACTS = (
    "number", "status", "signed_on", "version", "language", "ad_referendum_until", "act_body", "act_number",
    "act_date", "verification_code", "code",
)  # fmt: skip
PLACE = ("kind", "country", "section", "latitude", "longitude")


def columns() -> list[str]:
    return [*FACTS, *(f"name_{code}" for code in language_codes()), *PLACE]


def rows(filters: SignatoryFilters) -> Iterator[Signatory]:
    return filters.rows().with_facts().order_by("number").iterator(chunk_size=open_data.CHUNK)


def record(row: Signatory) -> dict[str, Any]:
    signature, government = row.signature, row.government
    act = signature if signature.act_is_shown else None
    return {
        "number": row.number,
        "status": row.status,
        "signed_on": timezone.localdate(row.signed_at).isoformat(),
        "version": row.version,
        "language": signature.language,
        "ad_referendum_until": _day(signature.ad_referendum_until),
        "act_body": act.act_body if act else "",
        "act_number": act.act_number if act else "",
        "act_date": _day(row.told_act_date),
        "verification_code": signature.verification_code,
        "code": government.code,
        **{f"name_{code}": government.names.get(code, "") for code in language_codes()},
        **{name: getattr(row, name) for name in PLACE},
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
