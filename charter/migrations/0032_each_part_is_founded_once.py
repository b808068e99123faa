from django.db import migrations, models

INDEX = """
CREATE UNIQUE INDEX CONCURRENTLY each_part_of_the_log_is_founded_once ON charter_loggedfact (kind, subject)
WHERE kind = 'founded'
"""


class Migration(migrations.Migration):
    """A constraint with a condition is an index, which is built beside visitors."""

    atomic = False

    dependencies = [
        ('charter', '0031_names_of_many'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS each_part_of_the_log_is_founded_once"),
                migrations.RunSQL(INDEX, "DROP INDEX CONCURRENTLY each_part_of_the_log_is_founded_once"),
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name='loggedfact',
                    constraint=models.UniqueConstraint(condition=models.Q(('kind', 'founded')), fields=('kind', 'subject'), name='each_part_of_the_log_is_founded_once', violation_error_message='All that came before is in the log.'),
                ),
            ],
        ),
    ]
