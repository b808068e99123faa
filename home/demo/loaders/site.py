"""What editors set about the site as a whole."""

from typing import Any

from coalition.pages.identity.models import Helpline
from coalition.pages.identity.ordered import Partner

FACTS = ("name", "languages", "source", "source_url", "checked_on")


def load(content: dict[str, Any]) -> None:
    """Make the helplines and partners of `content` that are missing."""
    for item in content["helpline"]:
        facts = {name: item[name] for name in FACTS} | _words(item, "what") | _words(item, "hours")
        Helpline.objects.get_or_create(country=item["country"], number=item["number"], defaults=facts)
    for item in content["partner"]:
        names = _words(item, "name")
        Partner.objects.get_or_create(name_en=names["name_en"], defaults=names | {"url": item["url"]})


def _words(item: dict[str, Any], name: str) -> dict[str, str]:
    return {f"{name}_{language}": text for language, text in item[name].items()}
