from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('newsletters', '0003_no_worker_on_a_copy'),
    ]

    operations = [
        migrations.DeleteModel(
            name='AddressChange',
        ),
    ]
