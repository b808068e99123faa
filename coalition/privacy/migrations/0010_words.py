from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0009_data_protection'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='personrequest',
            options={'default_permissions': (), 'ordering': ['-received_on', '-pk'], 'permissions': [('handle_personrequest', 'Can answer requests of persons')], 'verbose_name': 'privacy request', 'verbose_name_plural': 'privacy requests'},
        ),
    ]
