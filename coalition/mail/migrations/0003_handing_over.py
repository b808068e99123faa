"""A mail may be uncertain; committee editors may then send it again."""

from django.db import migrations, models

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    roles.grant(roles.COMMITTEE_EDITORS, "mail", "message", ["resend"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("mail", "0002_roles"), ("users", "0002_roles")]

    operations = [
        migrations.AlterModelOptions(
            name="message",
            options={
                "ordering": ["-created_at", "-pk"],
                "permissions": [("resend_message", "Can send an uncertain mail again")],
                "verbose_name": "mail",
                "verbose_name_plural": "mail log",
            },
        ),
        migrations.RemoveIndex(model_name="message", name="mail_due"),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "waiting"),
                    ("sending", "being sent"),
                    ("handing_over", "being handed over"),
                    ("sent", "sent"),
                    ("uncertain", "uncertain: perhaps sent"),
                    ("failed", "failed"),
                    ("suppressed", "not sent: address suppressed"),
                ],
                default="queued",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state__in", ["queued", "sending", "handing_over"])),
                fields=["next_attempt_at"],
                name="mail_to_do",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "uncertain")), fields=["created_at"], name="mail_in_doubt"
            ),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
