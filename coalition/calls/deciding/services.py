"""What may happen at the end: a decision, once, and the page of what is accepted."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page

from coalition.calls.deciding import emails, showcase
from coalition.calls.models import Proposal
from coalition.calls.reading import services as reading
from coalition.calls.reading import standing, visible
from coalition.calls.states import State

ACCEPTED = "calls.accept"  # the actions in the site history
DECLINED = "calls.decline"


class NotYours(Exception):
    """Who read a proposal, or declared a conflict, does not decide on it."""


class NotComplete(Exception):
    """The judgement is not complete: readers are missing, or differ too much."""


@transaction.atomic
def decide(*, proposal: Proposal, by: Any, accept: bool, answer: str) -> Proposal:
    """Accept or decline `proposal` and mail `answer` to its association; an accepted one gets a page, as a draft.

    No transition leads back: what was decided stays, and was mailed once.
    Raises NotYours, NotComplete, or Decided of reading.services.
    """
    proposal = reading.locked(proposal)
    if visible.own_reading(proposal, by) or visible.has_conflict(proposal, by):
        raise NotYours
    if proposal.state != State.UNDER_REVIEW or not standing.of(proposal).is_complete:
        raise NotComplete
    if accept:
        proposal.accept(by=by, answer=answer)
        proposal.page = showcase.draft_page(proposal, by)
    else:
        proposal.decline(by=by, answer=answer)
    proposal.save()
    log(instance=proposal, action=ACCEPTED if accept else DECLINED, user=by, title=proposal.shown_reference)
    emails.send_decision(proposal)
    return proposal


@transaction.atomic
def note_publication(*, page: Page) -> None:
    """Note that `page` was published, if it is that of an accepted proposal. Repeatable."""
    found = Proposal.objects.select_for_update().filter(page=page.pk, state=State.ACCEPTED).first()
    if found is not None:
        found.show()
        found.save()
