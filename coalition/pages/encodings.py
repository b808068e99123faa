"""Whether an answer may be packed (RFC 9110 section 12.5.3)."""

from functools import lru_cache

from django.http.request import MediaType

NAMES = ("gzip", "x-gzip", "*")  # "x-gzip" is the same (section 8.4.1.3); "*" is everything that is not named


@lru_cache(maxsize=64)
def takes_gzip(accepted: str) -> bool:
    """Say whether a client that sent `accepted` as Accept-Encoding takes gzip: "gzip;q=0" says that it does not."""
    codings = [MediaType(coding) for coding in accepted.split(",")]
    weights = {coding.main_type.strip(): coding.quality for coding in codings}
    return next((weights[name] > 0 for name in NAMES if name in weights), False)
