"""What the desk shows, in the order of the page: what is due next, deliverables, numbers, people, act, changes."""

from datetime import date
from typing import Any, cast

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from charter.followup.deliverables import OVER, RUNNING
from charter.followup.models import Commitment, Evidence
from charter.followup.profile import open_commitments
from charter.review import change_requests
from charter.review.models import TownHallRequest
from charter.signing import public_status
from charter.signing.models import DeskLink, Signature
from charter.states import STANDING, State
from charter.texts.models import CharterVersion
from coalition.figures.models import Entry
from coalition.members.models import Contact, LocalGovernment
from coalition.resources.mechanisms import MechanismsIndexPage


def desk_context(link: DeskLink) -> dict[str, Any]:
    """Return the context of the desk that `link` opens; as many queries whatever there is."""
    signature, today = link.signature, timezone.localdate()
    government = cast(LocalGovernment, signature.government)  # a published signature has its own
    shown = deliverables(signature, today)
    entries = list(entries_of(signature).order_by("-year")[:5])
    in_force, stands = signature.state == State.SIGNED, signature.state in STANDING
    people = Contact.objects.in_office(today).filter(government=signature.government_id).order_by("pk")
    return {
        "standing": public_status.status(signature),
        "act_waits": signature.is_ad_referendum and signature.has_act,
        "asked": TownHallRequest.objects.change_of(signature),
        "actions": change_requests.possible_actions(signature),
        "deliverables": shown,
        "over": OVER,
        "entries": entries,
        "next": _next(signature, shown, entries),
        "to_do": open_commitments(government=government, language=signature.language) if in_force else [],
        "people": people if stands else [],
        "newer": _newer_version(signature) if stands else None,
        "mechanisms": MechanismsIndexPage.objects.live().filter(locale__language_code=get_language()).exists(),
    }


def deliverables(signature: Signature, today: date) -> list[Commitment]:
    """Return the five commitments behind which `signature` stands, each with `status` and `sent`.

    `sent` is what their town hall sent for it, the latest first.
    """
    sent = Evidence.objects.exclude(source=Evidence.Source.STAFF).order_by("-submitted_at", "-pk")
    rows = Commitment.objects.with_status(today).in_order().filter(signature=signature)
    return list(rows.prefetch_related(Prefetch("evidence", queryset=sent, to_attr="sent")))


def entries_of(signature: Signature) -> QuerySet[Entry]:
    """Return the numbers of the town hall while `signature` stands: later ones may be of another mailbox."""
    rows = Entry.objects.select_related("government").filter(government=signature.government_id)
    return rows if signature.state in STANDING else rows.none()


def _newer_version(signature: Signature) -> CharterVersion | None:
    current, signed = CharterVersion.objects.current(), signature.version
    return current if current and signed and current.number > signed.number else None


def _next(signature: Signature, commitments: list[Commitment], entries: list[Entry]) -> list[tuple[str, date, str]]:
    """Return what the town hall is awaited to do, its day, and where on the page; the nearest first."""
    found: list[tuple[str, date, str]] = []
    if signature.ad_referendum_until and not signature.has_act:
        found.append((_("Send your council's decision"), signature.ad_referendum_until, "act-title"))
    found += [
        (_("Your numbers of %(year)s") % {"year": row.year}, row.due_on, "numbers-title")
        for row in entries
        if not row.given_at
    ]
    found += [
        (row.get_deliverable_display(), row.due_on, f"deliverable-{row.deliverable}")
        for row in commitments
        if row.due_on and row.status in RUNNING
    ]
    return sorted(found, key=lambda line: line[1])
