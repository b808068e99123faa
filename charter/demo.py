"""Demonstration content, through the same services as everyone: a version and signed dossiers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from charter.models import CharterText, CharterVersion, Party, Signature
from charter.services import publish, write_text
from charter.services.certificates import order
from charter.services.ledger import move, next_number
from coalition.members.models import LocalGovernment
from coalition.users.models import User

AD_REFERENDUM = timedelta(days=365)
PUBLISHED_BEFORE = timedelta(days=730)  # before the first demonstration signature


@transaction.atomic
def load_version(
    *,
    number: int,
    title: Mapping[str, str],
    preamble: Mapping[str, str],
    articles: Sequence[Mapping[str, Mapping[str, str]]],
) -> CharterVersion:
    """Write and publish version `number`, once. Texts are by language; an article has `title` and `text`."""
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
    return publish(version=version, published_at=timezone.now() - PUBLISHED_BEFORE)


@transaction.atomic
def load_signature(
    *,
    government: LocalGovernment,
    language: str,
    signatory_name: str,
    signatory_role: str,
    official_email: str,
    act_body: str,
    act_number: str,
    act_date: date,
    signed_at: datetime | None,
    reviewers: tuple[User, User],
) -> Signature:
    """Make the dossier of `government`, once, without a mail: signed at `signed_at`, or under review when None.

    `reviewers` are the two people of each adhesion. No file of an act is made up: these adhesions are ad referendum.
    """
    if existing := Signature.objects.filter(government=government).first():
        return existing
    text = CharterText.objects.current(language)
    if text is None:
        raise LookupError("Publish a version of the charter first.")
    signature = Signature.objects.create(
        government=government, language=language, signatory_name=signatory_name, signatory_role=signatory_role,
        official_email=official_email, contact_email=official_email, contact_name=signatory_name,
        act_body=act_body, act_number=act_number, act_date=act_date, version=text.version, text_digest=text.digest,
    )  # fmt: skip
    move(signature, "verify_mailbox", party=Party.TOWN_HALL)
    move(signature, "submit", party=Party.TOWN_HALL)
    if signed_at is not None:
        first, second = reviewers
        checklist = {"mandate": True, "act": True, "domain": True, "call_back": ""}
        move(signature, "check_authority", party=Party.STAFF, actor=first, reviewer=first, checklist=checklist)
        signature.ad_referendum_until = timezone.localdate() + AD_REFERENDUM
        entry = move(
            signature, "publish", party=Party.STAFF, actor=second,
            reviewer=second, number=next_number(), signed_at=signed_at,
        )  # fmt: skip
        order(signature=signature, entry=entry, notify=False)
    return signature
