import coalition.languages.fields
import coalition.languages.words
import coalition.privacy.secret_links
import datetime
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import events.fields
import events.models
import coalition.certificates.models
import events.programme.models
import events.seats.models
import events.registrations.models
import events.zones
import modelcluster.fields
import modelsearch.index
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
import wagtail.fields
from coalition.users.migrations import _roles as roles
from coalition.users.migrations._tables import CreateTogether
from django.conf import settings
from django.db import migrations, models


GRANTS = {
    'Committee editors': {
        'door': 'check_in_door',
        'event': 'add_event change_event view_event',
        'outsidecalendar': 'add_outsidecalendar change_outsidecalendar view_outsidecalendar',
        'programme': 'add_programme change_programme view_programme',
        'registration': 'view_registration',
        'session': 'add_session change_session view_session',
        'speaker': 'add_speaker change_speaker view_speaker',
        'teammember': 'see_every_event',
    },
    'Event hosts': {
        'door': 'check_in_door',
        'event': 'add_event change_event delete_event view_event',
        'outsidecalendar': 'add_outsidecalendar change_outsidecalendar delete_outsidecalendar view_outsidecalendar',
        'programme': 'add_programme change_programme delete_programme view_programme',
        'registration': 'cancel_registration change_registration export_registration view_registration',
        'session': 'add_session change_session delete_session view_session',
        'speaker': 'add_speaker change_speaker delete_speaker view_speaker',
    },
}


def grant(apps, schema_editor):
    roles.grant_all(GRANTS, "events", apps=apps)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("events", name)
        for name in """
            0001_squashed_0039_invitations 0002_permissions 0003_cancelled_by_a_host
            0004_confirm_then_count 0005_known_values 0006_discreet_registrations 0007_wall_time
            0008_wall_time_is_the_fact 0009_one_page_per_language 0010_editors_hear_of_each_other
            0011_one_declaration_of_answers 0012_blocks 0013_pictures 0014_words 0015_hosts
            0016_ticket_codes 0017_nested_quotas 0018_programme 0019_programme_permissions
            0020_online_rooms 0021_doors_and_teams 0022_door_permissions 0023_retention
            0024_calendar_replies 0025_offers_and_approval 0026_agendas 0027_questions
            0028_hours_of_days 0029_links_again 0030_certificates_of_attendance 0031_own_entries
            0032_changes 0033_hosts_change_registrations 0034_reminders 0035_words 0036_thanks
            0037_files_of_certificates 0038_letters 0039_invitations 0040_added_by_hosts
            0041_invited_seats_stay 0042_names_of_certificates 0043_offers_that_end 0044_delegations
            0045_plainer_words 0046_doors_of_sessions 0047_named_plainly 0048_plain_words_again
            0049_mailed_sequence 0050_keys_of_answers 0051_recordings 0052_room_for_everybody
            0053_what_was_mailed 0054_invited_requests 0055_hosts_add_and_ask_later 0056_live_page
            0057_emails_of_speakers 0058_rooms_that_failed 0059_audiences
            0060_speakers_calendars_and_refusals 0061_marks_of_feeds 0062_private_calendars
            0063_outside_calendars 0064_series 0065_themes 0066_marks_of_themes_and_series
            0067_newest_registrations
        """.split()
    ]

    dependencies = [
        ('members', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailimages', '0027_image_description'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='AttendanceCertificate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(default=coalition.certificates.models.new_code, editable=False, max_length=14, unique=True)),
                    ('name', models.CharField(blank=True, max_length=120)),
                    ('shows_name', models.BooleanField(default=False)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('name_since', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('registration', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='certificate', to='events.registration')),
                ],
                options={
                    'verbose_name': 'certificate of attendance',
                    'verbose_name_plural': 'certificates of attendance',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='OutsideCalendar',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(help_text='As readers see it, such as “UCLG”.', max_length=100, verbose_name='name')),
                    ('address', models.CharField(help_text='What its owner gives out for subscribing; most end with .ics. Only public calendars: what is in them is shown to everybody.', max_length=1000, unique=True, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='address of the calendar')),
                    ('home', models.URLField(help_text='Where readers find this calendar and who keeps it. Events without their own page lead there.', max_length=500, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='page for readers')),
                    ('kind', models.CharField(choices=[('femmes-du-monde', 'Femmes du Monde meeting'), ('seminar', 'Seminar'), ('training', 'Training'), ('uclg-meeting', 'UCLG meeting'), ('partner-meeting', 'Partner meeting'), ('webinar', 'Webinar')], default='uclg-meeting', max_length=20, verbose_name='type')),
                    ('region', models.CharField(blank=True, choices=[('africa', 'Africa'), ('asia-pacific', 'Asia-Pacific'), ('eurasia', 'Eurasia'), ('europe', 'Europe'), ('latin-america', 'Latin America'), ('middle-east-west-asia', 'Middle East and West Asia'), ('north-america', 'North America'), ('metropolitan', 'Metropolitan section')], max_length=30, verbose_name='region')),
                    ('language', models.CharField(blank=True, max_length=10, verbose_name='language of its texts')),
                    ('zone', models.CharField(default='Europe/Paris', help_text='Of times for which the calendar names none.', max_length=50, validators=[events.zones.validate_zone], verbose_name='time zone')),
                    ('with_texts', models.BooleanField(default=False, help_text='Without their links. Look first whether they name people or say how to join online.', verbose_name='show its descriptions')),
                    ('active', models.BooleanField(default=True, help_text='When this is off, none of its events is shown.', verbose_name='read and show it')),
                ],
                options={
                    'verbose_name': 'calendar of others',
                    'verbose_name_plural': 'calendars of others',
                    'ordering': ['name', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='EventsIndexPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ],
                options={
                    'verbose_name': 'events index page',
                    'verbose_name_plural': 'events index pages',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='FeedState',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveBigIntegerField(default=0, verbose_name='version')),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changed')),
                    ('common_version', models.PositiveBigIntegerField(db_default=0, default=0)),
                    ('common_changed_at', models.DateTimeField(db_default=datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), default=datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))),
                ],
                options={
                    'verbose_name': 'state of the feeds',
                    'verbose_name_plural': 'states of the feeds',
                },
            ),
            migrations.CreateModel(
                name='OwnCalendar',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('shows_titles', models.BooleanField(db_default=False, default=False)),
                ],
                options={
                    'verbose_name': 'private calendar',
                    'verbose_name_plural': 'private calendars',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='ZoneTables',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.CharField(max_length=10)),
                ],
                options={
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='CertificateFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sha256', models.CharField(max_length=64, unique=True)),
                    ('issued_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='events.attendancecertificate')),
                ],
                options={
                    'verbose_name': 'file of a certificate of attendance',
                    'verbose_name_plural': 'files of certificates of attendance',
                    'ordering': ['-issued_at', '-pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Event',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='identifier in calendars')),
                    ('name', models.CharField(help_text="For editors; readers see the page's title.", max_length=200, verbose_name='working name')),
                    ('kind', models.CharField(choices=[('femmes-du-monde', 'Femmes du Monde meeting'), ('seminar', 'Seminar'), ('training', 'Training'), ('uclg-meeting', 'UCLG meeting'), ('partner-meeting', 'Partner meeting'), ('webinar', 'Webinar')], max_length=20, verbose_name='type')),
                    ('audience', models.CharField(blank=True, choices=[('all', 'everybody'), ('professionals', 'professionals'), ('associations', 'associations')], db_default='all', default='all', help_text='Trainings for associations, or for everybody, are shown together with the initiatives.', max_length=20, verbose_name='audience')),
                    ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=60), blank=True, db_default=models.Value([]), default=list, help_text='Editions of the newsletter list events by theme.', verbose_name='themes')),
                    ('wall_start', events.fields.WallTimeField(editable=False, verbose_name='start')),
                    ('wall_end', events.fields.WallTimeField(editable=False, verbose_name='end')),
                    ('start_fold', models.BooleanField(default=False)),
                    ('end_fold', models.BooleanField(default=False)),
                    ('start', models.DateTimeField(blank=True, verbose_name='start')),
                    ('end', models.DateTimeField(blank=True, verbose_name='end')),
                    ('zone', models.CharField(default='Europe/Paris', max_length=50, validators=[events.zones.validate_zone], verbose_name='time zone')),
                    ('all_day', models.BooleanField(default=False, verbose_name='all day')),
                    ('mode', models.CharField(choices=[('on-site', 'on site'), ('online', 'online'), ('hybrid', 'on site and online')], default='on-site', max_length=10, verbose_name='mode')),
                    ('place', coalition.languages.words.WordsField(blank=True, default=dict, help_text='Venue and town, in each language.', verbose_name='place')),
                    ('country', models.CharField(blank=True, help_text='ISO code, such as FR.', max_length=2, verbose_name='country')),
                    ('spoken', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, verbose_name='spoken languages')),
                    ('interpreted', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, verbose_name='interpreted into')),
                    ('signed', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, verbose_name='sign languages')),
                    ('state', models.CharField(choices=[('scheduled', 'scheduled'), ('postponed', 'postponed'), ('cancelled', 'cancelled')], default='scheduled', max_length=10, verbose_name='state')),
                    ('closed', models.BooleanField(default=False, help_text='For invited members only: in no list, feed or search.', verbose_name='closed')),
                    ('neutral_address', models.BooleanField(default=False, help_text="The event's pages have a neutral title and a neutral address, so that the history of a browser does not show what was read.", verbose_name='neutral address')),
                    ('series', models.UUIDField(db_index=True, editable=False, null=True, verbose_name='series')),
                    ('series_sequence', models.PositiveIntegerField(db_default=0, default=0, editable=False)),
                    ('short_id', models.CharField(default=events.models.new_short_id, editable=False, max_length=12, unique=True)),
                    ('registration_opens', models.DateTimeField(blank=True, null=True, verbose_name='registration opens')),
                    ('registration_closes', models.DateTimeField(blank=True, help_text='Leave empty to use the start of the event.', null=True, verbose_name='registration closes')),
                    ('retention_days', models.PositiveSmallIntegerField(blank=True, default=90, help_text='After the event: names, addresses and answers of those who registered. Figures stay. At most 90.', verbose_name='days until names are erased')),
                    ('approval', models.BooleanField(default=False, help_text='People get a seat only after a host has approved their registration.', verbose_name='hosts approve')),
                    ('by_invitation', models.BooleanField(default=False, help_text='Only people with a personal invitation can register, and each invitation admits one person. Hosts can still add people.', verbose_name='by personal invitation only')),
                    ('claim_within', models.PositiveSmallIntegerField(blank=True, help_text='People who move up from the waiting list have this many hours to take the seat. Leave empty to give them the seat at once, and to tell them. In the last hour before the start, everyone is asked first.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='hours to take a free seat')),
                    ('reminders', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('week', 'a week before'), ('day', 'a day before'), ('hour', 'an hour before, for those who join online')], max_length=4), blank=True, default=events.models.all_reminders, help_text='Emails to those with a seat. Each person can switch them off.', verbose_name='reminders')),
                    ('thanks', models.BooleanField(default=True, help_text='One email to those who were there, with the way to their certificate of attendance and to the recording. Each person can switch it off.', verbose_name='thanks afterwards')),
                    ('recording_url', models.URLField(blank=True, db_default='', default='', help_text='After the event, its page and the thank-you email link to it.', max_length=500, verbose_name='address of the recording')),
                    ('sequence', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision')),
                    ('revised_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='revised')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('host', models.ForeignKey(blank=True, help_text='The member whose profile shows this event.', limit_choices_to={'member': True}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.localgovernment', verbose_name='host')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ],
                options={
                    'verbose_name': 'event',
                    'verbose_name_plural': 'events',
                    'ordering': ['-start', '-pk'],
                    'indexes': [
                        models.Index(fields=['end'], name='event_by_end'),
                        models.Index(fields=['-start', '-id'], name='event_newest'),
                    ],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='event_ends_after_it_starts', violation_error_message='An event ends after it starts.'),
                        models.CheckConstraint(condition=models.Q(('all_day', False), models.Q(('wall_start', models.Func(models.Value('day'), models.F('wall_start'), function='date_trunc', output_field=events.fields.WallTimeField())), ('wall_end', models.Func(models.Value('day'), models.F('wall_end'), function='date_trunc', output_field=events.fields.WallTimeField()))), _connector='OR'), name='event_all_day_is_whole_days', violation_error_message='An all-day event begins and ends at midnight.'),
                        models.CheckConstraint(condition=models.Q(('registration_opens__isnull', True), ('registration_closes__isnull', True), ('registration_closes__gt', models.F('registration_opens')), _connector='OR'), name='event_registration_closes_after_it_opens', violation_error_message='Registration closes after it opens.'),
                        models.CheckConstraint(condition=models.Q(('kind__in', ['femmes-du-monde', 'seminar', 'training', 'uclg-meeting', 'partner-meeting', 'webinar'])), name='event_kind_is_known', violation_error_message='Choose one of the types of events.'),
                        models.CheckConstraint(condition=models.Q(('mode__in', ['on-site', 'online', 'hybrid'])), name='event_mode_is_known', violation_error_message='Choose one of the modes.'),
                        models.CheckConstraint(condition=models.Q(('audience__in', ['all', 'professionals', 'associations'])), name='event_audience_is_known', violation_error_message='Choose who the event is for.'),
                        models.CheckConstraint(condition=models.Q(('state__in', ['scheduled', 'postponed', 'cancelled'])), name='event_state_is_known', violation_error_message='Choose one of the states.'),
                        models.CheckConstraint(condition=models.Q(('end__lte', datetime.datetime(2100, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)), ('start__gte', datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), name='event_is_of_our_time', violation_error_message='An event takes place between the years 2000 and 2099.'),
                        models.CheckConstraint(condition=models.Q(('retention_days__range', (1, 90))), name='event_forgets_people_in_time', violation_error_message='Names are erased between 1 and 90 days after the event.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('registration_opens', None), ('registration_opens__range', (datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), datetime.datetime(2100, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), _connector='OR'), models.Q(('registration_closes', None), ('registration_closes__range', (datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), datetime.datetime(2100, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), _connector='OR')), name='event_registration_is_of_our_time', violation_error_message='Registration opens and closes between the years 2000 and 2099.'),
                    ],
                },
                bases=(modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='Door',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, verbose_name='name')),
                    ('kind', models.CharField(choices=[('entrance', 'entrance of the event'), ('session', 'a session or workshop of its own')], default='entrance', max_length=10, verbose_name='kind')),
                    ('session', models.UUIDField(blank=True, null=True, verbose_name='session')),
                    ('shows_names', models.BooleanField(default=False, verbose_name='names on the devices')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='doors', to='events.event', verbose_name='event')),
                ],
                options={
                    'verbose_name': 'door',
                    'verbose_name_plural': 'doors',
                    'ordering': ['pk'],
                    'permissions': [('check_in_door', 'Can check people in at a door')],
                    'default_permissions': (),
                    'constraints': [
                        models.UniqueConstraint(fields=('event', 'name'), name='one_door_of_a_name', violation_error_message='This event already has a door with this name. Choose another name.'),
                        models.CheckConstraint(condition=models.Q(('kind__in', ['entrance', 'session'])), name='door_kind_is_known', violation_error_message='Choose one of the kinds of doors.'),
                        models.CheckConstraint(condition=models.Q(('session', None), ('kind', 'session'), _connector='OR'), name='door_of_a_session_is_no_entrance', violation_error_message='Only a door for a session can be linked to a session.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Change',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('before', models.JSONField()),
                    ('words', coalition.languages.words.WordsField(blank=True, default=dict, verbose_name='sentence')),
                    ('last_registration', models.BigIntegerField()),
                    ('told_to', models.BigIntegerField(default=0)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='events.event', verbose_name='event')),
                ],
                options={
                    'verbose_name': 'change of an event',
                    'verbose_name_plural': 'changes of events',
                    'ordering': ['pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='EventDay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField(verbose_name='day')),
                    ('begins', models.TimeField(verbose_name='from')),
                    ('ends', models.TimeField(verbose_name='to')),
                    ('event', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='events.event', verbose_name='event')),
                ],
                options={
                    'verbose_name': 'hours of a day',
                    'verbose_name_plural': 'hours of days',
                    'ordering': ['day'],
                    'default_permissions': (),
                    'constraints': [
                        models.UniqueConstraint(fields=('event', 'day'), name='hours_of_a_day_once', violation_error_message='Give the hours of a day once.'),
                        models.CheckConstraint(condition=models.Q(('ends__gt', models.F('begins'))), name='day_ends_after_it_begins', violation_error_message='A day ends after it begins.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='EventPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('picture_alt', models.CharField(blank=True, help_text='In words, for those who do not see it. Empty for a picture that only decorates.', max_length=200, verbose_name='what the picture shows')),
                    ('picture_decorative', models.BooleanField(default=False, verbose_name='the picture only decorates')),
                    ('picture_credit', models.CharField(blank=True, help_text='Who took the picture, as they wish to be named.', max_length=200, verbose_name='credit')),
                    ('summary', models.CharField(blank=True, help_text='Also shown in calendars.', max_length=300, verbose_name='summary')),
                    ('body', coalition.languages.fields.StreamField([], blank=True, verbose_name='body')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='events.event', verbose_name='event')),
                    ('language', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                    ('picture', models.ForeignKey(blank=True, help_text='Never a picture of a victim. Without a picture, the page shows its weave.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='picture')),
                ],
                options={
                    'verbose_name': 'event page',
                    'verbose_name_plural': 'event pages',
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('picture__isnull', True), models.Q(('picture_alt', ''), ('picture_decorative', True)), models.Q(('picture_decorative', False), models.Q(('picture_alt', ''), _negated=True)), _connector='OR'), name='eventpage_picture_has_words_or_decorates', violation_error_message='Say what the picture shows, or that it only decorates.'),
                        models.UniqueConstraint(fields=('event', 'language'), name='one_page_per_event_and_language', violation_error_message='This event has a page in this language already. Edit that page, or choose another event.'),
                    ],
                },
                bases=('wagtailcore.page', models.Model),
            ),
            migrations.CreateModel(
                name='FeedMark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=20)),
                    ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=60), blank=True, db_default=models.Value([]), default=list)),
                    ('region', models.CharField(blank=True, max_length=30)),
                    ('country', models.CharField(blank=True, max_length=2)),
                    ('member', models.CharField(blank=True, max_length=40)),
                    ('series', models.CharField(blank=True, db_default='', default='', max_length=36)),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list)),
                    ('audience', models.CharField(max_length=20)),
                    ('mode', models.CharField(max_length=10)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('version', models.PositiveBigIntegerField()),
                    ('changed_at', models.DateTimeField()),
                ],
                options={
                    'verbose_name': 'mark of the feeds',
                    'verbose_name_plural': 'marks of the feeds',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('kind', 'themes', 'region', 'country', 'member', 'series', 'languages', 'audience', 'mode', 'year'), name='one_mark_per_sort')],
                },
            ),
            migrations.CreateModel(
                name='Letter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('states', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('confirmed', 'confirmed'), ('offered', 'asked whether they want a seat'), ('waiting', 'on the waiting list'), ('applied', 'waiting for approval')], max_length=10), verbose_name='states')),
                    ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), verbose_name='seats')),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10), verbose_name='language of the readers')),
                    ('subject', coalition.languages.words.WordsField(verbose_name='subject')),
                    ('text', coalition.languages.words.WordsField(verbose_name='text')),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written')),
                    ('sent_at', models.DateTimeField(null=True, verbose_name='sent')),
                    ('last_registration', models.BigIntegerField(default=0)),
                    ('told_to', models.BigIntegerField(default=0)),
                    ('told', models.JSONField(default=dict)),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='events.event', verbose_name='event')),
                    ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
                    ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ],
                options={
                    'verbose_name': 'message to those registered',
                    'verbose_name_plural': 'messages to those registered',
                    'ordering': ['-pk'],
                    'default_permissions': (),
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(models.Q(('states', []), _negated=True), models.Q(('categories', []), _negated=True), models.Q(('languages', []), _negated=True)), name='letter_is_for_somebody', violation_error_message='Choose who is written to.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('subject', {}), _negated=True), models.Q(('text', {}), _negated=True)), name='letter_has_words', violation_error_message='Write a subject and a text.'),
                        models.CheckConstraint(condition=models.Q(('sent_at__isnull', False), models.Q(('last_registration', 0), ('told', {}), ('told_to', 0)), _connector='OR'), name='letter_is_sent_before_it_is_told', violation_error_message='A message that was not sent has no recipients.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='LinkRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('email', models.EmailField(max_length=254, verbose_name='email')),
                    ('email_digest', models.CharField(db_index=True, editable=False, max_length=64)),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='events.event', verbose_name='event')),
                ],
                options={
                    'verbose_name': 'link asked for again',
                    'verbose_name_plural': 'links asked for again',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='LiveQuestion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(max_length=500, verbose_name='question')),
                    ('asked_at', models.DateTimeField(editable=False, verbose_name='asked')),
                    ('mark', models.CharField(choices=[('open', 'open'), ('answered', 'answered'), ('hidden', 'hidden')], default='open', max_length=10, verbose_name='mark')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='live_questions', to='events.event', verbose_name='event')),
                ],
                options={
                    'verbose_name': 'question to the hosts',
                    'verbose_name_plural': 'questions to the hosts',
                    'ordering': ['-pk'],
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(('mark__in', ['open', 'answered', 'hidden'])), name='live_question_mark_is_known', violation_error_message='Choose one of the marks.')],
                },
            ),
            migrations.CreateModel(
                name='OnlineRoom',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('part', models.UUIDField(blank=True, editable=False, null=True)),
                    ('address', models.URLField(blank=True, max_length=500, verbose_name='address of the room')),
                    ('captions', models.URLField(blank=True, db_default='', default='', max_length=500, verbose_name='address of live captions')),
                    ('failed_at', models.DateTimeField(editable=False, null=True)),
                    ('opens_before', models.PositiveSmallIntegerField(default=15, validators=[django.core.validators.MaxValueValidator(1440)], verbose_name='minutes from opening to the start')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='online_rooms', to='events.event', verbose_name='event')),
                ],
                options={
                    'verbose_name': 'online room',
                    'verbose_name_plural': 'online rooms',
                    'default_permissions': (),
                    'constraints': [
                        models.UniqueConstraint(fields=('event', 'part'), name='one_room_per_event_and_part', nulls_distinct=False),
                        models.CheckConstraint(condition=models.Q(('opens_before__lte', 1440)), name='room_opens_within_a_day', violation_error_message='A room opens at most a day before the start.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Channel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=10, verbose_name='language')),
                    ('name', models.CharField(blank=True, max_length=80, verbose_name='name of the channel')),
                    ('address', models.URLField(blank=True, max_length=500, verbose_name='address of the channel')),
                    ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='channels', to='events.onlineroom')),
                ],
                options={
                    'verbose_name': 'interpretation channel',
                    'verbose_name_plural': 'interpretation channels',
                    'ordering': ['language'],
                    'default_permissions': (),
                    'constraints': [
                        models.UniqueConstraint(fields=('room', 'language'), name='one_channel_per_language_of_a_room', violation_error_message='Give one channel for each language.'),
                        models.CheckConstraint(condition=models.Q(('address', ''), ('name', ''), _negated=True), name='channel_can_be_found', violation_error_message='Give the name of the channel, or its address.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='OutsideEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.CharField(max_length=255)),
                    ('key', models.CharField(blank=True, max_length=16)),
                    ('start', models.DateTimeField()),
                    ('end', models.DateTimeField()),
                    ('zone', models.CharField(max_length=50)),
                    ('all_day', models.BooleanField(default=False)),
                    ('title', models.CharField(max_length=200)),
                    ('text', models.TextField(blank=True)),
                    ('place', models.CharField(blank=True, max_length=200)),
                    ('url', models.CharField(blank=True, max_length=500)),
                    ('state', models.CharField(choices=[('scheduled', 'scheduled'), ('tentative', 'to be confirmed'), ('cancelled', 'cancelled')], default='scheduled', max_length=10)),
                    ('gone_at', models.DateTimeField(null=True)),
                    ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='events.outsidecalendar')),
                ],
                options={
                    'verbose_name': 'event of others',
                    'verbose_name_plural': 'events of others',
                    'ordering': ['start', 'pk'],
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['end', 'start'], name='outside_event_by_time')],
                    'constraints': [
                        models.UniqueConstraint(fields=('calendar', 'uid', 'key'), name='one_outside_event_per_time'),
                        models.CheckConstraint(condition=models.Q(('end__gte', models.F('start'))), name='outside_event_ends_after_it_starts'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='OwedDeed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=20)),
                    ('typed', models.JSONField(default=dict)),
                    ('left', models.JSONField(default=list)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                    ('host', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='host')),
                ],
                options={
                    'verbose_name': 'work on many registrations',
                    'verbose_name_plural': 'work on many registrations',
                    'ordering': ['pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Programme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('languages_asked_until', models.DateField(blank=True, help_text='The last day on which registered people say which languages they need. Empty: nobody is asked.', null=True, verbose_name='languages can be asked for until')),
                    ('pair_hours', models.PositiveSmallIntegerField(default=6, help_text='Above this number, a warning appears.', verbose_name='hours of a pair of interpreters a day')),
                    ('pair_stretch', models.PositiveSmallIntegerField(default=120, help_text='How long a pair works before it takes a break.', verbose_name='minutes before a break')),
                    ('pair_break', models.PositiveSmallIntegerField(default=20, verbose_name='minutes of a break')),
                    ('documents_to', models.CharField(blank=True, db_default='', default='', help_text='An email address or a web address. Only speakers read it: in their emails and on their own page.', max_length=200, verbose_name='where speakers send their documents')),
                    ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='programme', to='events.event', verbose_name='event')),
                ],
                options={
                    'verbose_name': 'programme',
                    'verbose_name_plural': 'programmes',
                    'ordering': ['-event__start', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('pair_break__range', (5, 240)), ('pair_hours__range', (1, 12)), ('pair_stretch__range', (15, 720))), name='programme_pairs_work_and_rest', violation_error_message='A pair works 1 to 12 hours a day, and 15 to 720 minutes until a break of 5 to 240 minutes.')],
                },
            ),
            migrations.CreateModel(
                name='InterpreterPair',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(help_text='For the team, such as “French and English, A”.', max_length=80, verbose_name='name')),
                    ('programme', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='pairs', to='events.programme')),
                ],
                options={
                    'verbose_name': 'pair of interpreters',
                    'verbose_name_plural': 'pairs of interpreters',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='ProgrammeVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(verbose_name='number')),
                    ('content', models.JSONField()),
                    ('changes', models.JSONField(default=list)),
                    ('released_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='released')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='events.programme', verbose_name='programme')),
                    ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='released by')),
                ],
                options={
                    'verbose_name': 'version of a programme',
                    'verbose_name_plural': 'versions of programmes',
                    'ordering': ['-number'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('programme', 'number'), name='programme_version_number_once', violation_error_message='This number is taken.')],
                },
            ),
            migrations.CreateModel(
                name='Question',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                    ('text', coalition.languages.words.WordsField(default=dict, verbose_name='question')),
                    ('kind', models.CharField(choices=[('text', 'in words'), ('choice', 'one of several answers'), ('several', 'any of several answers')], default='text', max_length=10, verbose_name='kind of answer')),
                    ('options', events.seats.models.OptionsField(blank=True, default=dict, help_text='One a line, in the same order in each language. If you correct the wording of an answer, what people chose is kept.', verbose_name='answers')),
                    ('keys', models.JSONField(db_default=[], default=list, editable=False)),
                    ('required', models.BooleanField(default=False, verbose_name='must be answered')),
                    ('asked', models.CharField(choices=[('afterwards', 'after the seat, on one’s own page'), ('first', 'on the form: a seat cannot be given without it')], db_default='afterwards', default='afterwards', help_text='Each question on the form costs registrations. Those afterwards are told there and by email.', max_length=10, verbose_name='asked')),
                    ('seats', models.CharField(blank=True, choices=[('on-site', 'On site'), ('online', 'Online'), ('delegation', 'Delegations'), ('press', 'Press')], help_text='Leave empty for all seats.', max_length=10, verbose_name='for these seats only')),
                    ('is_need', models.BooleanField(default=False, help_text='These answers are kept apart, and erased 30 days after the event.', verbose_name='about food or access')),
                    ('event', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='events.event', verbose_name='event')),
                ],
                options={
                    'verbose_name': 'question',
                    'verbose_name_plural': 'questions',
                    'ordering': ['sort_order'],
                    'abstract': False,
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('kind__in', ['text', 'choice', 'several'])), name='question_kind_is_known', violation_error_message='Choose one of the kinds of answers.'),
                        models.CheckConstraint(condition=models.Q(('seats__in', ('', 'on-site', 'online', 'delegation', 'press'))), name='question_seats_are_known', violation_error_message='Choose one of the kinds of seats.'),
                        models.CheckConstraint(condition=models.Q(('asked__in', ['afterwards', 'first'])), name='question_is_asked_at_a_known_time', violation_error_message='Choose when it is asked.'),
                        models.CheckConstraint(condition=models.Q(('kind', 'text'), models.Q(('options', {}), _negated=True), _connector='OR'), name='question_to_choose_has_answers', violation_error_message='Give the answers to choose from.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Quota',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(blank=True, choices=[('on-site', 'On site'), ('online', 'Online'), ('delegation', 'Delegations'), ('press', 'Press')], help_text='Leave empty for seats of every kind.', max_length=10, verbose_name='kind of seats')),
                    ('region', models.CharField(blank=True, choices=[('africa', 'Africa'), ('asia-pacific', 'Asia-Pacific'), ('eurasia', 'Eurasia'), ('europe', 'Europe'), ('latin-america', 'Latin America'), ('middle-east-west-asia', 'Middle East and West Asia'), ('north-america', 'North America'), ('metropolitan', 'Metropolitan section')], help_text='Leave empty for people of every region.', max_length=25, verbose_name='region')),
                    ('at_most', models.PositiveIntegerField(blank=True, help_text='Leave empty for no limit.', null=True, verbose_name='at most')),
                    ('reserved', models.PositiveIntegerField(blank=True, default=0, help_text='These seats are kept for them until they are released.', verbose_name='kept for them')),
                    ('released_before', models.PositiveSmallIntegerField(blank=True, help_text='From then on, kept seats that are still free are open to everyone. Leave empty to keep them to the end.', null=True, verbose_name='released, hours before the start')),
                    ('event', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotas', to='events.event', verbose_name='event')),
                    ('government', models.ForeignKey(blank=True, help_text='Leave empty for people of any member, or of none.', limit_choices_to={'member': True}, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.localgovernment', verbose_name='member')),
                ],
                options={
                    'verbose_name': 'quota',
                    'verbose_name_plural': 'quotas',
                    'ordering': ['pk'],
                    'constraints': [
                        models.UniqueConstraint(fields=('event', 'kind', 'region', 'government'), name='one_quota_per_group', nulls_distinct=False, violation_error_message='There is a quota for this group already.'),
                        models.CheckConstraint(condition=models.Q(('kind__in', ('', 'on-site', 'online', 'delegation', 'press'))), name='quota_kind_is_known', violation_error_message='Choose one of the kinds of seats.'),
                        models.CheckConstraint(condition=models.Q(('region__in', ('', 'africa', 'asia-pacific', 'eurasia', 'europe', 'latin-america', 'middle-east-west-asia', 'north-america', 'metropolitan'))), name='quota_region_is_known', violation_error_message='Choose one of the regions.'),
                        models.CheckConstraint(condition=models.Q(('region', ''), ('government', None), _connector='OR'), name='quota_is_for_a_region_or_a_member', violation_error_message='Choose a region or a member, not both.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('at_most__gte', 1), ('at_most__isnull', False)), ('reserved__gte', 1), _connector='OR'), name='quota_limits_or_keeps', violation_error_message='Say how many seats they get at most, or how many are kept for them.'),
                        models.CheckConstraint(condition=models.Q(('at_most', None), ('reserved__lte', models.F('at_most')), _connector='OR'), name='quota_keeps_no_more_than_its_limit', violation_error_message='The number of seats kept for them cannot be higher than their maximum.'),
                        models.CheckConstraint(condition=models.Q(('reserved', 0), models.Q(('government', None), ('kind', ''), ('region', ''), _negated=True), _connector='OR'), name='quota_keeps_seats_for_somebody', violation_error_message='Seats are kept for a kind, a region or a member, not for everyone.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='RefusedAddress',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email_digest', models.CharField(db_index=True, editable=False, max_length=64)),
                    ('refused_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='refused_addresses', to='events.programme', verbose_name='programme')),
                ],
                options={
                    'verbose_name': 'refused address',
                    'verbose_name_plural': 'refused addresses',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('programme', 'email_digest'), name='an_address_is_refused_once_at_an_event', violation_error_message='This address is refused already.')],
                },
            ),
            migrations.CreateModel(
                name='Registration',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('nonce', models.CharField(default=coalition.privacy.secret_links.new_nonce, editable=False, max_length=32)),
                    ('token_digest', models.CharField(editable=False, max_length=64, unique=True)),
                    ('region', models.CharField(blank=True, choices=[('africa', 'Africa'), ('asia-pacific', 'Asia-Pacific'), ('eurasia', 'Eurasia'), ('europe', 'Europe'), ('latin-america', 'Latin America'), ('middle-east-west-asia', 'Middle East and West Asia'), ('north-america', 'North America'), ('metropolitan', 'Metropolitan section')], editable=False, max_length=25, verbose_name='region')),
                    ('told', models.JSONField(default=dict, editable=False)),
                    ('needs', models.JSONField(default=dict, editable=False)),
                    ('name', models.CharField(blank=True, max_length=120, verbose_name='name or pseudonym')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('access_needs', models.CharField(blank=True, max_length=500, verbose_name='access needs')),
                    ('discreet', models.BooleanField(default=False, verbose_name='discreet emails')),
                    ('email_digest', models.CharField(editable=False, max_length=64)),
                    ('state', models.CharField(choices=[('confirmed', 'confirmed'), ('waiting', 'on the waiting list'), ('offered', 'asked whether they want a seat'), ('applied', 'waiting for approval'), ('cancelled', 'cancelled')], max_length=10, verbose_name='state')),
                    ('unproven', models.BooleanField(db_default=False, default=False, editable=False)),
                    ('cancel_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='reason of the cancellation')),
                    ('ticket_code', models.CharField(default=events.registrations.models.new_ticket_code, editable=False, max_length=20, unique=True)),
                    ('calendar_id', models.CharField(default=events.registrations.models.new_calendar_id, editable=False, max_length=16, unique=True)),
                    ('invited', models.BooleanField(default=False, editable=False)),
                    ('own_revisions', models.PositiveIntegerField(default=0, editable=False)),
                    ('mailed_sequence', models.PositiveIntegerField(db_default=0, default=0, editable=False)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='registered')),
                    ('queued_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('claim_by', models.DateTimeField(editable=False, null=True)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='changed')),
                    ('cancelled_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='cancelled by')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='events.event', verbose_name='event')),
                    ('government', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.localgovernment', verbose_name='member')),
                    ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='events.seatcategory', verbose_name='seat category')),
                ],
                options={
                    'verbose_name': 'registration',
                    'verbose_name_plural': 'registrations',
                    'ordering': ['-created_at', '-pk'],
                    'permissions': [('export_registration', 'Can export registrations'), ('cancel_registration', 'Can cancel registration')],
                    'indexes': [
                        models.Index(fields=['category', 'state', 'queued_at'], name='registration_by_state'),
                        models.Index(fields=['email_digest'], name='registration_by_address'),
                        models.Index(fields=['-created_at', '-id'], name='registration_newest'),
                        models.Index(condition=models.Q(('state', 'cancelled'), _negated=True), fields=['event', 'state', 'category', 'region', 'government', 'claim_by'], name='registration_claims'),
                    ],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('state__in', ['confirmed', 'waiting', 'offered', 'applied', 'cancelled'])), name='registration_state_is_known', violation_error_message='Choose one of the states.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('claim_by__isnull', False), ('state', 'offered')), models.Q(models.Q(('state', 'offered'), _negated=True), ('claim_by', None)), _connector='OR'), name='only_an_offered_seat_has_a_deadline', violation_error_message='Only a seat that is offered has a time limit to answer.'),
                        models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('event', 'email_digest'), name='one_active_registration_per_address', violation_error_message='This address is already registered for this event.'),
                        models.CheckConstraint(condition=models.Q(('state', 'cancelled'), models.Q(('cancel_reason', ''), ('cancelled_by', None)), _connector='OR'), name='only_a_cancelled_registration_says_why', violation_error_message='Only a cancelled registration has a reason for its cancellation.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='PersonalInvitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                    ('email_digest', models.CharField(db_index=True, editable=False, max_length=64)),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('withdrawn_at', models.DateTimeField(null=True, verbose_name='withdrawn')),
                    ('used_at', models.DateTimeField(null=True, verbose_name='used')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='personal_invitations', to='events.event', verbose_name='event')),
                    ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
                    ('registration', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='personal_invitation', to='events.registration', verbose_name='registration')),
                    ('category', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='events.seatcategory', verbose_name='seat category')),
                ],
                options={
                    'verbose_name': 'personal invitation',
                    'verbose_name_plural': 'personal invitations',
                    'ordering': ['-pk'],
                    'default_permissions': (),
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('used_at', None), ('withdrawn_at', None), _connector='OR'), name='invitation_is_used_or_withdrawn', violation_error_message='An invitation that was used cannot be withdrawn.'),
                        models.CheckConstraint(condition=models.Q(('used_at__isnull', False), ('registration', None), _connector='OR'), name='invitation_admits_when_it_is_used', violation_error_message='Only an invitation that was used has a registration.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='NamedPerson',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                    ('email_digest', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                    ('answer', models.CharField(choices=[('none', 'has not answered yet'), ('taken', 'has accepted'), ('closed', 'given back')], default='none', editable=False, max_length=6)),
                    ('leader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named_people', to='events.registration')),
                    ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named_as', to='events.registration')),
                ],
                options={
                    'verbose_name': 'named person',
                    'verbose_name_plural': 'named people',
                    'ordering': ['pk'],
                    'default_permissions': (),
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('answer__in', ['none', 'taken', 'closed'])), name='named_person_answer_is_known', violation_error_message='Choose one of the answers.'),
                        models.CheckConstraint(condition=models.Q(('answer', 'none'), ('email', ''), _connector='OR'), name='named_person_is_written_to_until_they_answer', violation_error_message='The address of a named person is kept until they answer.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='LetterCopy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='events.letter')),
                    ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letter_copies', to='events.registration')),
                ],
                options={
                    'verbose_name': 'copy of a message',
                    'verbose_name_plural': 'copies of messages',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('letter', 'registration'), name='one_copy_of_a_letter', violation_error_message='This person was written to already.')],
                },
            ),
            migrations.CreateModel(
                name='LanguageWish',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=10)),
                    ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='language_wishes', to='events.registration')),
                ],
                options={
                    'verbose_name': 'language that is needed',
                    'verbose_name_plural': 'languages that are needed',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('registration', 'language'), name='one_wish_for_a_language', violation_error_message='This language is asked for already.')],
                },
            ),
            migrations.CreateModel(
                name='Joining',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('part', models.UUIDField(editable=False, null=True)),
                    ('joined_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='joined')),
                    ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='joinings', to='events.registration')),
                ],
                options={
                    'verbose_name': 'online attendance',
                    'verbose_name_plural': 'online attendances',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('registration', 'part'), name='joined_once', nulls_distinct=False)],
                },
            ),
            migrations.CreateModel(
                name='Held',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='held', to='events.owncalendar')),
                    ('registration', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='held', to='events.registration')),
                ],
                options={
                    'verbose_name': 'registration in a private calendar',
                    'verbose_name_plural': 'registrations in private calendars',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='CheckIn',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('device', models.UUIDField()),
                    ('device_name', models.CharField(max_length=40)),
                    ('moment', models.DateTimeField()),
                    ('received_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('undoes', models.UUIDField(blank=True, null=True)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_ins', to='events.door')),
                    ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_ins', to='events.registration')),
                ],
                options={
                    'verbose_name': 'check-in',
                    'verbose_name_plural': 'check-ins',
                    'ordering': ['moment', 'device', 'number'],
                    'default_permissions': (),
                    'indexes': [models.Index(condition=models.Q(('undoes__isnull', False)), fields=['undoes'], name='check_in_undone')],
                },
            ),
            migrations.CreateModel(
                name='CalendarReply',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('answer', models.CharField(choices=[('accepted', 'accepted'), ('tentative', 'perhaps'), ('declined', 'declined')], max_length=10, verbose_name='answer of the calendar')),
                    ('sequence', models.PositiveIntegerField()),
                    ('stamp', models.DateTimeField()),
                    ('received_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('registration', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_reply', to='events.registration')),
                ],
                options={
                    'verbose_name': 'answer of a calendar',
                    'verbose_name_plural': 'answers of calendars',
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(('answer__in', ['accepted', 'tentative', 'declined'])), name='calendar_reply_is_known', violation_error_message='Choose one of the answers.')],
                },
            ),
            migrations.CreateModel(
                name='AgendaFeed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('nonce', models.CharField(default=coalition.privacy.secret_links.new_nonce, editable=False, max_length=32)),
                    ('token_digest', models.CharField(editable=False, max_length=64, unique=True)),
                    ('registration', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='agenda_feed', to='events.registration')),
                ],
                options={
                    'verbose_name': 'feed of an agenda',
                    'verbose_name_plural': 'feeds of agendas',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='RegistrationRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('nonce', models.CharField(default=coalition.privacy.secret_links.new_nonce, editable=False, max_length=32)),
                    ('token_digest', models.CharField(editable=False, max_length=64, unique=True)),
                    ('region', models.CharField(blank=True, choices=[('africa', 'Africa'), ('asia-pacific', 'Asia-Pacific'), ('eurasia', 'Eurasia'), ('europe', 'Europe'), ('latin-america', 'Latin America'), ('middle-east-west-asia', 'Middle East and West Asia'), ('north-america', 'North America'), ('metropolitan', 'Metropolitan section')], editable=False, max_length=25, verbose_name='region')),
                    ('told', models.JSONField(default=dict, editable=False)),
                    ('needs', models.JSONField(default=dict, editable=False)),
                    ('name', models.CharField(blank=True, max_length=120, verbose_name='name or pseudonym')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('access_needs', models.CharField(blank=True, max_length=500, verbose_name='access needs')),
                    ('discreet', models.BooleanField(default=False, verbose_name='discreet emails')),
                    ('email_digest', models.CharField(editable=False, max_length=64)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='asked')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='events.event', verbose_name='event')),
                    ('government', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.localgovernment', verbose_name='member')),
                    ('category', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='events.seatcategory', verbose_name='seat category')),
                ],
                options={
                    'verbose_name': 'unconfirmed registration',
                    'verbose_name_plural': 'unconfirmed registrations',
                    'default_permissions': (),
                    'indexes': [
                        models.Index(fields=['email_digest'], name='request_by_address'),
                        models.Index(fields=['created_at'], name='request_by_time'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='InvitedRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='events.personalinvitation')),
                    ('request', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='invited', to='events.registrationrequest')),
                ],
                options={
                    'verbose_name': 'request by an invitation',
                    'verbose_name_plural': 'requests by an invitation',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='ReminderChoice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('off', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('week', 'a week before'), ('day', 'a day before'), ('hour', 'an hour before, for those who join online')], max_length=4), blank=True, default=list)),
                    ('thanks', models.BooleanField(default=True)),
                    ('registration', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reminder_choice', to='events.registration')),
                ],
                options={
                    'verbose_name': 'choice of reminders',
                    'verbose_name_plural': 'choices of reminders',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Room',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('guid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('names', coalition.languages.words.WordsField(default=dict, verbose_name='name')),
                    ('capacity', models.PositiveIntegerField(blank=True, null=True, verbose_name='seats')),
                    ('programme', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='rooms', to='events.programme')),
                ],
                options={
                    'verbose_name': 'room',
                    'verbose_name_plural': 'rooms',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='SeatCategory',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('names', coalition.languages.words.WordsField(blank=True, default=dict, help_text='Shown only when there is more than one.', verbose_name='names')),
                    ('kind', models.CharField(blank=True, choices=[('on-site', 'On site'), ('online', 'Online'), ('delegation', 'Delegations'), ('press', 'Press')], max_length=10, verbose_name='kind')),
                    ('capacity', models.PositiveIntegerField(blank=True, help_text='Leave empty where there is room for everybody, as there may be online.', null=True, verbose_name='seats')),
                    ('brings', models.PositiveSmallIntegerField(blank=True, help_text='People with one of these seats may name this many others, each of whom gets a link of their own. Leave empty for none.', null=True, verbose_name='people that one may name')),
                    ('peak', models.PositiveIntegerField(default=0, editable=False)),
                    ('event', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='seat_categories', to='events.event', verbose_name='event')),
                ],
                options={
                    'verbose_name': 'seat category',
                    'verbose_name_plural': 'seat categories',
                    'ordering': ['pk'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='seat_category_has_seats', violation_error_message='A seat category has at least one seat.'),
                        models.CheckConstraint(condition=models.Q(('brings', None), ('brings__range', (1, 50)), _connector='OR'), name='seat_category_brings_a_delegation', violation_error_message='One person may name 1 to 50 others.'),
                        models.CheckConstraint(condition=models.Q(('kind__in', ('', 'on-site', 'online', 'delegation', 'press'))), name='seat_category_kind_is_known', violation_error_message='Choose one of the kinds of seats.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='SeatMove',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('promoted', 'got a seat that became free'), ('offered', 'was asked whether they want a seat'), ('claimed', 'took the seat that was offered'), ('expired', 'did not answer in time'), ('withdrawn', 'the offer ended, since the event does not take place then'), ('swapped', 'changed to other seats'), ('approved', 'approved by a host'), ('declined', 'declined by a host'), ('added', 'registered by a host')], max_length=10)),
                    ('state', models.CharField(max_length=10)),
                    ('passed', models.PositiveIntegerField(default=0)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('category', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='events.seatcategory')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='events.event')),
                    ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='events.registration')),
                ],
                options={
                    'verbose_name': 'move of a seat',
                    'verbose_name_plural': 'moves of seats',
                    'ordering': ['pk'],
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['promoted', 'offered', 'claimed', 'expired', 'withdrawn', 'swapped', 'approved', 'declined', 'added'])), name='seat_move_kind_is_known', violation_error_message='Choose one of the moves.')],
                },
            ),
            migrations.CreateModel(
                name='Session',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(help_text='Recognises the session in an import.', max_length=60, verbose_name='code')),
                    ('guid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='identifier in calendars')),
                    ('kind', models.CharField(choices=[('plenary', 'plenary'), ('talk', 'talk'), ('panel', 'panel'), ('workshop', 'workshop'), ('visit', 'visit'), ('break', 'break')], default='talk', max_length=10, verbose_name='type')),
                    ('state', models.CharField(choices=[('scheduled', 'scheduled'), ('cancelled', 'cancelled')], default='scheduled', max_length=10, verbose_name='state')),
                    ('titles', coalition.languages.words.WordsField(default=dict, verbose_name='title')),
                    ('summaries', events.programme.models.LongWordsField(blank=True, default=dict, verbose_name='summary')),
                    ('day', models.DateField(verbose_name='day')),
                    ('begins', models.TimeField(help_text='On a clock where the event is.', verbose_name='begins')),
                    ('minutes', models.PositiveSmallIntegerField(default=60, verbose_name='minutes')),
                    ('capacity', models.PositiveIntegerField(blank=True, help_text='Leave empty if it is open to all. Otherwise registered people sign up for it.', null=True, verbose_name='seats')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='events.programme', verbose_name='programme')),
                    ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='events.room', verbose_name='room')),
                    ('track', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='events.track', verbose_name='track')),
                ],
                options={
                    'verbose_name': 'session',
                    'verbose_name_plural': 'sessions',
                    'ordering': ['day', 'begins', 'room', 'pk'],
                    'constraints': [
                        models.UniqueConstraint(fields=('programme', 'code'), name='session_code_is_the_programmes_own', violation_error_message='Another session of this programme has this code.'),
                        models.CheckConstraint(condition=models.Q(('minutes__range', (5, 1440))), name='session_lasts_within_a_day', violation_error_message='A session lasts from 5 minutes to 24 hours.'),
                        models.CheckConstraint(condition=models.Q(('capacity__isnull', True), ('capacity__gte', 1), _connector='OR'), name='session_has_seats', violation_error_message='A session with limited seats has at least one.'),
                        models.CheckConstraint(condition=models.Q(('kind__in', ['plenary', 'talk', 'panel', 'workshop', 'visit', 'break'])), name='session_kind_is_known', violation_error_message='Choose one of the types.'),
                        models.CheckConstraint(condition=models.Q(('state__in', ['scheduled', 'cancelled'])), name='session_state_is_known', violation_error_message='Choose one of the states.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Place',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='events.registration')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='events.session')),
                ],
                options={
                    'verbose_name': 'place in a session',
                    'verbose_name_plural': 'places in sessions',
                    'abstract': False,
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('registration', 'session'), name='one_place_in_a_session', violation_error_message='This person has a place already.')],
                },
            ),
            migrations.CreateModel(
                name='SessionDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('titles', coalition.languages.words.WordsField(default=dict, verbose_name='title')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtaildocs.document', verbose_name='document')),
                    ('session', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='events.session')),
                ],
                options={
                    'verbose_name': 'document',
                    'verbose_name_plural': 'documents',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='SessionLanguage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=10, verbose_name='language')),
                    ('way', models.CharField(choices=[('floor', 'spoken'), ('interpreted', 'interpreted'), ('signed', 'signed'), ('captioned', 'captioned')], default='floor', max_length=12, verbose_name='how')),
                    ('booked', models.BooleanField(default=False, help_text='Readers see only what is booked.', verbose_name='booked')),
                    ('pair', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='work', to='events.interpreterpair', verbose_name='pair of interpreters')),
                    ('session', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='languages', to='events.session')),
                ],
                options={
                    'verbose_name': 'language',
                    'verbose_name_plural': 'languages',
                    'ordering': ['pk'],
                    'constraints': [
                        models.UniqueConstraint(fields=('session', 'language', 'way'), name='language_once_and_one_way_in_a_session', violation_error_message='Each language appears only once in a session for each mode.'),
                        models.CheckConstraint(condition=models.Q(('way__in', ['floor', 'interpreted', 'signed', 'captioned'])), name='session_language_way_is_known', violation_error_message='Choose one of the ways.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Speaker',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(help_text='Recognises the person in an import.', max_length=60, verbose_name='code')),
                    ('guid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('offices', coalition.languages.words.WordsField(blank=True, default=dict, help_text='What they are, and where.', verbose_name='office')),
                    ('biographies', events.programme.models.LongWordsField(blank=True, default=dict, verbose_name='biography')),
                    ('portrait', models.ForeignKey(blank=True, help_text="Only with the person's consent.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='portrait')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='speakers', to='events.programme', verbose_name='programme')),
                ],
                options={
                    'verbose_name': 'speaker',
                    'verbose_name_plural': 'speakers',
                    'ordering': ['name', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'code'), name='speaker_code_is_the_programmes_own', violation_error_message='Another speaker of this programme has this code.')],
                },
            ),
            migrations.CreateModel(
                name='SessionSpeaker',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('moderates', models.BooleanField(default=False, verbose_name='moderates')),
                    ('session', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='session_speakers', to='events.session')),
                    ('speaker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appearances', to='events.speaker', verbose_name='speaker')),
                ],
                options={
                    'verbose_name': 'speaker',
                    'verbose_name_plural': 'speakers',
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(fields=('session', 'speaker'), name='speaker_once_in_a_session', violation_error_message='Each person appears only once in a session.')],
                },
            ),
            migrations.CreateModel(
                name='SpeakerContact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('nonce', models.CharField(default=coalition.privacy.secret_links.new_nonce, editable=False, max_length=32)),
                    ('token_digest', models.CharField(editable=False, max_length=64, unique=True)),
                    ('email', models.EmailField(max_length=254, verbose_name='email')),
                    ('email_digest', models.CharField(db_index=True, editable=False, max_length=64)),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('discreet', models.BooleanField(default=False, verbose_name='discreet emails')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('confirmed_at', models.DateTimeField(editable=False, null=True)),
                    ('told', models.JSONField(editable=False, null=True)),
                    ('told_at', models.DateTimeField(editable=False, null=True)),
                    ('mails', models.PositiveIntegerField(default=0, editable=False)),
                    ('entries', models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict, editable=False)),
                    ('reminded_of', models.DateTimeField(editable=False, null=True)),
                    ('speaker', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='contact', to='events.speaker', verbose_name='speaker')),
                ],
                options={
                    'verbose_name': 'address of a speaker',
                    'verbose_name_plural': 'addresses of speakers',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Star',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stars', to='events.registration')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stars', to='events.session')),
                ],
                options={
                    'verbose_name': 'star',
                    'verbose_name_plural': 'stars',
                    'abstract': False,
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('registration', 'session'), name='one_star_for_a_session', violation_error_message='This session is in the agenda already.')],
                },
            ),
            migrations.CreateModel(
                name='TeamMember',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='team', to='events.event', verbose_name='event')),
                    ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ],
                options={
                    'verbose_name': 'member of a team',
                    'verbose_name_plural': 'members of teams',
                    'permissions': [('see_every_event', 'Can see the people of every event')],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('event', 'user'), name='once_in_a_team', violation_error_message='This account is in the team already.')],
                },
            ),
            migrations.CreateModel(
                name='Track',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('names', coalition.languages.words.WordsField(default=dict, verbose_name='name')),
                    ('programme', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tracks', to='events.programme')),
                ],
                options={
                    'verbose_name': 'track',
                    'verbose_name_plural': 'tracks',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='CalendarReading',
                fields=[
                    ('calendar', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='reading', serialize=False, to='events.outsidecalendar')),
                    ('etag', models.CharField(blank=True, max_length=200)),
                    ('last_modified', models.CharField(blank=True, max_length=200)),
                    ('digest', models.CharField(blank=True, max_length=64)),
                    ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('read_at', models.DateTimeField(null=True)),
                    ('asked_at', models.DateTimeField(null=True)),
                    ('good_at', models.DateTimeField(null=True)),
                    ('failed_at', models.DateTimeField(null=True)),
                    ('failures', models.PositiveIntegerField(default=0)),
                    ('cause', models.CharField(blank=True, choices=[('forbidden', 'Its address leads into a private network.'), ('unreachable', 'Nothing answers at its address.'), ('moved', 'Its address leads to another one: enter that one.'), ('gone', 'Nothing is at its address any more.'), ('refused', 'Its address does not open to everybody.'), ('status', 'Its server answered with an error.'), ('too-large', 'It is larger than 2 megabytes.'), ('too-late', 'Its server took longer than 5 seconds.'), ('unreadable', 'What its address answers is not a calendar.')], max_length=20)),
                    ('left_out', models.JSONField(default=dict)),
                ],
                options={
                    'verbose_name': 'reading of a calendar',
                    'verbose_name_plural': 'readings of calendars',
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('cause', ''), ('failed_at', None)), models.Q(('failed_at__isnull', False), models.Q(('cause', ''), _negated=True)), _connector='OR'), name='a_reading_that_failed_says_why')],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='event',
                trigger=pgtrigger.compiler.Trigger(name='event_revision_never_goes_back', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."sequence" < (OLD."sequence") OR NEW."revised_at" < (OLD."revised_at") OR OLD."uid" IS DISTINCT FROM (NEW."uid"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='a8b8b097f2d5156ef78f19a8babcb517c2bb1727', operation='UPDATE', pgid='pgtrigger_event_revision_never_goes_back_4f3f0', table='events_event', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='letter',
                trigger=pgtrigger.compiler.Trigger(name='letter_is_sent_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."sent_at" IS NOT NULL AND (OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."states" IS DISTINCT FROM (NEW."states") OR OLD."categories" IS DISTINCT FROM (NEW."categories") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."text" IS DISTINCT FROM (NEW."text")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='2eb9febd52d8bc5cd97c9284774da41672c737fa', operation='UPDATE', pgid='pgtrigger_letter_is_sent_once_e0aa5', table='events_letter', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='checkin',
                trigger=pgtrigger.compiler.Trigger(name='check_ins_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."device" IS DISTINCT FROM (NEW."device") OR OLD."device_name" IS DISTINCT FROM (NEW."device_name") OR OLD."door_id" IS DISTINCT FROM (NEW."door_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."moment" IS DISTINCT FROM (NEW."moment") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."registration_id" IS DISTINCT FROM (NEW."registration_id") OR OLD."undoes" IS DISTINCT FROM (NEW."undoes"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='59fa1c53af763aaf88e65788d15bada5a76347ce', operation='UPDATE', pgid='pgtrigger_check_ins_are_kept_aa6ce', table='events_checkin', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='checkin',
                trigger=pgtrigger.compiler.Trigger(name='check_ins_are_not_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='bc4a76bbd3ad95a138e44f9c958c0da12d72c550', operation='DELETE', pgid='pgtrigger_check_ins_are_not_deleted_9eace', table='events_checkin', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='seatmove',
                trigger=pgtrigger.compiler.Trigger(name='seat_move_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."category_id" IS DISTINCT FROM (NEW."category_id") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."passed" IS DISTINCT FROM (NEW."passed") OR OLD."registration_id" IS DISTINCT FROM (NEW."registration_id") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='3d40d68b115b1982ac5239ddb334cac9bf440027', operation='UPDATE', pgid='pgtrigger_seat_move_stays_b35d3', table='events_seatmove', when='BEFORE')),
            ),
        ]),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
