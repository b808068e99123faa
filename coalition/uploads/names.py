"""Names of files as people see them. No path, no header and no decision is ever made of one."""

import unicodedata

LONGEST = 100  # characters
KNOWN = frozenset({"pdf", "jpg", "jpeg", "jpe", "jfif", "png", "webp"})


def display_name(sent: str, extension: str) -> str:
    """Return `sent` without folders, control and direction signs, at most 100 characters, ending in `.extension`.

    >>> display_name("C:\\\\acts\\\\deliberation.PDF", "pdf")
    'deliberation.pdf'
    """
    name = unicodedata.normalize("NFC", sent.replace("\\", "/").rpartition("/")[2])
    name = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in name)
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix.strip().lower() in {*KNOWN, extension}:
        name = stem
    name = " ".join(name.split()).strip(". ")[: LONGEST - len(extension) - 1].rstrip(". ")
    return f"{name or 'document'}.{extension}"
