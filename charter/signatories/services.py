"""The figures of the list: summed up now and then, and made again from the signatures when somebody doubts them."""

import pgtrigger
from django.db import connection, transaction

from charter.signatories.models import SignatoryCount

FIGURES = ("signatures", "governments", "population", "latitudes", "longitudes")
TABLE = SignatoryCount._meta.db_table
KEY = ", ".join(
    str(field.column) for field in SignatoryCount._meta.concrete_fields if field.name not in ("id", *FIGURES)
)
# Triggers that `rebuild` does without: nobody else writes the list, and figures that are wrong cannot be counted down.
OF_THE_LIST = ("charter.Signatory:signatories_follow_signatures", "charter.Signatory:count_signatories_delete")
COMPACT = f"""
WITH crowded AS (
    DELETE FROM {TABLE} WHERE ({KEY}) IN (SELECT {KEY} FROM {TABLE} GROUP BY {KEY} HAVING count(*) > 1)
    RETURNING *
)
INSERT INTO {TABLE} ({KEY}, {", ".join(FIGURES)})
SELECT {KEY}, {", ".join(f"sum({figure})" for figure in FIGURES)} FROM crowded GROUP BY {KEY}
HAVING {" OR ".join(f"sum({figure}) <> 0" for figure in FIGURES)}
"""  # noqa: S608  # every name is this model's own


@transaction.atomic
def compact() -> None:
    """Replace the steps of each counter by their sum. Every figure stays what it is; safe at any time, and to repeat.

    A row that another run deleted first is not found again, so nothing is counted twice (READ COMMITTED).
    """
    with connection.cursor() as cursor:
        cursor.execute(COMPACT)


@transaction.atomic
def rebuild() -> None:
    """Make list and figures again from the signatures and governments, while nobody changes either."""
    with pgtrigger.ignore(*OF_THE_LIST), connection.cursor() as cursor:
        cursor.execute("LOCK members_localgovernment, charter_signature IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM charter_signatory")
        cursor.execute("DELETE FROM charter_coveredgovernment")
        cursor.execute("DELETE FROM charter_signatorycount")
        cursor.execute("SELECT charter_list_signatures((SELECT array_agg(id) FROM charter_signature))")
