"""Addresses for tests; newsletter and committee editors keep them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    for name in (roles.NEWSLETTER_EDITORS, roles.COMMITTEE_EDITORS):
        roles.grant(name, "newsletters", "seed", ["view", "add", "change", "delete"], apps=apps)


class Migration(migrations.Migration):

    dependencies = [
        ('newsletters', '0035_mornings'),
        ('users', '0002_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Seed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.CharField(help_text='Such as a colleague, or a mailbox of another provider.', max_length=100, verbose_name='whose mailbox')),
                ('email', models.EmailField(max_length=254, verbose_name='email address')),
                ('email_digest', models.CharField(db_index=True, editable=False, max_length=64)),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], help_text='Empty: all languages.', max_length=10, verbose_name='language')),
                ('look', models.CharField(choices=[('ordinary', 'ordinary email'), ('discreet', 'discreet email')], default='ordinary', max_length=8, verbose_name='look')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='added')),
                ('sent_at', models.DateTimeField(editable=False, null=True, verbose_name='last test')),
                ('added_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
            ],
            options={
                'verbose_name': 'test address',
                'verbose_name_plural': 'test addresses',
                'ordering': ['owner', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('email', 'look'), name='one_seed_per_address_and_look', violation_error_message='This address is on the list already.')],
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
