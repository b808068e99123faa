from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('webinars', '0001_initial'),
    ]

    operations = [
        # A column of 0.3.0 that no model has; a new database has none.
        migrations.RunSQL("ALTER TABLE webinars_webinar DROP COLUMN IF EXISTS recording_url", migrations.RunSQL.noop),
    ]
