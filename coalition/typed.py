"""What people type, without signs that nobody sees and that show other words than are there.

Gone are control characters, but for NUL, which every field refuses, and what turns the letters behind it around
(Unicode annex 9: embeddings and overrides). Isolates go from what has one line: in texts, ours too, they keep a name
apart from the words around it. The marks and joiners that Arabic and Persian are written with stay.
"""

ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
SEPARATORS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")  # of lines, where one line is meant
NEVER = {
    **dict.fromkeys((*range(1, 9), 0xB, 0xC, *range(0xE, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F))),
    **dict.fromkeys(SEPARATORS, "\n"),
}


def lines(text: str) -> str:
    """Return `text` without such signs; its lines stay."""
    return text if text.isprintable() else text.translate(NEVER)


def one_line(text: str) -> str:
    """Return `text` without such signs, on one line."""
    if text.isprintable():
        return text
    return lines(" ".join(text.splitlines())).translate(ISOLATES).replace("\t", " ")


LONGEST = 18  # digits; of 19 digits, PostgreSQL's bigint does not take all, and Python reads no more than 4,300


def key_of(text: str) -> int | None:
    """Return the key that `text` writes in digits; None where it is none that a row could have."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None
