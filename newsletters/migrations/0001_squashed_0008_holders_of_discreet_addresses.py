"""Every migration of this app up to version 0.2.0, as one. The ones that it replaces stay for older databases."""

import django.db.models.deletion
import django.utils.timezone
import django_fsm
import pgtrigger.compiler
import pgtrigger.migrations
import wagtail.fields
from coalition.users.migrations import _roles as roles
from django.conf import settings
from django.db import migrations, models


GRANTS = [
    ('Newsletter editors', 'newsletters', 'issue', ['view', 'send']),
    ('Newsletter editors', 'newsletters', 'delivery', ['view']),
    ('Newsletter editors', 'newsletters', 'subscriber', ['view']),
    ('Committee editors', 'newsletters', 'issue', ['view', 'send']),
    ('Committee editors', 'newsletters', 'delivery', ['view']),
    ('Committee editors', 'newsletters', 'subscriber', ['view']),
]


def grant_roles(apps, schema_editor):
    """Give the roles of the CMS what they may do here."""
    for group, app_label, model, actions in GRANTS:
        roles.grant(group, app_label, model, actions, apps=apps)


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
    ]

    dependencies = [
        ('users', '0002_roles'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('discreet', models.BooleanField(default=False, verbose_name='discreet')),
                ('state', models.CharField(choices=[('pending', 'waiting'), ('claimed', 'taken by a worker'), ('sending', 'being sent'), ('sent', 'sent'), ('uncertain', 'uncertain: perhaps sent'), ('failed', 'failed'), ('skipped', 'not sent: the reader left')], default='pending', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next attempt')),
                ('claimed_by', models.CharField(blank=True, max_length=36)),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='last error')),
            ],
            options={
                'verbose_name': 'delivery',
                'verbose_name_plural': 'deliveries',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(editable=False)),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('state', django_fsm.FSMField(choices=[('sending', 'being sent'), ('sent', 'sent')], default='sending', max_length=10, protected=True, verbose_name='state')),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sending began')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='sending ended')),
            ],
            options={
                'verbose_name': 'edition',
                'verbose_name_plural': 'editions',
                'ordering': ['-started_at', '-pk'],
                'default_permissions': ['view', 'send'],
            },
        ),
        migrations.CreateModel(
            name='IssueText',
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
            ],
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
                ('body', wagtail.fields.StreamField([('heading', 2), ('text', 3), ('image', 4), ('button', 8), ('upcoming_events', 11), ('new_signatories', 14), ('resources', 11)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'text'}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Level 2'), ('3', 'Level 3')], 'label': 'level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'icon': 'pilcrow', 'label': 'Text', 'template': 'blocks/paragraph.html'}), 4: ('wagtail.images.blocks.ImageBlock', [], {'icon': 'image', 'label': 'Image', 'template': 'blocks/image.html'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'label'}), 6: ('wagtail.blocks.PageChooserBlock', (), {'label': 'page', 'required': False}), 7: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('label', 5), ('page', 6), ('url', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'required': False}), 10: ('wagtail.blocks.IntegerBlock', (), {'default': 3, 'label': 'how many', 'max_value': 10, 'min_value': 1}), 11: ('wagtail.blocks.StructBlock', [[('title', 9), ('count', 10)]], {}), 12: ('wagtail.blocks.IntegerBlock', (), {'default': 90, 'label': 'in the last days', 'max_value': 730, 'min_value': 1}), 13: ('wagtail.blocks.IntegerBlock', (), {'default': 5, 'label': 'at most', 'max_value': 30, 'min_value': 1}), 14: ('wagtail.blocks.StructBlock', [[('title', 9), ('days', 12), ('count', 13)]], {})}, verbose_name='body')),
            ],
            options={
                'verbose_name': 'newsletter edition',
                'verbose_name_plural': 'newsletter editions',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Subscriber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
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
            },
        ),
        migrations.CreateModel(
            name='SubscriptionRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
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
        migrations.AddField(
            model_name='issue',
            name='sent_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='issue',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='newsletters.issue', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='issuetext',
            name='issue',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='newsletters.issue'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='text',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='newsletters.issuetext', verbose_name='text'),
        ),
        migrations.AddIndex(
            model_name='subscriber',
            index=models.Index(condition=models.Q(('state', 'confirmed')), fields=['language'], name='reader_to_write_to'),
        ),
        migrations.AddConstraint(
            model_name='subscriber',
            constraint=models.UniqueConstraint(fields=('email_digest',), name='one_reader_per_address', violation_error_message='This address already reads the newsletter.'),
        ),
        migrations.AddConstraint(
            model_name='subscriber',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'unsubscribed'), _negated=True), ('unsubscribed_at__isnull', False), _connector='OR'), name='unsubscribed_reader_has_its_time', violation_error_message='A reader who left says when.'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='subscriber',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deliveries', to='newsletters.subscriber', verbose_name='reader'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.UniqueConstraint(fields=('translation_key',), name='one_edition_per_newsletter', violation_error_message='This edition was already sent.'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('finished_at__isnull', False), _connector='OR'), name='sent_edition_has_its_time', violation_error_message='A sent edition says when it was finished.'),
        ),
        migrations.AddConstraint(
            model_name='issuetext',
            constraint=models.UniqueConstraint(fields=('issue', 'language'), name='one_text_per_edition_and_language', violation_error_message='This edition already has a text in this language.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='issuetext',
            trigger=pgtrigger.compiler.Trigger(name='sent_words_are_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='28b667f7240af41892bac15a68ce7185fe0322c1', operation='UPDATE', pgid='pgtrigger_sent_words_are_frozen_da509', table='newsletters_issuetext', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'pending')), fields=['next_attempt_at', 'id'], name='delivery_due'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'uncertain')), fields=['claimed_at'], name='delivery_in_doubt'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state__in', ['claimed', 'sending'])), fields=['claimed_at'], name='delivery_held'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('issue', 'subscriber'), name='one_delivery_per_edition_and_reader', violation_error_message='This reader already has this edition.'),
        ),
        migrations.RunPython(grant_roles, migrations.RunPython.noop),
    ]
