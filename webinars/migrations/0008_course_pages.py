"""Pages of courses and lessons; longer words; committee editors keep courses and questions."""

import django.db.models.deletion
import coalition.pages.words
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    for model in ("course", "quizquestion"):
        roles.grant(roles.COMMITTEE_EDITORS, "webinars", model, ["add", "change", "delete", "view"], apps=apps)


class Migration(migrations.Migration):

    dependencies = [
        ("users", "0002_roles"),
        ('wagtailcore', '0098_apitoken'),
        ('webinars', '0007_courses'),
    ]

    operations = [
        migrations.AlterField(
            model_name='module',
            name='summaries',
            field=coalition.pages.words.WordsField(blank=True, default=dict, max_length=400, verbose_name='summary'),
        ),
        migrations.AlterField(
            model_name='quizoption',
            name='match',
            field=coalition.pages.words.WordsField(blank=True, default=dict, max_length=300, verbose_name='what belongs to it'),
        ),
        migrations.AlterField(
            model_name='quizoption',
            name='text',
            field=coalition.pages.words.WordsField(default=dict, max_length=300, verbose_name='answer'),
        ),
        migrations.AlterField(
            model_name='quizquestion',
            name='text',
            field=coalition.pages.words.WordsField(default=dict, max_length=400, verbose_name='question'),
        ),
        migrations.AlterField(
            model_name='quizquestion',
            name='why',
            field=coalition.pages.words.WordsField(default=dict, help_text='Read after the answer, right or wrong.', max_length=800, verbose_name='explanation'),
        ),
        migrations.CreateModel(
            name='CoursePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                ('summary', models.CharField(help_text='One or two sentences: lists and searches show them.', max_length=300, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('quote', 8), ('accordion', 14), ('table', 17), ('image', 18), ('image_with_text', 21), ('embed', 24), ('files', 29), ('button', 33), ('call_to_action', 36), ('cards', 39), ('figures', 45), ('events_list', 48), ('members_list', 51), ('news_list', 52)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'text'}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Level 2'), ('3', 'Level 3')], 'label': 'level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'group': 'Text', 'icon': 'pilcrow', 'label': 'Text', 'preview_value': '<p>Words that say what happened, and what comes next.</p>', 'template': 'blocks/paragraph.html'}), 4: ('wagtail.blocks.TextBlock', (), {'label': 'text'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'person or source', 'required': False}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'office of the person', 'required': False}), 7: ('wagtail.images.blocks.ImageBlock', [], {'help_text': 'Never a picture of a victim.', 'label': 'portrait'}), 8: ('wagtail.blocks.StructBlock', [[('text', 4), ('source', 5), ('role', 6), ('portrait', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'required': False}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'title'}), 11: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'text'}), 12: ('wagtail.blocks.StructBlock', [[('title', 10), ('text', 11)]], {}), 13: ('wagtail.blocks.ListBlock', (12,), {'label': 'parts', 'min_num': 1}), 14: ('wagtail.blocks.StructBlock', [[('title', 9), ('parts', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'Figure', 'required': False}), 17: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 15), ('figure', 16)]], {}), 18: ('wagtail.images.blocks.ImageBlock', [], {'group': 'Pictures and files', 'icon': 'image', 'label': 'Image', 'template': 'blocks/image.html'}), 19: ('wagtail.images.blocks.ImageBlock', [], {'label': 'image'}), 20: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('start', 'before the text'), ('end', 'after the text')], 'label': 'place of the image'}), 21: ('wagtail.blocks.StructBlock', [[('image', 19), ('text', 11), ('side', 20)]], {}), 22: ('wagtail.blocks.CharBlock', (), {'help_text': 'What the video shows. Screen readers announce it.', 'label': 'title'}), 23: ('wagtail.blocks.URLBlock', (), {'help_text': "The address of the video's own page on YouTube, Vimeo, Dailymotion or a PeerTube site.", 'label': 'address'}), 24: ('wagtail.blocks.StructBlock', [[('title', 22), ('url', 23)]], {}), 25: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'document'}), 26: ('wagtail.blocks.CharBlock', (), {'help_text': 'Leave empty to use the title of the document.', 'label': 'name', 'required': False}), 27: ('wagtail.blocks.StructBlock', [[('document', 25), ('title', 26)]], {}), 28: ('wagtail.blocks.ListBlock', (27,), {'label': 'files', 'min_num': 1}), 29: ('wagtail.blocks.StructBlock', [[('title', 10), ('files', 28)]], {}), 30: ('wagtail.blocks.CharBlock', (), {'label': 'label'}), 31: ('wagtail.blocks.PageChooserBlock', (), {'label': 'page', 'required': False}), 32: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 33: ('wagtail.blocks.StructBlock', [[('label', 30), ('page', 31), ('url', 32)]], {}), 34: ('wagtail.blocks.TextBlock', (), {'label': 'text', 'required': False}), 35: ('wagtail.blocks.StructBlock', [[('label', 30), ('page', 31), ('url', 32)]], {'label': 'Button'}), 36: ('wagtail.blocks.StructBlock', [[('title', 10), ('text', 34), ('button', 35)]], {}), 37: ('wagtail.blocks.StructBlock', [[('title', 10), ('text', 34), ('page', 31), ('url', 32)]], {}), 38: ('wagtail.blocks.ListBlock', (37,), {'label': 'cards', 'max_num': 12, 'min_num': 1}), 39: ('wagtail.blocks.StructBlock', [[('title', 10), ('cards', 38)]], {}), 40: ('wagtail.blocks.CharBlock', (), {'help_text': 'As it should appear: 1.65 million, 35 %.', 'label': 'figure'}), 41: ('wagtail.blocks.CharBlock', (), {'label': 'what it counts'}), 42: ('wagtail.blocks.CharBlock', (), {'label': 'source and year'}), 43: ('wagtail.blocks.StructBlock', [[('value', 40), ('label', 41), ('source', 42)]], {}), 44: ('wagtail.blocks.ListBlock', (43,), {'label': 'figures', 'max_num': 6, 'min_num': 1}), 45: ('wagtail.blocks.StructBlock', [[('title', 9), ('figures', 44)]], {}), 46: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('next', 'the next ones'), ('past', 'those that took place')], 'label': 'which'}), 47: ('wagtail.blocks.IntegerBlock', (), {'default': 3, 'label': 'how many', 'max_value': 12, 'min_value': 1}), 48: ('wagtail.blocks.StructBlock', [[('title', 10), ('which', 46), ('count', 47)]], {}), 49: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('all', 'all members'), ('signed', 'those that signed the charter'), ('pilot', 'pilot territories'), ('observatory', 'those with an observatory')], 'label': 'which'}), 50: ('wagtail.blocks.IntegerBlock', (), {'default': 6, 'label': 'at most', 'max_value': 50, 'min_value': 1}), 51: ('wagtail.blocks.StructBlock', [[('title', 10), ('which', 49), ('count', 50)]], {}), 52: ('wagtail.blocks.StructBlock', [[('title', 10), ('count', 47)]], {})}, verbose_name='body')),
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
        migrations.CreateModel(
            name='LessonPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                ('summary', models.CharField(help_text='One or two sentences: lists and searches show them.', max_length=300, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('quote', 8), ('accordion', 14), ('table', 17), ('image', 18), ('image_with_text', 21), ('embed', 24), ('files', 29), ('button', 33), ('call_to_action', 36), ('cards', 39), ('figures', 45), ('events_list', 48), ('members_list', 51), ('news_list', 52)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'text'}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Level 2'), ('3', 'Level 3')], 'label': 'level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'group': 'Text', 'icon': 'pilcrow', 'label': 'Text', 'preview_value': '<p>Words that say what happened, and what comes next.</p>', 'template': 'blocks/paragraph.html'}), 4: ('wagtail.blocks.TextBlock', (), {'label': 'text'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'person or source', 'required': False}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'office of the person', 'required': False}), 7: ('wagtail.images.blocks.ImageBlock', [], {'help_text': 'Never a picture of a victim.', 'label': 'portrait'}), 8: ('wagtail.blocks.StructBlock', [[('text', 4), ('source', 5), ('role', 6), ('portrait', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'required': False}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'title'}), 11: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'text'}), 12: ('wagtail.blocks.StructBlock', [[('title', 10), ('text', 11)]], {}), 13: ('wagtail.blocks.ListBlock', (12,), {'label': 'parts', 'min_num': 1}), 14: ('wagtail.blocks.StructBlock', [[('title', 9), ('parts', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'Figure', 'required': False}), 17: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 15), ('figure', 16)]], {}), 18: ('wagtail.images.blocks.ImageBlock', [], {'group': 'Pictures and files', 'icon': 'image', 'label': 'Image', 'template': 'blocks/image.html'}), 19: ('wagtail.images.blocks.ImageBlock', [], {'label': 'image'}), 20: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('start', 'before the text'), ('end', 'after the text')], 'label': 'place of the image'}), 21: ('wagtail.blocks.StructBlock', [[('image', 19), ('text', 11), ('side', 20)]], {}), 22: ('wagtail.blocks.CharBlock', (), {'help_text': 'What the video shows. Screen readers announce it.', 'label': 'title'}), 23: ('wagtail.blocks.URLBlock', (), {'help_text': "The address of the video's own page on YouTube, Vimeo, Dailymotion or a PeerTube site.", 'label': 'address'}), 24: ('wagtail.blocks.StructBlock', [[('title', 22), ('url', 23)]], {}), 25: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'document'}), 26: ('wagtail.blocks.CharBlock', (), {'help_text': 'Leave empty to use the title of the document.', 'label': 'name', 'required': False}), 27: ('wagtail.blocks.StructBlock', [[('document', 25), ('title', 26)]], {}), 28: ('wagtail.blocks.ListBlock', (27,), {'label': 'files', 'min_num': 1}), 29: ('wagtail.blocks.StructBlock', [[('title', 10), ('files', 28)]], {}), 30: ('wagtail.blocks.CharBlock', (), {'label': 'label'}), 31: ('wagtail.blocks.PageChooserBlock', (), {'label': 'page', 'required': False}), 32: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 33: ('wagtail.blocks.StructBlock', [[('label', 30), ('page', 31), ('url', 32)]], {}), 34: ('wagtail.blocks.TextBlock', (), {'label': 'text', 'required': False}), 35: ('wagtail.blocks.StructBlock', [[('label', 30), ('page', 31), ('url', 32)]], {'label': 'Button'}), 36: ('wagtail.blocks.StructBlock', [[('title', 10), ('text', 34), ('button', 35)]], {}), 37: ('wagtail.blocks.StructBlock', [[('title', 10), ('text', 34), ('page', 31), ('url', 32)]], {}), 38: ('wagtail.blocks.ListBlock', (37,), {'label': 'cards', 'max_num': 12, 'min_num': 1}), 39: ('wagtail.blocks.StructBlock', [[('title', 10), ('cards', 38)]], {}), 40: ('wagtail.blocks.CharBlock', (), {'help_text': 'As it should appear: 1.65 million, 35 %.', 'label': 'figure'}), 41: ('wagtail.blocks.CharBlock', (), {'label': 'what it counts'}), 42: ('wagtail.blocks.CharBlock', (), {'label': 'source and year'}), 43: ('wagtail.blocks.StructBlock', [[('value', 40), ('label', 41), ('source', 42)]], {}), 44: ('wagtail.blocks.ListBlock', (43,), {'label': 'figures', 'max_num': 6, 'min_num': 1}), 45: ('wagtail.blocks.StructBlock', [[('title', 9), ('figures', 44)]], {}), 46: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('next', 'the next ones'), ('past', 'those that took place')], 'label': 'which'}), 47: ('wagtail.blocks.IntegerBlock', (), {'default': 3, 'label': 'how many', 'max_value': 12, 'min_value': 1}), 48: ('wagtail.blocks.StructBlock', [[('title', 10), ('which', 46), ('count', 47)]], {}), 49: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('all', 'all members'), ('signed', 'those that signed the charter'), ('pilot', 'pilot territories'), ('observatory', 'those with an observatory')], 'label': 'which'}), 50: ('wagtail.blocks.IntegerBlock', (), {'default': 6, 'label': 'at most', 'max_value': 50, 'min_value': 1}), 51: ('wagtail.blocks.StructBlock', [[('title', 10), ('which', 49), ('count', 50)]], {}), 52: ('wagtail.blocks.StructBlock', [[('title', 10), ('count', 47)]], {})}, verbose_name='body')),
                ('reflection', models.TextField(blank=True, help_text='A question for oneself: nobody writes the answer down.', verbose_name='to think about')),
                ('sources', wagtail.fields.StreamField([('source', 4)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'In the language of the source.', 'label': 'title', 'max_length': 300}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'publisher', 'max_length': 200, 'required': False}), 2: ('wagtail.blocks.IntegerBlock', (), {'label': 'year', 'max_value': 2200, 'min_value': 1900, 'required': False}), 3: ('wagtail.blocks.URLBlock', (), {'label': 'address', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('title', 0), ('publisher', 1), ('year', 2), ('url', 3)]], {})}, verbose_name='sources')),
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
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
