"""What is drawn at random for a signature."""

import secrets

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no sign that is read as another


def new_verification_code() -> str:
    """Return a random public code such as `K7QM-2VXD-9RTB`: 12 signs of 30, about 59 bits."""
    signs = "".join(secrets.choice(CODE_ALPHABET) for _sign in range(12))
    return "-".join(signs[start : start + 4] for start in (0, 4, 8))


def new_salt() -> str:
    """Return 32 random bytes in hexadecimal: they keep the ledger's digest of a name from being guessed."""
    return secrets.token_hex(32)
