import coalition.languages.fields
import django.db.models.deletion
import django.utils.timezone
import wagtail.fields
from coalition.users.migrations._tables import CreateTogether
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("news", name)
        for name in """
            0001_squashed_0003_pictures 0002_blocks 0003_pictures 0004_plainer_words
        """.split()
    ]

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
        ('wagtailimages', '0027_image_description'),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='NewsIndexPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('intro', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ],
                options={
                    'verbose_name': 'news index',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='NewsPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('picture_alt', models.CharField(blank=True, help_text='In words, for those who do not see it. Empty for a picture that only decorates.', max_length=200, verbose_name='what the picture shows')),
                    ('picture_decorative', models.BooleanField(default=False, verbose_name='the picture only decorates')),
                    ('picture_credit', models.CharField(blank=True, help_text='Who took the picture, as they wish to be named.', max_length=200, verbose_name='credit')),
                    ('date', models.DateField(default=django.utils.timezone.localdate, verbose_name='date')),
                    ('office', models.CharField(blank=True, help_text='Who writes, as an office: “Committee secretariat”. Nobody is named.', max_length=120, verbose_name='office')),
                    ('summary', models.CharField(help_text='One or two sentences: lists, feeds and searches show them.', max_length=300, verbose_name='summary')),
                    ('body', coalition.languages.fields.StreamField([], blank=True, verbose_name='body')),
                    ('picture', models.ForeignKey(blank=True, help_text='Never a picture of a victim. Without a picture, the page shows its weave.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='picture')),
                ],
                options={
                    'verbose_name': 'news page',
                    'verbose_name_plural': 'news pages',
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('picture__isnull', True), models.Q(('picture_alt', ''), ('picture_decorative', True)), models.Q(('picture_decorative', False), models.Q(('picture_alt', ''), _negated=True)), _connector='OR'), name='newspage_picture_has_words_or_decorates', violation_error_message='Say what the picture shows, or that it only decorates.')],
                },
                bases=('wagtailcore.page', models.Model),
            ),
        ]),
    ]
