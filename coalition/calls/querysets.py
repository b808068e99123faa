"""Which proposals: chainable, never writes."""

from typing import Self

from django.db import models

from coalition.calls.states import HANDED_IN, State
from coalition.privacy import tokens


class ProposalQuerySet(models.QuerySet):
    def drafts(self) -> Self:
        return self.filter(state=State.DRAFT)

    def handed_in(self) -> Self:
        """Return those that the team reads: neither drafts, which are their association's own, nor withdrawn ones."""
        return self.filter(state__in=HANDED_IN)

    def of_contact(self, address: str) -> Self:
        return self.filter(contact_email=address)

    def for_token(self, token: str) -> Self:
        return self.filter(links__digest=tokens.digest(token))
