"""End a subscription for who asks by telephone, letter or any other means than our link."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from coalition.privacy.addresses import address_digest
from newsletters.readers import services
from newsletters.readers.importing.models import ImportedAddress
from newsletters.readers.models import Reader

ENDED = "newsletters.unsubscribe_on_request"  # the action in the site history


@transaction.atomic
def unsubscribe(*, address: str, by: Any) -> None:
    """End the newsletter of `address`, if it reads it, what was asked for it, and the line of a list that waits. The
    site history says who did so and names no address; it says the same whether or not the address was known."""
    ImportedAddress.objects.filter(email_digest=address_digest(address)).delete()  # waits for who takes it now
    reader = Reader.objects.for_address(address).first()
    if reader is not None:
        services.unsubscribe(reader=reader)
    services.drop_requests(address=address)
    log(instance=by, action=ENDED, user=by, title=str(by))
