"""The crest of a local government: on its profile, and as it is printed on what proves its signature."""

import io
import logging

from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images.models import SourceImageIOError

from coalition.members.models import LocalGovernment
from coalition.pages.pictures import BROKEN

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
