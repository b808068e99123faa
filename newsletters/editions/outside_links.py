"""The addresses outside that an edition leads to: asked by the worker, once a day, and never while somebody waits."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from coalition import outbound

TASK = "newsletters.check_links"
MOST = 50  # addresses of one language of an edition, and of one run
LONGEST = 2000  # characters; nothing longer is asked
GOOD_FOR = timedelta(days=1)
WAITS, SILENT = 0, -1
UNSURE = frozenset({401, 403, 405, 406, 429, *range(500, 600)})  # it is there, or was: robots are not let in


def is_outside(address: str) -> bool:
    """Say whether `address` is a web address of another site."""
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and parts.netloc != urlsplit(settings.SITE_URL).netloc


def answers(addresses: Collection[str]) -> dict[str, int]:
    """Return what each of `addresses` answered within GOOD_FOR; WAITS for those that were not asked since."""
    keys = {address: _key(address) for address in addresses}
    told = cache.get_many(keys.values())
    return {address: told.get(key, WAITS) for address, key in keys.items()}


def words(status: int, address: str) -> str:
    """Return what is to be said of an address that answered with `status`; nothing of one that is there."""
    said = {"address": address, "status": status}
    if status == WAITS:
        return _("This address outside was not checked today: %(address)s") % said
    if status == SILENT:
        return _("Nothing answers at %(address)s") % said
    if status in UNSURE:
        return _("%(address)s answers programs with %(status)d. Open it yourself to be sure.") % said
    return _("%(address)s answers with %(status)d: the page is not there.") % said if status >= 400 else ""


def want(addresses: Iterable[str]) -> None:
    """Let the worker ask each of `addresses`, those that were asked before too."""
    if wanted := [address for address in addresses if len(address) <= LONGEST]:
        app.configure_task(TASK).defer(addresses=wanted)  # type: ignore[arg-type]  # a list of text is JSON


def ask(addresses: list[str]) -> None:
    """Ask the first MOST of `addresses`, each for a few seconds at most, and leave the others to another run."""
    for address in addresses[:MOST]:
        try:
            status = outbound.probe(address)
        except outbound.OutboundFailed:
            status = SILENT
        cache.set(_key(address), status, GOOD_FOR.total_seconds())
    want(addresses[MOST:])


def _key(address: str) -> str:
    return f"outside-link:{sha256(address.encode()).hexdigest()}"
