"""Every migration of this app up to 26 November 2026, as one. Those that it replaces stay for older databases."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_fsm
import pgtrigger.compiler
import wagtail.fields
from coalition.users.migrations import _roles as roles
from coalition.users.migrations._tables import CreateTogether
from django.conf import settings
from django.db import migrations, models
from importlib import import_module

consent = import_module("newsletters.migrations.0016_consent_rows")


def grant(apps, schema_editor):
    """Let newsletter and committee editors see the editions and send one: 0002 under the names that 0011 and 0012 gave."""
    for name in (roles.NEWSLETTER_EDITORS, roles.COMMITTEE_EDITORS):
        roles.grant(name, "newsletters", "edition", ["view", "send"], apps=apps)
        roles.grant(name, "newsletters", "delivery", ["view"], apps=apps)
        roles.grant(name, "newsletters", "reader", ["view"], apps=apps)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ('newsletters', '0001_initial'),
        ('newsletters', '0002_roles'),
        ('newsletters', '0003_delivery_in_doubt'),
        ('newsletters', '0004_consent_as_shown'),
        ('newsletters', '0005_archive_as_sent'),
        ('newsletters', '0006_discreet_readers'),
        ('newsletters', '0007_encoded_domains'),
        ('newsletters', '0008_holders_of_discreet_addresses'),
        ('newsletters', '0009_one_engine'),
        ('newsletters', '0010_what_was_sent_stays'),
        ('newsletters', '0011_editions'),
        ('newsletters', '0012_readers'),
        ('newsletters', '0013_news'),
        ('newsletters', '0014_words'),
        ('newsletters', '0015_consent_text'),
        ('newsletters', '0016_consent_rows'),
    ]

    dependencies = [
        ('users', '0002_squashed_0003_data_protection'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailimages', '0027_image_description'),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='Edition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('translation_key', models.UUIDField(editable=False)),
                    ('title', models.CharField(max_length=255, verbose_name='title')),
                    ('state', django_fsm.FSMField(choices=[('sending', 'being sent'), ('sent', 'sent')], default='sending', max_length=10, protected=True, verbose_name='state')),
                    ('started_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sending began')),
                    ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='sending ended')),
                    ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
                ],
                options={
                    'verbose_name': 'edition',
                    'verbose_name_plural': 'editions',
                    'ordering': ['-started_at', '-pk'],
                    'default_permissions': ['view', 'send'],
                    'constraints': [models.UniqueConstraint(fields=('translation_key',), name='one_edition_per_newsletter', violation_error_message='This edition was already sent.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('finished_at__isnull', False), _connector='OR'), name='sent_edition_has_its_time', violation_error_message='A sent edition says when it was finished.')],
                },
            ),
            migrations.CreateModel(
                name='EditionText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='newsletters.edition')),
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
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('edition', 'language'), name='one_text_per_edition_and_language', violation_error_message='This edition already has a text in this language.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='sent_words_are_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='87dff1070baa60df214d6f0f6b9c0dafc7722485', operation='UPDATE', pgid='pgtrigger_sent_words_are_frozen_671e9', table='newsletters_editiontext', when='BEFORE'))],
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
            migrations.CreateModel(
                name='SentDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='newsletters.edition', verbose_name='edition')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtaildocs.document', verbose_name='document')),
                ],
                options={
                    'verbose_name': 'document of a sent edition',
                    'verbose_name_plural': 'documents of sent editions',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('edition', 'document'), name='sent_document_once')],
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
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='newsletters.edition', verbose_name='edition')),
                    ('reader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deliveries', to='newsletters.reader', verbose_name='reader')),
                    ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='newsletters.editiontext', verbose_name='text')),
                    ('discreet', models.BooleanField(default=False, verbose_name='discreet')),
                    ('state', models.CharField(choices=[('queued', 'waiting'), ('sending', 'being sent'), ('handing_over', 'being handed over'), ('sent', 'sent'), ('uncertain', 'uncertain: perhaps sent'), ('failed', 'failed'), ('skipped', 'not sent: the reader left')], default='queued', max_length=12, verbose_name='state')),
                ],
                options={
                    'verbose_name': 'delivery',
                    'verbose_name_plural': 'deliveries',
                    'ordering': ['-pk'],
                    'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'sending', 'handing_over'])), fields=['next_attempt_at', 'id'], name='delivery_to_do'), models.Index(condition=models.Q(('state', 'uncertain')), fields=['next_attempt_at'], name='delivery_doubted')],
                    'constraints': [models.UniqueConstraint(fields=('edition', 'reader'), name='one_delivery_per_edition_and_reader', violation_error_message='This reader already has this edition.')],
                },
            ),
            migrations.CreateModel(
                name='NewsletterArchivePage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                ],
                options={
                    'verbose_name': 'newsletter archive',
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
                    ('body', wagtail.fields.StreamField([('heading', 2), ('text', 3), ('image', 4), ('button', 8), ('upcoming_events', 11), ('new_signatories', 14), ('resources', 11), ('news', 18)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'text'}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Level 2'), ('3', 'Level 3')], 'label': 'level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'icon': 'pilcrow', 'label': 'Text', 'template': 'blocks/paragraph.html'}), 4: ('wagtail.images.blocks.ImageBlock', [], {'icon': 'image', 'label': 'Image', 'template': 'blocks/image.html'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'label'}), 6: ('wagtail.blocks.PageChooserBlock', (), {'label': 'page', 'required': False}), 7: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('label', 5), ('page', 6), ('url', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'required': False}), 10: ('wagtail.blocks.IntegerBlock', (), {'default': 3, 'label': 'how many', 'max_value': 10, 'min_value': 1}), 11: ('wagtail.blocks.StructBlock', [[('title', 9), ('count', 10)]], {}), 12: ('wagtail.blocks.IntegerBlock', (), {'default': 90, 'label': 'in the last days', 'max_value': 730, 'min_value': 1}), 13: ('wagtail.blocks.IntegerBlock', (), {'default': 5, 'label': 'at most', 'max_value': 30, 'min_value': 1}), 14: ('wagtail.blocks.StructBlock', [[('title', 9), ('days', 12), ('count', 13)]], {}), 15: ('wagtail.blocks.PageChooserBlock', (), {'page_type': ['news.NewsPage']}), 16: ('wagtail.blocks.ListBlock', (15,), {'default': [], 'help_text': 'Empty for the latest ones.', 'label': 'items', 'max_num': 10, 'min_num': 0}), 17: ('wagtail.blocks.IntegerBlock', (), {'default': 3, 'label': 'how many of the latest', 'max_value': 10, 'min_value': 1}), 18: ('wagtail.blocks.StructBlock', [[('title', 9), ('pages', 16), ('count', 17)]], {})}, verbose_name='body')),
                ],
                options={
                    'verbose_name': 'newsletter edition',
                    'verbose_name_plural': 'newsletter editions',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='Reader',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='email address')),
                    ('email_digest', models.CharField(editable=False, max_length=64)),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('discreet', models.BooleanField(default=False, help_text='Neutral sender, subject and look.', verbose_name='discreet')),
                    ('state', models.CharField(choices=[('confirmed', 'confirmed'), ('unsubscribed', 'unsubscribed')], default='confirmed', max_length=12, verbose_name='state')),
                    ('nonce', models.CharField(editable=False, max_length=32)),
                    ('token_digest', models.CharField(editable=False, max_length=64, unique=True)),
                    ('confirmed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='confirmed')),
                    ('unsubscribed_at', models.DateTimeField(blank=True, null=True, verbose_name='unsubscribed')),
                ],
                options={
                    'verbose_name': 'reader',
                    'verbose_name_plural': 'readers',
                    'ordering': ['-confirmed_at', '-pk'],
                    'indexes': [models.Index(condition=models.Q(('state', 'confirmed')), fields=['language'], name='reader_to_write_to')],
                    'constraints': [models.UniqueConstraint(fields=('email_digest',), name='one_reader_per_address', violation_error_message='This address already reads the newsletter.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'unsubscribed'), _negated=True), ('unsubscribed_at__isnull', False), _connector='OR'), name='unsubscribed_reader_has_its_time', violation_error_message='A reader who left says when.')],
                },
            ),
            migrations.CreateModel(
                name='SubscriptionRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
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
                ],
            ),
            migrations.CreateModel(
                name='ConsentText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], editable=False, max_length=10, unique=True, verbose_name='language')),
                    ('text', models.TextField(help_text='A change makes a new version. Whoever agreed before agreed to the words of then, which are kept.', max_length=600, validators=[django.core.validators.MinLengthValidator(40)], verbose_name='text to agree to')),
                    ('version', models.CharField(editable=False, max_length=20, verbose_name='version of the text')),
                ],
                options={
                    'verbose_name': 'consent to the newsletter',
                    'verbose_name_plural': 'consent to the newsletter',
                    'ordering': ['pk'],
                },
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
        ]),
        migrations.RunPython(grant, migrations.RunPython.noop),
        migrations.RunPython(consent.add_rows, migrations.RunPython.noop),
        migrations.RunPython(consent.grant, migrations.RunPython.noop),
    ]
