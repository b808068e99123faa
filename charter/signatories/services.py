"""The public list, made again from the signatures when somebody doubts it."""

import pgtrigger
from django.db import connection, transaction

# Triggers that `rebuild` does without: nobody else writes the list.
OF_THE_LIST = ("charter.Signatory:signatories_follow_signatures",)


@transaction.atomic
def rebuild() -> None:
    """Make the list again from the signatures and governments, while nobody changes either."""
    with pgtrigger.ignore(*OF_THE_LIST), connection.cursor() as cursor:
        cursor.execute("LOCK members_localgovernment, charter_signature IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM charter_signatory")
        cursor.execute("SELECT charter_list_signatures((SELECT array_agg(id) FROM charter_signature))")
