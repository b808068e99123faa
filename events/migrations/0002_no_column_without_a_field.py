from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0001_initial'),
    ]

    operations = [
        # A column of 0.3.0 that no model has; a new database has none.
        migrations.RunSQL("ALTER TABLE events_registrationrequest DROP COLUMN IF EXISTS by_host", migrations.RunSQL.noop),
    ]
