"""Which signatures: chainable, never writes."""

from datetime import datetime
from typing import Any, Self

from django.db import models

from charter import states
from charter.texts.models import CharterVersion


class SignatureQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(state__in=states.OPEN)

    def signed(self) -> Self:
        return self.filter(state="signed")

    def published(self) -> Self:
        return self.filter(state__in=states.PUBLISHED)

    def shown(self) -> Self:
        return self.published().select_related("government", "version")

    def after(self, signature: Any) -> Self:
        """Return the published signatures of the same government that came later, the latest first."""
        later = self.published().filter(government_id=signature.government_id, number__gt=signature.number)
        return later.order_by("-number")

    def listed(self) -> Self:
        """Return the rows of the public list, newest first, with what it shows."""
        return self.signed().select_related("government", "version").order_by("-signed_at", "-pk")

    def standing_beside(self, signature: Any) -> Self:
        """Return the standing signature of the same government that is not `signature`: at most one."""
        beside = self.filter(government_id=signature.government_id, state__in=states.STANDING)
        return beside.exclude(pk=signature.pk).select_related("version")

    def invitable(self, version: CharterVersion) -> Self:
        """Return the standing signatures to a version older than `version` whose institution can be asked for it.

        Left out are those without a mailbox, and those with a newer signature under review: they have signed already.
        """
        under_review = self.model.objects.filter(
            government=models.OuterRef("government"), state__in=states.UNDER_REVIEW
        )
        standing = self.filter(state__in=states.STANDING, version__number__lt=version.number)
        return standing.exclude(official_email="").exclude(models.Exists(under_review))

    def not_invited(self, version: CharterVersion) -> Self:
        return self.exclude(models.Exists(version.invitations.filter(signature=models.OuterRef("pk"))))

    def for_token(self, digest: str) -> Self:
        return self.filter(links__digest=digest)

    def untouched_since(self, moment: datetime) -> Self:
        return self.open().filter(updated_at__lt=moment)

    def about_address(self, address: str) -> Self:
        return self.filter(models.Q(contact_email=address) | models.Q(official_email=address))
