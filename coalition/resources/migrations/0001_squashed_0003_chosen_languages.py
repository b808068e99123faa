"""Every migration of this app up to version 0.2.0, as one. The ones that it replaces stay for older databases."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import wagtail.fields
from coalition.users.migrations import _roles as roles
from django.conf import settings
from django.db import migrations, models


GRANTS = [
    ('Committee editors', 'resources', 'resource', ['view', 'add', 'change', 'delete']),
]


def grant_roles(apps, schema_editor):
    """Give the roles of the CMS what they may do here."""
    for group, app_label, model, actions in GRANTS:
        roles.grant(group, app_label, model, actions, apps=apps)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ('resources', '0001_initial'),
        ('resources', '0002_roles'),
        ('resources', '0003_chosen_languages'),
    ]

    dependencies = [
        ('users', '0002_roles'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
    ]

    operations = [
        migrations.CreateModel(
            name='InitiativePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                ('association', models.CharField(max_length=200, verbose_name='association')),
                ('country', models.CharField(blank=True, max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$', 'Write a country code of two capital letters, such as FR.')], verbose_name='country')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 4), ('quote', 7), ('button', 11)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'text'}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Level 2'), ('3', 'Level 3')], 'label': 'level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'icon': 'pilcrow', 'label': 'Text', 'template': 'blocks/paragraph.html'}), 4: ('wagtail.images.blocks.ImageBlock', [], {'icon': 'image', 'label': 'Image', 'template': 'blocks/image.html'}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'text'}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'source', 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('text', 5), ('source', 6)]], {}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'label'}), 9: ('wagtail.blocks.PageChooserBlock', (), {'label': 'page', 'required': False}), 10: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('label', 8), ('page', 9), ('url', 10)]], {})}, verbose_name='body')),
                ('website', models.URLField(blank=True, verbose_name='website')),
            ],
            options={
                'verbose_name': 'initiative',
                'verbose_name_plural': 'initiatives',
            },
            bases=('wagtailcore.page',),
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
        migrations.CreateModel(
            name='Resource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(help_text='Stable and unique, such as guide-observatory.', max_length=80, verbose_name='key')),
                ('kind', models.CharField(choices=[('guide', 'Guide'), ('diagnosis', 'Shared diagnosis'), ('action-plan', 'Action plan'), ('toolkit', 'Toolkit'), ('report', 'Report'), ('video', 'Video'), ('other', 'Other resource')], max_length=20, verbose_name='kind')),
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
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 4), ('quote', 7), ('button', 11)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'text'}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Level 2'), ('3', 'Level 3')], 'label': 'level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'icon': 'pilcrow', 'label': 'Text', 'template': 'blocks/paragraph.html'}), 4: ('wagtail.images.blocks.ImageBlock', [], {'icon': 'image', 'label': 'Image', 'template': 'blocks/image.html'}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'text'}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'source', 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('text', 5), ('source', 6)]], {}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'label'}), 9: ('wagtail.blocks.PageChooserBlock', (), {'label': 'page', 'required': False}), 10: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('label', 8), ('page', 9), ('url', 10)]], {})}, verbose_name='body')),
                ('document', models.ForeignKey(blank=True, help_text="The file in this page's language.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtaildocs.document', verbose_name='document')),
                ('resource', models.ForeignKey(help_text='Its facts.', on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='resources.resource', verbose_name='resource')),
            ],
            options={
                'verbose_name': 'resource page',
                'verbose_name_plural': 'resource pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.RunPython(grant_roles, migrations.RunPython.noop),
    ]
