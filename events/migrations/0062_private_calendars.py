import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0061_marks_of_feeds'),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnCalendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('shows_titles', models.BooleanField(db_default=False, default=False)),
            ],
            options={
                'verbose_name': 'private calendar',
                'verbose_name_plural': 'private calendars',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Held',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='held', to='events.owncalendar')),
                ('registration', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='held', to='events.registration')),
            ],
            options={
                'verbose_name': 'registration in a private calendar',
                'verbose_name_plural': 'registrations in private calendars',
                'default_permissions': (),
            },
        ),
    ]
