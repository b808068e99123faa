"""How the public words of a change of status go: by two people, and in no other way. Kept by the database."""

from pathlib import Path

import pgtrigger

from coalition.guards import sql

SQL = Path(__file__).parent / "sql"

WORDS_GO_BY_TWO = pgtrigger.Trigger(
    name="status_changes_lose_words_by_two",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=sql(SQL / "status_changes_lose_words_by_two.sql", indent=8),
)

# Changes by town halls before decision 0021-two-people-in-the-charter have no file: this looks at new ones only.
TOWN_HALL_SENDS_ITS_ACT = pgtrigger.Trigger(
    name="town_hall_sends_its_act",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=sql(SQL / "town_hall_sends_its_act.sql", indent=8),
)

REMOVED_FOR_EVER = pgtrigger.Trigger(
    name="redactions_are_kept",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func=sql(SQL / "redactions_are_kept.sql", indent=8),
)
