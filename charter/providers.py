"""Mail providers: anyone can open a mailbox under their domains, for ever or for ten minutes. See data/README.md."""

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
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
    return domain in ADDED or domain in _listed("free_mail.txt")


def is_disposable(domain: str) -> bool:
    """Say whether `domain`, or one above it, gives mailboxes that are thrown away."""
    labels = domain.split(".")
    listed = _listed("disposable_mail.txt")
    return any(".".join(labels[start:]) in listed for start in range(len(labels) - 1))


@cache
def _listed(name: str) -> frozenset[str]:
    lines = (DATA / name).read_text("ascii").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
