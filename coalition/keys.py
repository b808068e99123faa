"""Keys of rows as addresses and forms write them."""

LONGEST = 18  # digits; of 19 digits, PostgreSQL's bigint does not take all, and Python reads no more than 4,300


def key_of(text: str) -> int | None:
    """Return the key that `text` writes in digits; None where it is none that a row could have."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None
