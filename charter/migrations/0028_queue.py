from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Case, Value, When


class Migration(migrations.Migration):
    """What waits longest stands at the top of the queue without sorting all signatures."""

    atomic = False

    dependencies = [("charter", "0027_what_no_entry_tells")]

    operations = [
        AddIndexConcurrently(
            model_name="signature",
            index=models.Index(
                Case(
                    When(state__in=("submitted", "authority_checked"), then=Value(0)),
                    default=Value(1),
                    output_field=models.IntegerField(),
                ),
                "submitted_at",
                "id",
                name="signature_queue",
            ),
        ),
    ]
