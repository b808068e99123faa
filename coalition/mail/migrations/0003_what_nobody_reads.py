from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("mail", "0002_one_pace_and_fewer_kinds")]

    operations = [
        # What rested for 30 days is written to again.
        migrations.RunSQL("DELETE FROM mail_suppression WHERE until IS NOT NULL", migrations.RunSQL.noop),
        migrations.RemoveField("suppression", "until"),
        migrations.RemoveField("received", "reader"),
        migrations.RemoveField("received", "outcome"),
        migrations.AlterModelOptions("received", {"default_permissions": ()}),
    ]
