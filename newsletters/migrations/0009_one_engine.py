"""Deliveries get the states and the lease of all outgoing mail, in whichever state they are found."""

from django.db import migrations, models

# A worker that was killed before this ran is settled as ever: what it claimed goes out again, what it was handing over
# becomes uncertain once no answer can come. The times are those of the code before.
STATES = """
UPDATE newsletters_delivery SET
    next_attempt_at = CASE state
        WHEN 'claimed' THEN claimed_at + interval '10 minutes'
        WHEN 'sending' THEN claimed_at + interval '11 minutes'
        WHEN 'uncertain' THEN coalesce(claimed_at, next_attempt_at)
        ELSE next_attempt_at END,
    state = CASE state
        WHEN 'pending' THEN 'queued' WHEN 'claimed' THEN 'sending' WHEN 'sending' THEN 'handing_over'
        ELSE state END
WHERE state IN ('pending', 'claimed', 'sending', 'uncertain')
"""


class Migration(migrations.Migration):
    dependencies = [("newsletters", "0008_holders_of_discreet_addresses")]

    operations = [
        *[migrations.RemoveIndex("delivery", f"delivery_{name}") for name in ("due", "held", "in_doubt")],
        migrations.AlterField(
            model_name="delivery",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "waiting"),
                    ("sending", "being sent"),
                    ("handing_over", "being handed over"),
                    ("sent", "sent"),
                    ("uncertain", "uncertain: perhaps sent"),
                    ("failed", "failed"),
                    ("skipped", "not sent: the reader left"),
                ],
                default="queued",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.RunSQL(STATES),
        migrations.RemoveField("delivery", "claimed_at"),
        migrations.RemoveField("delivery", "claimed_by"),
        migrations.AddIndex(
            "delivery",
            models.Index(
                name="delivery_to_do",
                fields=["next_attempt_at", "id"],
                condition=models.Q(("state__in", ["queued", "sending", "handing_over"])),
            ),
        ),
        migrations.AddIndex(
            "delivery",
            models.Index(
                name="delivery_doubted", fields=["next_attempt_at"], condition=models.Q(("state", "uncertain"))
            ),
        ),
    ]
