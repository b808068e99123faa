"""What the profile of a local government shows."""

from typing import Any

from babel import Locale
from babel.numbers import format_decimal
from django.utils.translation import get_language

from coalition.keys import key_of
from coalition.pages.covers.addresses import Cover, woven
from coalition.pages.languages import language_name
from coalition.pages.sharing.cards import ShareCard

from . import crests, geo
from .maps import Mark, WorldMap
from .models import LocalGovernment, MemberProfile, Office


def context(government: LocalGovernment) -> dict[str, Any]:
    profile = words(government)
    return {
        "government": government,
        "profile": profile,
        "facts": facts(government),
        "where": where(government),
        "offices": offices(government),
        "cover": cover(government, profile),
        "crest_words": crests.crest_words(government.name),
        "share_card": share_card(government, profile),
    }


def cover(government: LocalGovernment, profile: MemberProfile | None) -> Cover:
    """Return the picture of `government`: the photograph of the words that are shown, else its pattern."""
    pattern = woven("member", government.code)
    return profile.covered(pattern) if profile else pattern


def share_card(government: LocalGovernment, profile: MemberProfile | None) -> ShareCard:
    return ShareCard(
        kind="member",
        identifier=str(government.pk),
        language=get_language() or "en",
        title=government.name,
        cover=cover(government, profile),
        eyebrow=government.country_name,
    )


def find_share_card(identifier: str, language: str) -> ShareCard | None:
    rows = LocalGovernment.objects.public().filter(pk=key_of(identifier))
    government = rows.first()
    return share_card(government, words(government)) if government else None


def words(government: LocalGovernment) -> MemberProfile | None:
    """Return the profile in the active language, else in English, else in any."""
    profiles = {profile.language: profile for profile in government.profiles.all()}
    return profiles.get(get_language() or "") or profiles.get("en") or next(iter(profiles.values()), None)


def where(government: LocalGovernment) -> WorldMap | None:
    """Return a map of the region of `government` with its seat on it; None without a seat."""
    if government.latitude is None or government.longitude is None:
        return None
    longitude, latitude = float(government.longitude), float(government.latitude)
    view = geo.view_holding(geo.section_view(government.section), [(longitude, latitude)])
    return WorldMap((Mark(*view.place(longitude, latitude), government.name, "", "", signed=True),), view)


def offices(government: LocalGovernment) -> list[Office]:
    """Return the public offices of `government`, none of a place at risk; no person among them."""
    return [] if government.at_risk else list(government.offices.all())


def facts(government: LocalGovernment) -> dict[str, Any]:
    """Return the facts that need the active language's own writing: figures and names of languages."""
    locale = Locale.parse(get_language() or "en")
    population = government.population
    return {
        "population": format_decimal(population, locale=locale) if population is not None else "",
        "languages": [language_name(code) for code in government.languages],
    }
