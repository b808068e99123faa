"""Two mailboxes read of a signature: the contact's address is confirmed, and reviewers choose what they are told."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

PUBLISHED = ["signed", "on_hold", "withdrawn", "superseded"]


def keep_writing(apps, schema_editor):
    """Count the contacts of published signatures as confirmed: two reviewers knew them, and they were written to."""
    known = apps.get_model("charter", "Signature").objects.filter(state__in=PUBLISHED).exclude(contact_email="")
    known.update(contact_confirmed_at=F("decided_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("charter", "0018_seven_days_to_stop_a_change"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="resumelink",
            name="to_contact",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="signature",
            name="contact_confirmed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="contact confirmed"),
        ),
        migrations.RunPython(keep_writing, migrations.RunPython.noop),
        migrations.CreateModel(
            name="ReviewPreference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("told_of_new", models.BooleanField(default=True, verbose_name="Email me about each new signature")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_preference",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "preference of a reviewer",
                "verbose_name_plural": "preferences of reviewers",
                "default_permissions": (),
            },
        ),
    ]
