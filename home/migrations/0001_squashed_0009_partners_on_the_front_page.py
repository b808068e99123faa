"""Every migration of this app up to 26 November 2026, as one. Those that it replaces stay for older databases."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import wagtail.fields
from coalition.users.migrations._tables import CreateTogether
from django.conf import settings
from django.db import migrations, models
from importlib import import_module

contact = import_module("home.migrations.0004_contact_topics")
search = import_module("home.migrations.0008_search_synonyms")


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ('home', '0001_initial'),
        ('home', '0002_roles_of_pages'),
        ('home', '0003_contact'),
        ('home', '0004_contact_topics'),
        ('home', '0005_about_and_how_to_sign'),
        ('home', '0006_blocks'),
        ('home', '0007_parts_of_front_pages'),
        ('home', '0008_search_synonyms'),
        ('home', '0009_partners_on_the_front_page'),
    ]

    dependencies = [
        ('users', '0002_squashed_0003_data_protection'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='ContactTopic',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                    ('topic', models.CharField(choices=[('signing', 'Signing the charter'), ('members', 'Members and their commitments'), ('events', 'Events and webinars'), ('newsletter', 'Newsletter and calendar'), ('press', 'Press'), ('site', 'Help with this website'), ('privacy', 'My personal data'), ('other', 'Something else')], editable=False, max_length=12, unique=True, verbose_name='topic')),
                    ('mailbox', models.EmailField(blank=True, help_text='Shown to nobody. Left empty, the mailbox of “Something else” reads this topic too.', max_length=254, verbose_name='mailbox')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], default='en', help_text='The email to the team is in this language; the message stays as it was written.', max_length=10, verbose_name='language of the team')),
                    ('days', models.PositiveSmallIntegerField(default=5, help_text='What the page promises to the person who wrote.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='working days to answer')),
                ],
                options={
                    'verbose_name': 'contact topic',
                    'verbose_name_plural': 'contact topics',
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('days__range', (1, 30))), name='contact_days_are_few', violation_error_message='Give between 1 and 30 working days.')],
                },
            ),
            migrations.CreateModel(
                name='ContactMessage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(editable=False, max_length=8, unique=True, verbose_name='reference')),
                    ('topic', models.CharField(choices=[('signing', 'Signing the charter'), ('members', 'Members and their commitments'), ('events', 'Events and webinars'), ('newsletter', 'Newsletter and calendar'), ('press', 'Press'), ('site', 'Help with this website'), ('privacy', 'My personal data'), ('other', 'Something else')], max_length=12, verbose_name='topic')),
                    ('text', models.TextField(verbose_name='message')),
                    ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                    ('email_digest', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                    ('safely', models.CharField(blank=True, max_length=300, verbose_name='how to answer safely')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written')),
                    ('answer_by', models.DateField(verbose_name='answer by')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ],
                options={
                    'verbose_name': 'message received',
                    'verbose_name_plural': 'messages received',
                    'ordering': ['-written_at', '-pk'],
                    'permissions': [('answer_contactmessage', 'Can note that a message is answered')],
                    'default_permissions': ('view',),
                },
            ),
            migrations.CreateModel(
                name='SearchSynonyms',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('terms', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), help_text='Separated by commas, such as: shelter, refuge, safe house.', verbose_name='words that mean the same')),
                ],
                options={
                    'verbose_name': 'search synonyms',
                    'verbose_name_plural': 'search synonyms',
                    'ordering': ['language', 'terms'],
                },
            ),
            migrations.CreateModel(
                name='HomePage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('hero_title', models.CharField(max_length=160, verbose_name='main heading')),
                    ('lead', models.TextField(blank=True, help_text='One or two sentences under the heading.', verbose_name='lead')),
                    ('body', wagtail.fields.StreamField([('figures', 2), ('newest_signatory', 3), ('quotation', 7), ('purpose', 13), ('map', 3), ('next_events', 15), ('latest_news', 15), ('latest_resources', 15), ('partners', 3), ('sign', 17), ('newsletter', 17)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': "Leave it empty for the site's own words.", 'label': 'title', 'max_length': 120, 'required': False}), 1: ('wagtail.blocks.MultipleChoiceBlock', [], {'choices': [('population', 'population of the territories that signed'), ('kept', 'commitments kept'), ('overdue', 'commitments overdue'), ('signatories', 'signatories of the charter'), ('members', 'member governments'), ('countries', 'countries'), ('pilots', 'pilot territories')], 'label': 'figures'}), 2: ('wagtail.blocks.StructBlock', [[('title', 0), ('figures', 1)]], {}), 3: ('wagtail.blocks.StructBlock', [[('title', 0)]], {}), 4: ('wagtail.blocks.TextBlock', (), {'label': 'words', 'max_length': 600}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'name', 'max_length': 120}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'office or source', 'max_length': 200, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('text', 4), ('name', 5), ('role', 6)]], {}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'text', 'required': False}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'title'}), 10: ('wagtail.blocks.TextBlock', (), {'label': 'text'}), 11: ('wagtail.blocks.StructBlock', [[('title', 9), ('text', 10)]], {}), 12: ('wagtail.blocks.ListBlock', (11,), {'default': [], 'label': 'goals', 'max_num': 6}), 13: ('wagtail.blocks.StructBlock', [[('text', 8), ('goals', 12)]], {}), 14: ('wagtail.blocks.IntegerBlock', (), {'default': 3, 'label': 'how many', 'max_value': 6, 'min_value': 1}), 15: ('wagtail.blocks.StructBlock', [[('title', 0), ('number', 14)]], {}), 16: ('wagtail.blocks.TextBlock', (), {'help_text': "Leave it empty for the site's own words.", 'label': 'text', 'max_length': 300, 'required': False}), 17: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 16)]], {})}, verbose_name='parts')),
                ],
                options={
                    'verbose_name': 'home page',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='StandardPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('introduction', models.TextField(blank=True, verbose_name='introduction')),
                    ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('quote', 8), ('accordion', 14), ('table', 17), ('image', 18), ('image_with_text', 21), ('embed', 24), ('files', 29), ('button', 33), ('call_to_action', 36), ('cards', 39), ('figures', 45), ('events_list', 48), ('members_list', 51), ('news_list', 52)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'text'}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Level 2'), ('3', 'Level 3')], 'label': 'level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'group': 'Text', 'icon': 'pilcrow', 'label': 'Text', 'preview_value': '<p>Words that say what happened, and what comes next.</p>', 'template': 'blocks/paragraph.html'}), 4: ('wagtail.blocks.TextBlock', (), {'label': 'text'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'person or source', 'required': False}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'office of the person', 'required': False}), 7: ('wagtail.images.blocks.ImageBlock', [], {'help_text': 'Never a picture of a victim.', 'label': 'portrait'}), 8: ('wagtail.blocks.StructBlock', [[('text', 4), ('source', 5), ('role', 6), ('portrait', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'required': False}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'title'}), 11: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'text'}), 12: ('wagtail.blocks.StructBlock', [[('title', 10), ('text', 11)]], {}), 13: ('wagtail.blocks.ListBlock', (12,), {'label': 'parts', 'min_num': 1}), 14: ('wagtail.blocks.StructBlock', [[('title', 9), ('parts', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'Figure', 'required': False}), 17: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 15), ('figure', 16)]], {}), 18: ('wagtail.images.blocks.ImageBlock', [], {'group': 'Pictures and files', 'icon': 'image', 'label': 'Image', 'template': 'blocks/image.html'}), 19: ('wagtail.images.blocks.ImageBlock', [], {'label': 'image'}), 20: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('start', 'before the text'), ('end', 'after the text')], 'label': 'place of the image'}), 21: ('wagtail.blocks.StructBlock', [[('image', 19), ('text', 11), ('side', 20)]], {}), 22: ('wagtail.blocks.CharBlock', (), {'help_text': 'What is shown: a screen reader says it of the frame.', 'label': 'title'}), 23: ('wagtail.blocks.URLBlock', (), {'help_text': "Of the video's own page, at YouTube, Vimeo, Dailymotion or a PeerTube site.", 'label': 'address'}), 24: ('wagtail.blocks.StructBlock', [[('title', 22), ('url', 23)]], {}), 25: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'document'}), 26: ('wagtail.blocks.CharBlock', (), {'help_text': 'Empty for the title of the document.', 'label': 'name', 'required': False}), 27: ('wagtail.blocks.StructBlock', [[('document', 25), ('title', 26)]], {}), 28: ('wagtail.blocks.ListBlock', (27,), {'label': 'files', 'min_num': 1}), 29: ('wagtail.blocks.StructBlock', [[('title', 10), ('files', 28)]], {}), 30: ('wagtail.blocks.CharBlock', (), {'label': 'label'}), 31: ('wagtail.blocks.PageChooserBlock', (), {'label': 'page', 'required': False}), 32: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 33: ('wagtail.blocks.StructBlock', [[('label', 30), ('page', 31), ('url', 32)]], {}), 34: ('wagtail.blocks.TextBlock', (), {'label': 'text', 'required': False}), 35: ('wagtail.blocks.StructBlock', [[('label', 30), ('page', 31), ('url', 32)]], {'label': 'Button'}), 36: ('wagtail.blocks.StructBlock', [[('title', 10), ('text', 34), ('button', 35)]], {}), 37: ('wagtail.blocks.StructBlock', [[('title', 10), ('text', 34), ('page', 31), ('url', 32)]], {}), 38: ('wagtail.blocks.ListBlock', (37,), {'label': 'cards', 'max_num': 12, 'min_num': 1}), 39: ('wagtail.blocks.StructBlock', [[('title', 10), ('cards', 38)]], {}), 40: ('wagtail.blocks.CharBlock', (), {'help_text': 'As it is written: 1.65 million, 35 %.', 'label': 'figure'}), 41: ('wagtail.blocks.CharBlock', (), {'label': 'what it counts'}), 42: ('wagtail.blocks.CharBlock', (), {'label': 'source and year'}), 43: ('wagtail.blocks.StructBlock', [[('value', 40), ('label', 41), ('source', 42)]], {}), 44: ('wagtail.blocks.ListBlock', (43,), {'label': 'figures', 'max_num': 6, 'min_num': 1}), 45: ('wagtail.blocks.StructBlock', [[('title', 9), ('figures', 44)]], {}), 46: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('next', 'the next ones'), ('past', 'those that took place')], 'label': 'which'}), 47: ('wagtail.blocks.IntegerBlock', (), {'default': 3, 'label': 'how many', 'max_value': 12, 'min_value': 1}), 48: ('wagtail.blocks.StructBlock', [[('title', 10), ('which', 46), ('count', 47)]], {}), 49: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('all', 'all members'), ('signed', 'those that signed the charter'), ('pilot', 'pilot territories'), ('observatory', 'those with an observatory')], 'label': 'which'}), 50: ('wagtail.blocks.IntegerBlock', (), {'default': 6, 'label': 'at most', 'max_value': 50, 'min_value': 1}), 51: ('wagtail.blocks.StructBlock', [[('title', 10), ('which', 49), ('count', 50)]], {}), 52: ('wagtail.blocks.StructBlock', [[('title', 10), ('count', 47)]], {})}, verbose_name='body')),
                ],
                options={
                    'verbose_name': 'standard page',
                    'verbose_name_plural': 'standard pages',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='PageRole',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('about', 'about the network'), ('how-to-sign', 'how to sign'), ('help', 'help by telephone'), ('privacy', 'privacy notice'), ('accessibility', 'accessibility statement')], max_length=20, verbose_name='role')),
                    ('translation_key', models.UUIDField(editable=False)),
                ],
                options={
                    'verbose_name': 'role of a page',
                    'verbose_name_plural': 'roles of pages',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('role',), name='one_page_per_role', violation_error_message='Another page has this role.'), models.UniqueConstraint(fields=('translation_key',), name='one_role_per_page', violation_error_message='This page has another role.')],
                },
            ),
        ]),
        migrations.RunPython(contact.add_topics, migrations.RunPython.noop),
        migrations.RunPython(contact.grant, migrations.RunPython.noop),
        migrations.RunPython(search.grant, migrations.RunPython.noop),
    ]
