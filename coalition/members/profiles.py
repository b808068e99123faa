"""What the profile of a local government shows."""

import io
import logging
from typing import Any

from babel import Locale
from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images.models import SourceImageIOError

from coalition.languages.names import language_name
from coalition.pages.covers import Cover, pattern_cover
from coalition.pages.pictures import BROKEN
from coalition.pages.share_images import ShareCard
from coalition.typed import key_of

from . import maps
from .maps import Mark, WorldMap
from .models import LocalGovernment, MemberProfile, Office

logger = logging.getLogger(__name__)

LARGEST = 400  # pixels of a side that is printed: more than 300 to the inch


def crest_words(name: str) -> str:
    """Return what a crest is called for who does not see it; `name` is the government's in the active language."""
    return _("Crest of %(government)s") % {"government": name}


def printed_crest(government: LocalGovernment) -> bytes:
    """Return the crest of `government` as PNG, small enough for print and without metadata; nothing where it has none.

    A crest whose file is lost or damaged is none: a certificate does not wait for it.
    """
    if government.crest is None:
        return b""
    try:
        with government.crest.open_file() as file, Image.open(file) as picture:
            return _drawn(picture)
    except (SourceImageIOError, *BROKEN) as error:
        logger.warning("The crest of %s cannot be drawn: %s", government.code, type(error).__name__)
        return b""


def _drawn(picture: Image.Image) -> bytes:
    drawn, target = picture.convert("RGBA"), io.BytesIO()
    drawn.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS)
    if drawn.getchannel("A").getextrema() == (255, 255):
        drawn = drawn.convert("RGB")
    drawn.save(target, "PNG", optimize=True)
    return target.getvalue()


def context(government: LocalGovernment) -> dict[str, Any]:
    profile = words(government)
    return {
        "government": government,
        "profile": profile,
        "facts": facts(government),
        "where": where(government),
        "offices": offices(government),
        "quote": quote(government, profile),
        "cover": cover(government, profile),
        "crest_words": crest_words(government.name),
        "share_card": share_card(government, profile),
    }


def cover(government: LocalGovernment, profile: MemberProfile | None) -> Cover:
    """Return the picture of `government`: the photograph of the words that are shown, else its pattern."""
    pattern = pattern_cover("member", government.code)
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
    view = maps.view_holding(maps.section_view(government.section), [(longitude, latitude)])
    return WorldMap((Mark(*view.place(longitude, latitude), government.name, "", "", signed=True),), view)


def offices(government: LocalGovernment) -> list[Office]:
    """Return the public offices of `government`, none of a place at risk; no person among them."""
    return [] if government.at_risk else list(government.offices.all())


def quote(government: LocalGovernment, profile: MemberProfile | None) -> dict[str, Any] | None:
    """Return the sentence of who leads `government`, as `blocks/quote.html` shows it; None at a place at risk."""
    if profile is None or not profile.head_words or government.at_risk:
        return None
    return {
        "text": profile.head_words,
        "source": profile.head,
        "role": profile.head_office,
        "portrait": government.portrait,
    }


def facts(government: LocalGovernment) -> dict[str, Any]:
    """Return the facts that need the active language's own writing: figures and names of languages."""
    locale = Locale.parse(get_language() or "en")
    population = government.population
    return {
        "population": format_decimal(population, locale=locale) if population is not None else "",
        "languages": [language_name(code) for code in government.languages],
    }
