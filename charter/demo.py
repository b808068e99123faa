"""Demonstration content, through the same services as everyone: a version and signed signatures."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from charter import clock
from charter.followup.models import Commitment, Evidence
from charter.ledger.models import LedgerEntry
from charter.signing.models import Signature
from charter.texts.models import CharterText, CharterVersion
from charter.texts.services import propose, publish, write_text
from coalition.members.models import LocalGovernment
from coalition.resources.models import Resource
from coalition.users.models import User

from .followup.services import accept_evidence, record_evidence
from .review.services import check_authority, publish_signature
from .signing.services import agree, choose_government, hand_in, set_act, set_signatory

DEMONSTRATION_ACT = Path(__file__).parent / "demonstration_act.pdf"  # a page that says that it is no act
REVIEWED_WITHIN, CHECKED_BEFORE = timedelta(days=9), timedelta(days=3)  # before the publication
WAITS_SINCE, BEGUN_BEFORE = timedelta(days=2), timedelta(hours=1)
PUBLISHED_BEFORE = timedelta(days=730)  # before the first demonstration signature


@transaction.atomic
def load_version(
    *,
    number: int,
    title: Mapping[str, str],
    preamble: Mapping[str, str],
    articles: Sequence[Mapping[str, Mapping[str, str]]],
    reviewers: tuple[User, User],
) -> CharterVersion:
    """Write version `number`, once, and publish it as two people do: the first of `reviewers` proposes it.

    Texts are by language; an article has `title` and `text`.
    """
    version, created = CharterVersion.objects.get_or_create(number=number)
    if not created:
        return version
    for language, words in title.items():
        write_text(
            version=version,
            language=language,
            title=words,
            preamble=preamble.get(language, "").strip(),
            articles=[(article["title"][language], article["text"][language].strip()) for article in articles],
        )
    first, second = reviewers
    digest = version.digest_now()
    propose(version=version, proposer=first, digest=digest)
    return publish(version=version, publisher=second, digest=digest, published_at=timezone.now() - PUBLISHED_BEFORE)


@transaction.atomic
def load_signature(
    *, government: LocalGovernment, language: str, signatory_name: str, signatory_role: str, official_email: str,
    act_body: str, act_number: str, act_date: date, signed_at: datetime | None, reviewers: tuple[User, User],
    act_in_evidence: bool = False,
) -> Signature:  # fmt: skip
    """Make the signature of `government`, once, without a mail: signed at `signed_at`, or under review when None.

    Its history is in order: sent, checked, published, each on a day of its own. Load the oldest first.

    It goes the way of every signature, but that nobody types a code and nobody is written to.

    `reviewers` are the two people of each signature. With `act_in_evidence` a page that says "demonstration" stands
    for the council's act; no act is made up. Without it the signature is ad referendum.

    Raises NothingToSign before a version is published, and AlreadyOpen where another signature of the same is live.
    """
    if existing := Signature.objects.filter(government=government).first():
        return existing
    sent_at = (signed_at - REVIEWED_WITHIN) if signed_at else timezone.now() - WAITS_SINCE
    page = ContentFile(DEMONSTRATION_ACT.read_bytes(), name="demonstration.pdf") if act_in_evidence else None
    signature = Signature.objects.create(
        contact_email=official_email, language=language, created_at=sent_at - BEGUN_BEFORE
    )
    with clock.at(_after_the_last_entry(sent_at)):
        choose_government(signature=signature, government=government)
        set_signatory(
            signature=signature, signatory_name=signatory_name, signatory_role=signatory_role,
            official_email=official_email, contact_name=signatory_name,
        )  # fmt: skip
        set_act(signature=signature, act_body=act_body, act_number=act_number, act_date=act_date, act_file=page)
        text = CharterText.objects.current(language)
        signature = agree(signature=signature, language=language, agreed_digest=text.digest if text else "")
        hand_in(signature)
    return _review(signature, reviewers, signed_at) if signed_at else signature


def _review(signature: Signature, reviewers: tuple[User, User], signed_at: datetime) -> Signature:
    """Check and publish `signature` as two people do, and write to nobody."""
    first, second = reviewers
    with clock.at(_after_the_last_entry(signed_at - CHECKED_BEFORE)):
        check_authority(signature=signature, reviewer=first, call_back="", mandate=True, act=True, domain=True)
    with clock.at(_after_the_last_entry(signed_at)):
        return publish_signature(signature=signature, reviewer=second, tell=False)


@transaction.atomic
def load_evidence(
    *,
    government: LocalGovernment,
    deliverable: str,
    done_on: date,
    description: str,
    accepted_by: User | None,
    resource: Resource | None = None,
) -> Evidence | None:
    """Record evidence of a commitment of `government`, once, and accept it when `accepted_by` is somebody.

    Without that it waits in the CMS as if it came from the desk. Return None when there is no such commitment.
    """
    commitment = Commitment.objects.filter(government=government, deliverable=deliverable).first()
    if commitment is None:
        return None
    if existing := commitment.evidence.filter(description=description).first():
        return existing
    evidence = record_evidence(
        commitment=commitment, source=Evidence.Source.TOWN_HALL, dated=done_on, description=description,
        language=commitment.signature.language, resource=resource,
    )  # fmt: skip
    return accept_evidence(evidence=evidence, by=accepted_by) if accepted_by else evidence


def _after_the_last_entry(moment: datetime) -> datetime:
    """Return `moment`, or a later one where the ledger goes on already: its entries are in the order of time."""
    last = LedgerEntry.objects.order_by("-sequence").values_list("at", flat=True).first()
    return max(moment, last + timedelta(minutes=1)) if last else moment
