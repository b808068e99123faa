"""Every migration of this app up to 26 November 2026, as one. Those that it replaces stay for older databases."""

import django.db.models.deletion
import django.utils.timezone
from coalition.users.migrations._tables import CreateTogether
from django.conf import settings
from django.db import migrations, models
from importlib import import_module

role = import_module("coalition.privacy.migrations.0009_data_protection")


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ('privacy', '0001_initial'),
        ('privacy', '0002_proxy_contradiction'),
        ('privacy', '0003_discreet_addresses'),
        ('privacy', '0004_spent_proofs'),
        ('privacy', '0005_inquiries'),
        ('privacy', '0006_login_delays'),
        ('privacy', '0007_cache_entry'),
        ('privacy', '0008_requests_of_persons'),
        ('privacy', '0009_data_protection'),
        ('privacy', '0010_words'),
    ]

    dependencies = [
        ('users', '0002_squashed_0003_data_protection'),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='Consent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('purpose', models.CharField(max_length=40, verbose_name='purpose')),
                    ('subject_digest', models.CharField(db_index=True, max_length=64, verbose_name='address digest')),
                    ('text', models.TextField(verbose_name='text agreed to')),
                    ('version', models.CharField(max_length=20, verbose_name='version of the text')),
                    ('language', models.CharField(max_length=10, verbose_name='language')),
                    ('given_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='given at')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ],
                options={
                    'verbose_name': 'consent',
                    'verbose_name_plural': 'consents',
                    'ordering': ['-given_at'],
                },
            ),
            migrations.CreateModel(
                name='OneTimeCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('purpose', models.CharField(max_length=40)),
                    ('subject_id', models.CharField(max_length=64)),
                    ('address_digest', models.CharField(max_length=64)),
                    ('code_digest', models.CharField(max_length=64)),
                    ('expires_at', models.DateTimeField()),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('used_at', models.DateTimeField(blank=True, null=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('used_at__isnull', True)), fields=('purpose', 'subject_id'), name='one_live_code_per_subject', violation_error_message='A code is already on its way.')],
                },
            ),
            migrations.CreateModel(
                name='DiscreetAddress',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('mailbox_digest', models.CharField(max_length=64)),
                    ('source', models.CharField(db_index=True, max_length=40)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('mailbox_digest', 'source'), name='one_discreet_choice_per_source', violation_error_message='This address is discreet there already.')],
                },
            ),
            migrations.CreateModel(
                name='Inquiry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40)),
                    ('typed', models.JSONField(default=dict)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('last_error', models.CharField(blank=True, max_length=100)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'verbose_name_plural': 'inquiries',
                    'indexes': [models.Index(condition=models.Q(('settled_at__isnull', True)), fields=['next_attempt_at'], name='inquiry_to_answer')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('settled_at__isnull', True), ('typed', {}), _connector='OR'), name='a_settled_inquiry_keeps_nothing', violation_error_message='What was typed is erased once it is answered.')],
                },
            ),
            migrations.CreateModel(
                name='RateCounter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('scope', models.CharField(max_length=40)),
                    ('key_digest', models.CharField(max_length=64)),
                    ('window', models.DateTimeField()),
                    ('count', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('scope', 'key_digest', 'window'), name='one_rate_counter_per_window', violation_error_message='This window is already counted.')],
                },
            ),
            migrations.CreateModel(
                name='ProxyContradiction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=20, unique=True)),
                    ('seen_at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='SpentProof',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('expires_at', models.DateTimeField(db_index=True)),
                ],
            ),
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
            migrations.CreateModel(
                name='CacheEntry',
                fields=[
                    ('cache_key', models.CharField(max_length=255, primary_key=True, serialize=False)),
                    ('value', models.TextField()),
                    ('expires', models.DateTimeField(db_index=True)),
                ],
            ),
            migrations.CreateModel(
                name='PersonRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('access', 'a copy of the data'), ('erasure', 'erasure of the data')], max_length=10, verbose_name='request')),
                    ('channel', models.CharField(choices=[('email', 'email'), ('letter', 'letter'), ('telephone', 'telephone'), ('in-person', 'in person')], max_length=10, verbose_name='received by')),
                    ('identity_check', models.CharField(choices=[('reply', 'the person answered an email that we sent to this address'), ('call', 'we called back on a number known before'), ('met', 'a colleague knows the person and met them'), ('document', 'an identity document was seen; no copy is kept')], max_length=10, verbose_name='how identity was checked')),
                    ('address_digest', models.CharField(db_index=True, max_length=64)),
                    ('received_on', models.DateField(verbose_name='received on')),
                    ('due_on', models.DateField(verbose_name='due on')),
                    ('state', models.CharField(choices=[('open', 'open'), ('done', 'done'), ('refused', 'refused: identity not proven')], default='open', max_length=10, verbose_name='state')),
                    ('counts', models.JSONField(blank=True, default=dict, verbose_name='rows by source')),
                    ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='recorded')),
                    ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ],
                options={
                    'verbose_name': 'privacy request',
                    'verbose_name_plural': 'privacy requests',
                    'ordering': ['-received_on', '-pk'],
                    'permissions': [('handle_personrequest', 'Can answer requests of persons')],
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(('due_on__gt', models.F('received_on'))), name='person_request_is_due_after_it_came', violation_error_message='A request is due after the day it was received.'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='answered_person_request_says_when', violation_error_message='An answered request says when it was answered.')],
                },
            ),
        ]),
        migrations.RunPython(role.grant, migrations.RunPython.noop),
    ]
