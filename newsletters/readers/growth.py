"""How many joined and left in each month, from the ledger of consents: it outlives the readers, and names nobody."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils import timezone

from coalition import dates
from coalition.pages.charts import ColumnChart, column_chart
from newsletters.readers.services import PURPOSE

MONTHS = 24
# A line joins if nothing stood before it, and leaves if something did. A move is both and counts as neither, unless who
# moves reads at the new address already: that makes two readers one.
LINES = """
WITH line AS (
    SELECT recorded_at, kind = 'withdrawn' AS ends,
           kind = 'changed' AS moves, lag(kind) OVER (PARTITION BY subject_digest ORDER BY recorded_at, id) AS before
    FROM privacy_consent WHERE purpose = %s
)
SELECT date_trunc('month', recorded_at AT TIME ZONE %s)::date AS month,
       count(*) FILTER (WHERE NOT ends AND NOT moves AND coalesce(before, 'withdrawn') = 'withdrawn'),
       count(*) FILTER (WHERE ends AND before <> 'withdrawn')
         - count(*) FILTER (WHERE moves AND coalesce(before, 'withdrawn') = 'withdrawn')
FROM line GROUP BY month ORDER BY month
"""


@dataclass(frozen=True)
class Month:
    """One month: its first day, who joined, who left, and how many there were at its end."""

    first: date
    joined: int
    left: int
    total: int

    @property
    def name(self) -> str:
        """Return the month in words."""
        return dates.month(self.first)


def months() -> list[Month]:
    """Return the last MONTHS months with this one, the oldest first. One query."""
    zone = timezone.get_current_timezone_name()
    with connection.cursor() as cursor:
        cursor.execute(LINES, [PURPOSE, zone])
        found = {month: (joined, left) for month, joined, left in cursor.fetchall()}
    today = timezone.localdate()
    wanted = [_before(today.replace(day=1), back) for back in reversed(range(MONTHS))]
    total = sum(joined - left for month, (joined, left) in found.items() if month < wanted[0])
    told = []
    for first in wanted:
        joined, left = found.get(first, (0, 0))
        total += joined - left
        told.append(Month(first, joined, left, total))
    return told


def _before(month: date, back: int) -> date:
    years, number = divmod(month.month - 1 - back, 12)
    return month.replace(year=month.year + years, month=number + 1)


def chart(told: list[Month], *, rtl: bool) -> ColumnChart:
    """Return the columns of how many readers there were at the end of each month."""
    rows = [(dates.month(month.first, short=True), month.total) for month in told]
    return column_chart(rows, top_figure=str(max(month.total for month in told)), rtl=rtl)
