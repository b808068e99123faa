from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Copies are written meanwhile."""

    atomic = False

    dependencies = [
        ('newsletters', '0033_indexes_of_counts'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'queued'), models.Q(('last_error', ''), _negated=True)), fields=['edition'], name='delivery_put_off'),
        ),
    ]
