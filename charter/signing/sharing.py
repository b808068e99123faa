"""What the image of a shared link to a signature shows: who signed, and its number."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from charter.signing.models import Signature
from coalition.pages.covers.addresses import woven
from coalition.pages.sharing.cards import ShareCard

KIND = "signature"


def share_card(signature: Signature, language: str) -> ShareCard | None:
    """Return the card of a signature in force, in `language`; None for another one: its image says nothing."""
    government = signature.government
    if signature.state != Signature.State.SIGNED or government is None:
        return None
    with override(language):
        return ShareCard(
            kind=KIND,
            identifier=signature.verification_code,
            language=language,
            title=_("%(government)s has signed the charter") % {"government": government.name},
            eyebrow=_("Signatory no. %(number)s") % {"number": signature.number},
            cover=woven("member", government.code),
        )


def find_share_card(identifier: str, language: str) -> ShareCard | None:
    found = Signature.objects.signed().filter(verification_code=identifier).select_related("government").first()
    return share_card(found, language) if found else None
