"""Choose whom an edition is for."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from newsletters.readers.models import ReaderQuerySet
from newsletters.readers.recipients.models import Recipients
from newsletters.readers.segments.models import Segment


def of(translation_key: UUID) -> Recipients:
    """Return whom the edition of `translation_key` is for: all who want each edition, where nobody chose."""
    found = Recipients.objects.filter(translation_key=translation_key).select_related("segment").first()
    return found or Recipients(translation_key=translation_key)


def facts(translation_key: UUID) -> dict[str, Any]:
    """Return by which rules the edition of `translation_key` has its readers: what an approval is of, beside words."""
    chosen = of(translation_key)
    told: dict[str, Any] = {"frequency": chosen.frequency, "themes": sorted(chosen.themes)}
    if (segment := chosen.segment) is not None:
        told["segment"] = {
            "name": segment.name, "languages": sorted(segment.languages), "themes": sorted(segment.themes),
            "regions": sorted(segment.regions), "contacts": segment.contacts,
            "joined_since": str(segment.joined_since or ""),
        }  # fmt: skip
    return told


def readers_of(translation_key: UUID) -> ReaderQuerySet:
    """Return who is sent the edition of `translation_key`, if it is sent now: those who asked for it, less those
    whose mailbox refused or gave up."""
    return of(translation_key).readers()


def counts_of(translation_key: UUID) -> dict[str, int]:
    """Return how many readers the edition of `translation_key` is sent to now, by language."""
    return of(translation_key).counts()


def choose(
    *, translation_key: UUID, themes: Collection[str], frequency: str, segment: Segment | None = None
) -> Recipients:
    """Keep whom the edition is for. The caller knows that it was not sent yet."""
    chosen, _new = Recipients.objects.update_or_create(
        translation_key=translation_key,
        defaults={"themes": sorted(themes), "frequency": frequency, "segment": segment},
    )
    return chosen
