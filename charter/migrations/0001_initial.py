import charter.acts
import charter.signing.models
import charter.texts.models
import coalition.languages.fields
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.lookups
import django.utils.timezone
import django_fsm
import modelcluster.fields
import pgtrigger.compiler
import pgtrigger.migrations
import wagtail.fields
import zoneinfo
from coalition.users.migrations._tables import CreateTogether
from django.conf import settings
from django.db import migrations, models
from pathlib import Path

from coalition.users.migrations import _roles as roles


FUNCTIONS = Path(__file__).with_name("functions.sql").read_text(encoding="utf-8")
TRIGGERS = """
CREATE TRIGGER charter_follow_government AFTER UPDATE ON members_localgovernment FOR EACH ROW WHEN (
    OLD.kind IS DISTINCT FROM NEW.kind OR OLD.section IS DISTINCT FROM NEW.section OR OLD.country IS DISTINCT FROM
    NEW.country OR OLD.latitude IS DISTINCT FROM NEW.latitude OR OLD.longitude IS DISTINCT FROM NEW.longitude OR
    OLD.search_text IS DISTINCT FROM NEW.search_text OR OLD.sort_keys IS DISTINCT FROM NEW.sort_keys OR
    OLD.population IS DISTINCT FROM NEW.population OR OLD.population_year IS DISTINCT FROM NEW.population_year
) EXECUTE FUNCTION charter_follow_government();
CREATE TRIGGER charter_follow_risk AFTER UPDATE OF at_risk ON members_localgovernment
FOR EACH ROW WHEN (OLD.at_risk IS DISTINCT FROM NEW.at_risk) EXECUTE FUNCTION charter_follow_risk();
"""
MONTHS = {"diagnosis": 12, "action-plan": 18, "training": 24, "guide": 30, "seminar": 36}
GRANTS = {
    'Charter reviewers': {
        'charterversion': 'add_charterversion change_charterversion publish_charterversion view_charterversion',
        'commitment': 'review_commitment view_commitment',
        'report': 'review_report view_report',
        'schedule': 'change_schedule view_schedule',
        'signature': 'review_signature view_signature',
    },
    'Committee editors': {
        'charterversion': 'view_charterversion',
        'commitment': 'review_commitment view_commitment',
        'report': 'review_report view_report',
        'schedule': 'change_schedule view_schedule',
        'signature': 'view_signature',
    },
}


def add_schedule(apps, schema_editor):
    """When each deliverable is due, in months after the council's act."""
    for deliverable, months in MONTHS.items():
        apps.get_model("charter", "Schedule").objects.create(deliverable=deliverable, months=months)


def grant(apps, schema_editor):
    roles.grant_all(GRANTS, "charter", apps=apps)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("charter", name)
        for name in """
            0001_squashed_0022_members_reminded 0002_roles 0003_certificate 0004_authentic_languages
            0005_signatories 0006_commitments 0007_saved_filters_and_readhesion
            0008_life_of_an_adhesion 0009_group_adhesions 0010_yearly_reports
            0011_what_was_signed_is_frozen 0012_relay 0013_both_digests_of_the_act
            0014_two_people_publish_a_version 0015_what_two_people_do 0016_triggers_of_the_list
            0017_one_word_for_a_signature 0018_seven_days_to_stop_a_change 0019_two_mailboxes
            0020_words 0021_members_say_yes 0022_members_reminded 0023_plainer_words
            0024_what_is_awaited 0025_the_log 0026_what_is_in_the_log 0027_what_no_entry_tells
            0028_queue 0029_last_entry 0030_what_is_public_is_in_the_log 0031_names_of_many
            0032_each_part_is_founded_once
        """.split()
    ]

    dependencies = [
        ('mail', '0001_initial'),
        ('members', '0001_initial'),
        ('resources', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='Certificate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('edition', models.PositiveSmallIntegerField(verbose_name='edition')),
                    ('notify', models.BooleanField(default=True, verbose_name='tell the town hall when it is ready')),
                    ('ordered_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='ordered')),
                    ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='issued')),
                    ('pdf', models.BinaryField(default=b'', verbose_name='file')),
                    ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the file')),
                    ('ledger_sequence', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='latest entry of the ledger')),
                    ('ledger_hash', models.CharField(blank=True, max_length=64, verbose_name='fingerprint of the latest entry')),
                    ('trusted_time', models.BooleanField(default=False, verbose_name='signed with trusted time')),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='charter.ledgerentry', verbose_name='entry')),
                    ('signature', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='charter.signature', verbose_name='signature')),
                ],
                options={
                    'verbose_name': 'certificate',
                    'verbose_name_plural': 'certificates',
                    'ordering': ['signature', 'edition', 'language'],
                    'indexes': [models.Index(condition=models.Q(('issued_at__isnull', True)), fields=['id'], name='certificate_owed')],
                    'constraints': [
                        models.UniqueConstraint(fields=('signature', 'edition', 'language'), name='one_certificate_per_edition_and_language', violation_error_message='This edition of the certificate already exists in this language.'),
                        models.UniqueConstraint(condition=models.Q(('sha256', ''), _negated=True), fields=('sha256',), name='one_certificate_per_file', violation_error_message='This file is already the certificate of a signature.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('issued_at__isnull', True), ('ledger_sequence__isnull', True), ('sha256', '')), models.Q(('issued_at__isnull', False), ('ledger_sequence__isnull', False), models.Q(('sha256', ''), _negated=True), models.Q(('pdf', b''), _negated=True)), _connector='OR'), name='issued_certificate_is_whole', violation_error_message='An issued certificate has its file, its digest and its ledger entry.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='CharterIndexPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                    ('notice', models.CharField(blank=True, help_text='For example: this text is illustrative. Empty when the text is authentic.', max_length=300, verbose_name='notice above the text')),
                ],
                options={
                    'verbose_name': 'charter page',
                    'verbose_name_plural': 'charter pages',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='Checkpoint',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('size', models.PositiveBigIntegerField()),
                    ('root', models.BinaryField()),
                    ('note', models.TextField()),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'verbose_name': 'checkpoint of the log',
                    'verbose_name_plural': 'checkpoints of the log',
                    'ordering': ['-pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='CheckpointTime',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token', models.BinaryField()),
                    ('at', models.DateTimeField()),
                    ('checkpoint', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='trusted_time', to='charter.checkpoint')),
                ],
                options={
                    'verbose_name': 'trusted time of a checkpoint',
                    'verbose_name_plural': 'trusted times of checkpoints',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Commitment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('deliverable', models.CharField(choices=[('diagnosis', 'Shared diagnosis'), ('action-plan', 'Action plan'), ('training', 'Training programme'), ('guide', 'Guide'), ('seminar', 'Seminar')], max_length=20, verbose_name='deliverable')),
                    ('counted_from', models.DateField(blank=True, null=True, verbose_name='date of the act')),
                    ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                    ('dated_on', models.DateField(blank=True, null=True, verbose_name='due date set')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='founded')),
                    ('government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='members.localgovernment', verbose_name='local government')),
                    ('signature', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='charter.signature', verbose_name='signature')),
                ],
                options={
                    'verbose_name': 'commitment',
                    'verbose_name_plural': 'commitments',
                    'ordering': ['government', 'due_on', 'pk'],
                    'permissions': [('review_commitment', 'Can add, accept and refuse evidence of a commitment')],
                    'indexes': [models.Index(fields=['due_on'], name='commitment_due')],
                    'constraints': [
                        models.UniqueConstraint(fields=('government', 'deliverable'), name='one_commitment_per_government_and_deliverable', violation_error_message='This government already has this commitment.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('counted_from__isnull', True), ('dated_on__isnull', True), ('due_on__isnull', True)), models.Q(('counted_from__isnull', False), ('dated_on__isnull', False), ('due_on__isnull', False)), _connector='OR'), name='commitment_is_dated_or_not', violation_error_message='A due date needs the act it is counted from and the day on which it was set.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Cosignature',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('witness', models.CharField(max_length=200)),
                    ('key', models.CharField(max_length=300)),
                    ('line', models.TextField()),
                    ('at', models.DateTimeField()),
                    ('checkpoint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cosignatures', to='charter.checkpoint')),
                ],
                options={
                    'verbose_name': 'cosignature',
                    'verbose_name_plural': 'cosignatures',
                    'ordering': ['checkpoint', 'witness'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('checkpoint', 'key'), name='a_witness_cosigns_once', violation_error_message='This witness cosigned this checkpoint.')],
                },
            ),
            migrations.CreateModel(
                name='CoveredGovernment',
                fields=[
                    ('government', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='members.localgovernment')),
                    ('signatures', models.IntegerField(default=0)),
                    ('kind', models.CharField(choices=[('municipality', 'Municipality'), ('metropolis', 'Metropolis'), ('department', 'Department'), ('governorate', 'Governorate'), ('region', 'Region'), ('association', 'Association of local governments'), ('other', 'Other local government')], max_length=20)),
                    ('section', models.CharField(blank=True, choices=[('africa', 'Africa'), ('asia-pacific', 'Asia-Pacific'), ('eurasia', 'Eurasia'), ('europe', 'Europe'), ('latin-america', 'Latin America'), ('middle-east-west-asia', 'Middle East and West Asia'), ('north-america', 'North America'), ('metropolitan', 'Metropolitan section')], max_length=30)),
                    ('country', models.CharField(max_length=2)),
                    ('population', models.PositiveIntegerField(null=True)),
                    ('population_year', models.PositiveSmallIntegerField(null=True)),
                ],
                options={
                    'verbose_name': 'covered government',
                    'verbose_name_plural': 'covered governments',
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(('signatures__gte', 0)), name='covered_by_no_less_than_none', violation_error_message='The number of signatures that cover a government cannot be negative.')],
                },
            ),
            migrations.CreateModel(
                name='DueDateChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('before', models.DateField(null=True, verbose_name='due before')),
                    ('due_on', models.DateField(null=True, verbose_name='due')),
                    ('counted_from', models.DateField(null=True, verbose_name='date of the act')),
                    ('months', models.PositiveSmallIntegerField(verbose_name='months after the act of the council')),
                    ('cause', models.CharField(choices=[('founded', 'the signature was published'), ('ratified', 'the act of the council came'), ('readhesion', 'a new signature was published'), ('schedule', 'the schedule changed')], max_length=12, verbose_name='cause')),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changed')),
                    ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                    ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='due_dates', to='charter.commitment', verbose_name='commitment')),
                ],
                options={
                    'verbose_name': 'change of a due date',
                    'verbose_name_plural': 'changes of due dates',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='EndedLog',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('origin', models.CharField(max_length=200, unique=True)),
                    ('note', models.TextField()),
                    ('left', models.PositiveBigIntegerField()),
                    ('successor', models.CharField(max_length=200)),
                    ('why', models.TextField()),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'verbose_name': 'ended log',
                    'verbose_name_plural': 'ended logs',
                    'ordering': ['pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Evidence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.CharField(choices=[('report', 'yearly report'), ('staff', "the network's staff")], max_length=10, verbose_name='sent by')),
                    ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
                    ('description', models.TextField(blank=True, max_length=1000, verbose_name='description')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language of the description')),
                    ('dated', models.DateField(help_text='The day on which the deliverable was finished or held.', verbose_name='done on')),
                    ('submitted_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='sent')),
                    ('state', models.CharField(choices=[('awaiting', 'to be read'), ('accepted', 'accepted'), ('refused', 'refused')], default='awaiting', editable=False, max_length=10, verbose_name='state')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                    ('reason', models.TextField(blank=True, verbose_name='reason')),
                    ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='charter.commitment', verbose_name='commitment')),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                    ('resource', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='resources.resource', verbose_name='resource of the library')),
                ],
                options={
                    'verbose_name': 'evidence',
                    'verbose_name_plural': 'evidence',
                    'ordering': ['dated', 'pk'],
                    'indexes': [models.Index(condition=models.Q(('state', 'accepted')), fields=['commitment', 'dated'], name='evidence_accepted')],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('resource__isnull', False), models.Q(('url', ''), _negated=True), models.Q(('description', ''), _negated=True), _connector='OR'), name='evidence_shows_something', violation_error_message='Give a resource, an address or a description.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'awaiting')), models.Q(models.Q(('state', 'awaiting'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='decided_evidence_says_by_whom', violation_error_message='A decision on evidence needs the name of the person who made it and its date.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='refused_evidence_says_why', violation_error_message='Write the reason: the town hall reads it.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='GroupMember',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('official_email', models.EmailField(blank=True, max_length=254, verbose_name='official mailbox')),
                    ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='asked')),
                    ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded')),
                    ('answer', models.CharField(blank=True, choices=[('yes', 'yes'), ('no', 'no')], max_length=3, verbose_name='answer')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                    ('basis', models.CharField(blank=True, choices=[('act', 'an act of its own council'), ('delegation', 'a delegation given to the association'), ('before', 'counted before members were asked')], max_length=10, verbose_name='basis of its answer')),
                    ('act_body', models.CharField(blank=True, max_length=200, verbose_name='body that took the act')),
                    ('act_number', models.CharField(blank=True, max_length=100, verbose_name='number of the act')),
                    ('act_date', models.DateField(blank=True, null=True, verbose_name='date of the act')),
                    ('act_file', models.FileField(blank=True, storage=charter.acts.private_storage, upload_to='acts/', verbose_name='file of the act')),
                    ('act_file_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the file')),
                    ('counted_at', models.DateTimeField(blank=True, null=True, verbose_name='counted')),
                    ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='accepted by')),
                    ('government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='group_signatures', to='members.localgovernment', verbose_name='local government')),
                    ('signature', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='group_members', to='charter.signature', verbose_name='signature of the association')),
                ],
                options={
                    'verbose_name': 'member of a group signature',
                    'verbose_name_plural': 'members of group signatures',
                    'ordering': ['pk'],
                    'default_permissions': (),
                    'constraints': [
                        models.UniqueConstraint(fields=('signature', 'government'), name='one_row_per_member_of_a_group', violation_error_message='This local government is already on the list.'),
                        models.CheckConstraint(condition=models.Q(('counted_at__isnull', True), ('basis', 'before'), models.Q(('accepted_by__isnull', False), ('answer', 'yes'), ('basis__in', ['act', 'delegation'])), _connector='OR'), name='member_that_counts_said_yes', violation_error_message='A member counts once it said yes, and a reviewer accepted it.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answer', 'no'), ('answered_at__isnull', False)), models.Q(('act_date__isnull', False), ('answer', 'yes'), ('answered_at__isnull', False), models.Q(('act_number', ''), _negated=True), models.Q(('basis', 'delegation'), models.Q(('basis', 'act'), models.Q(('act_file_sha256', ''), _negated=True)), _connector='OR')), _connector='OR'), name='answer_of_a_member_is_whole', violation_error_message='A member that says yes needs its act; an act of its own council needs its file.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Leaf',
                fields=[
                    ('index', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('entry', 'Entry'), ('certificate', 'Certificate'), ('text', 'Text'), ('head', 'Head'), ('ended', 'Ended'), ('act', 'Act'), ('government', 'Government'), ('public', 'Public'), ('founded', 'Founded')], max_length=12)),
                    ('about', models.CharField(max_length=64)),
                    ('salt', models.BinaryField()),
                    ('commitment', models.BinaryField()),
                    ('hash', models.BinaryField()),
                    ('signature', models.BinaryField(default=b'')),
                ],
                options={
                    'verbose_name': 'leaf of the log',
                    'verbose_name_plural': 'leaves of the log',
                    'ordering': ['index'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('kind', 'about'), name='a_record_has_one_leaf', violation_error_message='This record is in the log.')],
                },
            ),
            migrations.CreateModel(
                name='LedgerEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.PositiveBigIntegerField(unique=True, verbose_name='sequence')),
                    ('dossier', models.CharField(max_length=14, verbose_name='signature')),
                    ('event', models.CharField(max_length=30, verbose_name='event')),
                    ('source', models.CharField(choices=[('draft', 'draft'), ('mailbox_verified', 'mailbox verified'), ('submitted', 'submitted'), ('authority_checked', 'authority checked'), ('signed', 'signed'), ('on_hold', 'on hold'), ('withdrawn', 'withdrawn'), ('superseded', 'superseded'), ('rejected', 'rejected'), ('changes_requested', 'changes requested')], max_length=20, verbose_name='from')),
                    ('target', models.CharField(choices=[('draft', 'draft'), ('mailbox_verified', 'mailbox verified'), ('submitted', 'submitted'), ('authority_checked', 'authority checked'), ('signed', 'signed'), ('on_hold', 'on hold'), ('withdrawn', 'withdrawn'), ('superseded', 'superseded'), ('rejected', 'rejected'), ('changes_requested', 'changes requested')], max_length=20, verbose_name='to')),
                    ('party', models.CharField(choices=[('town-hall', 'the town hall'), ('staff', "the network's staff"), ('clock', 'a deadline')], max_length=10, verbose_name='by')),
                    ('at', models.DateTimeField(verbose_name='time')),
                    ('data', models.JSONField(default=dict, verbose_name='facts')),
                    ('previous', models.CharField(max_length=64, verbose_name='hash of the entry before')),
                    ('hash', models.CharField(max_length=64, unique=True, verbose_name='hash')),
                    ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                    ('signature', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ledger', to='charter.signature', verbose_name='signature')),
                ],
                options={
                    'verbose_name': 'ledger entry',
                    'verbose_name_plural': 'ledger',
                    'ordering': ['sequence'],
                    'indexes': [models.Index(fields=['signature', '-sequence'], name='ledger_by_signature')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('actor__isnull', False), ('party', 'staff')), models.Q(models.Q(('party', 'staff'), _negated=True), ('actor__isnull', True)), _connector='OR'), name='ledger_entry_of_staff_names_the_account', violation_error_message='Only an entry by the staff names an account.')],
                },
            ),
            migrations.CreateModel(
                name='LedgerHead',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.PositiveBigIntegerField(default=0)),
                    ('hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                    ('last_number', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='ledger_has_one_head', violation_error_message='The ledger has one current fingerprint.')],
                },
            ),
            migrations.CreateModel(
                name='LoggedFact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('act', 'Act'), ('government', 'Government'), ('public', 'Public'), ('founded', 'Founded')], max_length=12)),
                    ('subject', models.CharField(max_length=64)),
                    ('facts', models.JSONField(default=dict)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'verbose_name': 'fact of the log',
                    'verbose_name_plural': 'facts of the log',
                    'ordering': ['pk'],
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['kind', 'subject'], name='facts_by_subject')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'founded')), fields=('kind', 'subject'), name='each_part_of_the_log_is_founded_once', violation_error_message='All that came before is in the log.')],
                },
            ),
            migrations.CreateModel(
                name='LogSize',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('size', models.PositiveBigIntegerField(default=0)),
                    ('founded', models.PositiveBigIntegerField(default=0)),
                ],
                options={
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='log_has_one_size', violation_error_message='The log has one size.')],
                },
            ),
            migrations.CreateModel(
                name='MemberLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='charter.groupmember')),
                ],
                options={
                    'verbose_name': 'link of a member',
                    'verbose_name_plural': 'links of members',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Node',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('level', models.PositiveSmallIntegerField()),
                    ('number', models.PositiveBigIntegerField()),
                    ('hash', models.BinaryField()),
                ],
                options={
                    'verbose_name': 'node of the log',
                    'verbose_name_plural': 'nodes of the log',
                    'ordering': ['level', 'number'],
                    'default_permissions': (),
                    'constraints': [
                        models.UniqueConstraint(fields=('level', 'number'), name='a_node_stands_once', violation_error_message='This node is in the log.'),
                        models.CheckConstraint(condition=models.Q(('level__gt', 0)), name='nodes_stand_above_leaves', violation_error_message='Leaves are kept apart from the nodes above them.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='PeerMessage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('deliverable', models.CharField(choices=[('diagnosis', 'Shared diagnosis'), ('action-plan', 'Action plan'), ('training', 'Training programme'), ('guide', 'Guide'), ('seminar', 'Seminar')], max_length=20, verbose_name='deliverable')),
                    ('text', models.TextField(max_length=2000, verbose_name='message')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sent')),
                    ('in_reply_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='answers', to='charter.peermessage', verbose_name='in reply to')),
                    ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='peer_messages_received', to='members.localgovernment', verbose_name='recipient')),
                    ('sender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='peer_messages_sent', to='members.localgovernment', verbose_name='sender')),
                ],
                options={
                    'verbose_name': 'message to another member',
                    'verbose_name_plural': 'messages to other members',
                    'ordering': ['pk'],
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['sender', 'created_at'], name='peer_message_of_a_day')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='peer_message_says_something', violation_error_message='Write the message.')],
                },
            ),
            migrations.CreateModel(
                name='PublishedHead',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField(unique=True, verbose_name='day')),
                    ('sequence', models.PositiveBigIntegerField(verbose_name='sequence')),
                    ('hash', models.CharField(max_length=64, verbose_name='hash')),
                    ('published_at', models.DateTimeField(verbose_name='published')),
                ],
                options={
                    'verbose_name': 'daily fingerprint',
                    'verbose_name_plural': 'daily fingerprints',
                    'ordering': ['-day'],
                },
            ),
            migrations.CreateModel(
                name='ReaccessionInvitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                    ('invited_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='invited')),
                    ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='charter.charterversion')),
                    ('new_signature', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitation', to='charter.signature')),
                    ('signature', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='charter.signature')),
                ],
                options={
                    'verbose_name': 'invitation to a newer version',
                    'verbose_name_plural': 'invitations to a newer version',
                    'ordering': ['-invited_at', '-pk'],
                    'constraints': [
                        models.UniqueConstraint(fields=('signature', 'version'), name='one_invitation_per_signature_and_version', violation_error_message='This institution is invited to this version already.'),
                        models.CheckConstraint(condition=models.Q(('new_signature__isnull', True), models.Q(('new_signature', models.F('signature')), _negated=True), _connector='OR'), name='invitation_starts_another_signature', violation_error_message='A signature is never changed into one to a newer version.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Redaction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('entry_hash', models.CharField(max_length=64, verbose_name='hash of the ledger entry')),
                    ('why', models.TextField(help_text='For the team only. Do not repeat the words.', verbose_name='why')),
                    ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='proposed')),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='removed')),
                    ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='removed by')),
                    ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                    ('change', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='redaction', to='charter.statuschange', verbose_name='change of status')),
                ],
                options={
                    'verbose_name': 'removal of public words',
                    'verbose_name_plural': 'removals of public words',
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='two_people_remove_words', violation_error_message='The person who removes public words is not the one who proposed it.')],
                },
            ),
            migrations.CreateModel(
                name='Reminder',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('due_on', models.DateField(verbose_name='due')),
                    ('days', models.PositiveSmallIntegerField(verbose_name='days before')),
                    ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sent')),
                    ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='charter.commitment', verbose_name='commitment')),
                ],
                options={
                    'verbose_name': 'reminder',
                    'verbose_name_plural': 'reminders',
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(fields=('commitment', 'due_on', 'days'), name='one_reminder_per_due_date_and_threshold', violation_error_message='This reminder was sent already.')],
                },
            ),
            migrations.CreateModel(
                name='Report',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                    ('state', django_fsm.FSMField(choices=[('draft', 'being written'), ('submitted', 'to be read'), ('accepted', 'accepted'), ('asked_again', 'asked again')], default='draft', max_length=12, protected=True, verbose_name='state')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('answers', models.JSONField(blank=True, default=dict, verbose_name='answers')),
                    ('invited_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='invited')),
                    ('updated_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last change')),
                    ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                    ('reason', models.TextField(blank=True, verbose_name='reason')),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='read by')),
                    ('government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='members.localgovernment', verbose_name='local government')),
                ],
                options={
                    'verbose_name': 'report',
                    'verbose_name_plural': 'reports',
                    'ordering': ['-year', 'government', 'pk'],
                    'permissions': [('review_report', 'Can invite to reports, accept them and ask for them again')],
                    'indexes': [models.Index(condition=models.Q(('state', 'submitted')), fields=['submitted_at'], name='report_to_be_read')],
                    'constraints': [
                        models.UniqueConstraint(fields=('government', 'year'), name='one_report_per_government_and_year', violation_error_message='This government already has a report of this year.'),
                        models.CheckConstraint(condition=models.Q(('year__range', (2020, 2100))), name='report_is_of_a_year_of_the_charter', violation_error_message='Give a year from 2020 on.'),
                        models.CheckConstraint(condition=models.Q(('state', 'draft'), ('submitted_at__isnull', False), _connector='OR'), name='sent_report_says_when', violation_error_message='A report that was sent needs the date of sending.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accepted', 'asked_again']), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='decided_report_says_by_whom', violation_error_message='A decision on a report needs the name of the person who made it and its date.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state', 'asked_again'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='report_asked_again_says_why', violation_error_message='Write the reason: the town hall reads it.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ReportLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='charter.report', verbose_name='report')),
                ],
                options={
                    'verbose_name': 'link to a report',
                    'verbose_name_plural': 'links to reports',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='ResumeLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('to_contact', models.BooleanField(default=False)),
                    ('signature', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='charter.signature')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ReviewPreference',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('told_of_new', models.BooleanField(default=True, verbose_name='Email me about each new signature')),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='review_preference', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'preference of a reviewer',
                    'verbose_name_plural': 'preferences of reviewers',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='SavedFilter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('querystring', models.CharField(max_length=1000, verbose_name='filter')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ],
                options={
                    'verbose_name': 'saved filter',
                    'verbose_name_plural': 'saved filters',
                    'ordering': ['name', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('user', 'name'), name='one_saved_filter_per_name', violation_error_message='You already have a filter with this name.')],
                },
            ),
            migrations.CreateModel(
                name='Schedule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('deliverable', models.CharField(choices=[('diagnosis', 'Shared diagnosis'), ('action-plan', 'Action plan'), ('training', 'Training programme'), ('guide', 'Guide'), ('seminar', 'Seminar')], max_length=20, verbose_name='deliverable')),
                    ('months', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name='months after the act of the council')),
                ],
                options={
                    'verbose_name': 'due date',
                    'verbose_name_plural': 'due dates',
                    'ordering': ['months', 'pk'],
                    'constraints': [
                        models.UniqueConstraint(fields=('deliverable',), name='one_schedule_per_deliverable', violation_error_message='This deliverable already has its due date.'),
                        models.CheckConstraint(condition=models.Q(('months__range', (1, 120))), name='schedule_is_of_one_month_to_ten_years', violation_error_message='Give a number of months between 1 and 120.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Signature',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', django_fsm.FSMField(choices=[('draft', 'draft'), ('mailbox_verified', 'mailbox verified'), ('submitted', 'submitted'), ('authority_checked', 'authority checked'), ('signed', 'signed'), ('on_hold', 'on hold'), ('withdrawn', 'withdrawn'), ('superseded', 'superseded'), ('rejected', 'rejected'), ('changes_requested', 'changes requested')], default='draft', max_length=20, protected=True, verbose_name='state')),
                    ('verification_code', models.CharField(default=charter.signing.models.new_verification_code, editable=False, max_length=14, unique=True, verbose_name='verification code')),
                    ('number', models.PositiveIntegerField(blank=True, editable=False, null=True, unique=True, verbose_name='signatory number')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('text_digest', models.CharField(blank=True, max_length=64, verbose_name='digest of the text signed')),
                    ('proposed_name', models.CharField(blank=True, max_length=200, verbose_name='proposed government')),
                    ('proposed_country', models.CharField(blank=True, max_length=2, verbose_name='country of the proposed government')),
                    ('proposed_kind', models.CharField(blank=True, max_length=20, verbose_name='type of the proposed government')),
                    ('signatory_name', models.CharField(blank=True, max_length=200, verbose_name='signatory')),
                    ('signatory_role', models.CharField(blank=True, max_length=200, verbose_name='role of the signatory')),
                    ('official_email', models.EmailField(blank=True, max_length=254, verbose_name='official mailbox')),
                    ('mailbox_verified_at', models.DateTimeField(blank=True, null=True, verbose_name='mailbox verified')),
                    ('mandate_ends_on', models.DateField(blank=True, null=True, verbose_name="end of the signatory's mandate")),
                    ('contact_name', models.CharField(blank=True, max_length=200, verbose_name='contact')),
                    ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name="contact's email address")),
                    ('contact_confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='contact confirmed')),
                    ('salt', models.CharField(default=charter.signing.models.new_salt, editable=False, max_length=64)),
                    ('act_body', models.CharField(blank=True, max_length=200, verbose_name='body that took the act')),
                    ('act_number', models.CharField(blank=True, max_length=100, verbose_name='number of the act')),
                    ('act_date', models.DateField(blank=True, null=True, verbose_name='date of the act')),
                    ('act_file', models.FileField(blank=True, storage=charter.acts.private_storage, upload_to='acts/', verbose_name='file of the act')),
                    ('act_file_name', models.CharField(blank=True, max_length=200, verbose_name='name of the file')),
                    ('act_file_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the file')),
                    ('act_file_sent_sha256', models.CharField(blank=True, help_text='We redraw a picture before we keep it. This fingerprint identifies the file that was sent.', max_length=64, verbose_name='SHA-256 of the file as it was sent')),
                    ('ad_referendum_until', models.DateField(blank=True, help_text="The date by which the council's act is needed. Empty once it has arrived.", null=True, verbose_name='ad referendum until')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='started')),
                    ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last change')),
                    ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted')),
                    ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='authority checked')),
                    ('checklist', models.JSONField(blank=True, default=dict, verbose_name='checklist')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                    ('reason', models.TextField(blank=True, verbose_name='reason')),
                    ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                    ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='authority checked by')),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                    ('government', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='members.localgovernment', verbose_name='local government')),
                    ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='charter.charterversion', verbose_name='version signed')),
                ],
                options={
                    'verbose_name': 'signature',
                    'verbose_name_plural': 'signatures',
                    'ordering': ['-created_at', '-pk'],
                    'permissions': [('review_signature', 'Can review, publish, hold or withdraw a signature')],
                    'indexes': [
                        models.Index(models.Case(models.When(state__in=('submitted', 'authority_checked'), then=models.Value(0)), default=models.Value(1), output_field=models.IntegerField()), models.F('submitted_at'), models.F('id'), name='signature_queue'),
                        models.Index(condition=models.Q(('state', 'signed')), fields=['-signed_at'], name='signature_signed'),
                        models.Index(condition=models.Q(('state__in', ['submitted', 'authority_checked'])), fields=['submitted_at'], name='signature_waiting'),
                    ],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('state__in', ('submitted', 'authority_checked'))), fields=('government',), name='one_signature_under_review_per_government', violation_error_message='This government already has a signature under review.'),
                        models.UniqueConstraint(condition=models.Q(('state__in', ('signed', 'on_hold'))), fields=('government',), name='one_standing_signature_per_government', violation_error_message='This government already has a published signature.'),
                        models.UniqueConstraint(condition=models.Q(('state__in', ('submitted', 'authority_checked', 'signed', 'on_hold'))), fields=('government', 'version'), name='one_live_signature_per_government_and_version', violation_error_message='This government already has a signature under review or published.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('submitted', 'authority_checked', 'signed', 'on_hold', 'withdrawn', 'superseded')), _negated=True), models.Q(('government__isnull', False), ('mailbox_verified_at__isnull', False), ('submitted_at__isnull', False), ('version__isnull', False), models.Q(('text_digest', ''), _negated=True)), _connector='OR'), name='live_signature_is_bound', violation_error_message='A submitted signature names government, version and exact text.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['signed', 'on_hold', 'withdrawn', 'superseded', 'rejected']), _negated=True), ('decided_at__isnull', False), _connector='OR'), name='decided_signature_has_its_time', violation_error_message='A decided signature needs the date of its decision.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['authority_checked', 'signed', 'on_hold', 'withdrawn', 'superseded']), _negated=True), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False)), _connector='OR'), name='authority_is_checked_by_somebody', violation_error_message='An authority check needs the name of the person who made it and its date.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('signed', 'on_hold', 'withdrawn', 'superseded')), _negated=True), models.Q(('decided_by__isnull', False), models.Q(('decided_by', models.F('checked_by')), _negated=True)), _connector='OR'), name='two_people_check_and_publish', violation_error_message='The person who publishes is not the one who checked the authority.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('number__isnull', False), ('signed_at__isnull', False), ('state__in', ('signed', 'on_hold', 'withdrawn', 'superseded'))), models.Q(models.Q(('state__in', ('signed', 'on_hold', 'withdrawn', 'superseded')), _negated=True), ('number__isnull', True), ('signed_at__isnull', True)), _connector='OR'), name='published_signature_has_number_and_time', violation_error_message='Only a published signature has a number and a publication date.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('signed', 'on_hold', 'withdrawn', 'superseded')), _negated=True), models.Q(('act_file_sha256', ''), _negated=True), ('ad_referendum_until__isnull', False), _connector='OR'), name='signature_without_act_is_ad_referendum', violation_error_message='Without the file of the act, a signature is published ad referendum, until a day.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='SignatoryCount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('grain', models.CharField(choices=[('facts', 'Facts'), ('month', 'Month'), ('place', 'Place'), ('facts_place', 'Facts Place'), ('coverage', 'Coverage')], max_length=12)),
                    ('status', models.CharField(blank=True, choices=[('draft', 'draft'), ('mailbox_verified', 'mailbox verified'), ('submitted', 'submitted'), ('authority_checked', 'authority checked'), ('signed', 'signed'), ('on_hold', 'on hold'), ('withdrawn', 'withdrawn'), ('superseded', 'superseded'), ('rejected', 'rejected'), ('changes_requested', 'changes requested')], default='', max_length=20)),
                    ('ad_referendum', models.BooleanField(default=False)),
                    ('version', models.PositiveIntegerField(default=0)),
                    ('kind', models.CharField(blank=True, default='', max_length=20)),
                    ('section', models.CharField(blank=True, default='', max_length=30)),
                    ('country', models.CharField(blank=True, default='', max_length=2)),
                    ('cell', models.SmallIntegerField(default=-1)),
                    ('month', models.CharField(blank=True, default='', max_length=7)),
                    ('year', models.SmallIntegerField(default=0)),
                    ('signatures', models.IntegerField(default=0)),
                    ('governments', models.IntegerField(default=0)),
                    ('population', models.BigIntegerField(default=0)),
                    ('latitudes', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                    ('longitudes', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ],
                options={
                    'verbose_name': 'count of signatories',
                    'verbose_name_plural': 'counts of signatories',
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['grain', 'status', 'country'], name='signatory_count_key')],
                },
            ),
            migrations.CreateModel(
                name='SignatureLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('occasion', models.CharField(blank=True, max_length=60)),
                    ('expires_at', models.DateTimeField()),
                    ('revoked_at', models.DateTimeField(blank=True, null=True)),
                    ('signature', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='status_links', to='charter.signature')),
                ],
                options={
                    'verbose_name': 'link to a signature',
                    'verbose_name_plural': 'links to signatures',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(condition=models.Q(('occasion', ''), _negated=True), fields=('signature', 'occasion'), name='one_signature_link_per_occasion', violation_error_message='The link for this occasion was sent already.')],
                },
            ),
            migrations.CreateModel(
                name='SignatureReminder',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2')])),
                    ('touched_at', models.DateTimeField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='mail.message')),
                    ('signature', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='charter.signature')),
                ],
                options={
                    'verbose_name': 'reminder of a signature',
                    'verbose_name_plural': 'reminders of signatures',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('signature', 'touched_at', 'number'), name='one_signature_reminder_of_each_number', violation_error_message='This reminder was sent already.')],
                },
            ),
            migrations.CreateModel(
                name='StatusChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('effective_on', models.DateField(verbose_name='effective from')),
                    ('act_body', models.CharField(blank=True, max_length=200, verbose_name='body that took the act')),
                    ('act_number', models.CharField(blank=True, max_length=100, verbose_name='number of the act')),
                    ('act_date', models.DateField(blank=True, null=True, verbose_name='date of the act')),
                    ('reason', models.TextField(blank=True, verbose_name='reason')),
                    ('reason_salt', models.CharField(blank=True, editable=False, max_length=64)),
                    ('cause', models.CharField(blank=True, choices=[('new_council', 'A new council has decided so'), ('means', 'Too little staff or budget at present'), ('reorganised', 'The institution is being merged or reorganised'), ('elsewhere', 'The work goes on under another commitment'), ('resolved', 'What led to the hold is resolved'), ('unstated', 'No public reason given')], max_length=20, verbose_name='public reason')),
                    ('act_file', models.FileField(blank=True, storage=charter.acts.private_storage, upload_to='acts/', verbose_name='file of the act')),
                    ('act_file_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the file')),
                    ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='status_change', to='charter.ledgerentry', verbose_name='entry')),
                    ('signature', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='status_changes', to='charter.signature', verbose_name='signature')),
                ],
                options={
                    'verbose_name': 'change of status',
                    'verbose_name_plural': 'changes of status',
                    'ordering': ['entry__sequence'],
                },
            ),
            migrations.CreateModel(
                name='StopLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('side', models.CharField(choices=[('mailbox', 'the official mailbox'), ('contact', 'a contact of the institution'), ('reviewer', 'a reviewer of the network')], max_length=10)),
                    ('reviewer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stop_links', to='charter.townhallrequest')),
                ],
                options={
                    'verbose_name': 'link that stops a request',
                    'verbose_name_plural': 'links that stop requests',
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reviewer__isnull', False), ('side', 'reviewer')), models.Q(models.Q(('side', 'reviewer'), _negated=True), ('reviewer__isnull', True)), _connector='OR'), name='stop_link_of_a_reviewer_names_the_account', violation_error_message="Only a reviewer's link names an account.")],
                },
            ),
            migrations.CreateModel(
                name='TownHallRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('action', models.CharField(choices=[('hold', 'Put the signature on hold'), ('reinstate', 'Reinstate the signature'), ('withdraw', 'Withdraw from the charter'), ('act', 'Send the act of the council'), ('successor', 'Name the successor')], max_length=10)),
                    ('answers', models.JSONField(default=dict)),
                    ('file', models.FileField(blank=True, storage=charter.acts.private_storage, upload_to='acts/')),
                    ('file_name', models.CharField(blank=True, max_length=200)),
                    ('file_sent_sha256', models.CharField(blank=True, max_length=64)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                    ('takes_effect_on', models.DateField(blank=True, null=True)),
                    ('checked_at', models.DateTimeField(blank=True, null=True)),
                    ('file_sha256', models.CharField(blank=True, max_length=64)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('outcome', models.CharField(blank=True, choices=[('done', 'done'), ('stopped', 'stopped'), ('refused', 'refused'), ('impossible', 'no longer possible')], max_length=10)),
                    ('ended_by', models.CharField(blank=True, choices=[('mailbox', 'the official mailbox'), ('contact', 'a contact of the institution'), ('reviewer', 'a reviewer of the network')], max_length=10)),
                    ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('link', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='requests', to='charter.signaturelink')),
                    ('reviewer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('signature', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='charter.signature')),
                ],
                options={
                    'verbose_name': 'request of a town hall',
                    'verbose_name_plural': 'requests of town halls',
                    'default_permissions': (),
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('confirmed_at__isnull', True)), fields=('link',), name='one_open_request_per_signature_link', violation_error_message='This link already has a request without its code.'),
                        models.UniqueConstraint(condition=models.Q(('action', 'act'), ('confirmed_at__isnull', False)), fields=('signature',), name='one_act_to_confirm_per_signature', violation_error_message='An act for this signature is already waiting to be confirmed.'),
                        models.UniqueConstraint(condition=models.Q(('action__in', ('hold', 'withdraw', 'successor', 'reinstate')), ('confirmed_at__isnull', False), ('outcome', '')), fields=('signature',), name='one_change_to_check_per_signature', violation_error_message='A change to this signature is already waiting to be checked.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('action__in', ('hold', 'withdraw', 'successor', 'reinstate')), _negated=True), ('confirmed_at__isnull', True), models.Q(('outcome', ''), _negated=True), models.Q(('file', ''), _negated=True), _connector='OR'), name='asked_change_has_its_act', violation_error_message='A request to change the status needs the file of its act.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='request_ends_with_an_outcome', violation_error_message='A request that has ended needs its date and its outcome.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'done'), _negated=True), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False)), _connector='OR'), name='change_is_checked_before_it_is_done', violation_error_message='A change takes effect once a reviewer has read its act.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('action__in', ('hold', 'withdraw', 'successor')), ('outcome', 'done'), _negated=True), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.datetime.TruncDate('ended_at', tzinfo=zoneinfo.ZoneInfo(key='Europe/Paris')), models.F('takes_effect_on')), ('takes_effect_on__isnull', False)), _connector='OR'), name='change_is_done_after_its_cooling_off', violation_error_message='A change takes effect on its day, and not before.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='TrustedTime',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token', models.BinaryField(verbose_name='token')),
                    ('at', models.DateTimeField(verbose_name='time by the authority')),
                    ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='trusted_time', to='charter.ledgerentry', verbose_name='entry')),
                ],
                options={
                    'verbose_name': 'trusted time',
                    'verbose_name_plural': 'trusted times',
                },
            ),
            migrations.CreateModel(
                name='Awaited',
                fields=[
                    ('government', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='awaited', serialize=False, to='members.localgovernment')),
                    ('due_on', models.DateField(null=True, verbose_name='due')),
                    ('silent_since', models.DateField(null=True, verbose_name='silent since')),
                ],
                options={
                    'verbose_name': 'awaited answer',
                    'verbose_name_plural': 'awaited answers',
                    'default_permissions': (),
                    'indexes': [models.Index(condition=models.Q(('due_on__isnull', False)), fields=['due_on'], name='awaited_due'), models.Index(condition=models.Q(('silent_since__isnull', False)), fields=['silent_since'], name='awaited_silent')],
                },
            ),
            migrations.CreateModel(
                name='CharterVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(unique=True, verbose_name='number')),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', editable=False, max_length=10, verbose_name='state')),
                    ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                    ('proposed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='publication proposed')),
                    ('proposed_digest', models.CharField(blank=True, editable=False, max_length=64, verbose_name='SHA-256 of what was proposed')),
                    ('authentic_languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10), default=charter.texts.models.every_language, help_text='The languages whose text is equally authentic. A text in another language is a translation.', verbose_name='authentic languages')),
                    ('proposed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='publication proposed by')),
                    ('published_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
                ],
                options={
                    'verbose_name': 'charter version',
                    'verbose_name_plural': 'charter versions',
                    'ordering': ['-number'],
                    'permissions': [('publish_charterversion', 'Can publish a charter version')],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('state', 'draft')), models.Q(('published_at__isnull', False), ('state', 'published')), _connector='OR'), name='published_charter_has_its_time', violation_error_message='Only a published version has a publication date.'),
                        models.CheckConstraint(condition=models.Q(('authentic_languages__len__gt', 0)), name='charter_has_an_authentic_language', violation_error_message='At least one language is authentic.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('proposed_at__isnull', True), ('proposed_by__isnull', True), ('proposed_digest', '')), models.Q(('proposed_at__isnull', False), ('proposed_by__isnull', False), models.Q(('proposed_digest', ''), _negated=True)), _connector='OR'), name='proposed_version_says_by_whom', violation_error_message='A proposal to publish needs the name of the person who made it, its date and the digest of the text.'),
                        models.CheckConstraint(condition=models.Q(('published_by__isnull', True), models.Q(('proposed_by__isnull', False), models.Q(('published_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='two_people_publish_a_version', violation_error_message='The person who publishes a version is not the one who proposed it.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='CharterText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('preamble', models.TextField(blank=True, help_text='Leave an empty line between paragraphs.', verbose_name='preamble')),
                    ('body', coalition.languages.fields.StreamField([], verbose_name='articles')),
                    ('digest', models.CharField(blank=True, editable=False, max_length=64, verbose_name='SHA-256 of the canonical text')),
                    ('version', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='charter.charterversion', verbose_name='version')),
                ],
                options={
                    'verbose_name': 'charter text',
                    'verbose_name_plural': 'charter texts',
                    'ordering': ['version', 'language'],
                    'constraints': [models.UniqueConstraint(fields=('version', 'language'), name='one_charter_text_per_language', violation_error_message='This version already has a text in this language.')],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='checkpoint',
                trigger=pgtrigger.compiler.Trigger(name='checkpoints_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c76afef773e63d87056290fc1881d6dba9f115d7', operation='UPDATE OR DELETE', pgid='pgtrigger_checkpoints_are_kept_193d6', table='charter_checkpoint', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='checkpoint',
                trigger=pgtrigger.compiler.Trigger(name='checkpoints_are_not_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='9a072409250154a14857a3d7a85026edb92c01d2', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_checkpoints_are_not_truncated_61a37', table='charter_checkpoint', when='BEFORE')),
            ),
            migrations.CreateModel(
                name='AwaitedCommitment',
                fields=[
                ],
                options={
                    'proxy': True,
                    'default_permissions': (),
                    'indexes': [],
                    'constraints': [],
                },
                bases=('charter.commitment',),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='coveredgovernment',
                trigger=pgtrigger.compiler.Trigger(name='count_covered_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO charter_signatorycount (\n    grain, status, ad_referendum, version, kind, section, country, cell, month, year,\n    signatures, governments, population, latitudes, longitudes\n)\nSELECT 'coverage', '', false, 0, kind, section, country, -1, '', CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END,\n    0, sum(step), sum(step * coalesce(population, 0)::bigint), 0, 0\nFROM (SELECT *, 1 AS step FROM new_rows) AS steps WHERE signatures > 0\nGROUP BY kind, section, country, CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END\nHAVING sum(step) <> 0 OR sum(step * coalesce(population, 0)::bigint) <> 0;\nRETURN NULL;\n", hash='536afe05249251f0b18aae740b4ba06f304644da', level='STATEMENT', operation='INSERT', pgid='pgtrigger_count_covered_insert_91997', referencing='REFERENCING NEW TABLE AS new_rows ', table='charter_coveredgovernment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='coveredgovernment',
                trigger=pgtrigger.compiler.Trigger(name='count_covered_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO charter_signatorycount (\n    grain, status, ad_referendum, version, kind, section, country, cell, month, year,\n    signatures, governments, population, latitudes, longitudes\n)\nSELECT 'coverage', '', false, 0, kind, section, country, -1, '', CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END,\n    0, sum(step), sum(step * coalesce(population, 0)::bigint), 0, 0\nFROM (SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows) AS steps WHERE signatures > 0\nGROUP BY kind, section, country, CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END\nHAVING sum(step) <> 0 OR sum(step * coalesce(population, 0)::bigint) <> 0;\nRETURN NULL;\n", hash='1ffe5b7f6c0b476b8a4641cbefac3a1b4b5e5e06', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_count_covered_update_90890', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='charter_coveredgovernment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='coveredgovernment',
                trigger=pgtrigger.compiler.Trigger(name='count_covered_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO charter_signatorycount (\n    grain, status, ad_referendum, version, kind, section, country, cell, month, year,\n    signatures, governments, population, latitudes, longitudes\n)\nSELECT 'coverage', '', false, 0, kind, section, country, -1, '', CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END,\n    0, sum(step), sum(step * coalesce(population, 0)::bigint), 0, 0\nFROM (SELECT *, -1 AS step FROM old_rows) AS steps WHERE signatures > 0\nGROUP BY kind, section, country, CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END\nHAVING sum(step) <> 0 OR sum(step * coalesce(population, 0)::bigint) <> 0;\nRETURN NULL;\n", hash='fa57ebee471b2af27c71dda6e79245b8786fd539', level='STATEMENT', operation='DELETE', pgid='pgtrigger_count_covered_delete_20f87', referencing='REFERENCING OLD TABLE AS old_rows ', table='charter_coveredgovernment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='endedlog',
                trigger=pgtrigger.compiler.Trigger(name='ended_logs_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bcd1ecbe2527cf315b3f0a814d89a7810664d57c', operation='UPDATE OR DELETE', pgid='pgtrigger_ended_logs_are_kept_8e7a1', table='charter_endedlog', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='endedlog',
                trigger=pgtrigger.compiler.Trigger(name='ended_logs_are_not_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='25091af4a67f80e397c0643dcb7faa51edb71930', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_ended_logs_are_not_truncated_10b57', table='charter_endedlog', when='BEFORE')),
            ),
            migrations.CreateModel(
                name='AwaitedEvidence',
                fields=[
                ],
                options={
                    'proxy': True,
                    'default_permissions': (),
                    'indexes': [],
                    'constraints': [],
                },
                bases=('charter.evidence',),
            ),
            migrations.CreateModel(
                name='ListedGroupMember',
                fields=[
                ],
                options={
                    'proxy': True,
                    'default_permissions': (),
                    'indexes': [],
                    'constraints': [],
                },
                bases=('charter.groupmember',),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='leaf',
                trigger=pgtrigger.compiler.Trigger(name='leaves_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ce7d562c37c761a8d0e1f15f9a36b6cb69b6388a', operation='UPDATE OR DELETE', pgid='pgtrigger_leaves_are_kept_0d5f0', table='charter_leaf', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='leaf',
                trigger=pgtrigger.compiler.Trigger(name='leaves_are_not_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='40a9dd554014b9ca0d3140bc46ae0f4ea9edf1e6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_leaves_are_not_truncated_dca46', table='charter_leaf', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='loggedfact',
                trigger=pgtrigger.compiler.Trigger(name='facts_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c4145b605f29709194a394c4403442a7482b09ee', operation='UPDATE OR DELETE', pgid='pgtrigger_facts_are_kept_eea6e', table='charter_loggedfact', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='loggedfact',
                trigger=pgtrigger.compiler.Trigger(name='facts_are_not_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='66fa7ea8029244bdc3f5f6675f82d1706100ba56', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_facts_are_not_truncated_4208a', table='charter_loggedfact', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='node',
                trigger=pgtrigger.compiler.Trigger(name='nodes_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='652d7793ed8004ca0abea504484120f5c27492c3', operation='UPDATE OR DELETE', pgid='pgtrigger_nodes_are_kept_a436f', table='charter_node', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='node',
                trigger=pgtrigger.compiler.Trigger(name='nodes_are_not_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='04d7fb336105a7f764efeeb40ea3a6322f978124', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_nodes_are_not_truncated_6ff6e', table='charter_node', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='publishedhead',
                trigger=pgtrigger.compiler.Trigger(name='published_heads_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bf8a3cd2189f88015833a5d861a9631444f948e8', operation='UPDATE OR DELETE', pgid='pgtrigger_published_heads_are_kept_686f7', table='charter_publishedhead', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='publishedhead',
                trigger=pgtrigger.compiler.Trigger(name='published_heads_are_not_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='3a3df010d5d118b0123e8393eca4fde738205075', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_published_heads_are_not_truncated_7c3f4', table='charter_publishedhead', when='BEFORE')),
            ),
            migrations.CreateModel(
                name='AwaitedReport',
                fields=[
                ],
                options={
                    'proxy': True,
                    'default_permissions': (),
                    'indexes': [],
                    'constraints': [],
                },
                bases=('charter.report',),
            ),
            migrations.CreateModel(
                name='Signatory',
                fields=[
                    ('signature', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='public_row', serialize=False, to='charter.signature')),
                    ('number', models.PositiveIntegerField(unique=True)),
                    ('status', models.CharField(choices=[('draft', 'draft'), ('mailbox_verified', 'mailbox verified'), ('submitted', 'submitted'), ('authority_checked', 'authority checked'), ('signed', 'signed'), ('on_hold', 'on hold'), ('withdrawn', 'withdrawn'), ('superseded', 'superseded'), ('rejected', 'rejected'), ('changes_requested', 'changes requested')], max_length=20)),
                    ('ad_referendum', models.BooleanField()),
                    ('signed_at', models.DateTimeField()),
                    ('version', models.PositiveIntegerField()),
                    ('kind', models.CharField(choices=[('municipality', 'Municipality'), ('metropolis', 'Metropolis'), ('department', 'Department'), ('governorate', 'Governorate'), ('region', 'Region'), ('association', 'Association of local governments'), ('other', 'Other local government')], max_length=20)),
                    ('section', models.CharField(blank=True, choices=[('africa', 'Africa'), ('asia-pacific', 'Asia-Pacific'), ('eurasia', 'Eurasia'), ('europe', 'Europe'), ('latin-america', 'Latin America'), ('middle-east-west-asia', 'Middle East and West Asia'), ('north-america', 'North America'), ('metropolitan', 'Metropolitan section')], max_length=30)),
                    ('country', models.CharField(max_length=2)),
                    ('cell', models.SmallIntegerField(default=-1)),
                    ('latitude', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                    ('longitude', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                    ('words', django.contrib.postgres.search.SearchVectorField()),
                    ('name_en', models.CharField(db_collation='C', default='', max_length=200)),
                    ('name_fr', models.CharField(db_collation='C', default='', max_length=200)),
                    ('name_es', models.CharField(db_collation='C', default='', max_length=200)),
                    ('name_ar', models.CharField(db_collation='C', default='', max_length=200)),
                    ('country_en', models.CharField(db_collation='C', default='', max_length=100)),
                    ('country_fr', models.CharField(db_collation='C', default='', max_length=100)),
                    ('country_es', models.CharField(db_collation='C', default='', max_length=100)),
                    ('country_ar', models.CharField(db_collation='C', default='', max_length=100)),
                    ('government', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.localgovernment')),
                ],
                options={
                    'verbose_name': 'signatory',
                    'verbose_name_plural': 'signatories',
                    'default_permissions': (),
                    'indexes': [
                        models.Index(fields=['signed_at', 'number'], name='signatory_date'),
                        models.Index(fields=['status', 'signed_at', 'number'], name='signatory_status_date'),
                        models.Index(fields=['country', 'signed_at', 'number'], name='signatory_country_date'),
                        models.Index(fields=['section', 'signed_at', 'number'], name='signatory_section_date'),
                        models.Index(fields=['kind', 'signed_at', 'number'], name='signatory_kind_date'),
                        models.Index(fields=['version', 'signed_at', 'number'], name='signatory_version_date'),
                        models.Index(fields=['cell', 'signed_at', 'number'], name='signatory_cell_date'),
                        models.Index(condition=models.Q(('ad_referendum', True)), fields=['signed_at', 'number'], name='signatory_referendum_date'),
                        models.Index(fields=['name_en', 'number'], name='signatory_name_en'),
                        models.Index(fields=['name_fr', 'number'], name='signatory_name_fr'),
                        models.Index(fields=['name_es', 'number'], name='signatory_name_es'),
                        models.Index(fields=['name_ar', 'number'], name='signatory_name_ar'),
                        models.Index(fields=['country_en', 'name_en', 'number'], name='signatory_country_en'),
                        models.Index(fields=['country_fr', 'name_fr', 'number'], name='signatory_country_fr'),
                        models.Index(fields=['country_es', 'name_es', 'number'], name='signatory_country_es'),
                        models.Index(fields=['country_ar', 'name_ar', 'number'], name='signatory_country_ar'),
                        django.contrib.postgres.indexes.GinIndex(fields=['words'], name='signatory_words'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ListedSignature',
                fields=[
                ],
                options={
                    'proxy': True,
                    'default_permissions': (),
                    'indexes': [],
                    'constraints': [],
                },
                bases=('charter.signature',),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='charterversion',
                trigger=pgtrigger.compiler.Trigger(name='version_is_published_by_two', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF TG_OP = 'UPDATE' AND (NEW.number, NEW.authentic_languages) IS DISTINCT FROM\n                                (OLD.number, OLD.authentic_languages) THEN\n            NEW.proposed_by_id := NULL;\n            NEW.proposed_at := NULL;\n            NEW.proposed_digest := '';\n        END IF;\n        IF NEW.state = 'published' AND (NEW.proposed_by_id IS NULL OR NEW.published_by_id IS NULL\n                                        OR NEW.proposed_by_id = NEW.published_by_id) THEN\n            RAISE EXCEPTION 'A version is published by two people.' USING ERRCODE = 'restrict_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='22b116c8ed9ec268992ec24666f08a2ccb6972bf', operation='INSERT OR UPDATE', pgid='pgtrigger_version_is_published_by_two_42701', table='charter_charterversion', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='charterversion',
                trigger=pgtrigger.compiler.Trigger(name='published_version_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'published\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c8719451d62203e08b41ddaa96cc23e04c499c93', operation='UPDATE OR DELETE', pgid='pgtrigger_published_version_is_frozen_48cbd', table='charter_charterversion', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='chartertext',
                trigger=pgtrigger.compiler.Trigger(name='texts_are_not_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='fbe3e2b262f234048e3be628a518d436387c90e5', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_texts_are_not_truncated_cd2cb', table='charter_chartertext', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='chartertext',
                trigger=pgtrigger.compiler.Trigger(name='change_of_text_voids_proposal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF TG_OP = 'UPDATE' AND (NEW.version_id, NEW.language, NEW.title, NEW.preamble, NEW.body) IS NOT DISTINCT FROM\n                                (OLD.version_id, OLD.language, OLD.title, OLD.preamble, OLD.body) THEN\n            RETURN NULL;\n        END IF;\n        UPDATE charter_charterversion SET proposed_by_id = NULL, proposed_at = NULL, proposed_digest = ''\n        WHERE id IN (OLD.version_id, NEW.version_id) AND state = 'draft' AND proposed_by_id IS NOT NULL;\n        RETURN NULL;\n    ", hash='7acb2161b84823fcbc24cb5c8536a4b463c63167', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_change_of_text_voids_proposal_624c2', table='charter_chartertext', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='chartertext',
                trigger=pgtrigger.compiler.Trigger(name='published_text_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE version_state text;', func="\n                    IF TG_OP <> 'INSERT' THEN\n                        SELECT state INTO version_state FROM charter_charterversion\n                        WHERE id = OLD.version_id FOR SHARE;\n                        IF version_state = 'published' THEN\n                            RAISE EXCEPTION 'The text of a published charter version never changes.' USING ERRCODE = 'restrict_violation';\n                        END IF;\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN\n                        RETURN OLD;\n                    END IF;\n                    SELECT state INTO version_state FROM charter_charterversion\n                    WHERE id = NEW.version_id FOR SHARE;\n                    IF version_state = 'published' THEN\n                        RAISE EXCEPTION 'The text of a published charter version never changes.' USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='bb874dec964b6bc2161ea642b96a821a14a19470', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_published_text_is_frozen_b07ef', table='charter_chartertext', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='checkpointtime',
                trigger=pgtrigger.compiler.Trigger(name='checkpoint_times_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6d2144f85a0ff71901dace75be311a46252ca6a4', operation='UPDATE OR DELETE', pgid='pgtrigger_checkpoint_times_are_kept_de77d', table='charter_checkpointtime', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='checkpointtime',
                trigger=pgtrigger.compiler.Trigger(name='checkpoint_times_are_not_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='2bc148f891c7dc67870a3ea0695be5f14adf8f22', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_checkpoint_times_are_not_truncated_45828', table='charter_checkpointtime', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='awaitedcommitment',
                trigger=pgtrigger.compiler.Trigger(name='await_commitment_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT new_rows.government_id FROM new_rows) AS concerned (id)));\nRETURN NULL;', hash='43042bb0dce38dd90da48e24b4809c9d1f958745', level='STATEMENT', operation='INSERT', pgid='pgtrigger_await_commitment_insert_96519', referencing='REFERENCING NEW TABLE AS new_rows ', table='charter_commitment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='awaitedcommitment',
                trigger=pgtrigger.compiler.Trigger(name='await_commitment_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT now.government_id FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id WHERE (now.government_id, now.due_on) IS DISTINCT FROM (was.government_id, was.due_on) UNION SELECT was.government_id FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id WHERE (now.government_id, now.due_on) IS DISTINCT FROM (was.government_id, was.due_on)) AS concerned (id)));\nRETURN NULL;', hash='43a6002db1a5277c48d3fd8621d754873e009577', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_await_commitment_update_faef8', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='charter_commitment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='awaitedcommitment',
                trigger=pgtrigger.compiler.Trigger(name='await_commitment_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT old_rows.government_id FROM old_rows) AS concerned (id)));\nRETURN NULL;', hash='7ea2d19900203aa3cfcf9f1907e77d31d3eaa613', level='STATEMENT', operation='DELETE', pgid='pgtrigger_await_commitment_delete_75755', referencing='REFERENCING OLD TABLE AS old_rows ', table='charter_commitment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='cosignature',
                trigger=pgtrigger.compiler.Trigger(name='cosignatures_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0c0bf68fa41506e4321b3377b9817a3a4caaa0c5', operation='UPDATE OR DELETE', pgid='pgtrigger_cosignatures_are_kept_5dabc', table='charter_cosignature', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='cosignature',
                trigger=pgtrigger.compiler.Trigger(name='cosignatures_are_not_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='4e740b1453e564c3ce47f94c6f65e3a6631d132b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_cosignatures_are_not_truncated_fc7e0', table='charter_cosignature', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='duedatechange',
                trigger=pgtrigger.compiler.Trigger(name='due_dates_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='833d08e7212a8a9237cb9dca0d993b8aa96c9c45', operation='UPDATE OR DELETE', pgid='pgtrigger_due_dates_are_kept_d345d', table='charter_duedatechange', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='awaitedevidence',
                trigger=pgtrigger.compiler.Trigger(name='await_evidence_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT (SELECT government_id FROM charter_commitment WHERE id = new_rows.commitment_id) FROM new_rows) AS concerned (id)));\nRETURN NULL;', hash='329729615251368c68e14eda3b655205e2d1290a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_await_evidence_insert_9302b', referencing='REFERENCING NEW TABLE AS new_rows ', table='charter_evidence', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='awaitedevidence',
                trigger=pgtrigger.compiler.Trigger(name='await_evidence_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT (SELECT government_id FROM charter_commitment WHERE id = now.commitment_id) FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id WHERE (now.commitment_id, now.state, now.submitted_at) IS DISTINCT FROM (was.commitment_id, was.state, was.submitted_at) UNION SELECT (SELECT government_id FROM charter_commitment WHERE id = was.commitment_id) FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id WHERE (now.commitment_id, now.state, now.submitted_at) IS DISTINCT FROM (was.commitment_id, was.state, was.submitted_at)) AS concerned (id)));\nRETURN NULL;', hash='bfef334b2bdf2ce00ceb9ce4115324d7bb37ff81', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_await_evidence_update_1b7f8', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='charter_evidence', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='awaitedevidence',
                trigger=pgtrigger.compiler.Trigger(name='await_evidence_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT (SELECT government_id FROM charter_commitment WHERE id = old_rows.commitment_id) FROM old_rows) AS concerned (id)));\nRETURN NULL;', hash='1337fe18a949046c141fc7bce706e76d1fd4f47a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_await_evidence_delete_9e067', referencing='REFERENCING OLD TABLE AS old_rows ', table='charter_evidence', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='listedgroupmember',
                trigger=pgtrigger.compiler.Trigger(name='cover_members_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM charter_cover(array_agg(government_id), array_agg(step)) FROM (\n    SELECT steps.government_id, sum(step) AS step FROM (SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows) AS steps\n    JOIN charter_signature AS signature ON signature.id = steps.signature_id AND signature.state = 'signed'\n    WHERE steps.counted_at IS NOT NULL\n    GROUP BY steps.government_id HAVING sum(step) <> 0 ORDER BY steps.government_id\n) AS governments;\nRETURN NULL;\n", hash='faf4f27366b21f11efa9b49b62f34485cf8112dc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_cover_members_update_4f575', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='charter_groupmember', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='listedgroupmember',
                trigger=pgtrigger.compiler.Trigger(name='cover_members_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM charter_cover(array_agg(government_id), array_agg(step)) FROM (\n    SELECT steps.government_id, sum(step) AS step FROM (SELECT *, -1 AS step FROM old_rows) AS steps\n    JOIN charter_signature AS signature ON signature.id = steps.signature_id AND signature.state = 'signed'\n    WHERE steps.counted_at IS NOT NULL\n    GROUP BY steps.government_id HAVING sum(step) <> 0 ORDER BY steps.government_id\n) AS governments;\nRETURN NULL;\n", hash='86b20cb38895de71bbd985eede6e74029b477d05', level='STATEMENT', operation='DELETE', pgid='pgtrigger_cover_members_delete_ae2e9', referencing='REFERENCING OLD TABLE AS old_rows ', table='charter_groupmember', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='awaitedreport',
                trigger=pgtrigger.compiler.Trigger(name='await_report_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT new_rows.government_id FROM new_rows) AS concerned (id)));\nRETURN NULL;', hash='3324ea610241d278ad9460b225656723d3366b0d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_await_report_insert_c79c1', referencing='REFERENCING NEW TABLE AS new_rows ', table='charter_report', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='awaitedreport',
                trigger=pgtrigger.compiler.Trigger(name='await_report_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT now.government_id FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id WHERE (now.state, now.government_id, now.year, now.invited_at, now.decided_at, now.submitted_at) IS DISTINCT FROM (was.state, was.government_id, was.year, was.invited_at, was.decided_at, was.submitted_at) UNION SELECT was.government_id FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id WHERE (now.state, now.government_id, now.year, now.invited_at, now.decided_at, now.submitted_at) IS DISTINCT FROM (was.state, was.government_id, was.year, was.invited_at, was.decided_at, was.submitted_at)) AS concerned (id)));\nRETURN NULL;', hash='af22b382bca841c494ec22e260b1328bfb3314a1', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_await_report_update_eed58', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='charter_report', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='awaitedreport',
                trigger=pgtrigger.compiler.Trigger(name='await_report_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT old_rows.government_id FROM old_rows) AS concerned (id)));\nRETURN NULL;', hash='e630378aff089455cd9fa869d71cd4191b00c0cd', level='STATEMENT', operation='DELETE', pgid='pgtrigger_await_report_delete_58872', referencing='REFERENCING OLD TABLE AS old_rows ', table='charter_report', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='signature',
                trigger=pgtrigger.compiler.Trigger(name='published_signature_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IN (\'signed\', \'on_hold\', \'withdrawn\', \'superseded\') AND (OLD."version_id" IS DISTINCT FROM (NEW."version_id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."text_digest" IS DISTINCT FROM (NEW."text_digest") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."verification_code" IS DISTINCT FROM (NEW."verification_code") OR OLD."signed_at" IS DISTINCT FROM (NEW."signed_at") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."mailbox_verified_at" IS DISTINCT FROM (NEW."mailbox_verified_at") OR OLD."checked_by_id" IS DISTINCT FROM (NEW."checked_by_id") OR OLD."checked_at" IS DISTINCT FROM (NEW."checked_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."salt" IS DISTINCT FROM (NEW."salt") OR OLD."signatory_name" IS DISTINCT FROM (NEW."signatory_name") OR OLD."signatory_role" IS DISTINCT FROM (NEW."signatory_role") OR OLD."official_email" IS DISTINCT FROM (NEW."official_email")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='3baf092056964c3d487f9092257ca56e5720275f', operation='UPDATE', pgid='pgtrigger_published_signature_is_frozen_2dade', table='charter_signature', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='signature',
                trigger=pgtrigger.compiler.Trigger(name='published_act_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IN (\'signed\', \'on_hold\', \'withdrawn\', \'superseded\') AND (((OLD."act_body" IS DISTINCT FROM (NEW."act_body") OR OLD."act_number" IS DISTINCT FROM (NEW."act_number") OR OLD."act_date" IS DISTINCT FROM (NEW."act_date") OR OLD."ad_referendum_until" IS DISTINCT FROM (NEW."ad_referendum_until")) AND NOT (OLD."ad_referendum_until" IS NOT NULL AND OLD."state" IN (\'signed\', \'on_hold\') AND NEW."ad_referendum_until" IS NULL)) OR ((OLD."act_file_sha256" IS DISTINCT FROM (NEW."act_file_sha256") OR OLD."act_file_sent_sha256" IS DISTINCT FROM (NEW."act_file_sent_sha256")) AND NOT (OLD."ad_referendum_until" IS NOT NULL AND OLD."state" IN (\'signed\', \'on_hold\')))))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='06469b559d156c7dc9e0061c1b922b179e677b0a', operation='UPDATE', pgid='pgtrigger_published_act_is_frozen_9ce96', table='charter_signature', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='signature',
                trigger=pgtrigger.compiler.Trigger(name='published_signature_keeps_its_government', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IN (\'signed\', \'on_hold\', \'withdrawn\', \'superseded\') AND OLD."government_id" IS DISTINCT FROM (NEW."government_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='fcfe7bba8604a7dd7a0725444fecf8f91365f950', operation='UPDATE', pgid='pgtrigger_published_signature_keeps_its_government_1391f', table='charter_signature', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='signature',
                trigger=pgtrigger.compiler.Trigger(name='published_signature_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IN (\'signed\', \'on_hold\', \'withdrawn\', \'superseded\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='fafe0161f0aabc915e69705d9a36cdffe8e87696', operation='DELETE', pgid='pgtrigger_published_signature_is_kept_d3b1c', table='charter_signature', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='signature',
                trigger=pgtrigger.compiler.Trigger(name='signatures_are_not_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='839e380c059ea6f0875476d632363b40367385a1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_signatures_are_not_truncated_1e185', table='charter_signature', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='ledgerentry',
                trigger=pgtrigger.compiler.Trigger(name='ledger_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8004cca4e7f45de231ce06287eee7e46a0656cba', operation='UPDATE OR DELETE', pgid='pgtrigger_ledger_is_append_only_de070', table='charter_ledgerentry', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='ledgerentry',
                trigger=pgtrigger.compiler.Trigger(name='ledger_is_not_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='106b4db2f5a4c0f108e870e4dce98bd28e726de0', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_ledger_is_not_truncated_a856d', table='charter_ledgerentry', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='ledgerentry',
                trigger=pgtrigger.compiler.Trigger(name='ledger_is_chained', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE last_hash text;', func="\n                    IF NEW.sequence = 1 THEN\n                        last_hash := repeat('0', 64);\n                    ELSE\n                        SELECT hash INTO last_hash FROM charter_ledgerentry WHERE sequence = NEW.sequence - 1;\n                    END IF;\n                    IF last_hash IS DISTINCT FROM NEW.previous THEN\n                        RAISE EXCEPTION 'A ledger entry follows the last one.' USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='ef6ff7be1271dd2c1be2e9e426bf9cac97de8316', operation='INSERT', pgid='pgtrigger_ledger_is_chained_87447', table='charter_ledgerentry', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='groupmember',
                trigger=pgtrigger.compiler.Trigger(name='published_group_is_frozen_in', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF TG_OP = 'UPDATE' THEN\n                        IF NOT (NEW.signature_id, NEW.government_id) IS DISTINCT FROM (OLD.signature_id, OLD.government_id) AND OLD.counted_at IS NULL THEN\n                            RETURN NEW;\n                        END IF;\n                    END IF;\n                    IF EXISTS (SELECT 1 FROM charter_signature WHERE id = NEW.signature_id AND state IN ('signed', 'on_hold', 'withdrawn', 'superseded')) THEN RAISE EXCEPTION 'The members of a published signature never change.' USING ERRCODE = 'restrict_violation'; END IF;\n                    RETURN NEW;\n                ", hash='ee80edbc368c466228b888db850ae94c4517275e', operation='INSERT OR UPDATE', pgid='pgtrigger_published_group_is_frozen_in_08641', table='charter_groupmember', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='groupmember',
                trigger=pgtrigger.compiler.Trigger(name='published_group_is_frozen_out', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (SELECT 1 FROM charter_signature WHERE id = OLD.signature_id AND state IN ('signed', 'on_hold', 'withdrawn', 'superseded')) THEN RAISE EXCEPTION 'The members of a published signature never change.' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD;", hash='5243fc08d61e387974a930cbd7f52aa7e7fefaf0', operation='DELETE', pgid='pgtrigger_published_group_is_frozen_out_4f13b', table='charter_groupmember', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='commitment',
                trigger=pgtrigger.compiler.Trigger(name='commitments_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='8a17db7820a1bdad8697ed9f9b39255eb4c45649', operation='DELETE', pgid='pgtrigger_commitments_are_kept_a7867', table='charter_commitment', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='certificate',
                trigger=pgtrigger.compiler.Trigger(name='issued_certificates_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."issued_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6688486b580ccbfcf8d21d55bb29732c1a9fbfcd', operation='UPDATE OR DELETE', pgid='pgtrigger_issued_certificates_are_kept_ce052', table='charter_certificate', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='listedsignature',
                trigger=pgtrigger.compiler.Trigger(name='list_published_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM charter_list_signatures((SELECT array_agg(id) FROM new_rows WHERE state IN ('signed', 'on_hold', 'withdrawn', 'superseded')));\nRETURN NULL;\n", hash='6ae6dc253f5d6a934e753016255934d36eda0ada', level='STATEMENT', operation='INSERT', pgid='pgtrigger_list_published_insert_653ec', referencing='REFERENCING NEW TABLE AS new_rows ', table='charter_signature', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='listedsignature',
                trigger=pgtrigger.compiler.Trigger(name='list_published_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="DELETE FROM charter_signatory AS listed USING new_rows AS now, old_rows AS was\nWHERE listed.signature_id = now.id AND was.id = now.id\n    AND (now.state NOT IN ('signed', 'on_hold', 'withdrawn', 'superseded') OR now.government_id IS DISTINCT FROM was.government_id);\nUPDATE charter_signatory AS listed\nSET status = now.state, ad_referendum = now.ad_referendum_until IS NOT NULL\nFROM new_rows AS now\nWHERE listed.signature_id = now.id\n    AND (listed.status, listed.ad_referendum)\n        IS DISTINCT FROM (now.state, now.ad_referendum_until IS NOT NULL);\nPERFORM charter_list_signatures((\n    SELECT array_agg(now.id) FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id\n    WHERE now.state IN ('signed', 'on_hold', 'withdrawn', 'superseded')\n        AND (was.state NOT IN ('signed', 'on_hold', 'withdrawn', 'superseded') OR now.government_id IS DISTINCT FROM was.government_id)\n));\nRETURN NULL;\n", hash='15e3272104f5b3b7e19f78d6f8f410013e496b27', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_list_published_update_12dbc', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='charter_signature', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='listedsignature',
                trigger=pgtrigger.compiler.Trigger(name='list_published_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='DELETE FROM charter_signatory WHERE signature_id IN (SELECT id FROM old_rows);\nRETURN NULL;\n', hash='cf1190cac6cd343d9b30108978c54f5c0562b3fb', level='STATEMENT', operation='DELETE', pgid='pgtrigger_list_published_delete_982ec', referencing='REFERENCING OLD TABLE AS old_rows ', table='charter_signature', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='statuschange',
                trigger=pgtrigger.compiler.Trigger(name='status_changes_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='798b8ca7f00f1dcc0d1a2246b759e9aca0f469f0', operation='DELETE', pgid='pgtrigger_status_changes_are_kept_be2b8', table='charter_statuschange', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='statuschange',
                trigger=pgtrigger.compiler.Trigger(name='status_changes_lose_words_by_two', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.reason = '' AND NEW.reason_salt = ''\n           AND to_jsonb(NEW) - 'reason' - 'reason_salt' = to_jsonb(OLD) - 'reason' - 'reason_salt'\n           AND EXISTS (SELECT 1 FROM charter_redaction WHERE change_id = OLD.id AND confirmed_at IS NOT NULL\n                       AND confirmed_by_id <> proposed_by_id) THEN\n            RETURN NEW;\n        END IF;\n        RAISE EXCEPTION 'A change of status is kept; its words go by two people.' USING ERRCODE = 'restrict_violation';\n    ", hash='0ebe7fc894e21ab1bfe3ef42325fe0f4c60511ed', operation='UPDATE', pgid='pgtrigger_status_changes_lose_words_by_two_bff3b', table='charter_statuschange', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='statuschange',
                trigger=pgtrigger.compiler.Trigger(name='town_hall_sends_its_act', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.act_file_sha256 = '' AND EXISTS (\n            SELECT 1 FROM charter_ledgerentry WHERE id = NEW.entry_id AND party = 'town-hall'\n        ) THEN\n            RAISE EXCEPTION 'A town hall changes its status by the file of its act.'\n                USING ERRCODE = 'restrict_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='54163cd7c37d9e0eee62a4bc2e0ef270d0dd0950', operation='INSERT', pgid='pgtrigger_town_hall_sends_its_act_5dba4', table='charter_statuschange', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='statuschange',
                trigger=pgtrigger.compiler.Trigger(name='status_changes_are_not_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='2cdfb892d19da8d75c1ad794440a5325497828d1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_status_changes_are_not_truncated_96f62', table='charter_statuschange', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='redaction',
                trigger=pgtrigger.compiler.Trigger(name='redactions_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF TG_OP = 'INSERT' THEN\n            IF NEW.confirmed_at IS NULL AND NEW.confirmed_by_id IS NULL THEN\n                RETURN NEW;\n            END IF;\n        ELSIF OLD.confirmed_at IS NULL THEN\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            IF to_jsonb(NEW) - 'confirmed_at' - 'confirmed_by_id' = to_jsonb(OLD) - 'confirmed_at' - 'confirmed_by_id'\n            THEN\n                RETURN NEW;\n            END IF;\n        END IF;\n        RAISE EXCEPTION 'Public words are removed by two people, for ever.' USING ERRCODE = 'restrict_violation';\n    ", hash='d53b2b59e899c7078b858c1046182a081a7b44c5', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_redactions_are_kept_68202', table='charter_redaction', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='redaction',
                trigger=pgtrigger.compiler.Trigger(name='redactions_are_not_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='1ba6fb5761d830a59c23734cc9b1cd917f13ba2d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_redactions_are_not_truncated_136a4', table='charter_redaction', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trustedtime',
                trigger=pgtrigger.compiler.Trigger(name='trusted_times_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e9615ab7b1ee03a37e4d3aff0bd9c897b22037a9', operation='UPDATE OR DELETE', pgid='pgtrigger_trusted_times_are_kept_cf147', table='charter_trustedtime', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trustedtime',
                trigger=pgtrigger.compiler.Trigger(name='trusted_times_are_not_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='63cf7f6d0214f5e62c6a2856095a3d2262425923', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_trusted_times_are_not_truncated_0d43b', table='charter_trustedtime', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='signatory',
                trigger=pgtrigger.compiler.Trigger(name='signatories_follow_signatures', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (pg_trigger_depth() = 0)', func="RAISE EXCEPTION 'pgtrigger: Cannot insert or update or delete rows from % table', TG_TABLE_NAME;", hash='3570b3189ab8b9323d7fe29a264848954ef07ef6', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_signatories_follow_signatures_5d765', table='charter_signatory', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='signatory',
                trigger=pgtrigger.compiler.Trigger(name='signatories_are_not_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='f088c13fcc2dd00f9890a7ab3cf9790d9b8e47bb', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_signatories_are_not_truncated_24c57', table='charter_signatory', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='signatory',
                trigger=pgtrigger.compiler.Trigger(name='count_signatories_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO charter_signatorycount (\n    grain, status, ad_referendum, version, kind, section, country, cell, month, year,\n    signatures, governments, population, latitudes, longitudes\n)\nWITH steps AS (SELECT *, 1 AS step FROM new_rows)\nSELECT 'facts', status, ad_referendum, version, kind, section, country, -1, '', 0, sum(step), 0, 0, 0, 0\nFROM steps GROUP BY status, ad_referendum, version, kind, section, country HAVING sum(step) <> 0\nUNION ALL\nSELECT 'month', status, false, 0, '', '', '', -1, month, 0, sum(step), 0, 0, 0, 0\nFROM (SELECT *, to_char(signed_at AT TIME ZONE 'Europe/Paris', 'YYYY-MM') AS month FROM steps) AS dated\nGROUP BY status, month HAVING sum(step) <> 0\nUNION ALL\nSELECT 'place', status, false, 0, '', '', '', cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))\nFROM steps GROUP BY status, cell\nHAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric)\nUNION ALL\nSELECT 'facts_place', status, ad_referendum, version, kind, section, country, cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))\nFROM steps GROUP BY status, ad_referendum, version, kind, section, country, cell\nHAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric);\nPERFORM charter_cover(array_agg(government_id), array_agg(step)) FROM (\n    SELECT government_id, sum(step) AS step FROM (\n        SELECT government_id, step FROM (SELECT *, 1 AS step FROM new_rows) AS own WHERE status = 'signed' AND kind <> 'association'\n        UNION ALL\n        SELECT member.government_id, step FROM (SELECT *, 1 AS step FROM new_rows) AS groups\n        JOIN charter_groupmember AS member ON member.signature_id = groups.signature_id\n        WHERE groups.status = 'signed' AND member.counted_at IS NOT NULL\n    ) AS covered\n    GROUP BY government_id HAVING sum(step) <> 0 ORDER BY government_id\n) AS governments;\nRETURN NULL;\n", hash='1b0de1f1d0c78605ce2b2e550585107f0c970e5c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_count_signatories_insert_9164e', referencing='REFERENCING NEW TABLE AS new_rows ', table='charter_signatory', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='signatory',
                trigger=pgtrigger.compiler.Trigger(name='count_signatories_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO charter_signatorycount (\n    grain, status, ad_referendum, version, kind, section, country, cell, month, year,\n    signatures, governments, population, latitudes, longitudes\n)\nWITH steps AS (SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows)\nSELECT 'facts', status, ad_referendum, version, kind, section, country, -1, '', 0, sum(step), 0, 0, 0, 0\nFROM steps GROUP BY status, ad_referendum, version, kind, section, country HAVING sum(step) <> 0\nUNION ALL\nSELECT 'month', status, false, 0, '', '', '', -1, month, 0, sum(step), 0, 0, 0, 0\nFROM (SELECT *, to_char(signed_at AT TIME ZONE 'Europe/Paris', 'YYYY-MM') AS month FROM steps) AS dated\nGROUP BY status, month HAVING sum(step) <> 0\nUNION ALL\nSELECT 'place', status, false, 0, '', '', '', cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))\nFROM steps GROUP BY status, cell\nHAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric)\nUNION ALL\nSELECT 'facts_place', status, ad_referendum, version, kind, section, country, cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))\nFROM steps GROUP BY status, ad_referendum, version, kind, section, country, cell\nHAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric);\nPERFORM charter_cover(array_agg(government_id), array_agg(step)) FROM (\n    SELECT government_id, sum(step) AS step FROM (\n        SELECT government_id, step FROM (SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows) AS own WHERE status = 'signed' AND kind <> 'association'\n        UNION ALL\n        SELECT member.government_id, step FROM (SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows) AS groups\n        JOIN charter_groupmember AS member ON member.signature_id = groups.signature_id\n        WHERE groups.status = 'signed' AND member.counted_at IS NOT NULL\n    ) AS covered\n    GROUP BY government_id HAVING sum(step) <> 0 ORDER BY government_id\n) AS governments;\nRETURN NULL;\n", hash='455ea8d67bd708c4529b41438d5f9b63dc2a16d2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_count_signatories_update_278e6', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='charter_signatory', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='signatory',
                trigger=pgtrigger.compiler.Trigger(name='count_signatories_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO charter_signatorycount (\n    grain, status, ad_referendum, version, kind, section, country, cell, month, year,\n    signatures, governments, population, latitudes, longitudes\n)\nWITH steps AS (SELECT *, -1 AS step FROM old_rows)\nSELECT 'facts', status, ad_referendum, version, kind, section, country, -1, '', 0, sum(step), 0, 0, 0, 0\nFROM steps GROUP BY status, ad_referendum, version, kind, section, country HAVING sum(step) <> 0\nUNION ALL\nSELECT 'month', status, false, 0, '', '', '', -1, month, 0, sum(step), 0, 0, 0, 0\nFROM (SELECT *, to_char(signed_at AT TIME ZONE 'Europe/Paris', 'YYYY-MM') AS month FROM steps) AS dated\nGROUP BY status, month HAVING sum(step) <> 0\nUNION ALL\nSELECT 'place', status, false, 0, '', '', '', cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))\nFROM steps GROUP BY status, cell\nHAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric)\nUNION ALL\nSELECT 'facts_place', status, ad_referendum, version, kind, section, country, cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))\nFROM steps GROUP BY status, ad_referendum, version, kind, section, country, cell\nHAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric);\nPERFORM charter_cover(array_agg(government_id), array_agg(step)) FROM (\n    SELECT government_id, sum(step) AS step FROM (\n        SELECT government_id, step FROM (SELECT *, -1 AS step FROM old_rows) AS own WHERE status = 'signed' AND kind <> 'association'\n        UNION ALL\n        SELECT member.government_id, step FROM (SELECT *, -1 AS step FROM old_rows) AS groups\n        JOIN charter_groupmember AS member ON member.signature_id = groups.signature_id\n        WHERE groups.status = 'signed' AND member.counted_at IS NOT NULL\n    ) AS covered\n    GROUP BY government_id HAVING sum(step) <> 0 ORDER BY government_id\n) AS governments;\nRETURN NULL;\n", hash='a632b2f2f155790ffab28a9afecd7f20bb1c2178', level='STATEMENT', operation='DELETE', pgid='pgtrigger_count_signatories_delete_71823', referencing='REFERENCING OLD TABLE AS old_rows ', table='charter_signatory', when='AFTER')),
            ),
        ]),
        migrations.RunSQL(FUNCTIONS + TRIGGERS),
        migrations.RunPython(add_schedule, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
