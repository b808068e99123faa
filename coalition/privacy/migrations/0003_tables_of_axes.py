"""Delays of log-ins are counted by this app alone: the tables of django-axes were empty, and go."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_consents_only_grow")]

    operations = [
        migrations.RunSQL(
            "DROP TABLE IF EXISTS axes_accessattemptexpiration, axes_accessattempt, axes_accessfailurelog, axes_accesslog"
        )
    ]
