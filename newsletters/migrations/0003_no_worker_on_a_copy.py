from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('newsletters', '0002_fewer_machines'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='delivery',
            name='delivery_held',
        ),
        migrations.RemoveField(
            model_name='delivery',
            name='worker',
        ),
    ]
