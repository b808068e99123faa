"""What waits for somebody, on the first page of the CMS. Whoever stores work to do adds its lines with `register`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from charter import permissions
from charter.models import AdhesionRequest, CharterVersion, Redaction, Signature, State
from charter.states import STANDING, UNDER_REVIEW


@dataclass(frozen=True)
class Waiting:
    """One kind of work: what it is, how many there are and where they are listed.

    `since` is when the first one began to wait, `until` the day by which the first one is due.
    """

    label: str
    count: int
    url: str
    since: datetime | None = None
    until: date | None = None


# Gets the account that looks; returns what it may act on, in order, and nothing for who may not.
Source = Callable[[Any], Iterable[Waiting]]
_sources: dict[str, tuple[int, Source]] = {}


def register(name: str, source: Source, *, order: int = 100) -> None:
    """Let `source` add its lines to the panel, lower `order` first. Registering a `name` again replaces it."""
    _sources[name] = (order, source)


def waiting(user: Any) -> list[Waiting]:
    """Return the lines of every source for `user`, those without work included."""
    ordered = sorted(_sources.items(), key=lambda item: (item[1][0], item[0]))
    return [line for _name, (_order, source) in ordered for line in source(user)]


def dossiers(user: Any) -> list[Waiting]:
    """Return the dossiers that wait for a reviewer, by stage, and the acts that are awaited. One query."""
    if not permissions.may_review(user):
        return []
    submitted, checked = Q(state=State.SUBMITTED), Q(state=State.AUTHORITY_CHECKED)
    own, awaited = Q(checked_by=user.pk), Q(state__in=STANDING, ad_referendum_until__isnull=False)
    found = Signature.objects.filter(Q(state__in=UNDER_REVIEW) | awaited).aggregate(
        submitted=Count("pk", filter=submitted),
        submitted_since=Min("submitted_at", filter=submitted),
        publish=Count("pk", filter=checked & ~own),
        publish_since=Min("checked_at", filter=checked & ~own),
        own=Count("pk", filter=checked & own),
        own_since=Min("checked_at", filter=checked & own),
        came=Count("pk", filter=awaited & ~Q(act_file_sha256="")),
        came_until=Min("ad_referendum_until", filter=awaited & ~Q(act_file_sha256="")),
        awaited=Count("pk", filter=awaited & Q(act_file_sha256="")),
        awaited_until=Min("ad_referendum_until", filter=awaited & Q(act_file_sha256="")),
    )

    def line(label: str, name: str, **filters: str) -> Waiting:
        url = f"{reverse('charter_signatures:index')}?{urlencode(filters)}"
        return Waiting(label, found[name], url, found.get(f"{name}_since"), found.get(f"{name}_until"))

    return [
        line(_("Submitted: the authority is to be checked"), "submitted", state=State.SUBMITTED),
        line(_("Authority checked: you may publish"), "publish", checked_by="other"),
        line(_("Authority checked by you: another person publishes"), "own", checked_by="me"),
        line(_("The council's act came: it is to be confirmed"), "came", ad_referendum="came"),
        line(_("Ad referendum: the council's act is awaited"), "awaited", ad_referendum="awaited"),
    ]


def versions(user: Any) -> list[Waiting]:
    """Return the versions of the charter whose publication was proposed, by another person and by this one."""
    if not permissions.may_publish(user):
        return []
    own = Q(proposed_by=user.pk)
    found = CharterVersion.objects.filter(state="draft", proposed_by__isnull=False).aggregate(
        other=Count("pk", filter=~own),
        other_since=Min("proposed_at", filter=~own),
        own=Count("pk", filter=own),
        own_since=Min("proposed_at", filter=own),
    )
    url = reverse("charter_versions:index")
    return [
        Waiting(_("Version of the charter proposed: you may publish"), found["other"], url, found["other_since"]),
        Waiting(
            _("Version of the charter proposed by you: another person publishes"),
            found["own"],
            url,
            found["own_since"],
        ),
    ]


def asked(user: Any) -> list[Waiting]:
    """Return what town halls asked for, and the public words that somebody proposed to remove. Two queries."""
    if not permissions.may_review(user):
        return []
    own = Q(proposed_by=user.pk)
    changes = AdhesionRequest.objects.changes().filter(signature__state__in=STANDING)
    found = changes.aggregate(count=Count("pk"), since=Min("confirmed_at"))
    removals = Redaction.objects.proposed().aggregate(
        other=Count("pk", filter=~own),
        other_since=Min("proposed_at", filter=~own),
        own=Count("pk", filter=own),
        own_since=Min("proposed_at", filter=own),
    )
    queue = reverse("charter_signatures:index")
    url = f"{queue}?waits=removal"
    return [
        Waiting(
            _("Asked by a town hall: its act is to be checked"), found["count"], f"{queue}?waits=change", found["since"]
        ),
        Waiting(_("Removal of public words: you may confirm"), removals["other"], url, removals["other_since"]),
        Waiting(
            _("Removal of public words proposed by you: another person confirms"),
            removals["own"],
            url,
            removals["own_since"],
        ),
    ]


class WaitingPanel(Component):
    """What waits for this person: how many of each kind, and since when or until when."""

    name = "charter_waiting"
    template_name = "charter/admin/waiting_panel.html"
    order = 120

    def __init__(self, lines: list[Waiting]) -> None:
        self.lines = lines

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"lines": [line for line in self.lines if line.count]}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show the panel to those for whom some kind of work is meant."""
    if lines := waiting(request.user):
        panels.append(WaitingPanel(lines))
