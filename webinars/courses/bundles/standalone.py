"""HTML that was made for this site, turned into HTML that asks for nothing: to be read from a disk."""

import base64
import mimetypes
from urllib.parse import unquote, urlsplit

import lxml.html
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage

LEFT_OUT = ("script", "iframe", "video", "audio", "form", "link", "object", "embed")
FETCHES = ("srcset", "sizes", "loading", "decoding", "style")


def standalone(html: str) -> str:
    """Return `html`, a fragment: pictures are inside it, links of this site are whole addresses, the rest is gone."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in list(root.iter(*LEFT_OUT)):
        element.drop_tree()
    for picture in list(root.iter("img")):
        _take_along(picture)
    for source in list(root.iter("source")):
        source.drop_tree()
    for link in root.iter("a"):
        address = link.get("href", "")
        if address.startswith("/"):
            link.set("href", f"{settings.SITE_URL}{address}")
    inner = [lxml.html.tostring(child, encoding="unicode") for child in root]
    return (root.text or "") + "".join(inner)


def _take_along(picture: lxml.html.HtmlElement) -> None:
    """Put the bytes of a picture of this site where its address was; one from elsewhere goes."""
    for name in FETCHES:
        picture.attrib.pop(name, None)
    address = urlsplit(picture.get("src", ""))
    path = unquote(address.path)
    name = path.removeprefix(urlsplit(settings.MEDIA_URL).path)
    try:
        if address.netloc or name == path:
            raise FileNotFoundError
        with default_storage.open(name) as file:
            content = base64.b64encode(file.read()).decode()
    except (OSError, SuspiciousFileOperation):
        picture.drop_tree()
        return
    picture.set("src", f"data:{mimetypes.guess_type(name)[0] or 'image/jpeg'};base64,{content}")
