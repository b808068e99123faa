"""Wrong passwords delay the next try, longer each time."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0005_inquiries'),
    ]

    operations = [
        migrations.CreateModel(
            name='LoginDelay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_digest', models.CharField(max_length=64, unique=True)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('tried_at', models.DateTimeField(db_index=True)),
                ('locked_until', models.DateTimeField()),
            ],
        ),
    ]
