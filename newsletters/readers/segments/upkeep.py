"""What keeps the counts small and right: steps are joined, and once a night all is compared with the readers.

Decision 0027-editions-leave-through-a-gate.
"""

import logging

from django.db import connection, transaction

logger = logging.getLogger(__name__)

KEY = "language, frequency, themes, month"
COMPACT = f"""
WITH crowded AS (
    DELETE FROM newsletters_audiencecell
    WHERE ({KEY}) IN (SELECT {KEY} FROM newsletters_audiencecell GROUP BY {KEY} HAVING count(*) > 1)
    RETURNING {KEY}, readers
)
INSERT INTO newsletters_audiencecell ({KEY}, readers)
SELECT {KEY}, sum(readers) FROM crowded GROUP BY {KEY} HAVING sum(readers) <> 0
"""  # noqa: S608  # every name is ours
# One statement, so of one moment: a reader and the step that counts her are written in one transaction.
MEND = f"""
WITH counted AS (SELECT {KEY}, sum(readers) AS readers FROM newsletters_audiencecell GROUP BY {KEY}),
there AS (
    SELECT language, frequency, themes, date_trunc('month', confirmed_at AT TIME ZONE 'UTC')::date AS month,
           count(*) AS readers
    FROM newsletters_reader WHERE state = 'confirmed' GROUP BY 1, 2, 3, 4
)
INSERT INTO newsletters_audiencecell ({KEY}, readers)
SELECT {KEY}, coalesce(there.readers, 0) - coalesce(counted.readers, 0)
FROM counted FULL JOIN there USING ({KEY})
WHERE coalesce(there.readers, 0) <> coalesce(counted.readers, 0)
"""  # noqa: S608
# Who is called suppressed and is not any more is counted right all the same.
MARK = """
UPDATE newsletters_reader SET suppressed = true
WHERE NOT suppressed AND email_digest IN (SELECT address_digest FROM mail_suppression)
"""


@transaction.atomic
def compact() -> None:
    """Replace the steps of each kind by their sum. Every count stays what it is; safe at any time, and to repeat.

    A row that another run deleted first is not found again, so nothing is counted twice (READ COMMITTED).
    """
    with connection.cursor() as cursor:
        cursor.execute(COMPACT)


def mend() -> tuple[int, int]:
    """Compare all counts with the readers and mend what is wrong; return how many kinds, and readers not known to be
    suppressed, that were. Both are 0 unless somebody went around the triggers: then the log says so."""
    found = []
    for statement in (MEND, MARK):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            found.append(cursor.rowcount)
    kinds, readers = found
    if kinds or readers:
        logger.warning("readers were counted wrongly, and are mended: %s kinds, %s suppressed", kinds, readers)
    return kinds, readers
