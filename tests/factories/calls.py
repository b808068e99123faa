"""Valid, unsurprising calls, their pages and proposals."""

from datetime import timedelta

import factory
from django.utils import timezone

from coalition.calls.models import Call, CallPage, Criterion, Proposal, ProposalLink, State
from coalition.resources.library import ResourcesIndexPage
from tests.factories.members import published

WORDS = {
    "association": "Women of the Quarter",
    "country": "FR",
    "contact_name": "Ada",
    "title": "A house for women",
    "summary": "A place to meet.",
    "activities": "We open a house.",
    "place": "In the quarter.",
    "audience": "For women.",
    "budget": 8000,
}


class CallFactory(factory.django.DjangoModelFactory):
    """A call that is open for a week yet, with two criteria."""

    class Meta:
        model = Call
        skip_postgeneration_save = True

    key = factory.Sequence(lambda number: f"call-{number}")
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=7))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    answer_by = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60))

    @factory.post_generation
    def criteria(self, create, extracted, **kwargs):
        for number, (name, weight) in enumerate((("Need", 2), ("Means", 1))):
            Criterion.objects.create(call=self, names={"en": name}, weight=weight, sort_order=number)


class ProposalFactory(factory.django.DjangoModelFactory):
    """A whole proposal of a confirmed contact; a draft unless `state` says otherwise."""

    class Meta:
        model = Proposal

    call = factory.SubFactory(CallFactory)
    language = "en"
    contact_email = factory.Sequence(lambda number: f"ada{number}@women.example")
    contact_confirmed_at = factory.LazyFunction(timezone.now)
    sent_at = factory.LazyAttribute(
        lambda row: None if getattr(row, "state", State.DRAFT) == State.DRAFT else timezone.now()
    )

    @classmethod
    def _adjust_kwargs(cls, **kwargs):
        return WORDS | kwargs


def call_page(parent: ResourcesIndexPage, *, call: Call | None = None, **values: str) -> CallPage:
    """Return a published page of `call` (a new one unless given) below `parent`."""
    call = call or CallFactory()
    return published(parent, CallPage(call=call, **{"title": "Call of the year", "slug": call.key, **values}))


def link_to(proposal: Proposal) -> str:
    """Return the token of a link as the browser has it, which proves nothing about the address."""
    return ProposalLink.issue(proposal=proposal)
