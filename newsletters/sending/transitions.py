"""An edition on its way: begun once, paused, resumed, ended by a person; the archive has it from its first copy on."""

import hashlib
import json
import math
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_fsm import can_proceed
from wagtail.log_actions import log

from newsletters.readers import services
from newsletters.signals import begun

from . import services as sending
from .models import Edition, EditionText

PAUSED, RESUMED, CANCELLED = "newsletters.pause", "newsletters.resume", "newsletters.cancel"  # in the site history
FIRST_PART, FEWEST = 0.01, 20  # of the readers, and at least so many
FIRST_WAIT = timedelta(minutes=30)  # from the first copy on: what bounces later than that is a mailbox's own delay


class NotNow(Exception):
    """The edition is in a state in which this cannot be done: somebody else did something meanwhile."""


class Changed(Exception):
    """The words are not those that were approved."""


def locked(edition: Edition, step: str = "") -> Edition:
    """Return `edition` as it is now; whoever else decides about it waits for this transaction.

    Raises NotNow where somebody took it back meanwhile, or where its state does not allow `step`.
    """
    found = Edition.objects.select_for_update(of=("self",)).filter(pk=edition.pk).first()
    if found is None or (step and not can_proceed(getattr(found, step))):
        raise NotNow
    return found


def digest_of(
    texts: Iterable[EditionText], fallbacks: dict[str, str], audience: dict[str, Any], *, has_first_part: bool
) -> str:
    """Return the SHA-256 of what an approval covers, except the time of sending.

    It covers the words of every language and look, the language that readers of a missing one receive, the rules that
    select the readers (`audience`, from `readers.services.audience_facts`), and whether a first part goes ahead.
    """
    words = [
        [text.language, text.subject, text.summary, text.html, text.text, text.discreet_subject, text.discreet_html,
         text.discreet_text, text.web_html, text.date.isoformat()]
        for text in sorted(texts, key=lambda text: text.language)
    ]  # fmt: skip
    first_part = ["first part"] if has_first_part else []
    covered = json.dumps([words, sorted(fallbacks.items()), audience, *first_part], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(covered.encode()).hexdigest()


@transaction.atomic
def start(*, edition: Edition) -> Edition:
    """Owe `edition` to its readers, or to a first part of them where that was asked for, and wake the worker.

    Raises Changed where anything that its digest covers is not what was approved; NotNow where it began before.
    """
    edition = locked(edition)
    texts = {text.language: text for text in edition.texts.all()}
    audience = services.audience_facts(edition.translation_key)
    current = digest_of(texts.values(), edition.fallbacks, audience, has_first_part=edition.canary)
    if edition.digest and current != edition.digest:
        raise Changed
    if not can_proceed(edition.begin):
        raise NotNow
    chosen = edition.fallbacks | {code: code for code in texts}
    owed = {code: texts[other] for code, other in chosen.items() if other}
    total = sending.queue_copies(edition=edition, texts=owed, state=sending.State.HELD)
    first = max(FEWEST, math.ceil(total * FIRST_PART))
    if edition.canary and first < total:
        edition.begin_with_some(until=timezone.now() + FIRST_WAIT)
        sending.release_copies(edition=edition, some=first)
    else:
        edition.begin()
        sending.release_copies(edition=edition)
        if not total:
            edition.finish()
    edition.save()
    begun.send(sender=Edition, edition=edition)
    return edition


@transaction.atomic
def pause(*, edition: Edition, by: Any) -> Edition:
    """Let nothing more of `edition` leave until somebody resumes it. Raises NotNow where nothing is on its way."""
    edition = locked(edition, "pause")
    edition.pause()
    edition.save()
    held = sending.hold_copies(edition=edition)
    log(instance=edition, action=PAUSED, user=by, data={"copies": held})
    return edition


@transaction.atomic
def resume(*, edition: Edition, by: Any) -> Edition:
    """Let `edition` go on: with its first part where that was not over, else to everybody left.

    Raises NotNow where it is not paused or halted.
    """
    edition = locked(edition, "resume")
    if edition.state == Edition.State.PAUSED and edition.canary_until:
        total = edition.deliveries.count()
        settled = edition.deliveries.exclude(state__in=[sending.State.HELD, sending.State.SKIPPED]).count()
        left = max(FEWEST, math.ceil(total * FIRST_PART)) - settled
        edition.resume_with_some(until=timezone.now() + FIRST_WAIT)
        released = sending.release_copies(edition=edition, some=max(0, left))
    else:
        edition.resume()
        released = sending.release_copies(edition=edition)
    edition.save()
    log(instance=edition, action=RESUMED, user=by, data={"copies": released})
    return edition


@transaction.atomic
def cancel(*, edition: Edition, by: Any) -> Edition:
    """Send nobody else `edition`; who got it has it. Raises NotNow where it did not begin, or is over."""
    edition = locked(edition, "cancel")
    edition.cancel()
    edition.save()
    stopped = sending.cancel_copies(edition=edition)
    log(instance=edition, action=CANCELLED, user=by, data={"copies": stopped})
    return edition
