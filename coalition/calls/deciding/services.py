"""What may happen at the end: a decision, once, and the page of what is accepted."""

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from coalition.calls.models import Proposal
from coalition.calls.proposing import emails
from coalition.calls.reading import services as reading
from coalition.calls.reading import standing
from coalition.calls.states import State
from coalition.resources.index_page import ResourcesIndexPage
from coalition.resources.models import InitiativePage

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
    proposal = reading.lock_for_judging(proposal)
    if standing.own_reading(proposal, by) or standing.has_conflict(proposal, by):
        raise NotYours
    if proposal.state != State.UNDER_REVIEW or not standing.standing_of(proposal).is_complete:
        raise NotComplete
    if accept:
        proposal.accept(by=by, answer=answer)
        proposal.page = draft_page(proposal, by)
    else:
        proposal.decline(by=by, answer=answer)
    proposal.save()
    log(instance=proposal, action=ACCEPTED if accept else DECLINED, user=by, title=proposal.shown_reference)
    emails.send_to_contact(proposal, "accepted" if accept else "declined", answer=answer.splitlines())
    return proposal


@transaction.atomic
def note_publication(instance: Page, **signal: Any) -> None:
    """Note that the page of an accepted proposal was published, by the usual way of pages. Repeatable."""
    found = Proposal.objects.select_for_update().filter(page=instance.pk, state=State.ACCEPTED).first()
    if found is not None:
        found.show()
        found.save()


def draft_page(proposal: Proposal, by: Any) -> InitiativePage | None:
    """Make the page below the library of the proposal's language; return it, or None where there is no library.

    It holds what everybody may read, and neither contact, budget nor files. Editors publish and translate it as any
    page.
    """
    locale = Locale.objects.get(language_code=proposal.language)
    parent = ResourcesIndexPage.objects.filter(locale=locale).first()
    if parent is None:
        return None
    with translation.override(proposal.language):
        words = [
            (_("What is done"), proposal.activities),
            (_("Where"), proposal.place),
            (_("For whom"), proposal.audience),
        ]
        body: list[tuple[str, Any]] = []
        for heading, text in words:
            body.append(("heading", {"text": heading, "level": "2"}))
            body.append(("paragraph", linebreaks(text, autoescape=True)))
    page = InitiativePage(
        title=proposal.title,
        slug=f"initiative-{proposal.reference.lower()}",
        association=proposal.association,
        country=proposal.country,
        summary=proposal.summary,
        search_description=proposal.summary[:250],
        body=body,
        locale=locale,
        live=False,
        owner=by,
    )
    parent.add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    return page
