from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

DECIDED = """
UPDATE figures_figure SET decided_by = array_remove(ARRAY[entered_by_id, checked_by_id]::bigint[], NULL);
UPDATE figures_entry SET invited_by = ARRAY[inviter_id]::bigint[] WHERE inviter_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_entries")]

    operations = [
        migrations.AddField(
            "figure", "decided_by", ArrayField(models.BigIntegerField(), blank=True, db_default=[], default=list)
        ),
        migrations.RenameField("entry", "invited_by", "inviter"),
        migrations.AddField("entry", "invited_by", ArrayField(models.BigIntegerField(), db_default=[], default=list)),
        migrations.RunSQL(DECIDED),
        migrations.RemoveField("figure", "entered_by"),
        migrations.RemoveField("entry", "inviter"),
    ]
