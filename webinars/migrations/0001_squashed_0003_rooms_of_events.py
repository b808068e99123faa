"""Every migration of this app up to 26 November 2026, as one. Those that it replaces stay for older databases."""

import django.db.models.deletion
import wagtail.fields
from coalition.users.migrations._tables import CreateTogether
from django.conf import settings
from django.db import migrations, models
from importlib import import_module

roles = import_module("webinars.migrations.0002_permissions")


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ('webinars', '0001_initial'),
        ('webinars', '0002_permissions'),
        ('webinars', '0003_rooms_of_events'),
    ]

    dependencies = [
        ('users', '0002_squashed_0003_data_protection'),
        ('wagtailcore', '0098_apitoken'),
        ('events', '0001_squashed_0039_invitations'),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='Webinar',
                fields=[
                    ('event_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='events.event')),
                    ('recording_url', models.URLField(blank=True, max_length=500, verbose_name='address of the recording')),
                ],
                options={
                    'verbose_name': 'webinar',
                    'verbose_name_plural': 'webinars',
                },
                bases=('events.event',),
            ),
            migrations.CreateModel(
                name='WebinarsIndexPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ],
                options={
                    'verbose_name': 'webinars index page',
                    'verbose_name_plural': 'webinars index pages',
                },
                bases=('wagtailcore.page',),
            ),
        ]),
        migrations.RunPython(roles.grant, migrations.RunPython.noop),
    ]
