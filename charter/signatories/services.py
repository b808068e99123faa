"""The public list, made again when somebody doubts it; and who is asked for the numbers of a year."""

from datetime import date

import pgtrigger
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from charter.signing.models import Signature, SignatureQuerySet
from charter.states import State
from coalition.figures import services as entries

from . import emails


@transaction.atomic
def rebuild() -> None:
    """Make the list again from the signatures and governments, while nobody changes either."""
    # Nobody but its triggers may write the list, and this.
    with pgtrigger.ignore("charter.Signatory:signatories_follow_signatures"), connection.cursor() as cursor:
        cursor.execute("LOCK members_localgovernment, charter_signature IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM charter_signatory")
        cursor.execute("SELECT charter_list_signatures((SELECT array_agg(id) FROM charter_signature))")


def to_ask(year: int) -> SignatureQuerySet:
    """Return the signatures in force that are asked for the numbers of `year` and were not yet.

    A government is asked of a year in which its signature stood six months: this one, or one to an older version that
    it superseded.
    """
    published = Signature.objects.filter(government=OuterRef("government"), state__in=[State.SIGNED, State.SUPERSEDED])
    waiting = Signature.objects.signed().exclude(official_email="").exclude(government__entries__year=year)
    return waiting.filter(Exists(published.filter(signed_at__date__lte=date(year, 7, 1))))


def ask_all(*, year: int) -> int:
    """Ask each signature of `to_ask`, once; return how many were now.

    One transaction each: what failed is asked by the next run, and nobody twice.
    """
    return sum(_ask(pk, year) for pk in to_ask(year).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _ask(pk: int, year: int) -> bool:
    """Open the numbers of `year` for the signature `pk` and mail its desk; say whether this call did."""
    signature = Signature.objects.signed().select_related("government").filter(pk=pk).first()
    if signature is None or signature.government is None:
        return False
    entry, made = entries.open_entry(government=signature.government, year=year, language=signature.language)
    if made:
        emails.send_numbers_asked(entry, signature)
    return made
