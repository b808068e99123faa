"""Which image a shared link shows, and where it is asked for (decision 0030-libraries-and-rooms)."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from coalition.keys import key_of
from coalition.pages.covers.addresses import Cover, woven
from coalition.pages.identity import kept
from coalition.pages.querysets import unrestricted
from coalition.privacy.addresses import keyed_digest

DRAWING = 1  # counts up when drawing.py draws otherwise
DIGEST = 12  # hexadecimal digits of what is drawn, and as many that say that the address is ours


@dataclass(frozen=True)
class ShareCard:
    """What is drawn on the image of one row in one language: nothing that its public page does not say."""

    kind: str
    identifier: str
    language: str
    title: str
    cover: Cover = field(repr=False)
    eyebrow: str = ""

    @property
    def digest(self) -> str:
        """The digest of all that is drawn, and after it the proof that this site wrote the address."""
        drawn = asdict(self) | {"cover": self.cover.pattern, "photo": getattr(self.cover.photo, "pk", None)}
        with override(self.language):
            drawn["site"] = site_name()
        text = json.dumps([DRAWING, drawn], sort_keys=True)
        return proven(self.language, self.kind, self.identifier, hashlib.sha256(text.encode()).hexdigest()[:DIGEST])

    @property
    def path(self) -> str:
        return _path(self.language, f"{self.kind}-{self.identifier}", self.digest)


def site_name() -> str:
    return kept.site_names().site


def proven(language: str, kind: str, identifier: str, digest: str) -> str:
    """Return `digest` with the proof that this site wrote it for this row."""
    return digest + keyed_digest("share", f"{language}/{kind}/{identifier}/{digest}")[:DIGEST]


def is_ours(language: str, kind: str, identifier: str, digest: str) -> bool:
    """Say whether this site wrote `digest`, so whether the row was public at one time."""
    return hmac.compare_digest(digest.encode(), proven(language, kind, identifier, digest[:DIGEST]).encode())


def site_card(language: str) -> ShareCard:
    with override(language):
        return ShareCard("site", "1", language, site_name(), woven("site", 1))


def neutral_path(language: str) -> str:
    return _path(language, "neutral-1", "0")


def _path(language: str, name: str, digest: str) -> str:
    return reverse("share_image", kwargs={"language": language, "name": name, "digest": digest})


def known(language: str) -> str:
    """Return `language` where the site speaks it, else the first of its languages."""
    return language if language in dict(settings.LANGUAGES) else str(settings.LANGUAGES[0][0])


def find_site(identifier: str, language: str) -> ShareCard:
    return site_card(language)


def find_page(identifier: str, language: str) -> ShareCard | None:
    """Return the card of the live page that everybody may read, or None."""
    pages = unrestricted(Page.objects.live()).filter(pk=key_of(identifier), locale__language_code=language)
    page: Any = pages.specific().first()
    return page.get_share_card() if page is not None and hasattr(page, "get_share_card") else None
