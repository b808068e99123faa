import coalition.languages.fields
import coalition.privacy.secret_links
import coalition.resources.models
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import django_fsm
import newsletters.editions.blocks
import pgtrigger.compiler
import pgtrigger.migrations
import wagtail.fields
from coalition.users.migrations import _roles as roles
from coalition.users.migrations._tables import CreateTogether
from django.conf import settings
from django.db import migrations, models


GRANTS = {
    'Committee editors': {
        'consenttext': 'change_consenttext view_consenttext',
        'delivery': 'view_delivery',
        'edition': 'approve_edition send_edition view_edition',
        'reader': 'export_reader import_proven_reader import_reader unsubscribe_reader view_reader',
        'seed': 'add_seed change_seed delete_seed view_seed',
        'segment': 'add_segment change_segment delete_segment view_segment',
    },
    'Newsletter editors': {
        'consenttext': 'view_consenttext',
        'delivery': 'view_delivery',
        'edition': 'approve_edition send_edition view_edition',
        'reader': 'import_reader unsubscribe_reader view_reader',
        'seed': 'add_seed change_seed delete_seed view_seed',
        'segment': 'add_segment change_segment delete_segment view_segment',
    },
}
VERSION = "2026-11-26"
CONSENT = {
    "en": "I agree that my email address is used to send me this newsletter. Nothing I open or click is recorded, the "
    "address is given to nobody, and I can unsubscribe with one click in any edition.",
    "fr": "J’accepte que mon adresse électronique serve à m’envoyer cette lettre d’information. Ni mes ouvertures "
    "ni mes clics ne sont suivis, l’adresse n’est donnée à personne, et je peux me désabonner d’un clic dans chaque numéro.",
    "es": "Acepto que se use mi dirección de correo para enviarme este boletín. No se registra qué correos abro ni "
    "qué enlaces sigo, la dirección no se da a nadie y puedo darme de baja con un clic en cualquier edición.",
    "ar": "أوافق على استعمال عنوان بريدي الإلكتروني لإرسال هذه الرسالة الإخبارية إليّ. لا يُسجَّل ما أفتحه أو أضغط عليه، ولا "
    "يُعطى العنوان لأحد، ويمكنني إلغاء الاشتراك بضغطة واحدة في أي عدد.",
}


def add_consent(apps, schema_editor):
    """What the form asks to agree to, which editors change."""
    for language, text in CONSENT.items():
        apps.get_model("newsletters", "ConsentText").objects.create(language=language, text=text, version=VERSION)


def grant(apps, schema_editor):
    roles.grant_all(GRANTS, "newsletters", apps=apps)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("newsletters", name)
        for name in """
            0001_squashed_0016_consent_rows 0002_roles 0003_delivery_in_doubt 0004_consent_as_shown
            0005_archive_as_sent 0006_discreet_readers 0007_encoded_domains
            0008_holders_of_discreet_addresses 0009_one_engine 0010_what_was_sent_stays
            0011_editions 0012_readers 0013_news 0014_words 0015_consent_text 0016_consent_rows
            0017_plainer_words 0018_nonce_by_default 0019_what_came_back 0020_held_by 0021_wishes
            0022_change_of_address 0023_bringing_in 0024_roles_of_readers 0025_gate 0026_segments
            0027_workflow 0028_approval 0029_blocks 0030_reader_joined 0031_written_by_old_processes
            0032_counted_by_steps 0033_indexes_of_counts 0034_put_off 0035_mornings 0036_seeds
            0037_event_themes 0038_newest_readers 0039_names_of_many
        """.split()
    ]

    dependencies = [
        ('mail', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailimages', '0027_image_description'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='AudienceCell',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=10)),
                    ('frequency', models.CharField(choices=[('each', 'Each edition'), ('monthly', 'Once a month, a digest')], max_length=8)),
                    ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=60), default=list)),
                    ('month', models.DateField()),
                    ('readers', models.BigIntegerField()),
                ],
                options={
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='NewsletterArchivePage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('starting_body', coalition.languages.fields.StreamField([], blank=True, help_text='What a new edition in this language begins with.', verbose_name='starting template')),
                ],
                options={
                    'verbose_name': 'newsletter archive',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='NewsletterIndexPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ],
                options={
                    'verbose_name': 'newsletter section',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='NewsletterPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('date', models.DateField(default=django.utils.timezone.localdate, verbose_name='date')),
                    ('summary', models.CharField(blank=True, help_text='Shown in the archive, and after the subject in mailboxes.', max_length=200, verbose_name='summary')),
                    ('body', coalition.languages.fields.StreamField([], blank=True, verbose_name='body')),
                ],
                options={
                    'verbose_name': 'newsletter edition',
                    'verbose_name_plural': 'newsletter editions',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='Segment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10), blank=True, db_default=models.Value([]), default=list, verbose_name='languages')),
                    ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=60), blank=True, db_default=models.Value([]), default=list, help_text='Readers who asked for one of them, or for all.', verbose_name='themes')),
                    ('contacts', models.BooleanField(db_default=False, default=False, help_text='Readers whose address is that of a contact in office of a local government.', verbose_name='contacts of members alone')),
                    ('regions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('africa', 'Africa'), ('asia-pacific', 'Asia-Pacific'), ('eurasia', 'Eurasia'), ('europe', 'Europe'), ('latin-america', 'Latin America'), ('middle-east-west-asia', 'Middle East and West Asia'), ('north-america', 'North America'), ('metropolitan', 'Metropolitan section')], max_length=30), blank=True, db_default=models.Value([]), default=list, help_text='Of local governments: their contacts alone, since readers are not asked where they live.', verbose_name='regions')),
                    ('joined_since', models.DateField(blank=True, null=True, verbose_name='joined since')),
                ],
                options={
                    'verbose_name': 'segment of readers',
                    'verbose_name_plural': 'segments of readers',
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='SubscriptionRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=60), blank=True, db_default=models.Value([]), default=list, verbose_name='themes')),
                    ('frequency', models.CharField(choices=[('each', 'Each edition'), ('monthly', 'Once a month, a digest')], db_default='each', default='each', max_length=8, verbose_name='how often')),
                    ('email', models.EmailField(max_length=254, verbose_name='email address')),
                    ('email_digest', models.CharField(db_index=True, max_length=64)),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('discreet', models.BooleanField(default=False, verbose_name='discreet')),
                    ('consent_text', models.TextField(verbose_name='text agreed to')),
                    ('consent_version', models.CharField(max_length=20, verbose_name='version of the text')),
                    ('consent_language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language of the text')),
                    ('handle_digest', models.CharField(max_length=64, unique=True)),
                    ('link_digest', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='created')),
                    ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='used')),
                    ('brought_in', models.BooleanField(db_default=False, default=False, verbose_name='by a list')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CountedSuppression',
                fields=[
                ],
                options={
                    'proxy': True,
                    'default_permissions': (),
                    'indexes': [],
                    'constraints': [],
                },
                bases=('mail.suppression',),
            ),
            migrations.CreateModel(
                name='ConsentText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], editable=False, max_length=10, unique=True, verbose_name='language')),
                    ('text', models.TextField(help_text='A change makes a new version. Earlier agreements refer to the earlier text, which is kept.', max_length=600, validators=[django.core.validators.MinLengthValidator(40)], verbose_name='text to agree to')),
                    ('version', models.CharField(editable=False, max_length=20, verbose_name='version of the text')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ],
                options={
                    'verbose_name': 'consent to the newsletter',
                    'verbose_name_plural': 'texts of consent',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='Edition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('translation_key', models.UUIDField(editable=False)),
                    ('title', models.CharField(max_length=255, verbose_name='title')),
                    ('state', django_fsm.FSMField(choices=[('asked', 'waits for approval'), ('scheduled', 'scheduled'), ('late', 'late: to be decided'), ('canary', 'being sent to a first part'), ('sending', 'being sent'), ('paused', 'paused'), ('halted', 'halted'), ('cancelled', 'cancelled'), ('sent', 'sent')], default='asked', max_length=10, protected=True, verbose_name='state')),
                    ('digest', models.CharField(blank=True, db_default='', default='', editable=False, max_length=64)),
                    ('fallbacks', models.JSONField(blank=True, db_default={}, default=dict, editable=False)),
                    ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, verbose_name='approval asked')),
                    ('approved_at', models.DateTimeField(blank=True, null=True)),
                    ('canary', models.BooleanField(db_default=False, default=False)),
                    ('canary_until', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('scheduled_for', models.DateTimeField(blank=True, null=True)),
                    ('zone', models.CharField(blank=True, db_default='', default='', max_length=64)),
                    ('morning', models.DateField(blank=True, null=True)),
                    ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='sending began')),
                    ('moving_since', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('judged_from', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('stopped_because', models.CharField(blank=True, choices=[('bounces', 'too many copies bounced'), ('complaints', 'too many readers reported it as spam'), ('restored', 'the database was restored'), ('late', 'copies were due more than two hours ago'), ('changed', 'its readers are no longer those that were approved')], db_default='', default='', max_length=10)),
                    ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='sending ended')),
                    ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                    ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
                ],
                options={
                    'verbose_name': 'edition',
                    'verbose_name_plural': 'editions',
                    'ordering': ['-started_at', '-pk'],
                    'default_permissions': ['view', 'send', 'approve'],
                    'constraints': [
                        models.UniqueConstraint(fields=('translation_key',), name='one_edition_per_newsletter', violation_error_message='This edition was already sent.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sent', 'cancelled']), _negated=True), ('finished_at__isnull', False), _connector='OR'), name='sent_edition_has_its_time', violation_error_message='A sent edition needs the time at which sending ended.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('started_at__isnull', True), ('state__in', ['asked', 'scheduled', 'late'])), models.Q(models.Q(('state__in', ['asked', 'scheduled', 'late']), _negated=True), ('started_at__isnull', False)), _connector='OR'), name='begun_edition_has_its_time', violation_error_message='An edition that left needs the time at which sending began.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['scheduled', 'late']), _negated=True), models.Q(('scheduled_for__isnull', False), models.Q(('zone', ''), _negated=True)), _connector='OR'), name='scheduled_edition_has_its_time', violation_error_message='A scheduled edition needs its time and time zone.'),
                        models.CheckConstraint(condition=models.Q(('morning__isnull', True), models.Q(('scheduled_for__isnull', False), models.Q(('zone', ''), _negated=True)), _connector='OR'), name='edition_of_a_morning_has_its_time', violation_error_message='A scheduled edition needs its time and time zone.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state', 'halted'), _negated=True), models.Q(('stopped_because', ''), _negated=True), _connector='OR'), name='halted_edition_has_its_reason', violation_error_message='An edition that was halted needs a reason.'),
                        models.CheckConstraint(condition=models.Q(('approved_by', models.F('sent_by')), _negated=True), name='approved_by_another_person', violation_error_message='Another person approves an edition.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='EditionFigures',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('copies', models.PositiveIntegerField(default=0, verbose_name='copies')),
                    ('delivered', models.PositiveIntegerField(default=0, verbose_name='delivered')),
                    ('bounced', models.PositiveIntegerField(default=0, verbose_name='came back')),
                    ('complained', models.PositiveIntegerField(default=0, verbose_name='reported as spam')),
                    ('left', models.PositiveIntegerField(default=0, verbose_name='left within a week')),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='newsletters.edition', verbose_name='edition')),
                ],
                options={
                    'verbose_name': 'figures of an edition',
                    'verbose_name_plural': 'figures of editions',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('edition', 'language'), name='one_line_of_figures_per_language')],
                },
            ),
            migrations.CreateModel(
                name='EditionText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('subject', models.CharField(max_length=300, verbose_name='subject')),
                    ('date', models.DateField(verbose_name='date')),
                    ('summary', models.CharField(blank=True, max_length=200, verbose_name='summary')),
                    ('html', models.TextField()),
                    ('text', models.TextField()),
                    ('discreet_subject', models.CharField(max_length=300, verbose_name='discreet subject')),
                    ('discreet_html', models.TextField()),
                    ('discreet_text', models.TextField()),
                    ('web_html', models.TextField()),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='newsletters.edition')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('edition', 'language'), name='one_text_per_edition_and_language', violation_error_message='This edition already has a text in this language.')],
                },
            ),
            migrations.CreateModel(
                name='Fallback',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('translation_key', models.UUIDField(editable=False)),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('receives', models.CharField(blank=True, choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], help_text='Empty: nothing.', max_length=10)),
                ],
                options={
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('translation_key', 'language'), name='one_fallback_per_edition_and_language', violation_error_message='This language already has its choice.'), models.CheckConstraint(condition=models.Q(('receives', models.F('language')), _negated=True), name='fallback_is_another_language', violation_error_message='Choose another language.')],
                },
            ),
            migrations.CreateModel(
                name='OutsideLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('address', models.CharField(max_length=2000, unique=True)),
                    ('status', models.SmallIntegerField(default=0)),
                    ('checked_at', models.DateTimeField(blank=True, null=True)),
                    ('wanted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'default_permissions': (),
                    'indexes': [models.Index(condition=models.Q(('status', 0)), fields=['wanted_at'], name='outside_link_wanted')],
                },
            ),
            migrations.CreateModel(
                name='Reader',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('nonce', models.CharField(default=coalition.privacy.secret_links.new_nonce, editable=False, max_length=32)),
                    ('token_digest', models.CharField(editable=False, max_length=64, unique=True)),
                    ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=60), blank=True, db_default=models.Value([]), default=list, verbose_name='themes')),
                    ('frequency', models.CharField(choices=[('each', 'Each edition'), ('monthly', 'Once a month, a digest')], db_default='each', default='each', max_length=8, verbose_name='how often')),
                    ('email', models.EmailField(max_length=254, verbose_name='email address')),
                    ('email_digest', models.CharField(editable=False, max_length=64)),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('discreet', models.BooleanField(default=False, help_text='Neutral sender, subject and look.', verbose_name='discreet')),
                    ('zone', models.CharField(blank=True, db_default='', default='', max_length=64, verbose_name='time zone')),
                    ('state', models.CharField(choices=[('confirmed', 'confirmed'), ('unsubscribed', 'unsubscribed')], default='confirmed', max_length=12, verbose_name='state')),
                    ('confirmed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='confirmed')),
                    ('unsubscribed_at', models.DateTimeField(blank=True, null=True, verbose_name='unsubscribed')),
                    ('suppressed', models.BooleanField(db_default=False, default=False, editable=False)),
                ],
                options={
                    'verbose_name': 'reader',
                    'verbose_name_plural': 'readers',
                    'ordering': ['-confirmed_at', '-pk'],
                    'permissions': [('import_reader', 'Can have a list of people asked whether they want the newsletter'), ('import_proven_reader', 'Can subscribe a list of people with a proof of their consent'), ('export_reader', 'Can take the addresses of readers out'), ('unsubscribe_reader', 'Can end a subscription on request')],
                    'indexes': [models.Index(fields=['-confirmed_at', '-id'], name='reader_newest'), models.Index(condition=models.Q(('state', 'confirmed')), fields=['language'], name='reader_to_write_to'), models.Index(condition=models.Q(('state', 'confirmed')), fields=['confirmed_at'], include=('language', 'frequency', 'themes'), name='reader_joined_as'), models.Index(condition=models.Q(('state', 'confirmed'), ('suppressed', True)), fields=['email_digest'], include=('language', 'frequency', 'themes', 'confirmed_at'), name='reader_suppressed')],
                    'constraints': [models.UniqueConstraint(fields=('email_digest',), name='one_reader_per_address', violation_error_message='This address already reads the newsletter.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'unsubscribed'), _negated=True), ('unsubscribed_at__isnull', False), _connector='OR'), name='unsubscribed_reader_has_its_time', violation_error_message='A reader who has left needs the date of leaving.'), models.CheckConstraint(condition=models.Q(('frequency__in', ['each', 'monthly'])), name='reader_wishes_a_known_frequency', violation_error_message='Choose each edition, or the monthly digest.')],
                },
            ),
            migrations.CreateModel(
                name='Delivery',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                    ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next attempt')),
                    ('last_error', models.CharField(blank=True, max_length=300, verbose_name='last error')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                    ('worker', models.BigIntegerField(editable=False, help_text='Who holds it: procrastinate_workers.id.', null=True)),
                    ('discreet', models.BooleanField(default=False, verbose_name='discreet')),
                    ('due_at', models.DateTimeField(editable=False, help_text='The reader’s own morning; none where it leaves with the others.', null=True)),
                    ('state', models.CharField(choices=[('held', 'held back'), ('queued', 'waiting'), ('sending', 'being sent'), ('handing_over', 'being handed over'), ('sent', 'sent'), ('uncertain', 'uncertain: perhaps sent'), ('failed', 'failed'), ('skipped', 'not sent: the reader left'), ('cancelled', 'not sent: cancelled')], default='queued', max_length=12, verbose_name='state')),
                    ('bounce', models.CharField(blank=True, choices=[('hard', 'there is no such mailbox'), ('soft', 'the mailbox accepted no email'), ('policy', 'the email was refused'), ('complaint', 'reported as spam')], db_default='', default='', max_length=9, verbose_name='came back')),
                    ('bounced_at', models.DateTimeField(blank=True, null=True, verbose_name='came back on')),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='newsletters.edition', verbose_name='edition')),
                    ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='newsletters.editiontext', verbose_name='text')),
                    ('reader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deliveries', to='newsletters.reader', verbose_name='reader')),
                ],
                options={
                    'verbose_name': 'delivery',
                    'verbose_name_plural': 'deliveries',
                    'ordering': ['-pk'],
                    'indexes': [
                        models.Index(condition=models.Q(('state__in', ['queued', 'sending', 'handing_over'])), fields=['next_attempt_at', 'id'], name='delivery_to_do'),
                        models.Index(condition=models.Q(('state__in', ['sending', 'handing_over'])), fields=['worker'], name='delivery_held'),
                        models.Index(condition=models.Q(('state', 'held')), fields=['edition'], name='delivery_held_back'),
                        models.Index(condition=models.Q(('state', 'queued'), models.Q(('last_error', ''), _negated=True)), fields=['edition'], name='delivery_put_off'),
                        models.Index(condition=models.Q(('bounce', ''), _negated=True), fields=['edition'], name='delivery_came_back'),
                        models.Index(condition=models.Q(('state', 'uncertain')), fields=['next_attempt_at'], name='delivery_doubted'),
                    ],
                    'constraints': [models.UniqueConstraint(fields=('edition', 'reader'), name='one_delivery_per_edition_and_reader', violation_error_message='This reader already has this edition.')],
                },
            ),
            migrations.CreateModel(
                name='AddressChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('email', models.EmailField(max_length=254, verbose_name='email address')),
                    ('email_digest', models.CharField(db_index=True, max_length=64)),
                    ('language', models.CharField(max_length=10, verbose_name='language')),
                    ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='newsletters.reader', verbose_name='reader')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CountedReader',
                fields=[
                ],
                options={
                    'proxy': True,
                    'default_permissions': (),
                    'indexes': [],
                    'constraints': [],
                },
                bases=('newsletters.reader',),
            ),
            migrations.CreateModel(
                name='ReaderImport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.TextField(max_length=500, validators=[django.core.validators.MinLengthValidator(20)], verbose_name='source of consent')),
                    ('direct', models.BooleanField(default=False, verbose_name='subscribed without asking again')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
                    ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                    ('joined', models.PositiveIntegerField(default=0, verbose_name='subscribed')),
                    ('asked', models.PositiveIntegerField(default=0, verbose_name='asked by email')),
                    ('passed_over', models.PositiveIntegerField(default=0, verbose_name='passed over')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='imported by')),
                ],
                options={
                    'verbose_name': 'import of readers',
                    'verbose_name_plural': 'imports of readers',
                    'ordering': ['-pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='ImportedAddress',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='email address')),
                    ('email_digest', models.CharField(db_index=True, max_length=64)),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=60), blank=True, default=list, verbose_name='themes')),
                    ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='newsletters.readerimport')),
                ],
                options={
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('batch', 'email_digest'), name='one_line_per_import_and_address', violation_error_message='This address is in the list already.')],
                },
            ),
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
            migrations.CreateModel(
                name='Recipients',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=60), blank=True, db_default=models.Value([]), default=list, verbose_name='themes')),
                    ('frequency', models.CharField(choices=[('each', 'Each edition'), ('monthly', 'Once a month, a digest')], db_default='each', default='each', max_length=8, verbose_name='how often')),
                    ('translation_key', models.UUIDField(editable=False, unique=True)),
                    ('segment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='newsletters.segment', verbose_name='segment of readers')),
                ],
                options={
                    'verbose_name': 'recipients of an edition',
                    'verbose_name_plural': 'recipients of editions',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='SentDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtaildocs.document', verbose_name='document')),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='newsletters.edition', verbose_name='edition')),
                ],
                options={
                    'verbose_name': 'document of a sent edition',
                    'verbose_name_plural': 'documents of sent editions',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('edition', 'document'), name='sent_document_once')],
                },
            ),
            migrations.CreateModel(
                name='SentPicture',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='newsletters.edition', verbose_name='edition')),
                    ('image', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailimages.image', verbose_name='image')),
                ],
                options={
                    'verbose_name': 'picture of a sent edition',
                    'verbose_name_plural': 'pictures of sent editions',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('edition', 'image'), name='sent_picture_once')],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='countedsuppression',
                trigger=pgtrigger.compiler.Trigger(name='tell_reader_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM pg_advisory_xact_lock(1397769298, part)\nFROM (SELECT DISTINCT hashtext(address_digest) & 63 AS part FROM new_rows ORDER BY part) AS parts;\nUPDATE newsletters_reader SET suppressed = true\nWHERE NOT suppressed AND email_digest IN (SELECT address_digest FROM new_rows);\nRETURN NULL;\n', hash='242aa5954b7d3c0c8bb68a728105e33f72df9383', level='STATEMENT', operation='INSERT', pgid='pgtrigger_tell_reader_insert_de61c', referencing='REFERENCING NEW TABLE AS new_rows ', table='mail_suppression', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='countedsuppression',
                trigger=pgtrigger.compiler.Trigger(name='tell_reader_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='UPDATE newsletters_reader SET suppressed = false\nWHERE suppressed AND email_digest IN (SELECT address_digest FROM old_rows);\nRETURN NULL;\n', hash='0a21513961ed6f36b3c01b1cb30440dabb72efa7', level='STATEMENT', operation='DELETE', pgid='pgtrigger_tell_reader_delete_fc41b', referencing='REFERENCING OLD TABLE AS old_rows ', table='mail_suppression', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='editiontext',
                trigger=pgtrigger.compiler.Trigger(name='sent_words_are_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='87dff1070baa60df214d6f0f6b9c0dafc7722485', operation='UPDATE', pgid='pgtrigger_sent_words_are_frozen_671e9', table='newsletters_editiontext', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='countedreader',
                trigger=pgtrigger.compiler.Trigger(name='count_readers_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO newsletters_audiencecell (language, frequency, themes, month, readers)\nSELECT language, frequency, themes, date_trunc('month', confirmed_at AT TIME ZONE 'UTC')::date AS month, sum(step)\nFROM (SELECT *, 1 AS step FROM new_rows) AS steps\nWHERE state = 'confirmed'\nGROUP BY language, frequency, themes, month HAVING sum(step) <> 0;\nRETURN NULL;\n", hash='3a92e6fc993a6715ac4a33568fc4c82d2009f17a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_count_readers_insert_29c54', referencing='REFERENCING NEW TABLE AS new_rows ', table='newsletters_reader', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='countedreader',
                trigger=pgtrigger.compiler.Trigger(name='count_readers_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO newsletters_audiencecell (language, frequency, themes, month, readers)\nSELECT language, frequency, themes, date_trunc('month', confirmed_at AT TIME ZONE 'UTC')::date AS month, sum(step)\nFROM (SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows) AS steps\nWHERE state = 'confirmed'\nGROUP BY language, frequency, themes, month HAVING sum(step) <> 0;\nRETURN NULL;\n", hash='3d697c91106dcc23f07e15e8507c0393dea46732', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_count_readers_update_39183', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='newsletters_reader', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='countedreader',
                trigger=pgtrigger.compiler.Trigger(name='count_readers_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO newsletters_audiencecell (language, frequency, themes, month, readers)\nSELECT language, frequency, themes, date_trunc('month', confirmed_at AT TIME ZONE 'UTC')::date AS month, sum(step)\nFROM (SELECT *, -1 AS step FROM old_rows) AS steps\nWHERE state = 'confirmed'\nGROUP BY language, frequency, themes, month HAVING sum(step) <> 0;\nRETURN NULL;\n", hash='1f074881b0b95fe072dbb8b4858d40d6242e68a1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_count_readers_delete_bc7f0', referencing='REFERENCING OLD TABLE AS old_rows ', table='newsletters_reader', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='countedreader',
                trigger=pgtrigger.compiler.Trigger(name='reader_is_suppressed', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' THEN\n    IF OLD.email_digest = NEW.email_digest THEN\n        NEW.suppressed := OLD.suppressed; -- what is saved may be as old as its form\n        RETURN NEW;\n    END IF;\nEND IF;\n-- Shared by all who join, and alone for who suppresses an address of this 64th: one of the two sees the other.\nPERFORM pg_advisory_xact_lock_shared(1397769298, hashtext(NEW.email_digest) & 63);\nNEW.suppressed := EXISTS (SELECT FROM mail_suppression WHERE address_digest = NEW.email_digest);\nRETURN NEW;\n", hash='50974ef214893ee82485016bcaaf134626d83546', operation='INSERT OR UPDATE OF "email_digest"', pgid='pgtrigger_reader_is_suppressed_b164b', table='newsletters_reader', when='BEFORE')),
            ),
        ]),
        migrations.RunPython(add_consent, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
