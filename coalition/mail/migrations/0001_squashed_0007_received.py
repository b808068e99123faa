"""Every migration of this app up to 26 November 2026, as one. Those that it replaces stay for older databases."""

import django.utils.timezone
import uuid
from coalition.users.migrations._tables import CreateTogether
from django.db import migrations, models
from importlib import import_module

reading = import_module("coalition.mail.migrations.0002_roles")
sending_again = import_module("coalition.mail.migrations.0003_handing_over")
areas = import_module("coalition.mail.migrations.0005_read_by_area")


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ('mail', '0001_initial'),
        ('mail', '0002_roles'),
        ('mail', '0003_handing_over'),
        ('mail', '0004_mail_budget'),
        ('mail', '0005_read_by_area'),
        ('mail', '0006_epochs'),
        ('mail', '0007_received'),
    ]

    dependencies = [
        ('users', '0002_squashed_0003_data_protection'),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                    ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next attempt')),
                    ('last_error', models.CharField(blank=True, max_length=300, verbose_name='last error')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                    ('key', models.CharField(max_length=200, unique=True, verbose_name='idempotency key')),
                    ('template', models.CharField(max_length=100, verbose_name='template')),
                    ('context', models.JSONField(blank=True, default=dict, verbose_name='context')),
                    ('language', models.CharField(max_length=10, verbose_name='language')),
                    ('to', models.EmailField(max_length=254, verbose_name='recipient')),
                    ('to_digest', models.CharField(db_index=True, max_length=64)),
                    ('mailbox_digest', models.CharField(blank=True, max_length=64)),
                    ('unasked', models.BooleanField(default=False, help_text='Nobody has proven yet that the address is theirs.', verbose_name='unconfirmed address')),
                    ('reply_to', models.EmailField(blank=True, max_length=254, verbose_name='reply to')),
                    ('discreet', models.BooleanField(default=False, verbose_name='discreet')),
                    ('sensitive', models.BooleanField(default=False, help_text='The body holds a code or a personal link: it is never shown.', verbose_name='sensitive')),
                    ('headers', models.JSONField(blank=True, default=dict)),
                    ('attachments', models.JSONField(blank=True, default=list, help_text='A list of objects with name, content and type.')),
                    ('subject', models.CharField(blank=True, max_length=300, verbose_name='subject')),
                    ('text', models.TextField(blank=True)),
                    ('html', models.TextField(blank=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
                    ('state', models.CharField(choices=[('queued', 'waiting'), ('sending', 'being sent'), ('handing_over', 'being handed over'), ('sent', 'sent'), ('uncertain', 'uncertain: perhaps sent'), ('failed', 'failed'), ('suppressed', 'not sent: address suppressed'), ('over_budget', 'not sent: too many to this mailbox')], default='queued', max_length=12, verbose_name='state')),
                ],
                options={
                    'verbose_name': 'mail',
                    'verbose_name_plural': 'mail log',
                    'ordering': ['-created_at', '-pk'],
                    'permissions': [('resend_message', 'Can send an uncertain mail again')],
                    'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'sending', 'handing_over'])), fields=['next_attempt_at'], name='mail_to_do'), models.Index(condition=models.Q(('unasked', True)), fields=['mailbox_digest', 'created_at'], name='mail_unasked'), models.Index(condition=models.Q(('state', 'sent')), fields=['sent_at'], name='mail_sent'), models.Index(condition=models.Q(('state', 'uncertain')), fields=['created_at'], name='mail_in_doubt')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='sent_mail_has_its_time', violation_error_message='A sent mail says when it was sent.')],
                },
            ),
            migrations.CreateModel(
                name='Suppression',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('address_digest', models.CharField(max_length=64, unique=True, verbose_name='address digest')),
                    ('reason', models.CharField(choices=[('bounced', 'bounced'), ('complained', 'complained'), ('asked', 'asked')], max_length=12, verbose_name='reason')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
                ],
                options={
                    'verbose_name': 'suppressed address',
                    'verbose_name_plural': 'suppressed addresses',
                },
            ),
            migrations.CreateModel(
                name='Epoch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('begun_by', models.CharField(choices=[('first', 'the first start'), ('send', 'send what is owed'), ('drop', 'drop what was owed'), ('own', 'an installation of its own')], max_length=5)),
                    ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('cluster', models.CharField(blank=True, help_text="PostgreSQL's system identifier.", max_length=20)),
                    ('database', models.BigIntegerField(help_text="The database's number in its cluster.")),
                    ('mark', models.BigIntegerField(default=0, help_text='Counts the times that mail was sent.')),
                    ('held_since', models.DateTimeField(blank=True, null=True)),
                    ('held_because', models.CharField(blank=True, choices=[('moved', 'the database is a copy, or was restored'), ('older', 'the database is older than this installation')], max_length=5)),
                ],
                options={
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('held_because', ''), ('held_since__isnull', True)), models.Q(('held_since__isnull', False), models.Q(('held_because', ''), _negated=True)), _connector='OR'), name='held_mail_has_its_reason', violation_error_message='Mail that is held says why.')],
                },
            ),
            migrations.CreateModel(
                name='Received',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('reader', models.CharField(max_length=40)),
                    ('outcome', models.CharField(choices=[('read', 'read'), ('ignored', 'read, and changed nothing'), ('unreadable', 'unreadable')], max_length=12)),
                    ('received_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ],
                options={
                    'verbose_name': 'received email',
                    'verbose_name_plural': 'received emails',
                    'default_permissions': (),
                },
            ),
        ]),
        migrations.RunPython(reading.grant, migrations.RunPython.noop),
        migrations.RunPython(sending_again.grant, migrations.RunPython.noop),
        migrations.RunPython(areas.grant, migrations.RunPython.noop),
    ]
