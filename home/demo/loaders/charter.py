"""The illustrative charter, the fictional signatures under it, and what followed them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from charter import demo
from coalition.members.models import LocalGovernment
from coalition.resources.models import Resource
from coalition.users.models import User

VERSION = 1


def load_version(content: dict[str, Any], reviewers: tuple[User, User]) -> None:
    """Publish the charter of `content` in every language, as `reviewers` do, unless it is there already."""
    demo.load_version(
        number=VERSION,
        title=content["title"],
        preamble=content["preamble"],
        articles=content["article"],
        reviewers=reviewers,
    )


def load_signatures(content: dict[str, Any], reviewers: tuple[User, User]) -> None:
    """Add the fictional signatures that are missing: signed, or waiting for review where no day of signature is given.

    Raises ValueError for a real government.
    """
    now = timezone.now()
    for item in content["signature"]:
        government = LocalGovernment.objects.get(code=item["member"])
        if not government.fictional:
            raise ValueError(f"{item['member']} is a real government: the demonstration signs for none.")
        demo.load_signature(
            government=government,
            language=item["language"],
            signatory_name=item["name"],
            signatory_role=item["role"],
            official_email=item["email"],
            act_body=item["act_body"],
            act_number=item["act_number"],
            act_date=(now - timedelta(days=item["act_days_ago"])).date(),
            signed_at=now - timedelta(days=item["signed_days_ago"]) if "signed_days_ago" in item else None,
            reviewers=reviewers,
            act_in_evidence=item.get("act_in_evidence", False),
        )


def load_evidence(content: dict[str, Any], reviewer: User) -> None:
    """Add the evidence of commitments that is missing: accepted by `reviewer`, or waiting to be read in the CMS."""
    today = timezone.localdate()
    for item in content["evidence"]:
        demo.load_evidence(
            government=LocalGovernment.objects.get(code=item["member"]),
            deliverable=item["deliverable"],
            done_on=today - timedelta(days=item["done_days_ago"]),
            description=item["description"],
            accepted_by=reviewer if item["accepted"] else None,
            resource=Resource.objects.get(key=item["resource"]) if "resource" in item else None,
        )


def load_reports(content: dict[str, Any], reviewer: User) -> None:
    """Ask for the yearly reports that are missing: answered and accepted by `reviewer`, or awaited."""
    now = timezone.now()
    for item in content["report"]:
        answers = item.get("answers", {})
        demo.load_report(
            government=LocalGovernment.objects.get(code=item["member"]),
            language=item["language"],
            asked_at=now - timedelta(days=item["asked_days_ago"]),
            answers=answers,
            accepted_by=reviewer if answers else None,
        )
