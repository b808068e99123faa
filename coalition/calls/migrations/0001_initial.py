import coalition.calls.models
import coalition.languages.fields
import coalition.languages.words
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_fsm
import modelcluster.fields
from coalition.users.migrations import _roles as roles
from coalition.users.migrations._tables import CreateTogether
from django.conf import settings
from django.db import migrations, models


GRANTS = {
    'Committee editors': {
        'call': 'add_call change_call delete_call view_call',
        'proposal': 'decide_proposal read_proposal view_proposal',
    },
}


def grant(apps, schema_editor):
    roles.grant_all(GRANTS, "calls", apps=apps)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("calls", name)
        for name in """
            0002_roles 0003_readings 0004_readers
        """.split()
    ]

    dependencies = [
        ('resources', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='Call',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(help_text='Stable and unique, such as initiatives-2027.', max_length=60, verbose_name='key')),
                    ('opens_at', models.DateTimeField(verbose_name='opens')),
                    ('closes_at', models.DateTimeField(help_text='Proposals that arrive later are not accepted, not even one second late.', verbose_name='closes')),
                    ('answer_by', models.DateField(help_text='The page promises every association an answer by this day.', verbose_name='answer by')),
                    ('gap', models.PositiveSmallIntegerField(default=1, help_text='If their means differ by more than so many points, a third reader is asked.', validators=[django.core.validators.MaxValueValidator(5)], verbose_name='points between two readers')),
                    ('budget_note', coalition.languages.words.WordsField(blank=True, default=dict, help_text='Such as: up to 10,000 euros for each initiative.', verbose_name='note on the budget')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ],
                options={
                    'verbose_name': 'call for initiatives',
                    'verbose_name_plural': 'calls for initiatives',
                    'ordering': ['-opens_at', 'key'],
                    'constraints': [
                        models.UniqueConstraint(fields=('key',), name='one_call_per_key', violation_error_message='Another call has this key.'),
                        models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='call_closes_after_it_opens', violation_error_message='A call closes after it opens.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='CallDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                    ('call', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='calls.call')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtaildocs.document', verbose_name='document')),
                ],
                options={
                    'verbose_name': 'document of a call',
                    'verbose_name_plural': 'documents of calls',
                    'ordering': ['sort_order'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CallPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('summary', models.TextField(blank=True, verbose_name='summary')),
                    ('body', coalition.languages.fields.StreamField([], blank=True, verbose_name='body')),
                    ('call', models.ForeignKey(help_text='The call that this page presents.', on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='calls.call', verbose_name='call for initiatives')),
                ],
                options={
                    'verbose_name': 'page of a call',
                    'verbose_name_plural': 'pages of calls',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='Criterion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                    ('names', coalition.languages.words.WordsField(default=dict, verbose_name='criterion')),
                    ('weight', models.PositiveSmallIntegerField(default=1, help_text='From 1 to 10.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='weight')),
                    ('call', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='calls.call')),
                ],
                options={
                    'verbose_name': 'criterion',
                    'verbose_name_plural': 'criteria',
                    'ordering': ['sort_order'],
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('weight__range', (1, 10))), name='criterion_weighs_something', violation_error_message='Give a weight from 1 to 10.')],
                },
            ),
            migrations.CreateModel(
                name='Proposal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', django_fsm.FSMField(choices=[('draft', 'draft'), ('sent', 'sent'), ('withdrawn', 'withdrawn'), ('under_review', 'under review'), ('accepted', 'accepted'), ('declined', 'declined'), ('published', 'published')], default='draft', max_length=12, protected=True, verbose_name='state')),
                    ('reference', models.CharField(default=coalition.calls.models.new_reference, editable=False, max_length=8, unique=True, verbose_name='reference')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name="contact's email address")),
                    ('contact_confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='contact confirmed')),
                    ('contact_name', models.CharField(blank=True, max_length=200, verbose_name='contact')),
                    ('association', models.CharField(blank=True, max_length=200, verbose_name='association')),
                    ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                    ('title', models.CharField(blank=True, max_length=150, verbose_name='title')),
                    ('summary', models.TextField(blank=True, verbose_name='summary')),
                    ('activities', models.TextField(blank=True, verbose_name='what is done')),
                    ('place', models.TextField(blank=True, verbose_name='where')),
                    ('audience', models.TextField(blank=True, verbose_name='for whom')),
                    ('budget', models.PositiveIntegerField(blank=True, null=True, verbose_name='amount asked, in euros')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='started')),
                    ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last change')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                    ('completed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='first judged completely')),
                    ('third_waived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='no third reader asked')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                    ('answer', models.TextField(blank=True, verbose_name='answer to the association')),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='calls.call', verbose_name='call for initiatives')),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                    ('page', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='resources.initiativepage', verbose_name='page in the showcase')),
                ],
                options={
                    'verbose_name': 'proposal',
                    'verbose_name_plural': 'proposals',
                    'ordering': ['-sent_at', '-pk'],
                    'permissions': [('read_proposal', 'Can be asked to judge proposals'), ('decide_proposal', 'Can share proposals out among readers, and decide on them')],
                    'default_permissions': ('view',),
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accepted', 'declined', 'published']), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='decided_proposal_says_by_whom', violation_error_message='A decision needs who made it, when, and words for the association.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sent', 'under_review', 'accepted', 'declined', 'published']), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='proposal_handed_in_says_when', violation_error_message='A proposal that was sent needs the date of sending.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Conflict',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('declared_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='declared')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reader of a proposal')),
                    ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicts', to='calls.proposal', verbose_name='proposal')),
                ],
                options={
                    'verbose_name': 'conflict of interest',
                    'verbose_name_plural': 'conflicts of interest',
                    'ordering': ['pk'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('proposal', 'person'), name='one_conflict_per_proposal_and_person', violation_error_message='This person already declared it.')],
                },
            ),
            migrations.CreateModel(
                name='ProposalFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('file', models.FileField(storage=coalition.calls.models.private_storage, upload_to='proposals/', verbose_name='file')),
                    ('name', models.CharField(max_length=200, verbose_name='name')),
                    ('size', models.PositiveIntegerField(verbose_name='size')),
                    ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='calls.proposal', verbose_name='proposal')),
                ],
                options={
                    'verbose_name': 'file of a proposal',
                    'verbose_name_plural': 'files of proposals',
                    'ordering': ['pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='ProposalLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('to_contact', models.BooleanField(default=False)),
                    ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='calls.proposal')),
                ],
                options={
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Reading',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_third', models.BooleanField(default=False, verbose_name='asked because two readers differ')),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                    ('given_at', models.DateTimeField(blank=True, null=True, verbose_name='given')),
                    ('changed_at', models.DateTimeField(blank=True, null=True, verbose_name='changed')),
                    ('comment', models.TextField(blank=True, verbose_name='comment')),
                    ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='calls.proposal', verbose_name='proposal')),
                    ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reader of a proposal')),
                ],
                options={
                    'verbose_name': 'reading of a proposal',
                    'verbose_name_plural': 'readings of proposals',
                    'ordering': ['pk'],
                    'default_permissions': (),
                    'constraints': [
                        models.UniqueConstraint(fields=('proposal', 'reader'), name='one_reading_per_proposal_and_reader', violation_error_message='This person already reads this proposal.'),
                        models.CheckConstraint(condition=models.Q(('changed_at__isnull', True), ('given_at__isnull', False), _connector='OR'), name='only_a_given_reading_changes', violation_error_message='Marks are given before they are changed.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Mark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('points', models.PositiveSmallIntegerField(verbose_name='points')),
                    ('first', models.PositiveSmallIntegerField(verbose_name='points given first')),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='calls.criterion', verbose_name='criterion')),
                    ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='calls.reading', verbose_name='reading of a proposal')),
                ],
                options={
                    'verbose_name': 'mark',
                    'verbose_name_plural': 'marks',
                    'ordering': ['criterion__sort_order', 'pk'],
                    'default_permissions': (),
                    'constraints': [
                        models.UniqueConstraint(fields=('reading', 'criterion'), name='one_mark_per_reading_and_criterion', violation_error_message='This criterion already has a mark.'),
                        models.CheckConstraint(condition=models.Q(('first__range', (0, 5)), ('points__range', (0, 5))), name='mark_is_on_the_scale', violation_error_message='Give 0 to 5 points.'),
                    ],
                },
            ),
        ]),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
