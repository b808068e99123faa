"""Invitations to a newer version of the charter."""

from charter.review.models import ReaccessionInvitation
from charter.signing.models import Signature
from charter.texts.models import CharterVersion
from coalition.privacy import secret_links
from tests.factories.charter import SignatureFactory, published_version, reviewer


def older_and_newer() -> tuple[CharterVersion, CharterVersion]:
    """Return two published versions, the first one superseded by the second as the current one."""
    return published_version(1), published_version(2)


def invited(signature: Signature, version: CharterVersion) -> tuple[ReaccessionInvitation, str]:
    """Return an invitation of the institution of `signature` to `version`, and the token of its link."""
    token, digest = secret_links.new_token()
    invitation = ReaccessionInvitation.objects.create(
        signature=signature, version=version, digest=digest, invited_by=reviewer(1)
    )
    return invitation, token


def signed_to(version: CharterVersion, **fields) -> Signature:
    """Return a published signature to `version`."""
    return SignatureFactory(**{"state": "signed", "version": version, **fields})
