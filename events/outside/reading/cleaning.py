"""Words and addresses of others: plain text, without what could show another word than is there, and not too long."""

import html
import re
import unicodedata
from urllib.parse import urlsplit

from django.utils.html import strip_tags

from coalition.certificates.typefaces import BIDI_CONTROLS

LONGEST_ADDRESS = 500
KEPT = frozenset({0x200E, 0x200F, 0x061C, 0x200C, 0x200D})  # marks and joiners that Arabic and Persian are written with
LINK = re.compile(r"\S*(?:[a-z][a-z0-9+.-]*://|\bwww\.)\S*", re.IGNORECASE)
SPACES = re.compile(r"[^\S\n]+")
LINES = re.compile(r"\n\s*\n+")
# Where these lead somebody joins at once: nobody who did not register is let in by us.
ROOMS = re.compile(
    r"(^|\.)(zoom\.us|zoomgov\.com|teams\.microsoft\.com|teams\.live\.com|meet\.google\.com|webex\.com|gotomeeting\.com"
    r"|whereby\.com|meet\.jit\.si|bluejeans\.com|starleaf\.com)$"
)


def unescaped(value: str) -> str:
    """Return the text that `value` of a content line stands for (RFC 5545 section 3.3.11)."""
    if "\\" not in value:
        return value
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value, flags=re.DOTALL)


def one_line(value: str, longest: int) -> str:
    """Return the text of `value` on one line of at most `longest` characters."""
    return _cut(" ".join(_plain(unescaped(value[: longest * 8])).split()), longest)


def paragraphs(value: str, longest: int) -> str:
    """Return the text of `value` in lines, without tags and links, of at most `longest` characters."""
    text = unescaped(value[: longest * 8])
    if "<" in text:
        text = html.unescape(strip_tags(re.sub(r"<(?:br|/p|/li|/div)\b[^<>]*>", "\n", text, flags=re.IGNORECASE)))
    text = LINK.sub("", _plain(text))
    return _cut(LINES.sub("\n\n", SPACES.sub(" ", text)).strip(), longest)


def place(value: str, longest: int) -> str:
    """Return the place that `value` names; "" where it is an address to join at, which some calendars put there."""
    found = one_line(value, longest)
    return "" if LINK.search(found) else found


def address(value: str) -> str:
    """Return the web address `value` where readers may be led there; "" for any other, and for the way into a room."""
    value = value.strip()
    if not (0 < len(value) <= LONGEST_ADDRESS) or not value.isascii() or not value.isprintable() or " " in value:
        return ""
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or "." not in host or "@" in parts.netloc or ROOMS.search(host):
        return ""
    return "" if any(sign in value for sign in "\"'<>\\`{}|^") else value


def _plain(text: str) -> str:
    """Return `text` composed (NFC), without control signs and without signs that turn the direction of others."""
    text = unicodedata.normalize("NFC", text.replace("\u2028", "\n").replace("\u2029", "\n"))
    return text if text.replace("\n", "").isprintable() else "".join(sign for sign in text if _stays(sign))


def _stays(sign: str) -> bool:
    if sign in "\n\t" or ord(sign) in KEPT:
        return True
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn") and ord(sign) not in BIDI_CONTROLS


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
