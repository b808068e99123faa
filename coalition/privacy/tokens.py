"""Secrets of URLs: 256 random bits, kept as a digest only."""

import hashlib
import secrets


def new_token() -> tuple[str, str]:
    """Return a fresh URL-safe token (43 characters) and the digest to store."""
    token = secrets.token_urlsafe(32)
    return token, digest(token)


def digest(token: str) -> str:
    """Return the SHA-256 of `token`; 64 hexadecimal digits. A random token needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
