"""Every migration of this app up to 26 November 2026, as one. Those that it replaces stay for older databases."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from coalition.users.migrations._tables import CreateTogether
from django.conf import settings
from django.db import migrations, models
from importlib import import_module

locales = import_module("coalition.pages.migrations.0001_locales")
approval = import_module("coalition.pages.migrations.0002_no_approval_by_nobody")
identity = import_module("coalition.pages.migrations.0004_identity_rows")


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ('pages', '0001_locales'),
        ('pages', '0002_no_approval_by_nobody'),
        ('pages', '0003_identity'),
        ('pages', '0004_identity_rows'),
        ('pages', '0005_words'),
    ]

    dependencies = [
        ('users', '0002_squashed_0003_data_protection'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtailimages', '0027_image_description'),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='SiteWords',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], editable=False, max_length=10, unique=True, verbose_name='language')),
                    ('site_name', models.CharField(blank=True, help_text='If this is empty, the English words are shown. If those are empty too, the words of the software are shown.', max_length=80, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='name of the site')),
                    ('footer_about', models.CharField(blank=True, help_text='If this is empty, the English words are shown. If those are empty too, the words of the software are shown.', max_length=300, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='footer: who we are')),
                    ('footer_promise', models.CharField(blank=True, help_text='If this is empty, the English words are shown. If those are empty too, the words of the software are shown.', max_length=300, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='footer: what we promise readers')),
                    ('sender_name', models.CharField(blank=True, help_text='If this is empty, the English name is used. If that is empty too, the operator’s setting is used.', max_length=60, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='sender of emails')),
                    ('discreet_name', models.CharField(blank=True, help_text='A name that tells nobody what the email is about. If this is empty, the English name is used. If that is empty too, the operator’s setting is used.', max_length=40, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='sender of discreet emails')),
                ],
                options={
                    'verbose_name': 'name and words of the site',
                    'verbose_name_plural': 'name and words of the site',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='SiteFacts',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                    ('leave_url', models.URLField(blank=True, help_text='A neutral site that everyone knows, at an address that begins with https://. If this is empty, the operator’s setting is used.', verbose_name='where “Leave this site” leads')),
                ],
                options={
                    'verbose_name': 'leave-site address',
                    'verbose_name_plural': 'leave-site address',
                    'constraints': [models.CheckConstraint(condition=models.Q(('leave_url', ''), ('leave_url__startswith', 'https://'), _connector='OR'), name='leaving_is_encrypted', violation_error_message='Give an address that begins with https://.')],
                },
            ),
            migrations.CreateModel(
                name='Helpline',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                    ('country', models.CharField(max_length=2, verbose_name='country')),
                    ('number', models.CharField(max_length=30, validators=[django.core.validators.RegexValidator('^\\+?[0-9][0-9 ]*$', 'Write digits and spaces.')], verbose_name='number')),
                    ('name', models.CharField(max_length=120, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='name of the service')),
                    ('what_en', models.CharField(blank=True, max_length=300, verbose_name='what it does')),
                    ('what_fr', models.CharField(blank=True, max_length=300, verbose_name='what it does')),
                    ('what_es', models.CharField(blank=True, max_length=300, verbose_name='what it does')),
                    ('what_ar', models.CharField(blank=True, max_length=300, verbose_name='what it does')),
                    ('hours_en', models.CharField(blank=True, max_length=120, verbose_name='hours')),
                    ('hours_fr', models.CharField(blank=True, max_length=120, verbose_name='hours')),
                    ('hours_es', models.CharField(blank=True, max_length=120, verbose_name='hours')),
                    ('hours_ar', models.CharField(blank=True, max_length=120, verbose_name='hours')),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, verbose_name='languages spoken')),
                    ('source', models.CharField(help_text='Who says so, such as the service itself.', max_length=200, verbose_name='source')),
                    ('source_url', models.URLField(blank=True, verbose_name='address of the source')),
                    ('checked_on', models.DateField(default=django.utils.timezone.localdate, help_text='The CMS asks to check again after half a year.', verbose_name='checked on')),
                    ('shown', models.BooleanField(default=True, verbose_name='shown on the site')),
                ],
                options={
                    'verbose_name': 'helpline',
                    'verbose_name_plural': 'helplines',
                    'ordering': ['country', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('country', 'number'), name='one_helpline_per_number', violation_error_message='This country has this number already.')],
                },
            ),
            migrations.CreateModel(
                name='Partner',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                    ('position', models.PositiveSmallIntegerField(db_index=True, default=0, editable=False, verbose_name='place')),
                    ('name_en', models.CharField(max_length=120, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='name')),
                    ('name_fr', models.CharField(blank=True, help_text='If this is empty, the English words are shown.', max_length=120, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='name')),
                    ('name_es', models.CharField(blank=True, help_text='If this is empty, the English words are shown.', max_length=120, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='name')),
                    ('name_ar', models.CharField(blank=True, help_text='If this is empty, the English words are shown.', max_length=120, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='name')),
                    ('logo', models.ForeignKey(blank=True, help_text='Its name stands beside it in words.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='logo')),
                    ('url', models.URLField(blank=True, verbose_name='address')),
                ],
                options={
                    'verbose_name': 'partner',
                    'verbose_name_plural': 'partners',
                    'ordering': ['position', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='MenuItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                    ('position', models.PositiveSmallIntegerField(db_index=True, default=0, editable=False, verbose_name='place')),
                    ('section', models.CharField(blank=True, choices=[('members', 'Members'), ('charter', 'Charter'), ('events', 'Events'), ('webinars', 'Webinars'), ('calendar', 'Calendar'), ('resources', 'Resources'), ('news', 'News'), ('newsletter', 'Newsletter'), ('contact', 'Contact')], max_length=20, verbose_name='section')),
                    ('page', models.ForeignKey(blank=True, help_text='In any language: each language leads to its own translation.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
                    ('label_en', models.CharField(blank=True, max_length=40, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='label')),
                    ('label_fr', models.CharField(blank=True, max_length=40, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='label')),
                    ('label_es', models.CharField(blank=True, max_length=40, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='label')),
                    ('label_ar', models.CharField(blank=True, max_length=40, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='label')),
                ],
                options={
                    'verbose_name': 'item of the bar',
                    'verbose_name_plural': 'items of the bar',
                    'ordering': ['position', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('page__isnull', False), ('section', '')), models.Q(models.Q(('section', ''), _negated=True), ('page__isnull', True)), _connector='OR'), name='menu_item_leads_to_one_thing', violation_error_message='Choose either a section or a page.'), models.UniqueConstraint(condition=models.Q(('section', ''), _negated=True), fields=('section',), name='one_menu_item_per_section', violation_error_message='This section is in the bar already.')],
                },
            ),
        ]),
        migrations.RunPython(locales.make_locales, migrations.RunPython.noop),
        migrations.RunPython(approval.take_away, migrations.RunPython.noop),
        migrations.RunPython(identity.add_rows, migrations.RunPython.noop),
        migrations.RunPython(identity.grant, migrations.RunPython.noop),
    ]
