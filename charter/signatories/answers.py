"""What the follow-up tells of silence: who stands how, and what was asked of them. Nothing of a place at risk."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from charter.followup import permissions
from charter.followup.answers import Answer, Source
from charter.signatories.models import Signatory
from charter.silence.profile import lines_of
from charter.silence.rules import Silence
from coalition.pages.memory import recall
from coalition.users.waiting import Waiting


def governments(state: str, today: date) -> QuerySet[Any, Any]:
    """Return the keys of the governments that stand so on `today`, one of `Silence`."""
    return Signatory.objects.owing(state, today).values("government_id")


def told(keys: Collection[int], today: date) -> dict[int, Answer]:
    """Return how those of the governments with `keys` stand that owe an answer, in four queries at most."""
    rows = Signatory.objects.in_force().filter(government__in=keys).select_related("government__awaited")
    owing = {row.government_id: row for row in rows.defer("words", "government__search_text") if row.silence}
    lines = lines_of(owing, today)
    return {key: Answer(row.silence, row.silence_label, lines[key]) for key, row in owing.items()}


SOURCE = Source(choices=list(Silence.choices), governments=governments, told=told)


def waiting(user: Any) -> list[Waiting]:
    """Return how many signatories have been silent for a year, for who may decide on evidence. One query."""
    if not permissions.may_review_commitment(user):
        return []
    today = timezone.localdate()
    rows = Signatory.objects.owing(Silence.SILENT, today)
    first = Min("government__awaited__silent_since")
    found = recall(("silent signatories", today), lambda: rows.aggregate(count=Count("pk"), first=first))
    since = timezone.make_aware(datetime.combine(found["first"], time.max)) if found["first"] else None
    url = f"{reverse('charter_commitments:index')}?answer={Silence.SILENT.value}"
    return [Waiting(_("Signatories silent for a year"), found["count"], url, since=since)]
