import coalition.privacy.links
from django.db import migrations, models


class Migration(migrations.Migration):
    """A reader's nonce is drawn by its field, as that of every link that is mailed again. No table changes."""

    dependencies = [
        ('newsletters', '0017_plainer_words'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='reader',
                    name='nonce',
                    field=models.CharField(default=coalition.privacy.links.new_nonce, editable=False, max_length=32),
                ),
            ],
        ),
    ]
