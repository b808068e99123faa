import coalition.languages.fields
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
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
        'resource': 'add_resource change_resource delete_resource view_resource',
        'theme': 'add_theme change_theme delete_theme view_theme',
    },
}
THEMES = {
    "support": ("Support for women", "Accompagnement des femmes", "Acompañamiento de las mujeres", "مرافقة النساء"),
    "shelter": ("Shelter and housing", "Hébergement et logement", "Refugio y vivienda", "المأوى والسكن"),
    "health": ("Health", "Santé", "Salud", "الصحة"),
    "justice": ("Police and justice", "Police et justice", "Policía y justicia", "الشرطة والقضاء"),
    "children": ("Children", "Enfants", "Infancia", "الأطفال"),
    "prevention": ("Prevention and education", "Prévention et éducation", "Prevención y educación", "الوقاية والتربية"),
    "training": (
        "Training of professionals", "Formation des professionnelles et professionnels", "Formación de profesionales",
        "تدريب المهنيين",
    ),
    "observation": ("Data and observatories", "Données et observatoires", "Datos y observatorios", "البيانات والمراصد"),
    "public-space": ("Public space and transport", "Espace public et transports", "Espacio público y transporte",
                     "الفضاء العام والنقل"),
    "work": ("Work and income", "Travail et ressources", "Trabajo e ingresos", "العمل والدخل"),
    "digital": ("Digital violence", "Violences numériques", "Violencia digital", "العنف الرقمي"),
    "sexual-violence": ("Sexual violence", "Violences sexuelles", "Violencia sexual", "العنف الجنسي"),
    "local-policy": ("Local policies and budgets", "Politiques locales et budgets", "Políticas locales y presupuestos",
                     "السياسات المحلية والميزانيات"),
    "associations": ("Women’s associations", "Associations de femmes", "Asociaciones de mujeres", "الجمعيات النسائية"),
}


def add_themes(apps, schema_editor):
    """The vocabulary that a new library begins with."""
    theme = apps.get_model("resources", "Theme")
    theme.objects.bulk_create(
        theme(slug=slug, name_en=en, name_fr=fr, name_es=es, name_ar=ar) for slug, (en, fr, es, ar) in THEMES.items()
    )


def grant(apps, schema_editor):
    roles.grant_all(GRANTS, "resources", apps=apps)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("resources", name)
        for name in """
            0001_squashed_0007_words 0002_roles 0003_chosen_languages
            0004_editors_hear_of_each_other 0005_blocks 0006_pictures 0007_words 0008_plainer_words
            0009_plain_words_again 0010_library_facts 0011_first_themes 0012_versions_and_downloads
            0013_first_versions 0014_texts_of_documents 0015_records_for_harvesters
            0016_further_files
        """.split()
    ]

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailimages', '0027_image_description'),
        # Before the site's own tables: each change to a page or a user makes Django render all that point to it.
        ('mfa', '0003_authenticator_type_uniq'),
        ('procrastinate', '0041_post_retry_failed_job'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtail_localize', '0016_rename_page_revision_translationlog_revision'),
        ('wagtailadmin', '0006_formstate'),
        ('wagtailembeds', '0009_embed_cache_until'),
        ('wagtailforms', '0005_alter_formsubmission_form_data'),
        ('wagtailredirects', '0008_add_verbose_name_plural'),
        ('wagtailsearch', '0010_add_text_fields'),
        ('wagtailusers', '0015_userprofile_keyboard_shortcuts'),
    ]

    operations = [
        CreateTogether([
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
                name='DocumentText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=40)),
                    ('text', models.TextField(blank=True, verbose_name='text')),
                    ('cause', models.CharField(blank=True, max_length=20)),
                    ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtaildocs.document', verbose_name='document')),
                ],
                options={
                    'verbose_name': 'text of a document',
                    'verbose_name_plural': 'texts of documents',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Resource',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(help_text='Stable and unique, such as guide-observatory.', max_length=80, verbose_name='key')),
                    ('kind', models.CharField(choices=[('guide', 'Guide'), ('experience', 'Local experience'), ('study', 'Study'), ('tool', 'Tool'), ('law', 'Law'), ('video', 'Video')], max_length=20, verbose_name='type')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                    ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=60), blank=True, db_default=models.Value([]), default=list, help_text='Five at most.', verbose_name='themes')),
                    ('authors', models.TextField(blank=True, db_default='', help_text='One person on each line: family name, given name. People in a place at risk are never named on the site.', verbose_name='authors')),
                    ('bodies', models.TextField(blank=True, db_default='', help_text='One on each line.', verbose_name='organisations that wrote it')),
                    ('publisher', models.CharField(blank=True, db_default='', max_length=200, verbose_name='publisher')),
                    ('country', models.CharField(blank=True, help_text='Leave empty for the whole network.', max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$', 'Write a country code of two capital letters, such as FR.')], verbose_name='country')),
                    ('member_code', models.CharField(blank=True, help_text='Such as FR-93; empty for none.', max_length=40, verbose_name='code of the local government')),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), default=list, help_text='The languages it can be read in.', verbose_name='languages')),
                    ('url', models.URLField(blank=True, help_text='Where it is published, when not on this site.', verbose_name='address')),
                    ('doi', models.CharField(blank=True, db_default='', max_length=200, validators=[django.core.validators.RegexValidator('^10\\.\\d{4,9}/[^\\s{}\\\\]+$', 'Write a DOI such as 10.1000/182, without an address before it.')], verbose_name='DOI')),
                    ('licence', models.CharField(blank=True, choices=[('CC-BY-4.0', 'CC BY 4.0'), ('CC-BY-SA-4.0', 'CC BY-SA 4.0'), ('CC-BY-ND-4.0', 'CC BY-ND 4.0'), ('CC-BY-NC-4.0', 'CC BY-NC 4.0'), ('CC-BY-NC-SA-4.0', 'CC BY-NC-SA 4.0'), ('CC-BY-NC-ND-4.0', 'CC BY-NC-ND 4.0'), ('CC0-1.0', 'CC0 1.0'), ('etalab-2.0', 'Licence Ouverte 2.0'), ('public-domain', 'Public domain'), ('all-rights-reserved', 'All rights reserved')], db_default='', help_text='What readers may do with it. Leave empty if you do not know.', max_length=30, verbose_name='licence')),
                    ('illustrative', models.BooleanField(default=False, verbose_name='illustrative, for the demonstration')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ],
                options={
                    'verbose_name': 'resource',
                    'verbose_name_plural': 'resources',
                    'ordering': ['-year', 'key'],
                    'constraints': [
                        models.UniqueConstraint(fields=('key',), name='one_resource_per_key', violation_error_message='Another resource has this key.'),
                        models.CheckConstraint(condition=models.Q(('country', ''), ('country__regex', '^[A-Z]{2}$'), _connector='OR'), name='resource_country_is_iso', violation_error_message='Write a country code of two capital letters, such as FR.'),
                        models.CheckConstraint(condition=models.Q(('year__range', (1945, 2100))), name='resource_year_is_plausible', violation_error_message='Write a year between 1945 and 2100.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Download',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField(verbose_name='day')),
                    ('number', models.PositiveIntegerField(verbose_name='downloads')),
                    ('resource', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='downloads', to='resources.resource', verbose_name='resource')),
                ],
                options={
                    'verbose_name': 'downloads of a day',
                    'verbose_name_plural': 'downloads by day',
                    'ordering': ['-day', 'resource'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('resource', 'day'), name='one_number_of_downloads_a_day', violation_error_message='This day has its number already.')],
                },
            ),
            migrations.CreateModel(
                name='ResourcePage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('picture_alt', models.CharField(blank=True, help_text='In words, for those who do not see it. Empty for a picture that only decorates.', max_length=200, verbose_name='what the picture shows')),
                    ('picture_decorative', models.BooleanField(default=False, verbose_name='the picture only decorates')),
                    ('picture_credit', models.CharField(blank=True, help_text='Who took the picture, as they wish to be named.', max_length=200, verbose_name='credit')),
                    ('summary', models.TextField(blank=True, verbose_name='summary')),
                    ('body', coalition.languages.fields.StreamField([], blank=True, verbose_name='body')),
                    ('changes', models.CharField(blank=True, db_default='', help_text='Of a file that replaces another one: what is new in it. The one before stays listed.', max_length=300, verbose_name='what changed')),
                    ('document', models.ForeignKey(blank=True, help_text="The file in this page's language.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtaildocs.document', verbose_name='document')),
                    ('picture', models.ForeignKey(blank=True, help_text='Never a picture of a victim. Without a picture, the page shows its weave.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='picture')),
                    ('resource', models.ForeignKey(help_text='The resource that this page presents.', on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='resources.resource', verbose_name='resource')),
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
                name='ResourceFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                    ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                    ('label', models.CharField(blank=True, help_text='Leave empty to use the title of the document.', max_length=150, verbose_name='name')),
                    ('language', models.CharField(blank=True, choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtaildocs.document', verbose_name='document')),
                    ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                    ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='resources.resourcepage', verbose_name='page')),
                ],
                options={
                    'verbose_name': 'further file',
                    'verbose_name_plural': 'further files',
                    'ordering': ['sort_order'],
                    'abstract': False,
                    'unique_together': {('translation_key', 'locale')},
                },
            ),
            migrations.CreateModel(
                name='HarvestRecord',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('local', models.CharField(max_length=100, unique=True)),
                    ('language', models.CharField(max_length=10)),
                    ('sets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list)),
                    ('digest', models.CharField(blank=True, max_length=64)),
                    ('deleted', models.BooleanField(default=False)),
                    ('datestamp', models.DateTimeField(db_index=True)),
                    ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='resources.resourcepage')),
                ],
                options={
                    'verbose_name': 'record for harvesters',
                    'verbose_name_plural': 'records for harvesters',
                    'ordering': ['datestamp', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='DocumentVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dated', models.DateField(verbose_name='published')),
                    ('changes', models.CharField(blank=True, max_length=300, verbose_name='what changed')),
                    ('place', models.CharField(choices=[('main', 'the file of the page'), ('further', 'a further file'), ('text', 'linked in the text')], db_default='main', default='main', max_length=10, verbose_name='place')),
                    ('label', models.CharField(blank=True, db_default='', max_length=150, verbose_name='name')),
                    ('shown', models.BooleanField(db_default=False, default=False, verbose_name='shown')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtaildocs.document', verbose_name='document')),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='resources.resourcepage', verbose_name='page')),
                ],
                options={
                    'verbose_name': 'version of a document',
                    'verbose_name_plural': 'versions of documents',
                    'ordering': ['-dated', '-pk'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('page', 'document'), name='each_document_once_among_versions', violation_error_message='This document is there already.')],
                },
            ),
            migrations.CreateModel(
                name='Theme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(help_text='Stable, such as shelter: saved addresses hold it.', max_length=60, verbose_name='address name')),
                    ('name_en', models.CharField(max_length=80, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='name')),
                    ('name_fr', models.CharField(blank=True, help_text='If this is empty, the English words are shown.', max_length=80, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='name')),
                    ('name_es', models.CharField(blank=True, help_text='If this is empty, the English words are shown.', max_length=80, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='name')),
                    ('name_ar', models.CharField(blank=True, help_text='If this is empty, the English words are shown.', max_length=80, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='name')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ],
                options={
                    'verbose_name': 'theme',
                    'verbose_name_plural': 'themes',
                    'ordering': ['name_en', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('slug',), name='one_theme_per_slug', violation_error_message='Another theme has this address name.')],
                },
            ),
            migrations.CreateModel(
                name='InitiativePage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('picture_alt', models.CharField(blank=True, help_text='In words, for those who do not see it. Empty for a picture that only decorates.', max_length=200, verbose_name='what the picture shows')),
                    ('picture_decorative', models.BooleanField(default=False, verbose_name='the picture only decorates')),
                    ('picture_credit', models.CharField(blank=True, help_text='Who took the picture, as they wish to be named.', max_length=200, verbose_name='credit')),
                    ('association', models.CharField(max_length=200, verbose_name='association')),
                    ('country', models.CharField(blank=True, max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$', 'Write a country code of two capital letters, such as FR.')], verbose_name='country')),
                    ('summary', models.TextField(blank=True, verbose_name='summary')),
                    ('body', coalition.languages.fields.StreamField([], blank=True, verbose_name='body')),
                    ('website', models.URLField(blank=True, verbose_name='website')),
                    ('picture', models.ForeignKey(blank=True, help_text='Never a picture of a victim. Without a picture, the page shows its weave.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='picture')),
                ],
                options={
                    'verbose_name': 'initiative',
                    'verbose_name_plural': 'initiatives',
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('picture__isnull', True), models.Q(('picture_alt', ''), ('picture_decorative', True)), models.Q(('picture_decorative', False), models.Q(('picture_alt', ''), _negated=True)), _connector='OR'), name='initiativepage_picture_has_words_or_decorates', violation_error_message='Say what the picture shows, or that it only decorates.')],
                },
                bases=('wagtailcore.page', models.Model),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='theme',
                trigger=pgtrigger.compiler.Trigger(name='themes_in_use_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT FROM resources_resource WHERE themes @> ARRAY[OLD.slug]::varchar[]) THEN\n                        RAISE EXCEPTION 'theme % is used by a resource', OLD.slug;\n                    END IF;\n                    RETURN OLD;\n                ", hash='d604417f833094b78f05c1dbdf51c547a5de727f', operation='DELETE', pgid='pgtrigger_themes_in_use_are_kept_3ff24', table='resources_theme', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='theme',
                trigger=pgtrigger.compiler.Trigger(name='slugs_of_themes_stay', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))', func='RAISE EXCEPTION \'pgtrigger: Cannot update of "slug" rows from % table\', TG_TABLE_NAME;', hash='72aad1a4a1321e87ba1859dc49c854ce37866316', operation='UPDATE OF "slug"', pgid='pgtrigger_slugs_of_themes_stay_73dbd', table='resources_theme', when='BEFORE')),
            ),
        ]),
        migrations.RunPython(add_themes, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
