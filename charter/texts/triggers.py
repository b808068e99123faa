"""Two people publish a version, and what they read is what is published: kept by the database."""

from pathlib import Path

import pgtrigger

from coalition.guards import sql

SQL = Path(__file__).parent / "sql"

# A version that was published before there was a proposal stays as it is: `published_version_is_frozen` guards it.
PUBLISHED_BY_TWO = pgtrigger.Trigger(
    name="version_is_published_by_two",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=sql(SQL / "version_is_published_by_two.sql", indent=8),
)

CHANGE_VOIDS_PROPOSAL = pgtrigger.Trigger(
    name="change_of_text_voids_proposal",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func=sql(SQL / "change_of_text_voids_proposal.sql", indent=8),
)
