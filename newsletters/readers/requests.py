"""End a subscription for who asks by telephone, letter or any other means than our link."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from newsletters.readers import services
from newsletters.readers.models import Reader

ENDED = "newsletters.unsubscribe_on_request"  # the action in the site history


@transaction.atomic
def unsubscribe(*, address: str, by: Any) -> None:
    """End the newsletter of `address`, if it reads it, and what was asked for it. The site history says who did so and
    names no address; it says the same whether or not the address was known."""
    reader = Reader.objects.for_address(address).first()
    if reader is not None:
        services.unsubscribe(reader=reader)
    services.drop_requests(address=address)
    log(instance=by, action=ENDED, user=by, title=str(by))
