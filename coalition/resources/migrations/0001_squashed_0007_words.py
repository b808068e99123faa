"""Every migration of this app up to 26 November 2026, as one. Those that it replaces stay for older databases."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import wagtail.fields
from coalition.users.migrations._tables import CreateTogether
from django.conf import settings
from django.db import migrations, models
from importlib import import_module

roles = import_module("coalition.resources.migrations.0002_roles")


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ('resources', '0001_initial'),
        ('resources', '0002_roles'),
        ('resources', '0003_chosen_languages'),
        ('resources', '0004_editors_hear_of_each_other'),
        ('resources', '0005_blocks'),
        ('resources', '0006_pictures'),
        ('resources', '0007_words'),
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
                name='Resource',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                    ('key', models.SlugField(help_text='Stable and unique, such as guide-observatory.', max_length=80, verbose_name='key')),
                    ('kind', models.CharField(choices=[('guide', 'Guide'), ('diagnosis', 'Shared diagnosis'), ('action-plan', 'Action plan'), ('toolkit', 'Toolkit'), ('report', 'Report'), ('video', 'Video'), ('other', 'Other resource')], max_length=20, verbose_name='type')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                    ('country', models.CharField(blank=True, help_text='Empty for the whole network.', max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$', 'Write a country code of two capital letters, such as FR.')], verbose_name='country')),
                    ('member_code', models.CharField(blank=True, help_text='Such as FR-93; empty for none.', max_length=40, verbose_name='code of the local government')),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), default=list, help_text='The languages it can be read in.', verbose_name='languages')),
                    ('url', models.URLField(blank=True, help_text='Where it is published, when not on this site.', verbose_name='address')),
                    ('illustrative', models.BooleanField(default=False, verbose_name='illustrative, for the demonstration')),
                ],
                options={
                    'verbose_name': 'resource',
                    'verbose_name_plural': 'resources',
                    'ordering': ['-year', 'key'],
                    'constraints': [models.UniqueConstraint(fields=('key',), name='one_resource_per_key', violation_error_message='Another resource has this key.'), models.CheckConstraint(condition=models.Q(('country', ''), ('country__regex', '^[A-Z]{2}$'), _connector='OR'), name='resource_country_is_iso', violation_error_message='Write a country code of two capital letters, such as FR.'), models.CheckConstraint(condition=models.Q(('year__range', (1945, 2100))), name='resource_year_is_plausible', violation_error_message='Write a year between 1945 and 2100.')],
                },
            ),
            migrations.CreateModel(
                name='ResourcePage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('picture', models.ForeignKey(blank=True, help_text='Never a picture of a victim. Without a picture, the page shows its weave.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='picture')),
                    ('picture_alt', models.CharField(blank=True, help_text='In words, for those who do not see it. Empty for a picture that only decorates.', max_length=200, verbose_name='what the picture shows')),
                    ('picture_decorative', models.BooleanField(default=False, verbose_name='the picture only decorates')),
                    ('picture_credit', models.CharField(blank=True, help_text='Who took the picture, as they wish to be named.', max_length=200, verbose_name='credit')),
                    ('resource', models.ForeignKey(help_text='Its facts.', on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='resources.resource', verbose_name='resource')),
                    ('summary', models.TextField(blank=True, verbose_name='summary')),
                    ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('quote', 8), ('accordion', 14), ('table', 17), ('image', 18), ('image_with_text', 21), ('embed', 24), ('files', 29), ('button', 33), ('call_to_action', 36), ('cards', 39), ('figures', 45), ('events_list', 48), ('members_list', 51), ('news_list', 52)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'text'}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Level 2'), ('3', 'Level 3')], 'label': 'level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'group': 'Text', 'icon': 'pilcrow', 'label': 'Text', 'preview_value': '<p>Words that say what happened, and what comes next.</p>', 'template': 'blocks/paragraph.html'}), 4: ('wagtail.blocks.TextBlock', (), {'label': 'text'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'person or source', 'required': False}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'office of the person', 'required': False}), 7: ('wagtail.images.blocks.ImageBlock', [], {'help_text': 'Never a picture of a victim.', 'label': 'portrait'}), 8: ('wagtail.blocks.StructBlock', [[('text', 4), ('source', 5), ('role', 6), ('portrait', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'required': False}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'title'}), 11: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'text'}), 12: ('wagtail.blocks.StructBlock', [[('title', 10), ('text', 11)]], {}), 13: ('wagtail.blocks.ListBlock', (12,), {'label': 'parts', 'min_num': 1}), 14: ('wagtail.blocks.StructBlock', [[('title', 9), ('parts', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'Figure', 'required': False}), 17: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 15), ('figure', 16)]], {}), 18: ('wagtail.images.blocks.ImageBlock', [], {'group': 'Pictures and files', 'icon': 'image', 'label': 'Image', 'template': 'blocks/image.html'}), 19: ('wagtail.images.blocks.ImageBlock', [], {'label': 'image'}), 20: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('start', 'before the text'), ('end', 'after the text')], 'label': 'place of the image'}), 21: ('wagtail.blocks.StructBlock', [[('image', 19), ('text', 11), ('side', 20)]], {}), 22: ('wagtail.blocks.CharBlock', (), {'help_text': 'What is shown: a screen reader says it of the frame.', 'label': 'title'}), 23: ('wagtail.blocks.URLBlock', (), {'help_text': "Of the video's own page, at YouTube, Vimeo, Dailymotion or a PeerTube site.", 'label': 'address'}), 24: ('wagtail.blocks.StructBlock', [[('title', 22), ('url', 23)]], {}), 25: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'document'}), 26: ('wagtail.blocks.CharBlock', (), {'help_text': 'Empty for the title of the document.', 'label': 'name', 'required': False}), 27: ('wagtail.blocks.StructBlock', [[('document', 25), ('title', 26)]], {}), 28: ('wagtail.blocks.ListBlock', (27,), {'label': 'files', 'min_num': 1}), 29: ('wagtail.blocks.StructBlock', [[('title', 10), ('files', 28)]], {}), 30: ('wagtail.blocks.CharBlock', (), {'label': 'label'}), 31: ('wagtail.blocks.PageChooserBlock', (), {'label': 'page', 'required': False}), 32: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 33: ('wagtail.blocks.StructBlock', [[('label', 30), ('page', 31), ('url', 32)]], {}), 34: ('wagtail.blocks.TextBlock', (), {'label': 'text', 'required': False}), 35: ('wagtail.blocks.StructBlock', [[('label', 30), ('page', 31), ('url', 32)]], {'label': 'Button'}), 36: ('wagtail.blocks.StructBlock', [[('title', 10), ('text', 34), ('button', 35)]], {}), 37: ('wagtail.blocks.StructBlock', [[('title', 10), ('text', 34), ('page', 31), ('url', 32)]], {}), 38: ('wagtail.blocks.ListBlock', (37,), {'label': 'cards', 'max_num': 12, 'min_num': 1}), 39: ('wagtail.blocks.StructBlock', [[('title', 10), ('cards', 38)]], {}), 40: ('wagtail.blocks.CharBlock', (), {'help_text': 'As it is written: 1.65 million, 35 %.', 'label': 'figure'}), 41: ('wagtail.blocks.CharBlock', (), {'label': 'what it counts'}), 42: ('wagtail.blocks.CharBlock', (), {'label': 'source and year'}), 43: ('wagtail.blocks.StructBlock', [[('value', 40), ('label', 41), ('source', 42)]], {}), 44: ('wagtail.blocks.ListBlock', (43,), {'label': 'figures', 'max_num': 6, 'min_num': 1}), 45: ('wagtail.blocks.StructBlock', [[('title', 9), ('figures', 44)]], {}), 46: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('next', 'the next ones'), ('past', 'those that took place')], 'label': 'which'}), 47: ('wagtail.blocks.IntegerBlock', (), {'default': 3, 'label': 'how many', 'max_value': 12, 'min_value': 1}), 48: ('wagtail.blocks.StructBlock', [[('title', 10), ('which', 46), ('count', 47)]], {}), 49: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('all', 'all members'), ('signed', 'those that signed the charter'), ('pilot', 'pilot territories'), ('observatory', 'those with an observatory')], 'label': 'which'}), 50: ('wagtail.blocks.IntegerBlock', (), {'default': 6, 'label': 'at most', 'max_value': 50, 'min_value': 1}), 51: ('wagtail.blocks.StructBlock', [[('title', 10), ('which', 49), ('count', 50)]], {}), 52: ('wagtail.blocks.StructBlock', [[('title', 10), ('count', 47)]], {})}, verbose_name='body')),
                    ('document', models.ForeignKey(blank=True, help_text="The file in this page's language.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtaildocs.document', verbose_name='document')),
                ],
                options={
                    'verbose_name': 'resource page',
                    'verbose_name_plural': 'resource pages',
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('picture__isnull', True), models.Q(('picture_alt', ''), ('picture_decorative', True)), models.Q(('picture_decorative', False), models.Q(('picture_alt', ''), _negated=True)), _connector='OR'), name='resourcepage_picture_has_words_or_decorates', violation_error_message='Say what the picture shows, or that it only decorates.')],
                },
                bases=('wagtailcore.page', models.Model),
            ),
            migrations.CreateModel(
                name='InitiativePage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('picture', models.ForeignKey(blank=True, help_text='Never a picture of a victim. Without a picture, the page shows its weave.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='picture')),
                    ('picture_alt', models.CharField(blank=True, help_text='In words, for those who do not see it. Empty for a picture that only decorates.', max_length=200, verbose_name='what the picture shows')),
                    ('picture_decorative', models.BooleanField(default=False, verbose_name='the picture only decorates')),
                    ('picture_credit', models.CharField(blank=True, help_text='Who took the picture, as they wish to be named.', max_length=200, verbose_name='credit')),
                    ('association', models.CharField(max_length=200, verbose_name='association')),
                    ('country', models.CharField(blank=True, max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$', 'Write a country code of two capital letters, such as FR.')], verbose_name='country')),
                    ('summary', models.TextField(blank=True, verbose_name='summary')),
                    ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('quote', 8), ('accordion', 14), ('table', 17), ('image', 18), ('image_with_text', 21), ('embed', 24), ('files', 29), ('button', 33), ('call_to_action', 36), ('cards', 39), ('figures', 45), ('events_list', 48), ('members_list', 51), ('news_list', 52)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'text'}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Level 2'), ('3', 'Level 3')], 'label': 'level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'group': 'Text', 'icon': 'pilcrow', 'label': 'Text', 'preview_value': '<p>Words that say what happened, and what comes next.</p>', 'template': 'blocks/paragraph.html'}), 4: ('wagtail.blocks.TextBlock', (), {'label': 'text'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'person or source', 'required': False}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'office of the person', 'required': False}), 7: ('wagtail.images.blocks.ImageBlock', [], {'help_text': 'Never a picture of a victim.', 'label': 'portrait'}), 8: ('wagtail.blocks.StructBlock', [[('text', 4), ('source', 5), ('role', 6), ('portrait', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'required': False}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'title'}), 11: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'text'}), 12: ('wagtail.blocks.StructBlock', [[('title', 10), ('text', 11)]], {}), 13: ('wagtail.blocks.ListBlock', (12,), {'label': 'parts', 'min_num': 1}), 14: ('wagtail.blocks.StructBlock', [[('title', 9), ('parts', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'Figure', 'required': False}), 17: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 15), ('figure', 16)]], {}), 18: ('wagtail.images.blocks.ImageBlock', [], {'group': 'Pictures and files', 'icon': 'image', 'label': 'Image', 'template': 'blocks/image.html'}), 19: ('wagtail.images.blocks.ImageBlock', [], {'label': 'image'}), 20: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('start', 'before the text'), ('end', 'after the text')], 'label': 'place of the image'}), 21: ('wagtail.blocks.StructBlock', [[('image', 19), ('text', 11), ('side', 20)]], {}), 22: ('wagtail.blocks.CharBlock', (), {'help_text': 'What is shown: a screen reader says it of the frame.', 'label': 'title'}), 23: ('wagtail.blocks.URLBlock', (), {'help_text': "Of the video's own page, at YouTube, Vimeo, Dailymotion or a PeerTube site.", 'label': 'address'}), 24: ('wagtail.blocks.StructBlock', [[('title', 22), ('url', 23)]], {}), 25: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'document'}), 26: ('wagtail.blocks.CharBlock', (), {'help_text': 'Empty for the title of the document.', 'label': 'name', 'required': False}), 27: ('wagtail.blocks.StructBlock', [[('document', 25), ('title', 26)]], {}), 28: ('wagtail.blocks.ListBlock', (27,), {'label': 'files', 'min_num': 1}), 29: ('wagtail.blocks.StructBlock', [[('title', 10), ('files', 28)]], {}), 30: ('wagtail.blocks.CharBlock', (), {'label': 'label'}), 31: ('wagtail.blocks.PageChooserBlock', (), {'label': 'page', 'required': False}), 32: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 33: ('wagtail.blocks.StructBlock', [[('label', 30), ('page', 31), ('url', 32)]], {}), 34: ('wagtail.blocks.TextBlock', (), {'label': 'text', 'required': False}), 35: ('wagtail.blocks.StructBlock', [[('label', 30), ('page', 31), ('url', 32)]], {'label': 'Button'}), 36: ('wagtail.blocks.StructBlock', [[('title', 10), ('text', 34), ('button', 35)]], {}), 37: ('wagtail.blocks.StructBlock', [[('title', 10), ('text', 34), ('page', 31), ('url', 32)]], {}), 38: ('wagtail.blocks.ListBlock', (37,), {'label': 'cards', 'max_num': 12, 'min_num': 1}), 39: ('wagtail.blocks.StructBlock', [[('title', 10), ('cards', 38)]], {}), 40: ('wagtail.blocks.CharBlock', (), {'help_text': 'As it is written: 1.65 million, 35 %.', 'label': 'figure'}), 41: ('wagtail.blocks.CharBlock', (), {'label': 'what it counts'}), 42: ('wagtail.blocks.CharBlock', (), {'label': 'source and year'}), 43: ('wagtail.blocks.StructBlock', [[('value', 40), ('label', 41), ('source', 42)]], {}), 44: ('wagtail.blocks.ListBlock', (43,), {'label': 'figures', 'max_num': 6, 'min_num': 1}), 45: ('wagtail.blocks.StructBlock', [[('title', 9), ('figures', 44)]], {}), 46: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('next', 'the next ones'), ('past', 'those that took place')], 'label': 'which'}), 47: ('wagtail.blocks.IntegerBlock', (), {'default': 3, 'label': 'how many', 'max_value': 12, 'min_value': 1}), 48: ('wagtail.blocks.StructBlock', [[('title', 10), ('which', 46), ('count', 47)]], {}), 49: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('all', 'all members'), ('signed', 'those that signed the charter'), ('pilot', 'pilot territories'), ('observatory', 'those with an observatory')], 'label': 'which'}), 50: ('wagtail.blocks.IntegerBlock', (), {'default': 6, 'label': 'at most', 'max_value': 50, 'min_value': 1}), 51: ('wagtail.blocks.StructBlock', [[('title', 10), ('which', 49), ('count', 50)]], {}), 52: ('wagtail.blocks.StructBlock', [[('title', 10), ('count', 47)]], {})}, verbose_name='body')),
                    ('website', models.URLField(blank=True, verbose_name='website')),
                ],
                options={
                    'verbose_name': 'initiative',
                    'verbose_name_plural': 'initiatives',
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('picture__isnull', True), models.Q(('picture_alt', ''), ('picture_decorative', True)), models.Q(('picture_decorative', False), models.Q(('picture_alt', ''), _negated=True)), _connector='OR'), name='initiativepage_picture_has_words_or_decorates', violation_error_message='Say what the picture shows, or that it only decorates.')],
                },
                bases=('wagtailcore.page', models.Model),
            ),
            migrations.CreateModel(
                name='ResourcesIndexPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('intro', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ],
                options={
                    'verbose_name': 'resources page',
                },
                bases=('wagtailcore.page',),
            ),
        ]),
        migrations.RunPython(roles.grant, migrations.RunPython.noop),
    ]
