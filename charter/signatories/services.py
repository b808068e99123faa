"""The public list, made again when somebody doubts it; and the yearly report, from its invitation to its reading."""

import pgtrigger
from django.db import connection, transaction


@transaction.atomic
def rebuild() -> None:
    """Make the list again from the signatures and governments, while nobody changes either."""
    # Nobody but its triggers may write the list, and this.
    with pgtrigger.ignore("charter.Signatory:signatories_follow_signatures"), connection.cursor() as cursor:
        cursor.execute("LOCK members_localgovernment, charter_signature IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM charter_signatory")
        cursor.execute("SELECT charter_list_signatures((SELECT array_agg(id) FROM charter_signature))")
