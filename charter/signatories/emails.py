"""The mails of the yearly numbers: to everyone who reads the mails of the signature, each in their language."""

from typing import Any

from charter.followup.emails import readers
from charter.signing.emails import desk_url
from charter.signing.models import Signature
from coalition.figures import services as entries
from coalition.figures.models import Entry
from coalition.privacy import secret_links


def send_numbers_asked(entry: Entry, signature: Signature) -> None:
    key = f"charter:numbers:{secret_links.new_token()[1]}"
    for number, (to, language) in enumerate(readers(signature)):
        url = desk_url(signature, to, language, "numbers-title")
        entries.mail(entry, key=f"{key}:{number}", to=to, language=language, url=url)


def send_asked_again(entry: Entry, **signal: Any) -> bool:
    """Mail the town hall, and say whether it has a mailbox: none without a signature in force.

    Receiver of `asked_again`.
    """
    rows = Signature.objects.signed().select_related("government").exclude(official_email="")
    signature = rows.filter(government=entry.government_id).first()
    if signature is not None:
        send_numbers_asked(entry, signature)
    return signature is not None
