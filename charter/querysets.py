"""Which rows: chainable, never writes."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery
from django.db import models

from charter import states
from coalition.members.names import search_words

SHA256 = re.compile(r"[0-9A-Fa-f]{64}")

if TYPE_CHECKING:
    from .models import AdhesionRequest, Certificate, CharterText, CharterVersion, Signature


class CharterVersionQuerySet(models.QuerySet["CharterVersion"]):
    """Versions of the charter."""

    def published(self) -> CharterVersionQuerySet:
        """Return the published versions, newest first."""
        return self.filter(state="published").order_by("-number")

    def current(self) -> CharterVersion | None:
        """Return the version that is open for signature, or None before the first publication."""
        return self.published().first()


class CharterTextQuerySet(models.QuerySet["CharterText"]):
    """Texts of the charter."""

    def current(self, language: str) -> CharterText | None:
        """Return the text of the current version in `language`, with its version, or None."""
        published = self.filter(version__state="published", language=language)
        return published.select_related("version").order_by("-version__number").first()

    def signed_by(self, signature: Signature) -> CharterText | None:
        """Return the text that `signature` names, by version and language, or None before it names one."""
        named = self.filter(version=signature.version_id, language=signature.language)
        return named.select_related("version").first()


class SignatureQuerySet(models.QuerySet["Signature"]):
    """Dossiers of adhesion."""

    def open(self) -> SignatureQuerySet:
        """Return the dossiers that a town hall may still change."""
        return self.filter(state__in=states.OPEN)

    def awaiting_review(self) -> SignatureQuerySet:
        """Return the dossiers that wait for a reviewer, the one that waits longest first."""
        return self.filter(state__in=states.UNDER_REVIEW).order_by("submitted_at", "pk")

    def signed(self) -> SignatureQuerySet:
        """Return the adhesions in force: those that are counted."""
        return self.filter(state="signed")

    def published(self) -> SignatureQuerySet:
        """Return the adhesions that the public may see, in whatever status."""
        return self.filter(state__in=states.PUBLISHED)

    def shown(self) -> SignatureQuerySet:
        """Return the adhesions that the public may see, with what the page of one shows."""
        return self.published().select_related("government", "version")

    def after(self, signature: Signature) -> SignatureQuerySet:
        """Return the published adhesions of the same government that came later, the latest first."""
        later = self.published().filter(government_id=signature.government_id, number__gt=signature.number)
        return later.order_by("-number")

    def listed(self) -> SignatureQuerySet:
        """Return the rows of the public list, newest first, with what it shows."""
        return self.signed().select_related("government", "version").order_by("-signed_at", "-pk")

    def standing_beside(self, signature: Signature) -> SignatureQuerySet:
        """Return the standing adhesion of the same government that is not `signature`: at most one."""
        beside = self.filter(government_id=signature.government_id, state__in=states.STANDING)
        return beside.exclude(pk=signature.pk).select_related("version")

    def invitable(self, version: CharterVersion) -> SignatureQuerySet:
        """Return the standing adhesions to a version older than `version` whose institution can be asked for it.

        Left out are those without a mailbox, and those with a newer dossier under review: they adhere already.
        """
        under_review = self.model.objects.filter(
            government=models.OuterRef("government"), state__in=states.UNDER_REVIEW
        )
        standing = self.filter(state__in=states.STANDING, version__number__lt=version.number)
        return standing.exclude(official_email="").exclude(models.Exists(under_review))

    def not_invited(self, version: CharterVersion) -> SignatureQuerySet:
        """Leave out the adhesions whose institution was invited to `version`."""
        return self.exclude(models.Exists(version.invitations.filter(signature=models.OuterRef("pk"))))

    def for_token(self, digest: str) -> SignatureQuerySet:
        """Return the dossier that a resume link's `digest` opens."""
        return self.filter(links__digest=digest)

    def untouched_since(self, moment: datetime) -> SignatureQuerySet:
        """Return the open dossiers that nobody touched since `moment`."""
        return self.open().filter(updated_at__lt=moment)

    def about_address(self, address: str) -> SignatureQuerySet:
        """Return the dossiers that hold `address` (normalised)."""
        return self.filter(models.Q(contact_email=address) | models.Q(official_email=address))


class SignatoryQuerySet(models.QuerySet[Any]):
    """Rows of the public list."""

    def in_force(self) -> SignatoryQuerySet:
        """Return the adhesions that count."""
        return self.filter(status="signed")

    def search(self, text: str) -> SignatoryQuerySet:
        """Return those whose government has, for every word of `text`, a word that begins so, in any language.

        An empty text returns all; a text without a letter or digit returns none.
        """
        if not text.strip():
            return self
        words = search_words(text)
        return self.filter(words=prefix_query(words)) if words else self.none()

    def with_facts(self) -> SignatoryQuerySet:
        """Read what a line of the list shows in the same query."""
        rows = self.annotate(group_size=_group_size())
        return rows.select_related("signature", "government").defer("words", "government__search_text")


def _group_size() -> models.Subquery:
    """Return the number of members for which the adhesion of a row counts, None for one that is no group."""
    from charter.models import GroupMember  # the models are made of these querysets

    members = GroupMember.objects.filter(signature=models.OuterRef("pk")).order_by().values("signature")
    return models.Subquery(members.annotate(size=models.Count("pk")).values("size"))


def prefix_query(words: list[str]) -> SearchQuery:
    """Return the query for rows with a word that begins with each of `words` (folded: a-z and 0-9 only)."""
    return SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")


class LedgerQuerySet(models.QuerySet[Any]):
    """Entries of the ledger."""

    def of(self, signature: Signature) -> LedgerQuerySet:
        """Return the history of one dossier, oldest first."""
        return (
            self.filter(signature=signature)
            .select_related("actor", "status_change__redaction", "trusted_time")
            .order_by("sequence")
        )


class RedactionQuerySet(models.QuerySet[Any]):
    """Removals of public words."""

    def proposed(self) -> RedactionQuerySet:
        """Return those that wait for the second person."""
        return self.filter(confirmed_at__isnull=True)

    def done(self) -> RedactionQuerySet:
        """Return those whose words are gone."""
        return self.filter(confirmed_at__isnull=False)


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Certificates, owed and issued."""

    def owed(self) -> CertificateQuerySet:
        """Return what is ordered and not issued, for adhesions in force, the oldest order first."""
        return self.filter(issued_at__isnull=True, signature__state="signed").order_by("pk")

    def issued(self) -> CertificateQuerySet:
        """Return the certificates that exist."""
        return self.filter(issued_at__isnull=False)

    def by_file(self, sha256: str) -> Certificate | None:
        """Return the certificate whose file has this SHA-256 (64 hexadecimal digits), without its file, or None."""
        if not SHA256.fullmatch(sha256):
            return None
        return self.issued().filter(sha256=sha256.lower()).defer("pdf").first()

    def latest_of(self, signature: Signature) -> CertificateQuerySet:
        """Return the latest edition in each language, without its file."""
        rows = self.issued().filter(signature=signature).order_by("language", "-edition").distinct("language")
        return rows.defer("pdf")


class ReadhesionInvitationQuerySet(models.QuerySet[Any]):
    """Invitations to adhere to a newer version."""

    def for_token(self, digest: str) -> ReadhesionInvitationQuerySet:
        """Return the invitation that a mailed link's `digest` opens, with what its page shows."""
        return self.filter(digest=digest).select_related("signature__government", "signature__version", "version")

    def steps(self) -> dict[str, int]:
        """Count those that were invited, and of these the dossiers started, submitted and published."""
        return self.aggregate(
            invited=models.Count("pk"),
            started=models.Count("dossier"),
            submitted=models.Count("dossier", filter=models.Q(dossier__submitted_at__isnull=False)),
            signed=models.Count("dossier", filter=models.Q(dossier__signed_at__isnull=False)),
        )


class AdhesionLinkQuerySet(models.QuerySet[Any]):
    """Links that were mailed to town halls."""

    def live(self, at: datetime) -> AdhesionLinkQuerySet:
        """Return those that open something at `at`."""
        return self.filter(expires_at__gt=at, revoked_at__isnull=True)


class AdhesionRequestQuerySet(models.QuerySet["AdhesionRequest"]):
    """What town halls asked by their links."""

    def unconfirmed(self) -> AdhesionRequestQuerySet:
        """Return those whose code was not typed."""
        return self.filter(confirmed_at__isnull=True)

    def changes(self) -> AdhesionRequestQuerySet:
        """Return the changes of status that town halls asked for, and that wait for a reviewer."""
        return self.filter(action__in=states.ASKED_CHANGES, confirmed_at__isnull=False)

    def change_of(self, signature: Signature) -> AdhesionRequest | None:
        """Return the change of status of `signature` that waits for a reviewer, or None."""
        return self.changes().filter(signature=signature).first()

    def act_of(self, signature: Signature) -> AdhesionRequest | None:
        """Return the act of `signature` that waits for a reviewer, or None."""
        return self.filter(signature=signature, action="act", confirmed_at__isnull=False).first()
