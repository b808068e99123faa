"""What the public reads about a published signature: its status in one sentence, and its whole history."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy

from charter.ledger.models import LedgerEntry, StatusChange
from charter.states import Party, State
from charter.texts.models import CharterText
from coalition import dates
from coalition.languages.names import listed
from coalition.pages.covers import pattern_cover
from coalition.pages.share_images import ShareCard

from .models import Signature

EVENTS = {
    "publish": pgettext_lazy("event of a signature", "Published"),
    "hold": pgettext_lazy("event of a signature", "Put on hold"),
    "reinstate": pgettext_lazy("event of a signature", "Reinstated"),
    "ratify": pgettext_lazy("event of a signature", "Council decision received"),
    "ratify_on_hold": pgettext_lazy("event of a signature", "Council decision received"),
    "count_members": pgettext_lazy("event of a signature", "Members said yes"),
    "count_members_on_hold": pgettext_lazy("event of a signature", "Members said yes"),
    "correct": pgettext_lazy("event of a signature", "Corrected"),
    "withdraw": pgettext_lazy("event of a signature", "Withdrawn"),
    "supersede": pgettext_lazy("event of a signature", "Superseded by a newer signature"),
}
REMOVED = pgettext_lazy("event of a signature", "Removed")  # withdrawn by the network
CORRECTED = "corrected"  # the fact of an entry that names what was put right
FACTS = {
    "signatory_name": gettext_lazy("the name of the person who signed"),
    "signatory_role": gettext_lazy("the office of the person who signed"),
    "act_number": gettext_lazy("the number of the decision"),
    "act_date": gettext_lazy("the date of the decision"),
    "official_email": gettext_lazy("the official mailbox"),
    "contact_name": gettext_lazy("the contact"),
    "contact_email": gettext_lazy("the contact"),
}
PARTIES = {
    "town-hall": gettext_lazy("by the institution"),
    "staff": gettext_lazy("by the network"),
    "clock": gettext_lazy("by a deadline"),
}


@dataclass(frozen=True)
class Status:
    """A status as a notice shows it. `kind` is one of the component's."""

    kind: str
    title: str
    body: str


@dataclass(frozen=True)
class Line:
    """One public event: what, on which day, by whom, with which act and reason, and its place in the ledger."""

    label: str
    day: date
    party: str
    change: StatusChange | None
    reason: str
    sequence: int
    trusted: bool
    corrects: bool = False
    removed_on: date | None = None  # when two people removed the words


@dataclass(frozen=True)
class SignedText:
    """The words that were signed. `address` is where they are, `holds` whether they still are those."""

    address: str
    holds: bool


def signed_text(signature: Signature) -> SignedText:
    """Return where the words that were signed are published, in their language, and whether they still are those.

    Their digest is computed anew for whoever asks: the one that is stored beside them proves nothing about them.
    """
    text = CharterText.objects.signed_by(version_id=signature.version_id, language=signature.language)
    with translation.override(signature.language):
        address = reverse("charter:canonical", args=[text.version.number]) if text else ""
    return SignedText(address, holds=text is not None and text.digest_now() == signature.text_digest)


def status(signature: Signature) -> Status:
    if signature.state == State.ON_HOLD:
        return Status("warning", _("On hold: this signature does not count at the moment."), _("The history says why."))
    if signature.state == State.WITHDRAWN:
        return _ended_status(signature)
    if signature.state == State.SUPERSEDED:
        title = _("Superseded: the institution has signed a newer version of the charter.")
        return Status("info", title, _("Its history says when."))
    if signature.ad_referendum_until is not None:
        day = dates.day(signature.ad_referendum_until)
        title = _("In force, council decision expected by %(date)s") % {"date": day}
        return Status("info", title, _("Signed by the executive; the council decides by that date."))
    return Status("success", _("Valid: this signature was reviewed and stands."), "")


def _ended_status(signature: Signature) -> Status:
    """Return who ended the signature, when and why."""
    entry = LedgerEntry.objects.of(signature.pk).filter(event="withdraw").last()
    if entry is None:
        return Status("danger", str(EVENTS["withdraw"]), "")
    line = _line(signature, entry)
    by_network = entry.party == Party.STAFF
    title = _("Removed by the network on %(date)s.") if by_network else _("Withdrawn by the institution on %(date)s.")
    why = _("The history says why.")
    if line.reason:  # isolated (U+2068, U+2069): its direction may not be that of the page
        why = _("Reason: %(reason)s") % {"reason": f"\u2068{line.reason}\u2069"}
    return Status("danger", title % {"date": dates.day(line.day)}, why)


def history(signature: Signature) -> list[Line]:
    """Return the public events of a signature, oldest first: one query, however long it is."""
    entries = LedgerEntry.objects.of(signature.pk).filter(event__in=EVENTS)
    return [_line(signature, entry) for entry in entries]


def reason(entry: LedgerEntry) -> str:
    """Return why the status changed: the words kept with it, or the town hall's choice from a list; for a deadline,
    which act did not come; for a correction, what was corrected.
    """
    if names := entry.data.get(CORRECTED):
        return listed(dict.fromkeys(str(FACTS[name]) for name in names.split()))
    change = getattr(entry, "status_change", None)
    until = entry.data.get("ad_referendum_until")
    if entry.party == Party.CLOCK and entry.event == "hold" and until:
        day = dates.day(date.fromisoformat(until))
        return _("The council's decision did not arrive by %(date)s.") % {"date": day}
    return (change.reason or str(change.get_cause_display())) if change else ""


def _line(signature: Signature, entry: LedgerEntry) -> Line:
    change = getattr(entry, "status_change", None)
    moment = signature.signed_at if entry.event == "publish" and signature.signed_at else entry.at
    return Line(
        label=str(REMOVED if entry.event == "withdraw" and entry.party == Party.STAFF else EVENTS[entry.event]),
        day=change.effective_on if change else timezone.localdate(moment),
        party=str(PARTIES[entry.party]),
        change=change,
        reason=reason(entry),
        sequence=entry.sequence,
        trusted=hasattr(entry, "trusted_time"),
        corrects=CORRECTED in entry.data,
        removed_on=_removed_on(change),
    )


def _removed_on(change: StatusChange | None) -> date | None:
    redaction = getattr(change, "redaction", None)
    return timezone.localdate(redaction.confirmed_at) if redaction and redaction.confirmed_at else None


KIND = "signature"


def share_card(signature: Signature, language: str) -> ShareCard | None:
    """Return the card of a signature in force, in `language`; None for another one: its image says nothing."""
    government = signature.government
    if signature.state != Signature.State.SIGNED or government is None:
        return None
    with override(language):
        return ShareCard(
            kind=KIND,
            identifier=signature.verification_code,
            language=language,
            title=_("%(government)s has signed the charter") % {"government": government.name},
            eyebrow=_("Signatory no. %(number)s") % {"number": signature.number},
            cover=pattern_cover("member", government.code),
        )


def find_share_card(identifier: str, language: str) -> ShareCard | None:
    found = Signature.objects.signed().filter(verification_code=identifier).select_related("government").first()
    return share_card(found, language) if found else None
