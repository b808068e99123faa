"""Certificates: ordered with the transition they prove, drawn and signed by the worker, recognised for ever."""

import hashlib
import logging
import time
from collections.abc import Iterable
from datetime import UTC

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from charter.certificates.models import Certificate
from charter.ledger import keys
from charter.ledger import log as transparency
from charter.ledger.log import Record
from charter.ledger.models import Checkpoint, Leaf, LedgerEntry
from charter.ledger.services import entry_record
from charter.signals import certificate_issued
from charter.signing.models import Signature
from charter.texts.models import CharterText
from coalition import queue
from coalition.certificates import signing_key
from coalition.languages.names import country_name
from coalition.members import profiles
from coalition.site.site_words import site_names

from . import certificate_content as printed
from .certificate_content import Enclosed

logger = logging.getLogger(__name__)

SAID_SINCE = {"at", "trusted_time"}  # leaves of certificates before say neither
# The transitions after which a certificate says something new.
PROVEN = ("publish", "ratify", "ratify_on_hold", "count_members", "count_members_on_hold", "correct")


@transaction.atomic
def order(*, signature: Signature, entry: LedgerEntry, notify: bool = True) -> list[Certificate]:
    """Owe a new edition of the certificate, one in each language; the worker issues them.

    `entry` is the transition that they prove. With `notify` the town hall is told once all are ready.
    What was ordered before and is not issued yet is no longer owed: the new edition says it better, and tells whoever
    was to be told.
    """
    unissued = Certificate.objects.filter(signature=signature, issued_at__isnull=True)
    notify = notify or unissued.filter(notify=True).exists()
    unissued.delete()
    last = Certificate.objects.filter(signature=signature).aggregate(last=Max("edition"))["last"] or 0
    rows = Certificate.objects.bulk_create(
        Certificate(signature=signature, entry=entry, language=code, edition=last + 1, notify=notify)
        for code, _name in settings.LANGUAGES
    )
    queue.wake("charter.issue_certificates")
    return rows


@transaction.atomic
def reissue(*, signature: Signature, notify: bool = True) -> list[Certificate]:
    """Order a new edition of a published signature's certificate: after a correction, or with a new signing key.

    The signature's row is locked, so that two people order two editions. Raises LookupError when it was never
    published.
    """
    Signature.objects.select_for_update().get(pk=signature.pk)
    entry = LedgerEntry.objects.filter(signature=signature, event__in=PROVEN).order_by("-sequence").first()
    if entry is None:
        raise LookupError("The signature was never published.")
    return order(signature=signature, entry=entry, notify=notify)


def issue_due(*, seconds: float = 20) -> bool:
    """Issue what is owed, each once, for about `seconds`; say whether time ran out before.

    One that fails is logged and stays owed for the next run; one that another worker holds is left to it.
    """
    deadline, tried = time.monotonic() + seconds, list[int]()
    if not signing_key.is_set():  # they stay owed, and `check` says why
        return False
    while time.monotonic() < deadline:
        owed = Certificate.objects.owed().exclude(pk__in=tried).values_list("pk", flat=True).first()
        if owed is None:
            return False
        tried.append(owed)
        try:
            _stand_above(owed)
            issue(pk=owed)
        except Exception:
            logger.exception("Certificate %d could not be issued.", owed)
    return True


@transaction.atomic
def issue(*, pk: int) -> Certificate | None:
    """Draw, sign and keep the owed certificate `pk`; return it, or None when another worker has it or had it.

    The signature's row is locked with it, so that one worker at a time makes certificates of one signature: whoever
    makes the last one sees all others, and mails. Neither lock is waited for.

    Raises what Typst and the signing key raise; then it stays owed.
    """
    # Here and not above: the libraries take a second to load, and only the worker draws and signs.
    from .certificate_pdf import render
    from .pdf_signature import sign

    rows = Certificate.objects.owed().select_for_update(of=("self", "signature"), no_key=True, skip_locked=True)
    row = rows.select_related("entry", "signature__government", "signature__version").filter(pk=pk).first()
    if row is None:
        return None
    facts = facts_of(row.signature)
    with translation.override(row.language):
        signed = sign(
            render(facts, row.language, enclosed(row)),
            name=site_names(row.language).site,
            reason=_("Certificate of accession"),
            location=country_name(facts.country),
        )
    row.pdf, row.sha256 = signed.pdf, hashlib.sha256(signed.pdf).hexdigest()
    row.trusted_time, row.issued_at = signed.trusted_time, facts.made_at
    row.save()
    if row.notify and _are_all_issued(row.signature):
        certificate_issued.send(Certificate, signature=row.signature, edition=row.edition)
    transparency.append(record(row))  # last, for its lock is everybody's
    return row


def _stand_above(pk: int) -> None:
    """Sign a checkpoint where none stands yet above the entry that certificate `pk` proves; that asks nobody.

    In a transaction of its own: its lock is everybody's.
    """
    entry = Certificate.objects.values_list("entry__sequence", flat=True).get(pk=pk)
    index = Leaf.objects.values_list("index", flat=True).filter(kind=Leaf.Kind.ENTRY, about=str(entry)).first()
    if index is not None and not Checkpoint.objects.filter(size__gt=index).exists():
        try:
            transparency.sign_checkpoint()
        except transparency.Rewritten:  # a town hall gets its certificate, without a proof
            logger.exception("The log of the charter is not signed any more.")


def enclosed(row: Certificate) -> dict[Enclosed, str]:
    """Return the texts that go with the certificate `row`: what was signed, the act's digests, the log's proof.

    The proof is of the entry that the certificate proves, below the newest checkpoint.
    """
    signature, files = row.signature, dict[Enclosed, str]()
    text = CharterText.objects.filter(version=signature.version, language=signature.language).first()
    if text is not None:
        files[Enclosed.TEXT] = text.canonical()
    digests = {signature.act_file_sent_sha256: "act-as-sent", signature.act_file_sha256: "act"}
    if signature.act_is_shown and signature.act_file_sha256:
        files[Enclosed.ACT] = "".join(f"{digest}  {name}\n" for digest, name in digests.items() if digest)
    leaf = Leaf.objects.filter(kind=Leaf.Kind.ENTRY, about=str(row.entry.sequence)).first()
    checkpoint = transparency.newest()
    if leaf is not None and checkpoint is not None and checkpoint.size > leaf.index:
        files[Enclosed.PROOF] = transparency.prove(leaf, entry_record(row.entry), checkpoint)
        files[Enclosed.POLICY] = keys.policy()
    return files


def record(row: Certificate) -> Record:
    """Return what the log holds of an issued certificate: whose it is, the digest of its file, what is said of it."""
    facts = {
        "at": row.issued_at.astimezone(UTC).isoformat() if row.issued_at else "",
        "trusted_time": str(row.trusted_time),
        "dossier": row.signature.verification_code,
        "language": row.language,
        "edition": row.edition,
        "sequence": row.entry.sequence,
    }
    return Record(Leaf.Kind.CERTIFICATE, row.sha256, facts)


def leaf_of(row: Certificate, *, size: int) -> Leaf | None:
    """Return the leaf of an issued certificate, None where it is not among the first `size` leaves."""
    return Leaf.objects.filter(kind=Leaf.Kind.CERTIFICATE, about=row.sha256, index__lt=size).first()


def logged_record(row: Certificate, leaf: Leaf) -> Record:
    """Return the record that `leaf` commits to: earlier versions said less of a certificate."""
    full = record(row)
    facts = {name: value for name, value in full.facts.items() if name not in SAID_SINCE}
    is_full = transparency.commitment(full, bytes(leaf.salt)) == bytes(leaf.commitment)
    return full if is_full else Record(full.kind, full.about, facts)


def _are_all_issued(signature: Signature) -> bool:
    return not Certificate.objects.filter(signature=signature, issued_at__isnull=True).exists()


def facts_of(signature: Signature) -> printed.CertificateFacts:
    """Return what the certificate of the published `signature` states now, with the ledger's last entry.

    An act that is not in evidence is not printed: such a signature is ad referendum. The names are those of the
    day, the facts those of the signature.
    """
    government, version = signature.government, signature.version
    if government is None or version is None or signature.number is None or signature.signed_at is None:
        raise ValueError("The signature is not published.")
    act = None
    if signature.act_is_shown and signature.act_date is not None:
        act = printed.Act(signature.act_body, signature.act_number, signature.act_date)
    titles = CharterText.objects.filter(version=version).values_list("language", "title")
    return printed.CertificateFacts(
        names=government.names,
        own_language=_own_language(government.languages, government.names, signature.language),
        country=government.country,
        number=signature.number,
        version=version.number,
        charter_titles=dict(titles),
        signed_language=signature.language,
        signed_on=timezone.localdate(signature.signed_at),
        text_digest=signature.text_digest,
        act=act,
        signatory_name=signature.signatory_name,
        signatory_role=signature.signatory_role,
        code=signature.verification_code,
        ledger=_ledger_head(),
        made_at=timezone.now(),
        ad_referendum_until=signature.ad_referendum_until,
        members=tuple(member.government.names for member in signature.counted_members),
        demonstration=settings.DEMO or government.fictional,
        crest=profiles.printed_crest(government),
    )


def _ledger_head() -> printed.LedgerHead:
    entry = LedgerEntry.objects.select_related("trusted_time").latest("sequence")
    return printed.LedgerHead(entry.sequence, entry.hash, entry.at, hasattr(entry, "trusted_time"))


def _own_language(spoken: Iterable[str], names: dict[str, str], signed: str) -> str:
    return next((code for code in [*spoken, signed] if names.get(code)), signed)
