"""The signing key of the charter for files of other apps: signed as its certificates are, at once."""

from coalition.pages.identity.kept import site_names
from coalition.pages.sealing import NoSeal, Signed


def seal(pdf: bytes, *, language: str, reason: str) -> bytes:
    """Return `pdf` signed and certified (PAdES B-B). Raises NoSeal where the key cannot sign.

    No authority is asked for the time: whoever waits for the file waits for no other server.
    """
    # Here and not above: the libraries take a second to load.
    from charter.certificates.identity import BadIdentity
    from charter.certificates.signing import sign_at_once

    try:
        return sign_at_once(pdf, name=site_names(language).site, reason=reason)
    except BadIdentity as error:
        raise NoSeal(str(error)) from error


def beside(content: bytes) -> Signed:
    """Return a signature on `content` that stands beside it, by the same key. Raises NoSeal where it cannot sign."""
    from charter.certificates.identity import BadIdentity
    from charter.certificates.signing import sign_beside

    try:
        return Signed(*sign_beside(content))
    except BadIdentity as error:
        raise NoSeal(str(error)) from error
