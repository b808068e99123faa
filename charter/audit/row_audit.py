"""What a verification finds."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Count, Exists, F, Func, Max, OuterRef, Q, SmallIntegerField, Subquery, TextField
from django.db.models.functions import Cast

from charter.certificates.models import Certificate
from charter.followup import services
from charter.followup.models import Commitment, Evidence
from charter.ledger import services as ledger
from charter.ledger.models import LedgerEntry, LedgerHead, LoggedFact, Redaction, StatusChange, TrustedTime
from charter.signatories.models import Signatory
from charter.signing.associations import GroupMember
from charter.signing.models import Signature
from charter.signing.services import COUNTED, MERGE, SENT, SHOWN, own_facts, plain
from charter.states import BOUND, OPEN, PUBLISHED, State
from charter.texts import services as texts
from charter.texts.models import CharterText, CharterVersion
from coalition.members.models import LocalGovernment

CHUNK = 2000  # rows that are held at once


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. `sequence` is the entry at which it shows, or None where it is no entry's."""

    sequence: int | None
    kind: str
    message: str


Places = dict[str, set[int]]  # code -> primary keys of the local governments that it leads to
BEFORE, AFTER = "code_before", "code_after"


def places() -> Places:
    """Return where each code leads, by the log alone: a version in the CMS, or a row, leads no code anywhere."""
    found = {code: {pk} for code, pk in LocalGovernment.objects.values_list("code", "pk")}
    steps: dict[str, set[str]] = {}
    for change in _changes():
        if BEFORE in change:
            steps.setdefault(change[BEFORE], set()).add(change[AFTER])
    return found | {code: _lead(code, steps, found) for code in steps}


def check_governments() -> Iterator[Fault]:
    """Yield a fault for each local government of which the public reads something else than the log has last of it.

    What was merged is known by what it became, whose facts the merge logs.
    """
    last = logged()
    rows = {row["code"]: row for row in LocalGovernment.objects.filter(code__in=last).values("code", *SHOWN)}
    for code, known in sorted(last.items()):
        if code not in rows:
            said = f"the local government {code} is gone, or has another code than was logged"
            yield Fault(None, "government", said)
        elif wrong := [name for name in known if plain(rows[code][name]) != known[name]]:
            said = f"the local government {code} has other {', '.join(wrong)} than were logged"
            yield Fault(None, "government", said)


def logged() -> dict[str, dict[str, Any]]:
    """Return the public facts of each local government that has signed, by its code, as the log has them last."""
    last: dict[str, dict[str, Any]] = {}
    for change in _changes():
        known = last.pop(change.get(BEFORE, ""), {})
        if known and not change["by"].startswith(MERGE):
            last.setdefault(change[AFTER], known)
        if seen := {name: change[f"{name}_after"] for name in SHOWN if f"{name}_after" in change}:
            last[change["code"]] = last.get(change["code"], {}) | seen
    return last


def _changes() -> Iterator[dict[str, Any]]:
    rows = LoggedFact.objects.filter(kind=LoggedFact.Kind.GOVERNMENT).order_by("pk")
    for subject, found in rows.values_list("subject", "facts").iterator(chunk_size=CHUNK):
        yield {"code": subject, **found}


def _lead(code: str, steps: dict[str, set[str]], rows: Places) -> set[int]:
    """Return every row that has `code`, or a code that it became."""
    seen, next_ones = set[str](), [code]
    while next_ones:
        one = next_ones.pop()
        if one not in seen:
            seen.add(one)
            next_ones += steps.get(one, ())
    return set().union(*(rows.get(one, set()) for one in seen))


AT_ONCE = timedelta(seconds=10)  # at most lie between a transition and its entry, written in one transaction
NEVER = datetime.min.replace(tzinfo=UTC)


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
        published_at=Subquery(last.filter(event="publish").values("at")[:1]),
        sent_at=Subquery(last.filter(event="submit").values("at")[:1]),
        arrived=Subquery(arrived.values("facts")[:1]),
        strange=Exists(last.exclude(dossier=OuterRef("verification_code"))),
    )
    for row in rows.order_by("pk").iterator(chunk_size=CHUNK):
        name, told_state = f"signature {row.verification_code}", row.told_state or State.DRAFT
        if row.strange:
            yield Fault(None, "signature", f"{name} has another code than its entries")
        if row.state != told_state:
            yield Fault(None, "signature", f"{name} is {row.state}, and the ledger says {told_state}")
        elif wrong := [*_wrong_facts(row, row.told, leads), *_wrong_days(row)]:
            yield Fault(None, "signature", f"{name} is not what the ledger says: {', '.join(wrong)}")
        if row.is_ad_referendum and row.state in PUBLISHED and _is_another_act(row):
            yield Fault(None, "signature", f"{name} awaits its act, and has another file of it than the log")
        if row.state in BOUND and row.text_digest != row.published:
            yield Fault(None, "text", f"{name} is to another text than the published one")
    gone = LedgerEntry.objects.filter(~Exists(Signature.objects.filter(pk=OuterRef("signature"))))
    for code in gone.order_by("dossier").values_list("dossier", flat=True).distinct():
        yield Fault(None, "signature", f"signature {code} is in the ledger, and is gone")


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


def _wrong_days(row: Any) -> list[str]:
    """Return which moments of `row` are not those at which they were entered."""
    pairs = {"signed_at": row.published_at, "submitted_at": row.sent_at if row.state in PUBLISHED else None}
    return [name for name, at in pairs.items() if at and abs((getattr(row, name) or NEVER) - at) > AT_ONCE]


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
    if not _same({member.government_id for member in members if _counts(member, told)}, told.get(COUNTED, ""), leads):
        wrong.append(COUNTED)
    return wrong


def _counts(member: GroupMember, told: dict[str, Any]) -> bool:
    """Say whether the last entry must name `member` as counted: not one who was before members were asked."""
    return member.is_counted and not (COUNTED not in told and member.basis == GroupMember.Basis.BEFORE)


def _same(rows: set[int | None], codes: str, leads: Places) -> bool:
    """Say whether `codes` name the local governments `rows`: each of them one, and together all."""
    named = [leads.get(code, set()) for code in codes.split()]
    return all(pks & rows for pks in named) and rows <= set().union(*named)


Facts = dict[str, Any]


def check_public() -> Iterator[Fault]:
    """Yield a fault for each such row that was changed, added or deleted behind the log."""
    last, leads = told_of_public(), places()
    for name, now in public_rows():
        before = last.pop(name, None)
        if not before:
            yield Fault(None, "public", f"{name} is not in the log: it was added behind it")
        elif not _tells_the_same(before, now, leads):
            yield Fault(None, "public", f"{name} is not what the log has of it")
    for name, before in last.items():
        if before is not None:
            yield Fault(None, "public", f"{name} is in the log, and is gone")


def told_of_public() -> dict[str, Facts | None]:
    """Return what the log has last of each, by its name; None for what is public no longer.

    Reports, which earlier versions logged, are numbers of a year now, and no row of the charter.
    """
    found = LoggedFact.objects.filter(kind=LoggedFact.Kind.PUBLIC).order_by("pk").values_list("facts", flat=True)
    told = chain.from_iterable(fact.items() for fact in found.iterator(chunk_size=CHUNK))
    return {name: facts for name, facts in told if not name.startswith("report ")}


def public_rows() -> Iterator[tuple[str, Facts]]:
    yield from map(texts.public_facts, CharterVersion.objects.published().order_by("number"))
    due = Commitment.objects.select_related("government", "signature")
    yield from map(services.public_facts, due.order_by("pk").iterator(chunk_size=CHUNK))
    evidence = Evidence.objects.exclude(state=Evidence.State.REFUSED).select_related("commitment__government")
    yield from map(services.public_evidence, evidence.order_by("pk").iterator(chunk_size=CHUNK))
    times = TrustedTime.objects.select_related("entry")
    yield from map(ledger.public_time, times.order_by("pk").iterator(chunk_size=CHUNK))
    yield from map(ledger.public_removal, Redaction.objects.done().select_related("change__entry").order_by("pk"))


def _tells_the_same(before: Facts, now: Facts, leads: Places) -> bool:
    """Say whether both say the same of one local government, by whatever code: of one that is gone others tell.

    What was logged by an earlier version may say less.
    """
    was, is_now = (leads.get(fact.get("of", ""), set()) for fact in (before, now))
    return (not was or bool(was & is_now)) and all(now.get(name) == before[name] for name in before.keys() - {"of"})


OWN_COLUMNS = ("government_id", "number", "signed_at")
LISTED_FACTS = ("kind", "section", "country", "latitude", "longitude")


def check_list() -> Iterator[Fault]:
    """Yield a fault for each row that is missing, was added, or is not what `signatories.services.rebuild` writes."""
    rows = Signature.objects.filter(Q(state__in=PUBLISHED, government__isnull=False) | Q(public_row__isnull=False))
    rows = rows.select_related("government", "version", "public_row").annotate(
        cell=Func(F("government__latitude"), F("government__longitude"), function="charter_cell",
                  output_field=SmallIntegerField()),
        words=Cast(SearchVector("government__search_text", config="simple"), TextField()),
        listed_words=Cast("public_row__words", TextField()),
    )  # fmt: skip
    met = 0
    for row in rows.order_by("pk").iterator(chunk_size=CHUNK):
        listed, name = getattr(row, "public_row", None), f"signature {row.verification_code}"
        met += listed is not None
        if listed is None:
            yield Fault(None, "list", f"{name} is not on the public list")
        elif row.state not in PUBLISHED or row.government is None:
            yield Fault(None, "list", f"{name} is on the public list, and was not published")
        elif wrong := [column for column, value in _made(row).items() if _listed(row, column) != value]:
            yield Fault(None, "list", f"{name} is not on the public list as it was published: {', '.join(wrong)}")
    if beside := Signatory.objects.count() - met:
        yield Fault(None, "list", f"{beside} rows of the public list are of no signature")


def _listed(row: Any, column: str) -> Any:
    return row.listed_words if column == "words" else getattr(row.public_row, column)


def _made(row: Any) -> dict[str, Any]:
    government = row.government
    return {
        **{name: getattr(row, name) for name in (*OWN_COLUMNS, "cell", "words")},
        **{name: getattr(government, name) for name in LISTED_FACTS},
        "status": row.state,
        "ad_referendum": row.ad_referendum_until is not None,
        "version": row.version.number,
    }


PDFS = 50  # certificates that are read at once


def check_files() -> Iterator[Fault]:
    """Yield a fault for each act that is gone from the disk, or is another file than the one with its digest."""
    signatures = Signature.objects.filter(~Q(act_file="") | Q(state__in=PUBLISHED) & ~Q(act_file_sha256=""))
    for signature in signatures.order_by("pk").iterator(chunk_size=CHUNK):
        yield from _check(f"signature {signature.verification_code}", signature)
    for certificate in Certificate.objects.issued().order_by("pk").iterator(chunk_size=PDFS):
        if hashlib.sha256(bytes(certificate.pdf)).hexdigest() != certificate.sha256:
            yield Fault(None, "file", f"the certificate with the digest {certificate.sha256} is another file")
    changes = StatusChange.objects.exclude(act_file_sha256="").select_related("entry")
    for change in changes.order_by("pk").iterator(chunk_size=CHUNK):
        yield from _check(f"entry {change.entry.sequence}", change)


def _check(name: str, row: Signature | StatusChange) -> Iterator[Fault]:
    if not row.act_file:
        yield Fault(None, "file", f"{name} names no file of its act")
        return
    digest = hashlib.sha256()
    try:
        with row.act_file.open("rb") as file:
            for chunk in file.chunks():
                digest.update(chunk)
    except OSError:
        yield Fault(None, "file", f"the act of {name} is gone: {row.act_file.name}")
        return
    if digest.hexdigest() != row.act_file_sha256:
        yield Fault(None, "file", f"the act of {name} is another file than the one that was sent: {row.act_file.name}")
