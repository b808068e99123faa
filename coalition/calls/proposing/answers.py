"""What an association answered, as the page that checks it, its own page and the team see it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from coalition.calls.models import Proposal
from coalition.pages.numbers import number_text


@dataclass(frozen=True)
class Answer:
    """One answer: what was asked, what was said, and whether everybody reads it once it is published."""

    label: str
    text: str
    is_public: bool


def answers(proposal: Proposal) -> list[Answer]:
    """Return each answer of `proposal` in the order of the form, in the active language."""
    budget = number_text(proposal.budget) if proposal.budget else ""
    return [
        Answer(_("Name of your association"), proposal.association, True),
        Answer(_("Country"), proposal.country_name, True),
        Answer(_("Contact"), proposal.contact_name, False),
        Answer(_("Title of the initiative"), proposal.title, True),
        Answer(_("The initiative in a few sentences"), proposal.summary, True),
        Answer(_("What will you do?"), proposal.activities, True),
        Answer(_("Where?"), proposal.place, True),
        Answer(_("For whom?"), proposal.audience, True),
        Answer(_("Amount that you ask for, in euros"), budget, False),
    ]
