"""What the page about the network shows after its text: people who signed, and those who work with it and pay."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from wagtail.images import get_image_model

from charter.signatories import cards
from charter.signatories.models import Signatory
from coalition.site.models import Partner

LOGO = "max-320x120|format-webp"
MOST_PEOPLE = 8


@dataclass(frozen=True)
class PartnerCard:
    """One partner: its name in the reader's language, its address, and its logo at the size shown."""

    name: Any
    url: str
    logo: Any


def people() -> list[cards.Card]:
    """Return the cards of signatories whose mayors are quoted, the newest first; none of a place at risk."""
    rows = cards.with_pictures(Signatory.objects.in_force()).filter(government__portrait__isnull=False)
    rows = rows.exclude(government__at_risk=True).order_by("-signed_at", "-number")
    return [card for card in cards.cards(rows[:MOST_PEOPLE]) if card.quote]


def partners() -> list[PartnerCard]:
    """Return the partners in the editors' order, each with its logo where it has one; three queries at most."""
    logos = get_image_model().objects.prefetch_renditions(LOGO)
    rows = Partner.objects.prefetch_related(Prefetch("logo", queryset=logos))
    return [PartnerCard(row.name, row.url, _logo(row)) for row in rows]


def _logo(partner: Partner) -> Any:
    return partner.logo.get_rendition(LOGO) if partner.logo else None
