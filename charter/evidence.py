"""What a reviewer is told about a mailbox."""

from dataclasses import dataclass

from charter.models import Signature

FREE_MAIL = frozenset(
    {
        "aol.com", "free.fr", "gmail.com", "gmx.com", "gmx.de", "gmx.net", "googlemail.com", "hotmail.com",
        "hotmail.es", "hotmail.fr", "icloud.com", "laposte.net", "live.com", "live.fr", "mail.com", "mail.ru",
        "maktoob.com", "msn.com", "orange.fr", "outlook.com", "outlook.es", "outlook.fr", "proton.me",
        "protonmail.com", "qq.com", "sfr.fr", "wanadoo.fr", "yahoo.com", "yahoo.es", "yahoo.fr", "yandex.com",
        "yandex.ru", "ymail.com", "zoho.com",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Domain:
    """The official mailbox's domain, beside those listed for the government."""

    name: str
    listed: list[str]
    matches: bool
    free_mail: bool


def domain_of(signature: Signature) -> Domain:
    """Compare the mailbox's domain with the government's own; a subdomain of a listed one matches."""
    name = signature.official_domain.lower()
    listed = list(signature.government.official_domains) if signature.government else []
    matches = any(name == domain or name.endswith(f".{domain}") for domain in listed)
    return Domain(name=name, listed=listed, matches=matches, free_mail=name in FREE_MAIL)
