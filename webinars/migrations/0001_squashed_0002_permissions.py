"""Every migration of this app up to version 0.2.0, as one. The ones that it replaces stay for older databases."""

import django.db.models.deletion
import wagtail.fields
from coalition.users.migrations import _roles as roles
from django.conf import settings
from django.db import migrations, models


GRANTS = [
    ('Event hosts', 'webinars', 'webinar', ['view', 'add', 'change', 'delete']),
    ('Committee editors', 'webinars', 'webinar', ['view', 'add', 'change']),
]


def grant_roles(apps, schema_editor):
    """Give the roles of the CMS what they may do here."""
    for group, app_label, model, actions in GRANTS:
        roles.grant(group, app_label, model, actions, apps=apps)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ('webinars', '0001_initial'),
        ('webinars', '0002_permissions'),
    ]

    dependencies = [
        ('events', '0001_squashed_0006_discreet_registrations'),
        ('users', '0002_roles'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Webinar',
            fields=[
                ('event_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='events.event')),
                ('join_url', models.URLField(blank=True, help_text='Never shown: registered people are sent there when the room opens.', max_length=500, verbose_name='address of the room')),
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
        migrations.RunPython(grant_roles, migrations.RunPython.noop),
    ]
