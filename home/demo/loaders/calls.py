"""An open call for initiatives, with a page in every language."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from coalition.calls.models import Call, CallPage, Criterion
from home.site_tree import Translations, add_page
from home.words import blocks


def load(content: dict[str, Any], index: Translations) -> None:
    """Make the calls of `content` that are missing, open today, with a page per language below `index`."""
    for item in content["call"]:
        now = timezone.now().replace(minute=0, second=0, microsecond=0)
        facts = {
            "opens_at": now - timedelta(days=item["opened_days_ago"]),
            "closes_at": now + timedelta(days=item["closes_in_days"]),
            "answer_by": (now + timedelta(days=item["answer_in_days"])).date(),
            "budget_note": item["budget_note"],
        }
        call, made = Call.objects.get_or_create(key=item["key"], defaults=facts)
        if made:
            Criterion.objects.bulk_create(
                Criterion(call=call, sort_order=number, **row) for number, row in enumerate(item["criterion"])
            )
        add_page(index, CallPage, item["key"], partial(_words, item, call))


def _words(item: dict[str, Any], call: Call, language: str) -> dict[str, Any]:
    summary = item["summary"][language].strip()
    return {
        "title": item["title"][language],
        "summary": summary,
        "search_description": summary[:250],
        "body": blocks(item["body"][language]),
        "call": call,
    }
