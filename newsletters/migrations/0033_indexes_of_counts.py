from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Readers are read and written meanwhile."""

    atomic = False

    dependencies = [
        ('newsletters', '0032_counted_by_steps'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='reader',
            index=models.Index(condition=models.Q(('state', 'confirmed')), fields=['confirmed_at'], include=('language', 'frequency', 'themes'), name='reader_joined_as'),
        ),
        AddIndexConcurrently(
            model_name='reader',
            index=models.Index(condition=models.Q(('state', 'confirmed'), ('suppressed', True)), fields=['email_digest'], include=('language', 'frequency', 'themes', 'confirmed_at'), name='reader_suppressed'),
        ),
        RemoveIndexConcurrently(
            model_name='reader',
            name='reader_joined',
        ),
    ]
