import django.utils.timezone
import uuid
from coalition.users.migrations import _roles as roles
from coalition.users.migrations._tables import CreateTogether
from django.db import migrations, models


GRANTS = {
    'Charter reviewers': {
        'message': 'view_message',
    },
    'Committee editors': {
        'message': 'resend_message view_message',
        'suppression': 'lift_suppression view_suppression',
    },
    'Event hosts': {
        'message': 'view_message',
    },
    'Newsletter editors': {
        'message': 'view_message',
    },
}


def grant(apps, schema_editor):
    roles.grant_all(GRANTS, "mail", apps=apps)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("mail", name)
        for name in """
            0001_squashed_0007_received 0002_roles 0003_handing_over 0004_mail_budget
            0005_read_by_area 0006_epochs 0007_received 0008_plainer_words 0009_bounces 0010_held_by
            0011_pace 0012_told_by_a_provider 0013_about 0014_counted_by_state 0015_newest_first
            0016_names_of_many
        """.split()
    ]

    dependencies = [
    ]

    operations = [
        CreateTogether([
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
            migrations.CreateModel(
                name='Suppression',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('address_digest', models.CharField(max_length=64, unique=True, verbose_name='address digest')),
                    ('reason', models.CharField(choices=[('bounced', 'bounced'), ('complained', 'complained'), ('asked', 'asked')], max_length=12, verbose_name='reason')),
                    ('status', models.CharField(blank=True, help_text='As in RFC 3463.', max_length=12, verbose_name='status code')),
                    ('until', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ],
                options={
                    'verbose_name': 'suppressed address',
                    'verbose_name_plural': 'suppressed addresses',
                    'ordering': ['-created_at', '-pk'],
                    'permissions': [('lift_suppression', 'Can write to a suppressed address again')],
                },
            ),
            migrations.CreateModel(
                name='BounceReport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ledger', models.CharField(max_length=1)),
                    ('row', models.BigIntegerField(help_text='The number of the row in its ledger.')),
                    ('address_digest', models.CharField(max_length=64)),
                    ('verdict', models.CharField(max_length=9)),
                    ('status', models.CharField(blank=True, help_text='The enhanced code, as in RFC 3463.', max_length=12)),
                    ('source', models.CharField(choices=[('smtp', 'answered while it was handed over'), ('notice', 'came by mail'), ('hook', 'told by the provider')], max_length=6)),
                    ('received_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ],
                options={
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['address_digest', 'received_at'], name='bounce_of_address')],
                    'constraints': [models.UniqueConstraint(fields=('ledger', 'row', 'verdict'), name='one_verdict_of_a_copy', violation_error_message='This was already noted.')],
                },
            ),
            migrations.CreateModel(
                name='Busy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('domain', models.CharField(max_length=64)),
                    ('batch', models.UUIDField()),
                    ('worker', models.BigIntegerField(help_text='procrastinate_workers.id.', null=True)),
                    ('until', models.DateTimeField()),
                ],
                options={
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('domain', 'batch'), name='batch_is_busy_once', violation_error_message='This batch is already counted.')],
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
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('held_because', ''), ('held_since__isnull', True)), models.Q(('held_since__isnull', False), models.Q(('held_because', ''), _negated=True)), _connector='OR'), name='held_mail_has_its_reason', violation_error_message='An email that is held needs a reason.')],
                },
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                    ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next attempt')),
                    ('last_error', models.CharField(blank=True, max_length=300, verbose_name='last error')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                    ('worker', models.BigIntegerField(editable=False, help_text='Who holds it: procrastinate_workers.id.', null=True)),
                    ('key', models.CharField(max_length=200, unique=True, verbose_name='idempotency key')),
                    ('template', models.CharField(max_length=100, verbose_name='template')),
                    ('context', models.JSONField(blank=True, default=dict, verbose_name='context')),
                    ('language', models.CharField(max_length=10, verbose_name='language')),
                    ('to', models.EmailField(max_length=254, verbose_name='recipient')),
                    ('to_digest', models.CharField(db_index=True, max_length=64)),
                    ('mailbox_digest', models.CharField(blank=True, max_length=64)),
                    ('unasked', models.BooleanField(default=False, help_text='Nobody has confirmed this address yet.', verbose_name='unconfirmed address')),
                    ('reply_to', models.EmailField(blank=True, max_length=254, verbose_name='reply to')),
                    ('about', models.CharField(blank=True, db_default='', default='', editable=False, max_length=40)),
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
                    'verbose_name_plural': 'emails',
                    'ordering': ['-created_at', '-pk'],
                    'permissions': [('resend_message', 'Can send an uncertain mail again')],
                    'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'sending', 'handing_over'])), fields=['next_attempt_at'], name='mail_to_do'), models.Index(condition=models.Q(('state__in', ['sending', 'handing_over'])), fields=['worker'], name='mail_held'), models.Index(condition=models.Q(('unasked', True)), fields=['mailbox_digest', 'created_at'], name='mail_unasked'), models.Index(condition=models.Q(('about', ''), _negated=True), fields=['about', '-created_at'], name='mail_about'), models.Index(condition=models.Q(('state', 'sent')), fields=['sent_at'], name='mail_sent'), models.Index(condition=models.Q(('state', 'sent'), _negated=True), fields=['state'], name='mail_not_sent'), models.Index(condition=models.Q(('state', 'uncertain')), fields=['created_at'], name='mail_in_doubt'), models.Index(fields=['-created_at', '-id'], name='mail_newest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='sent_mail_has_its_time', violation_error_message='A sent email needs the time of sending.')],
                },
            ),
            migrations.CreateModel(
                name='Pace',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('domain', models.CharField(blank=True, max_length=64)),
                    ('minute', models.DateTimeField()),
                    ('passed', models.PositiveIntegerField(db_default=0, default=0)),
                    ('promised', models.PositiveIntegerField(db_default=0, default=0)),
                    ('slow', models.PositiveIntegerField(db_default=0, default=0, help_text='Mails that took longer than a second.')),
                    ('seconds', models.FloatField(db_default=0, default=0, help_text='The time that these took.')),
                ],
                options={
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('domain', 'minute'), name='one_pace_of_a_minute', violation_error_message='This minute was already counted.')],
                },
            ),
        ]),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
