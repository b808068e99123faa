"""Every migration of this app up to version 0.2.0, as one. The ones that it replaces stay for older databases."""

import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import events.fields
import events.models
import events.registrations.models
import events.zones
import modelcluster.fields
import modelsearch.index
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
import wagtail.fields
from coalition.users.migrations import _roles as roles
from django.conf import settings
from django.db import migrations, models


GRANTS = [
    ('Event hosts', 'events', 'event', ['view', 'add', 'change', 'delete']),
    ('Committee editors', 'events', 'event', ['view', 'add', 'change']),
    ('Event hosts', 'events', 'registration', ['view', 'export', 'cancel']),
    ('Committee editors', 'events', 'registration', ['view']),
]


def grant_roles(apps, schema_editor):
    """Give the roles of the CMS what they may do here."""
    for group, app_label, model, actions in GRANTS:
        roles.grant(group, app_label, model, actions, apps=apps)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ('events', '0001_initial'),
        ('events', '0002_permissions'),
        ('events', '0003_cancelled_by_a_host'),
        ('events', '0004_confirm_then_count'),
        ('events', '0005_known_values'),
        ('events', '0006_discreet_registrations'),
    ]

    dependencies = [
        ('users', '0002_roles'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EventPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                ('summary', models.CharField(blank=True, help_text='Also shown in calendars.', max_length=300, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 4), ('quote', 7), ('button', 11)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'text'}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Level 2'), ('3', 'Level 3')], 'label': 'level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'icon': 'pilcrow', 'label': 'Text', 'template': 'blocks/paragraph.html'}), 4: ('wagtail.images.blocks.ImageBlock', [], {'icon': 'image', 'label': 'Image', 'template': 'blocks/image.html'}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'text'}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'source', 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('text', 5), ('source', 6)]], {}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'label'}), 9: ('wagtail.blocks.PageChooserBlock', (), {'label': 'page', 'required': False}), 10: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('label', 8), ('page', 9), ('url', 10)]], {})}, verbose_name='body')),
            ],
            options={
                'verbose_name': 'event page',
                'verbose_name_plural': 'event pages',
            },
            bases=('wagtailcore.page',),
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
            ],
            options={
                'verbose_name': 'state of the feeds',
                'verbose_name_plural': 'states of the feeds',
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name or pseudonym')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('email_digest', models.CharField(editable=False, max_length=64)),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                ('access_needs', models.CharField(blank=True, max_length=500, verbose_name='access needs')),
                ('discreet', models.BooleanField(default=False, verbose_name='discreet mails')),
                ('state', models.CharField(choices=[('confirmed', 'confirmed'), ('waiting', 'on the waiting list'), ('cancelled', 'cancelled')], max_length=10, verbose_name='state')),
                ('cancel_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='reason of the cancellation')),
                ('nonce', models.CharField(default=events.registrations.models.new_nonce, editable=False, max_length=32)),
                ('token_digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='registered')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='changed')),
            ],
            options={
                'verbose_name': 'registration',
                'verbose_name_plural': 'registrations',
                'ordering': ['-created_at', '-pk'],
                'permissions': [('export_registration', 'Can export registrations'), ('cancel_registration', 'Can cancel registration')],
            },
        ),
        migrations.CreateModel(
            name='RegistrationRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name or pseudonym')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('email_digest', models.CharField(editable=False, max_length=64)),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                ('access_needs', models.CharField(blank=True, max_length=500, verbose_name='access needs')),
                ('discreet', models.BooleanField(default=False, verbose_name='discreet mails')),
                ('nonce', models.CharField(default=events.registrations.models.new_nonce, editable=False, max_length=32)),
                ('token_digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='asked')),
            ],
            options={
                'verbose_name': 'unconfirmed registration',
                'verbose_name_plural': 'unconfirmed registrations',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SeatCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('names', events.fields.WordsField(blank=True, default=dict, help_text='Shown only when there is more than one.', verbose_name='names')),
                ('capacity', models.PositiveIntegerField(verbose_name='seats')),
                ('peak', models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'seat category',
                'verbose_name_plural': 'seat categories',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='identifier in calendars')),
                ('name', models.CharField(help_text="For editors; readers see the page's title.", max_length=200, verbose_name='working name')),
                ('kind', models.CharField(choices=[('femmes-du-monde', 'Femmes du Monde meeting'), ('seminar', 'Seminar'), ('training', 'Training'), ('uclg-meeting', 'UCLG meeting'), ('partner-meeting', 'Partner meeting'), ('webinar', 'Webinar')], max_length=20, verbose_name='kind')),
                ('start', models.DateTimeField(verbose_name='start')),
                ('end', models.DateTimeField(help_text='For all-day events: midnight after the last day.', verbose_name='end')),
                ('zone', models.CharField(default='Europe/Paris', max_length=50, validators=[events.zones.validate_zone], verbose_name='time zone')),
                ('all_day', models.BooleanField(default=False, verbose_name='all day')),
                ('mode', models.CharField(choices=[('on-site', 'on site'), ('online', 'online'), ('hybrid', 'on site and online')], default='on-site', max_length=10, verbose_name='mode')),
                ('place', events.fields.WordsField(blank=True, default=dict, help_text='Venue and town, in each language.', verbose_name='place')),
                ('country', models.CharField(blank=True, help_text='ISO code, such as FR.', max_length=2, verbose_name='country')),
                ('spoken', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, verbose_name='spoken languages')),
                ('interpreted', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, verbose_name='interpreted into')),
                ('signed', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, verbose_name='sign languages')),
                ('state', models.CharField(choices=[('scheduled', 'scheduled'), ('postponed', 'postponed'), ('cancelled', 'cancelled')], default='scheduled', max_length=10, verbose_name='state')),
                ('closed', models.BooleanField(default=False, help_text='For invited members only: in no list, feed or search.', verbose_name='closed')),
                ('neutral_address', models.BooleanField(default=False, help_text="The event's pages have a neutral title and an address that says nothing, so that neither tells in the history of a browser what was read.", verbose_name='neutral address')),
                ('short_id', models.CharField(default=events.models.new_short_id, editable=False, max_length=12, unique=True)),
                ('registration_opens', models.DateTimeField(blank=True, null=True, verbose_name='registration opens')),
                ('registration_closes', models.DateTimeField(blank=True, help_text='Empty: when the event starts.', null=True, verbose_name='registration closes')),
                ('sequence', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision')),
                ('revised_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='revised')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
                'ordering': ['-start', '-pk'],
                'indexes': [models.Index(fields=['end'], name='event_by_end')],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='event_ends_after_it_starts', violation_error_message='An event ends after it starts.'), models.CheckConstraint(condition=models.Q(('registration_opens__isnull', True), ('registration_closes__isnull', True), ('registration_closes__gt', models.F('registration_opens')), _connector='OR'), name='event_registration_closes_after_it_opens', violation_error_message='Registration closes after it opens.'), models.CheckConstraint(condition=models.Q(('kind__in', ['femmes-du-monde', 'seminar', 'training', 'uclg-meeting', 'partner-meeting', 'webinar'])), name='event_kind_is_known', violation_error_message='Choose one of the kinds of events.'), models.CheckConstraint(condition=models.Q(('mode__in', ['on-site', 'online', 'hybrid'])), name='event_mode_is_known', violation_error_message='Choose one of the modes.'), models.CheckConstraint(condition=models.Q(('state__in', ['scheduled', 'postponed', 'cancelled'])), name='event_state_is_known', violation_error_message='Choose one of the states.'), models.CheckConstraint(condition=models.Q(('end__lte', datetime.datetime(2100, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)), ('start__gte', datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), name='event_is_of_our_time', violation_error_message='An event lies between the years 2000 and 2099.'), models.CheckConstraint(condition=models.Q(models.Q(('registration_opens', None), ('registration_opens__range', (datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), datetime.datetime(2100, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), _connector='OR'), models.Q(('registration_closes', None), ('registration_closes__range', (datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), datetime.datetime(2100, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), _connector='OR')), name='event_registration_is_of_our_time', violation_error_message='Registration opens and closes between the years 2000 and 2099.')],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='event_revision_never_goes_back', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."sequence" < (OLD."sequence") OR NEW."revised_at" < (OLD."revised_at") OR OLD."uid" IS DISTINCT FROM (NEW."uid"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='a8b8b097f2d5156ef78f19a8babcb517c2bb1727', operation='UPDATE', pgid='pgtrigger_event_revision_never_goes_back_4f3f0', table='events_event', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='eventpage',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='events.event', verbose_name='event'),
        ),
        migrations.AddField(
            model_name='registration',
            name='cancelled_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='cancelled by'),
        ),
        migrations.AddField(
            model_name='registration',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='events.event', verbose_name='event'),
        ),
        migrations.AddField(
            model_name='registrationrequest',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='events.event', verbose_name='event'),
        ),
        migrations.AddField(
            model_name='seatcategory',
            name='event',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='seat_categories', to='events.event', verbose_name='event'),
        ),
        migrations.AddField(
            model_name='registrationrequest',
            name='category',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='events.seatcategory', verbose_name='seat category'),
        ),
        migrations.AddField(
            model_name='registration',
            name='category',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='events.seatcategory', verbose_name='seat category'),
        ),
        migrations.AddConstraint(
            model_name='seatcategory',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='seat_category_has_seats', violation_error_message='A seat category has at least one seat.'),
        ),
        migrations.AddIndex(
            model_name='registrationrequest',
            index=models.Index(fields=['email_digest'], name='request_by_address'),
        ),
        migrations.AddIndex(
            model_name='registrationrequest',
            index=models.Index(fields=['created_at'], name='request_by_time'),
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(fields=['category', 'state', 'created_at'], name='registration_by_state'),
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(fields=['email_digest'], name='registration_by_address'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['confirmed', 'waiting', 'cancelled'])), name='registration_state_is_known', violation_error_message='Choose one of the states.'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('event', 'email_digest'), name='one_active_registration_per_address', violation_error_message='This address is already registered for this event.'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'cancelled'), models.Q(('cancel_reason', ''), ('cancelled_by', None)), _connector='OR'), name='only_a_cancelled_registration_says_why', violation_error_message='Only a cancelled registration has a reason of its cancellation.'),
        ),
        migrations.RunPython(grant_roles, migrations.RunPython.noop),
    ]
