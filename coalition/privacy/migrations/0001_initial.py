import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from coalition.users.migrations import _roles as roles
from coalition.users.migrations._tables import CreateTogether
from django.conf import settings
from django.db import migrations, models


GRANTS = {
    'Data protection': {
        'personrequest': 'handle_personrequest',
    },
}


def grant(apps, schema_editor):
    roles.grant_all(GRANTS, "privacy", apps=apps)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("privacy", name)
        for name in """
            0001_squashed_0010_words 0002_proxy_contradiction 0003_discreet_addresses
            0004_spent_proofs 0005_inquiries 0006_login_delays 0007_cache_entry
            0008_requests_of_persons 0009_data_protection 0010_words 0011_plainer_words
            0012_consents_only_grow 0013_what_stays_of_a_request
        """.split()
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='CacheEntry',
                fields=[
                    ('cache_key', models.CharField(max_length=255, primary_key=True, serialize=False)),
                    ('value', models.TextField()),
                    ('expires', models.DateTimeField(db_index=True)),
                ],
            ),
            migrations.CreateModel(
                name='DiscreetAddress',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('mailbox_digest', models.CharField(max_length=64)),
                    ('source', models.CharField(db_index=True, max_length=40)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('mailbox_digest', 'source'), name='one_discreet_choice_per_source', violation_error_message='This address already gets discreet emails there.')],
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
                    ('kept', models.JSONField(blank=True, default=list, editable=False)),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='recorded')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                    ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                    ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ],
                options={
                    'verbose_name': 'privacy request',
                    'verbose_name_plural': 'privacy requests',
                    'ordering': ['-received_on', '-pk'],
                    'permissions': [('handle_personrequest', 'Can answer requests of persons')],
                    'default_permissions': (),
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('due_on__gt', models.F('received_on'))), name='person_request_is_due_after_it_came', violation_error_message='A request is due after the day it was received.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='answered_person_request_says_when', violation_error_message='An answered request needs the date of its answer.'),
                    ],
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
                name='SpentProof',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('expires_at', models.DateTimeField(db_index=True)),
                ],
            ),
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
                    ('kind', models.CharField(choices=[('given', 'given'), ('imported', 'brought in with a proof'), ('changed', 'carried over to a new address'), ('withdrawn', 'withdrawn')], db_default='given', default='given', max_length=9, verbose_name='what happened')),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, verbose_name='recorded at')),
                ],
                options={
                    'verbose_name': 'consent',
                    'verbose_name_plural': 'consents',
                    'ordering': ['-recorded_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['given', 'imported', 'changed', 'withdrawn'])), name='consent_is_of_a_known_kind', violation_error_message='A consent is given, brought in, carried over or withdrawn.')],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='consent',
                trigger=pgtrigger.compiler.Trigger(name='consents_are_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' THEN\n    -- The release before marked the line itself: what still runs while this one is installed withdraws by a line too.\n    IF OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL THEN\n        INSERT INTO privacy_consent (purpose, subject_digest, text, version, language, given_at, kind, recorded_at)\n        VALUES (OLD.purpose, OLD.subject_digest, OLD.text, OLD.version, OLD.language, NEW.withdrawn_at, 'withdrawn',\n                NEW.withdrawn_at);\n        RETURN NULL;\n    END IF;\nEND IF;\nRAISE EXCEPTION 'The ledger of consents only grows.' USING ERRCODE = 'restrict_violation';\n", hash='764432e280bce839d9f5c096810d02cee514ae6f', operation='UPDATE OR DELETE', pgid='pgtrigger_consents_are_append_only_22f75', table='privacy_consent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='consent',
                trigger=pgtrigger.compiler.Trigger(name='consents_are_not_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='8d8de0cb1d5cd088837c815feae73724ca71827e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_consents_are_not_truncated_405f7', table='privacy_consent', when='BEFORE')),
            ),
        ]),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
