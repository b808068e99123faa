"""Do the rows still say what was signed? Texts against their digests, signatures against the ledger's last word.

The chain proves the ledger; this proves that what the site shows is what the ledger tells.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery

from charter.audit.faults import CHUNK, Fault
from charter.audit.places import Places, places
from charter.ledger.models import LedgerEntry, LedgerHead, LoggedFact
from charter.signing.models import Signature
from charter.signing.services.moves import COUNTED, SENT, own_facts
from charter.states import BOUND, OPEN, PUBLISHED, State
from charter.texts.models import CharterText

AT_ONCE = timedelta(seconds=10)  # at most lie between a publication and its entry, written in one transaction


def check_texts() -> Iterator[Fault]:
    """Yield a fault for each published text whose words do not have its digest; the log knows which there are."""
    for text in CharterText.objects.filter(version__state="published").select_related("version"):
        if text.digest_now() != text.digest:
            where = f"the text of version {text.version.number} in {text.language}"
            yield Fault(None, "text", f"{where} does not have its digest: its words were changed")


def check_signatures() -> Iterator[Fault]:
    """Yield a fault for each signature that is not where and what its last entry tells, or is to another text.

    One statement reads a signature with its last entry, so that whoever signs meanwhile is no fault.
    """
    leads = places()
    texts = CharterText.objects.filter(version=OuterRef("version"), language=OuterRef("language"))
    last = LedgerEntry.objects.filter(signature=OuterRef("pk")).order_by("-sequence")
    arrived = LoggedFact.objects.filter(kind="act", subject=OuterRef("verification_code")).order_by("-pk")
    rows: Any = Signature.objects.select_related("government", "version").prefetch_related("group_members")
    rows = rows.annotate(
        told_state=Subquery(last.values("target")[:1]),
        told=Subquery(last.values("data")[:1]),
        published=Subquery(texts.values("digest")[:1]),
        entered_at=Subquery(last.filter(event="publish").values("at")[:1]),
        arrived=Subquery(arrived.values("facts")[:1]),
        strange=Exists(last.exclude(dossier=OuterRef("verification_code"))),
    )
    for row in rows.order_by("pk").iterator(chunk_size=CHUNK):
        name, told_state = f"signature {row.verification_code}", row.told_state or State.DRAFT
        if row.strange:
            yield Fault(None, "signature", f"{name} has another code than its entries")
        if row.state != told_state:
            yield Fault(None, "signature", f"{name} is {row.state}, and the ledger says {told_state}")
        elif wrong := _wrong_facts(row, row.told, leads) + ["signed_at"] * _is_late(row):
            yield Fault(None, "signature", f"{name} is not what the ledger says: {', '.join(wrong)}")
        if row.is_ad_referendum and row.state in PUBLISHED and _is_another_act(row):
            yield Fault(None, "signature", f"{name} awaits its act, and has another file of it than the log")
        if row.state in BOUND and row.text_digest != row.published:
            yield Fault(None, "text", f"{name} is to another text than the published one")


def check_numbers() -> Iterator[Fault]:
    """Yield a fault unless the signatory numbers are 1, 2, 3 and so on, to the last one given."""
    in_public = Q(state__in=PUBLISHED)
    found = Signature.objects.aggregate(count=Count("number", filter=in_public), highest=Max("number"))
    highest = found["highest"] or 0
    given = LedgerHead.objects.values_list("last_number", flat=True).first() or 0
    if not found["count"] == highest == given:
        yield Fault(
            None, "number", f"{found['count']} signatures have a number, the highest is {highest}, {given} were given"
        )


def _is_another_act(row: Any) -> bool:
    """Say whether `row` has another act than the one that came last, which no entry tells before it is ratified."""
    came = (row.told if row.arrived is None else row.arrived) or {}  # no entry at all is told already
    now = (row.act_file_sha256, row.act_file_sent_sha256 if row.act_was_drawn_anew else "")
    return now != (came.get("act_file_sha256", ""), came.get(SENT, ""))


def _is_late(row: Any) -> bool:
    """Say whether `row` names another moment of its publication than its entry."""
    return row.signed_at is not None and abs(row.signed_at - (row.entered_at or row.signed_at)) > AT_ONCE


def _wrong_facts(row: Signature, told: dict[str, Any], leads: Places) -> list[str]:
    """Return the names of the facts in which `row` is not what its last entry told.

    The answers of an open signature change without an entry, and so does the file of an act that is awaited, until it
    is ratified. What the law erased of a rejected one is not known any more.
    """
    if row.state in OPEN:
        return []
    unknown = {"act_file_sha256", SENT} if row.is_ad_referendum else set[str]()
    if row.state == State.REJECTED and not row.salt:
        unknown.add("signatory_sha256")
    own = own_facts(row)
    names = [name for name in [*own, *({SENT} - own.keys())] if name not in {*unknown, "government"}]
    wrong = [name for name in names if own.get(name) != told.get(name)]
    if not _same({row.government_id} if row.government_id else set(), told.get("government", ""), leads):
        wrong.append("government")
    members = row.group_members.all()
    if not _same({member.government_id for member in members}, told.get("group_members", ""), leads):
        wrong.append("group_members")
    if not _same({member.government_id for member in members if member.is_counted}, told.get(COUNTED, ""), leads):
        wrong.append(COUNTED)
    return wrong


def _same(rows: set[int], codes: str, leads: Places) -> bool:
    """Say whether `codes` name the local governments `rows`: each of them one, and together all."""
    named = [leads.get(code, set()) for code in codes.split()]
    return all(pks & rows for pks in named) and rows <= set().union(*named)
