from django.conf import settings
from django.db import migrations, models

MOVE = """
INSERT INTO calls_proposal_conflicts (proposal_id, user_id)
SELECT proposal_id, person_id FROM calls_conflict ORDER BY id
"""


class Migration(migrations.Migration):
    dependencies = [("calls", "0002_two_readers"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField(
            "proposal",
            "conflicts",
            models.ManyToManyField(
                editable=False, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="conflicts of interest"
            ),
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.DeleteModel("Conflict"),
    ]
