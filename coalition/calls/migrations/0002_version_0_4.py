"""Two readers decide, and conflicts of interest have no table of their own."""

from django.conf import settings
from django.db import migrations, models

from coalition.users.migrations._tables import ChangeTogether

# Where two readers had given their marks and a third was waited for, the judgement is complete now.
COMPLETE = """
UPDATE calls_proposal SET completed_at = now()
WHERE completed_at IS NULL AND state = 'under_review' AND (
    SELECT count(*) >= 2 AND count(*) = count(given_at) FROM calls_reading WHERE proposal_id = calls_proposal.id
)
"""

MOVE = """
INSERT INTO calls_proposal_conflicts (proposal_id, user_id)
SELECT proposal_id, person_id FROM calls_conflict ORDER BY id
"""


class Migration(migrations.Migration):
    replaces = [
        ("calls", "0002_two_readers"),
        ("calls", "0003_conflicts_without_a_table_of_their_own"),
    ]
    dependencies = [
        ("calls", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeTogether([
            migrations.RemoveField("call", "gap"),
            migrations.RemoveField("proposal", "third_waived_at"),
            migrations.RemoveField("reading", "is_third"),
            migrations.RunSQL(COMPLETE, migrations.RunSQL.noop),
            migrations.AddField(
                "proposal",
                "conflicts",
                models.ManyToManyField(
                    editable=False, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="conflicts of interest"
                ),
            ),
            migrations.RunSQL(MOVE, migrations.RunSQL.noop),
            migrations.DeleteModel("Conflict"),
        ]),
    ]
