"""The addresses outside that an edition leads to: asked by the worker, once a day, and never while somebody waits."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition import outbound, queue

from .models import OutsideLink

TASK = "newsletters.check_links"
MOST = 50  # addresses of one language of an edition, and of one run
LONGEST = 2000  # characters; nothing longer is asked
GOOD_FOR = timedelta(days=1)
KEPT = timedelta(days=30)
WAITS, SILENT = 0, -1
UNSURE = frozenset({401, 403, 405, 406, 429, *range(500, 600)})  # it is there, or was: robots are not let in


def is_outside(address: str) -> bool:
    """Say whether `address` is a web address of another site."""
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and parts.netloc != urlsplit(settings.SITE_URL).netloc


def answers(addresses: Collection[str]) -> dict[str, int]:
    """Return what each of `addresses` answered lately; WAITS for those that were not asked since. One query."""
    lately = OutsideLink.objects.filter(address__in=addresses, checked_at__gt=timezone.now() - GOOD_FOR)
    return dict.fromkeys(addresses, WAITS) | dict(lately.values_list("address", "status"))


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
    rows = [OutsideLink(address=address, wanted_at=timezone.now()) for address in addresses if len(address) <= LONGEST]
    OutsideLink.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["address"], update_fields=["status", "checked_at", "wanted_at"]
    )
    if rows:
        queue.wake(TASK)


def ask_all() -> int:
    """Ask the addresses that are wanted, MOST at once, each for a few seconds at most; return how many they were.

    What nobody wanted for KEPT is forgotten.
    """
    OutsideLink.objects.filter(wanted_at__lt=timezone.now() - KEPT).delete()
    wanted = list(OutsideLink.objects.filter(status=WAITS).order_by("wanted_at")[:MOST])
    for link in wanted:
        try:
            status = outbound.probe(link.address)
        except outbound.OutboundFailed:
            status = SILENT
        OutsideLink.objects.filter(pk=link.pk).update(status=status, checked_at=timezone.now())
    return len(wanted)
