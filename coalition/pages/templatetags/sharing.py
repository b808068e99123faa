"""Tags of a page's head: what a shared link shows, and the facts of the page for machines."""

from typing import Any

from babel.core import get_global
from django import template
from django.conf import settings
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.encoding import escape_uri_path
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from coalition.caching import page_cache
from coalition.languages.names import language_codes
from coalition.pages import json_ld, share_images
from coalition.pages.navigation import SECRETS

register = template.Library()

LOCALES = {"en": "en_GB", "fr": "fr_FR", "es": "es_ES", "ar": "ar_AR"}  # as Open Graph knows them


@register.inclusion_tag("components/share.html", takes_context=True)
def share_tags(context: template.Context) -> dict[str, Any]:
    """Print the page's addresses, and its Open Graph and card tags: its own title and sentence, its image.

    Nothing behind a secret, and of a page that is not everybody's no more than its tab says.
    """
    request = context.get("request")
    language = share_images.known(context.get("LANGUAGE_CODE") or "")
    if request is None or is_secret(request):
        return {"shown": False}
    card = card_of(context, language)
    if card is None:
        return {
            "shown": True,
            "title": words_of_block(context, "tab_title", "title"),
            "image": f"{settings.SITE_URL}{share_images.neutral_path(language)}",
        }
    page = context.get("page")
    return _own_addresses(context) | {
        "shown": True,
        "title": words_of_block(context, "title", "heading"),
        "description": words_of_block(context, "description"),
        "url": f"{settings.SITE_URL}{request.path}",
        "type": "article" if getattr(page, "is_article", False) else "website",
        "site_name": context.get("site_name"),
        "locale": locale_of(language),
        "others": [locale_of(code) for code in language_codes() if code != language],
        "image": f"{settings.SITE_URL}{card.path}",
        "image_alt": card.title,
    }


def _own_addresses(context: template.Context) -> dict[str, Any]:
    """Return the canonical address of a public page, and the absolute addresses of its translations by language.

    The query keeps what the site answers to, in one spelling. A language without a translation is left out.
    """
    request = context["request"]
    query = page_cache.canonical(request.META.get("QUERY_STRING", ""))
    asked, own = f"?{query}" if query else "", request.path
    links = [link for link in context.get("languages") or [] if link.is_translation]
    alternates = {link.code: f"{settings.SITE_URL}{link.url.partition('?')[0]}{asked}" for link in links}
    if own == f"/{context.get('LANGUAGE_CODE')}/":
        alternates["x-default"] = f"{settings.SITE_URL}/"
    elif alternates:
        alternates["x-default"] = alternates.get(settings.LANGUAGE_CODE) or next(iter(alternates.values()))
    return {"canonical": f"{settings.SITE_URL}{escape_uri_path(own)}{asked}", "alternates": alternates}


def locale_of(language: str) -> str:
    """Return the language and country that Open Graph asks for: of LOCALES, or as CLDR knows it best."""
    likely = get_global("likely_subtags").get(language, language)  # pt_Latn_BR
    return LOCALES.get(language) or "_".join(dict.fromkeys([language, likely.rpartition("_")[2]]))


@register.simple_tag(takes_context=True)
def linked_data(context: template.Context) -> SafeString:
    """Print the facts of the page as JSON-LD: nothing for a page that is not everybody's, or behind a secret."""
    request = context.get("request")
    if request is None or is_secret(request) or card_of(context, "en") is None:
        return SafeString()
    title = words_of_block(context, "heading", "title")
    found = [*(context.get("linked_data") or []), *json_ld.way(context.get("breadcrumb") or [], title)]
    return mark_safe(json_ld.script(found)) if found else SafeString()  # noqa: S308  # nosec: escaped there


def card_of(context: template.Context, language: str) -> share_images.ShareCard | None:
    """Return the card of the page that is shown; the site's where it has none, None for a neutral page."""
    if context.get("neutral"):
        return None
    card: share_images.ShareCard | None = context.get("share_card", None)
    return card if "share_card" in context else share_images.site_card(language)


def is_secret(request: Any) -> bool:
    """Say whether the address of `request` opens what belongs to one person."""
    match = request.resolver_match
    return match is not None and bool(SECRETS & match.kwargs.keys())


def words_of_block(context: template.Context, *blocks: str) -> str:
    """Return the words of the first of the template's `blocks` that has any, as plain text."""
    written = context.render_context.get(BLOCK_CONTEXT_KEY)
    for name in blocks:
        block = written.get_block(name) if written else None
        if block is not None and (words := json_ld.plain(strip_tags(block.render(context)))):
            return words
    return ""
