"""The illustrative charter, and the fictional signatures under it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from charter import services
from charter.models import CharterText, CharterVersion, LedgerEntry, Signature
from charter.services.ledger import facts
from coalition.members.models import LocalGovernment
from coalition.users.models import User

VERSION = 1


@transaction.atomic
def load_version(content: dict[str, Any]) -> CharterVersion:
    """Publish the charter of `content` in every language, unless a version is there already."""
    version = CharterVersion.objects.filter(number=VERSION).first()
    if version is not None:
        return version
    version = CharterVersion.objects.create(number=VERSION)
    for language, title in content["title"].items():
        services.write_text(
            version=version,
            language=language,
            title=title,
            preamble=content["preamble"][language].strip(),
            articles=[(item["title"][language], item["text"][language].strip()) for item in content["article"]],
        )
    return services.publish(version=version)


@transaction.atomic
def load_signatures(content: dict[str, Any], version: CharterVersion, reviewer: User) -> None:
    """Add the fictional adhesions that are missing: signed in the past, so no mail goes out."""
    for item in content["signature"]:
        government = LocalGovernment.objects.get(code=item["member"])
        if not government.fictional:
            raise ValueError(f"{item['member']} is a real government: the demonstration signs for none.")
        if not Signature.objects.filter(government=government).exists():
            _sign(item, government, version, reviewer)


def _sign(item: dict[str, Any], government: LocalGovernment, version: CharterVersion, reviewer: User) -> None:
    signed_at = timezone.now() - timedelta(days=item["signed_days_ago"])
    signature = Signature(
        government=government,
        version=version,
        language=item["language"],
        text_digest=CharterText.objects.get(version=version, language=item["language"]).digest,
        signatory_name=item["name"],
        signatory_role=item["role"],
        official_email=item["email"],
        contact_name=item["name"],
        contact_email=item["email"],
        act_body=item["act_body"],
        act_number=item["act_number"],
        act_date=(timezone.now() - timedelta(days=item["act_days_ago"])).date(),
        created_at=signed_at - timedelta(days=4),
        decided_by=reviewer,
    )
    steps = {
        "verify_mailbox": signed_at - timedelta(days=3, minutes=1),
        "submit": signed_at - timedelta(days=3),
        "accept": signed_at,
    }
    entries = [_step(signature, event, moment, reviewer) for event, moment in steps.items()]
    signature.mailbox_verified_at, signature.submitted_at, signature.decided_at = steps.values()
    signature.updated_at = signed_at
    signature.save()
    for entry in entries:
        entry.signature = signature
        entry.data = facts(signature)
        entry.save()


def _step(signature: Signature, event: str, moment: datetime, reviewer: User) -> LedgerEntry:
    source = str(signature.state)
    getattr(signature, event)()
    actor = reviewer if event == "accept" else None
    return LedgerEntry(event=event, source=source, target=str(signature.state), at=moment, actor=actor)
