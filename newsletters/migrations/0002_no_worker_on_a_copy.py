from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('newsletters', '0001_initial'),
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
