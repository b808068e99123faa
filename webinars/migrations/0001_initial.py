import coalition.languages.fields
import coalition.languages.words
import coalition.privacy.secret_links
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import coalition.certificates.models
import modelcluster.fields
import uuid
import wagtail.fields
import webinars.replays.models
from coalition.users.migrations import _roles as roles
from coalition.users.migrations._tables import CreateTogether
from django.conf import settings
from django.db import migrations, models


GRANTS = {
    'Committee editors': {
        'course': 'add_course change_course delete_course view_course',
        'quizquestion': 'add_quizquestion change_quizquestion delete_quizquestion view_quizquestion',
        'webinar': 'add_webinar change_webinar view_webinar',
    },
    'Event hosts': {
        'webinar': 'add_webinar change_webinar delete_webinar view_webinar',
    },
}


def grant(apps, schema_editor):
    roles.grant_all(GRANTS, "webinars", apps=apps)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("webinars", name)
        for name in """
            0001_squashed_0003_rooms_of_events 0002_permissions 0003_rooms_of_events
            0004_recordings_of_events 0005_take_recordings_along 0006_replays 0007_courses
            0008_course_pages 0009_learning 0010_course_certificates 0011_language_of_sources
            0012_captions_in_more_languages 0013_themes_of_recordings
        """.split()
    ]

    dependencies = [
        ('events', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='Lesson',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                    ('key', models.SlugField(max_length=60, verbose_name='short name')),
                    ('minutes', models.PositiveSmallIntegerField(default=10, help_text='About how long it takes.', verbose_name='minutes')),
                    ('module', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='lessons', to='webinars.module', verbose_name='module')),
                    ('replay', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lessons', to='webinars.replay', verbose_name='recording')),
                ],
                options={
                    'verbose_name': 'lesson',
                    'verbose_name_plural': 'lessons',
                    'ordering': ['sort_order'],
                    'abstract': False,
                    'constraints': [models.UniqueConstraint(fields=('module', 'key'), name='each_lesson_once_in_a_module', violation_error_message='Another lesson has this short name.')],
                },
            ),
            migrations.CreateModel(
                name='Webinar',
                fields=[
                    ('event_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='events.event')),
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
            migrations.CreateModel(
                name='Course',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(help_text='In addresses, the same in every language: local-policies.', max_length=60, unique=True, verbose_name='short name')),
                    ('pass_mark', models.PositiveSmallIntegerField(default=70, help_text='Percentage of the questions of the course to answer right for the certificate.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='pass mark')),
                    ('is_open', models.BooleanField(default=True, help_text='Whether people may enrol. Whoever is enrolled already goes on in any case.', verbose_name='open')),
                ],
                options={
                    'verbose_name': 'course',
                    'verbose_name_plural': 'courses',
                    'ordering': ['key'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('pass_mark__gte', 1), ('pass_mark__lte', 100)), name='course_pass_mark_is_a_percentage', violation_error_message='The pass mark lies between 1 and 100.')],
                },
            ),
            migrations.CreateModel(
                name='AddressRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('email', models.EmailField(max_length=254, verbose_name='email')),
                    ('email_digest', models.CharField(db_index=True, editable=False, max_length=64)),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('discreet', models.BooleanField(default=False, verbose_name='discreet emails')),
                    ('course', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='webinars.course', verbose_name='course')),
                ],
                options={
                    'verbose_name': 'course asked for by email',
                    'verbose_name_plural': 'courses asked for by email',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='CourseCertificate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('finished_at', models.DateTimeField(editable=False)),
                    ('code', models.CharField(default=coalition.certificates.models.new_code, editable=False, max_length=14, unique=True)),
                    ('name', models.CharField(blank=True, max_length=120)),
                    ('shows_name', models.BooleanField(default=False)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('name_since', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='webinars.course')),
                    ('enrolment', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='certificate', to='webinars.enrolment')),
                ],
                options={
                    'verbose_name': 'certificate of a course',
                    'verbose_name_plural': 'certificates of courses',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='CourseCertificateFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sha256', models.CharField(max_length=64, unique=True)),
                    ('issued_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='webinars.coursecertificate')),
                ],
                options={
                    'verbose_name': 'file of a certificate of a course',
                    'verbose_name_plural': 'files of certificates of courses',
                    'ordering': ['-issued_at', '-pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Enrolment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('nonce', models.CharField(default=coalition.privacy.secret_links.new_nonce, editable=False, max_length=32)),
                    ('token_digest', models.CharField(editable=False, max_length=64, unique=True)),
                    ('code_digest', models.CharField(editable=False, max_length=64, unique=True)),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                    ('email_digest', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('discreet', models.BooleanField(default=False, verbose_name='discreet emails')),
                    ('started_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='started')),
                    ('seen_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last used')),
                    ('finished_at', models.DateTimeField(editable=False, null=True, verbose_name='finished')),
                    ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='webinars.course', verbose_name='course')),
                ],
                options={
                    'verbose_name': 'enrolment',
                    'verbose_name_plural': 'enrolments',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(condition=models.Q(('email', ''), _negated=True), fields=('course', 'email_digest'), name='one_enrolment_per_address_and_course')],
                },
            ),
            migrations.CreateModel(
                name='HandIn',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField()),
                    ('received_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hand_ins', to='webinars.enrolment')),
                ],
                options={
                    'verbose_name': 'answers that were handed in',
                    'verbose_name_plural': 'answers that were handed in',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('enrolment', 'key'), name='each_hand_in_once')],
                },
            ),
            migrations.CreateModel(
                name='Completion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('done_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='completions', to='webinars.enrolment')),
                    ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='completions', to='webinars.lesson')),
                ],
                options={
                    'verbose_name': 'finished lesson',
                    'verbose_name_plural': 'finished lessons',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('enrolment', 'lesson'), name='one_completion_per_lesson')],
                },
            ),
            migrations.CreateModel(
                name='LessonPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('summary', models.CharField(help_text='One or two sentences: lists and searches show them.', max_length=300, verbose_name='summary')),
                    ('body', coalition.languages.fields.StreamField([], blank=True, verbose_name='body')),
                    ('reflection', models.TextField(blank=True, help_text='A question for oneself: nobody writes the answer down.', verbose_name='to think about')),
                    ('sources', coalition.languages.fields.StreamField([], blank=True, verbose_name='sources')),
                    ('language', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                    ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='webinars.lesson', verbose_name='lesson')),
                ],
                options={
                    'verbose_name': 'page of a lesson',
                    'verbose_name_plural': 'pages of lessons',
                    'constraints': [models.UniqueConstraint(fields=('lesson', 'language'), name='one_page_per_lesson_and_language', violation_error_message='This lesson has a page in this language already.')],
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='Module',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                    ('key', models.SlugField(max_length=60, verbose_name='short name')),
                    ('names', coalition.languages.words.WordsField(default=dict, verbose_name='name')),
                    ('summaries', coalition.languages.words.WordsField(blank=True, default=dict, max_length=400, verbose_name='summary')),
                    ('course', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='modules', to='webinars.course', verbose_name='course')),
                ],
                options={
                    'verbose_name': 'module',
                    'verbose_name_plural': 'modules',
                    'ordering': ['sort_order'],
                    'abstract': False,
                    'constraints': [models.UniqueConstraint(fields=('course', 'key'), name='each_module_once_in_a_course', violation_error_message='Another module has this short name.')],
                },
            ),
            migrations.CreateModel(
                name='QuizQuestion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                    ('key', models.SlugField(max_length=60, verbose_name='short name')),
                    ('kind', models.CharField(choices=[('one', 'one of several answers'), ('several', 'any of several answers'), ('truth', 'true or false'), ('order', 'put in order'), ('matching', 'find what belongs together')], default='one', max_length=10, verbose_name='kind of question')),
                    ('text', coalition.languages.words.WordsField(default=dict, max_length=400, verbose_name='question')),
                    ('why', coalition.languages.words.WordsField(default=dict, help_text='Read after the answer, right or wrong.', max_length=800, verbose_name='explanation')),
                    ('is_true', models.BooleanField(default=False, verbose_name='the sentence is true')),
                    ('lesson', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='webinars.lesson', verbose_name='lesson')),
                ],
                options={
                    'verbose_name': 'question of a lesson',
                    'verbose_name_plural': 'questions of lessons',
                    'ordering': ['sort_order'],
                    'abstract': False,
                    'constraints': [
                        models.UniqueConstraint(fields=('lesson', 'key'), name='each_quiz_question_once_in_a_lesson', violation_error_message='Another question has this short name.'),
                        models.CheckConstraint(condition=models.Q(('kind__in', ['one', 'several', 'truth', 'order', 'matching'])), name='quiz_question_kind_is_known', violation_error_message='Choose one of the kinds of questions.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='QuizOption',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                    ('text', coalition.languages.words.WordsField(default=dict, max_length=300, verbose_name='answer')),
                    ('is_right', models.BooleanField(default=False, verbose_name='right')),
                    ('match', coalition.languages.words.WordsField(blank=True, default=dict, max_length=300, verbose_name='what belongs to it')),
                    ('question', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='webinars.quizquestion', verbose_name='question')),
                ],
                options={
                    'verbose_name': 'answer to choose from',
                    'verbose_name_plural': 'answers to choose from',
                    'ordering': ['sort_order'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='QuizAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('given', models.JSONField(default=list)),
                    ('is_right', models.BooleanField(default=False)),
                    ('tries', models.PositiveSmallIntegerField(default=1)),
                    ('answered_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='webinars.enrolment')),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='webinars.quizquestion')),
                ],
                options={
                    'verbose_name': 'answer to a question of a lesson',
                    'verbose_name_plural': 'answers to questions of lessons',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('enrolment', 'question'), name='one_answer_per_question')],
                },
            ),
            migrations.CreateModel(
                name='Replay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('published', models.BooleanField(default=False, verbose_name='published')),
                    ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=60), blank=True, db_default=models.Value([]), default=list, verbose_name='themes')),
                    ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='replay', to='events.event', verbose_name='event')),
                ],
                options={
                    'verbose_name': 'recording',
                    'verbose_name_plural': 'recordings',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='MediaFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('kind', models.CharField(choices=[('video', 'video'), ('audio', 'sound only'), ('poster', 'picture before it plays')], max_length=10, verbose_name='type')),
                    ('media_type', models.CharField(choices=[('video/mp4', 'video/mp4'), ('video/webm', 'video/webm'), ('audio/mp4', 'audio/mp4'), ('audio/webm', 'audio/webm'), ('audio/mpeg', 'audio/mpeg'), ('audio/ogg', 'audio/ogg'), ('image/jpeg', 'image/jpeg')], max_length=20)),
                    ('height', models.PositiveSmallIntegerField(default=0, verbose_name='lines of the picture')),
                    ('file', models.FileField(storage=webinars.replays.models.private_storage, upload_to=webinars.replays.models.stored_name, verbose_name='file')),
                    ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                    ('digest', models.CharField(max_length=64, verbose_name='SHA-256')),
                    ('replay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='webinars.replay', verbose_name='recording')),
                ],
                options={
                    'verbose_name': 'file of a recording',
                    'verbose_name_plural': 'files of recordings',
                    'ordering': ['kind', '-height', 'pk'],
                    'default_permissions': (),
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('kind', 'poster')), fields=('replay',), name='one_poster_per_replay', violation_error_message='A recording has one picture.'),
                        models.UniqueConstraint(fields=('replay', 'digest'), name='each_file_once_in_a_replay', violation_error_message='This file is there already.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Chapter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('start', models.PositiveIntegerField(verbose_name='start')),
                    ('title', models.CharField(max_length=150, verbose_name='title')),
                    ('replay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chapters', to='webinars.replay', verbose_name='recording')),
                ],
                options={
                    'verbose_name': 'chapter',
                    'verbose_name_plural': 'chapters',
                    'ordering': ['start'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('replay', 'language', 'start'), name='one_chapter_at_a_time', violation_error_message='Another chapter starts at the same moment.')],
                },
            ),
            migrations.CreateModel(
                name='ReplayDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtaildocs.document', verbose_name='document')),
                    ('replay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='webinars.replay', verbose_name='recording')),
                ],
                options={
                    'verbose_name': 'document of a recording',
                    'verbose_name_plural': 'documents of recordings',
                    'ordering': ['pk'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('replay', 'document'), name='each_document_once_in_a_replay', violation_error_message='This document is there already.')],
                },
            ),
            migrations.CreateModel(
                name='Transcript',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('language', models.CharField(max_length=10, verbose_name='language')),
                    ('replay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transcripts', to='webinars.replay', verbose_name='recording')),
                ],
                options={
                    'verbose_name': 'transcript',
                    'verbose_name_plural': 'transcripts',
                    'ordering': ['language'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('replay', 'language'), name='one_transcript_per_language', violation_error_message='There are captions in this language already.')],
                },
            ),
            migrations.CreateModel(
                name='Passage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('start', models.PositiveIntegerField(verbose_name='start')),
                    ('words', django.contrib.postgres.search.SearchVectorField()),
                    ('transcript', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='webinars.transcript')),
                ],
                options={
                    'verbose_name': 'part of a transcript',
                    'verbose_name_plural': 'parts of transcripts',
                    'ordering': ['transcript', 'start'],
                    'default_permissions': (),
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], name='passage_words')],
                },
            ),
            migrations.CreateModel(
                name='Cue',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('start', models.PositiveIntegerField(verbose_name='start')),
                    ('end', models.PositiveIntegerField(verbose_name='end')),
                    ('speaker', models.CharField(blank=True, max_length=100, verbose_name='speaker')),
                    ('text', models.TextField(max_length=1000, verbose_name='text')),
                    ('settings', models.CharField(blank=True, max_length=200, verbose_name='place on the picture')),
                    ('passage', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='cues', to='webinars.passage')),
                    ('transcript', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cues', to='webinars.transcript', verbose_name='transcript')),
                ],
                options={
                    'verbose_name': 'line',
                    'verbose_name_plural': 'lines',
                    'ordering': ['start'],
                    'default_permissions': (),
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='cue_ends_after_it_starts', violation_error_message='A line ends after it starts.'),
                        models.UniqueConstraint(fields=('transcript', 'start'), name='one_cue_at_a_time', violation_error_message='Another line starts at the same moment.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='CoursePage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('summary', models.CharField(help_text='One or two sentences: lists and searches show them.', max_length=300, verbose_name='summary')),
                    ('body', coalition.languages.fields.StreamField([], blank=True, verbose_name='body')),
                    ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='webinars.course', verbose_name='course')),
                    ('language', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ],
                options={
                    'verbose_name': 'page of a course',
                    'verbose_name_plural': 'pages of courses',
                    'constraints': [models.UniqueConstraint(fields=('course', 'language'), name='one_page_per_course_and_language', violation_error_message='This course has a page in this language already.')],
                },
                bases=('wagtailcore.page',),
            ),
        ]),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
