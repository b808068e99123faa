"""The pictures and documents that a sent edition shows: they stay (decision 0027-editions-leave-through-a-gate)."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from wagtail.documents.models import Document
from wagtail.images.models import Image

from newsletters.sending.models import Edition, EditionText, SentDocument, SentPicture

PICTURE = re.compile(rf"{re.escape(settings.MEDIA_URL)}(images/[^\s\"'<>?#)]+)")
DOCUMENT = re.compile(r"/documents/(\d+)/")


def keep_files(*, edition: Edition, texts: Iterable[EditionText]) -> None:
    """Record what the frozen `texts` of `edition` show, mails and archive, so that none of it is deleted."""
    html = unescape("".join(text.html + text.discreet_html + text.web_html for text in texts))
    names = {unquote(name) for name in PICTURE.findall(html)}
    for image in Image.objects.filter(renditions__file__in=names).distinct():
        SentPicture.objects.create(edition=edition, image=image)  # one by one: signals count it as a use
    for document in Document.objects.filter(pk__in=set(DOCUMENT.findall(html))):
        SentDocument.objects.create(edition=edition, document=document)


def is_shown(instance: Any, **kwargs: Any) -> bool:
    """Say whether a sent edition shows the image or document `instance` (signal `file_replacing`)."""
    if isinstance(instance, Image):
        return SentPicture.objects.filter(image=instance).exists()
    return isinstance(instance, Document) and SentDocument.objects.filter(document=instance).exists()
