"""Which address in a file a reader may press: one of the web, of mail or of a telephone, or a place beside the file."""

import re

SAFE_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
SCRIPT_SCHEMES = ("javascript", "vbscript")


def is_harmless(words: str) -> bool:
    """Say whether `words` open no file of the computer, no share and no script."""
    address = _plain(words)
    return _scheme(address) in SAFE_SCHEMES and not address.startswith(("\\", "//"))


def is_script(words: str) -> bool:
    return _scheme(_plain(words)).endswith(SCRIPT_SCHEMES)


def _plain(words: str) -> str:
    return re.sub(r"[\x00-\x20]", "", words).lower()


def _scheme(address: str) -> str:
    scheme, colon, _rest = address.partition(":")
    return scheme if colon and not re.search(r"[/?#]", scheme) else ""
