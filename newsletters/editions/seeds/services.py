"""Send an edition to the seed list, in all its languages."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from wagtail.log_actions import log

from coalition.mail.models import Message
from newsletters.editions import emails, services
from newsletters.editions.models import NewsletterPage
from newsletters.editions.seeds.models import Seed

TESTED = "newsletters.test_seeds"  # the action in the site history
MOST = 24  # tests to one address in a day: three presses, in four languages and both looks
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Sent:
    """What one press sent: how many emails to how many addresses, and how many were too many for one day."""

    emails: int
    addresses: int
    left_out: int


@transaction.atomic
def send(*, page: NewsletterPage, by: Any) -> Sent:
    """Send the edition of `page` as it is now, drafts included, to the seed list: to each address its language, or all.

    An address gets MOST tests a day, whoever presses: two presses at once wait for each other.
    """
    seeds = list(Seed.objects.select_for_update().order_by("pk"))
    had, versions, left_out = _had(seeds), services.drafts(page=page), 0
    sent: Counter[str] = Counter()
    for seed in seeds:
        wanted = [version for version in versions if seed.language in ("", version.locale.language_code)]
        for version in wanted:
            if had[seed.email_digest] + sent[seed.email_digest] >= MOST:
                left_out += 1
                continue
            emails.send_test(version, to=seed.email, discreet=seed.look == Seed.Look.DISCREET)
            sent[seed.email_digest] += 1
    Seed.objects.filter(email_digest__in=sent).update(sent_at=timezone.now())
    log(instance=page, action=TESTED, user=by, data={"emails": sent.total(), "addresses": len(sent)})
    return Sent(sent.total(), len(sent), left_out)


def _had(seeds: list[Seed]) -> Counter[str]:
    """Return how many tests each address got in the last day."""
    tests = Message.objects.filter(
        template=emails.TEST,
        to_digest__in=[seed.email_digest for seed in seeds],
        created_at__gt=timezone.now() - DAY,
    )
    return Counter(dict(tests.order_by().values_list("to_digest").annotate(count=Count("pk"))))
