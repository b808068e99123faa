from django.db import migrations

# Where two readers had given their marks and a third was waited for, the judgement is complete now.
COMPLETE = """
UPDATE calls_proposal SET completed_at = now()
WHERE completed_at IS NULL AND state = 'under_review' AND (
    SELECT count(*) >= 2 AND count(*) = count(given_at) FROM calls_reading WHERE proposal_id = calls_proposal.id
)
"""


class Migration(migrations.Migration):
    dependencies = [("calls", "0001_initial")]

    operations = [
        migrations.RemoveField("call", "gap"),
        migrations.RemoveField("proposal", "third_waived_at"),
        migrations.RemoveField("reading", "is_third"),
        migrations.RunSQL(COMPLETE, migrations.RunSQL.noop),
    ]
