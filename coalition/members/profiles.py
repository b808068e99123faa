"""What the profile of a local government shows."""

from typing import Any

from babel import Locale
from babel.numbers import format_decimal
from django.utils.translation import get_language

from coalition.pages.covers.addresses import woven
from coalition.pages.languages import language_name

from . import badges
from .models import LocalGovernment, MemberProfile


def context(government: LocalGovernment) -> dict[str, Any]:
    """Return what the template of a profile needs, in the active language."""
    profile, cover = words(government), woven("member", government.code)
    return {
        "government": government,
        "profile": profile,
        "facts": facts(government),
        "cover": profile.covered(cover) if profile else cover,
        "sections": badges.profile_sections(government),
    }


def words(government: LocalGovernment) -> MemberProfile | None:
    """Return the profile in the active language, else in English, else in any."""
    profiles = {profile.language: profile for profile in government.profiles.all()}
    return profiles.get(get_language() or "") or profiles.get("en") or next(iter(profiles.values()), None)


def facts(government: LocalGovernment) -> dict[str, Any]:
    """Return the facts that need the active language's own writing: figures and names of languages."""
    locale = Locale.parse(get_language() or "en")
    population = government.population
    return {
        "population": format_decimal(population, locale=locale) if population is not None else "",
        "languages": [language_name(code) for code in government.languages],
    }
