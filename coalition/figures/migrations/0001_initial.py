import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import pgtrigger.compiler
import pgtrigger.migrations
from coalition.users.migrations import _roles as roles
from coalition.users.migrations._tables import CreateTogether
from django.conf import settings
from django.db import migrations, models


GRANTS = {
    'Committee editors': {
        'figure': 'add_figure change_figure delete_figure view_figure',
        'indicator': 'add_indicator change_indicator delete_indicator view_indicator',
        'release': 'add_release view_release',
        'territory': 'add_territory change_territory delete_territory view_territory',
    },
}


def grant(apps, schema_editor):
    roles.grant_all(GRANTS, "figures", apps=apps)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("figures", name)
        for name in """
            0001_squashed_0003_same_persons 0002_roles 0003_same_persons 0004_wording_of_releases
            0005_plainer_words 0006_shares_sources_notes
        """.split()
    ]

    dependencies = [
        ('members', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='Indicator',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(help_text='As in /en/figures/address-name/.', max_length=80, verbose_name='address name')),
                    ('measure', models.CharField(choices=[('count', 'Whole number'), ('per-100', 'Share, in per cent'), ('per-1000', 'Rate per 1,000'), ('per-100000', 'Rate per 100,000')], db_default='count', default='count', help_text='Shares and rates are never added up; each comes with the number of people of whom it is one.', max_length=20, verbose_name='measure')),
                    ('counts_persons', models.BooleanField(default=True, help_text='Small figures are then hidden. Clear this box for places in shelters, trained staff or money: they do not count people at risk.', verbose_name='counts persons')),
                    ('other_persons', models.BooleanField(default=False, help_text='Tick only if you are sure. Two tables that count the same people reveal small figures: make one indicator with a breakdown instead.', verbose_name='counts different people from every other indicator')),
                    ('breakdown', models.CharField(choices=[('none', 'None'), ('age', 'Age'), ('relation', 'Relationship with the aggressor')], default='none', help_text='Every person is in exactly one part of it.', max_length=20, verbose_name='breakdown')),
                    ('source', models.CharField(help_text='Such as: UN, SDG indicator 5.2.1, metadata of 2024.', max_length=200, verbose_name='source of the definition')),
                    ('source_url', models.URLField(blank=True, verbose_name='address of the source')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ],
                options={
                    'verbose_name': 'indicator',
                    'verbose_name_plural': 'indicators',
                    'ordering': ['slug'],
                    'constraints': [
                        models.UniqueConstraint(fields=('slug',), name='one_indicator_per_slug', violation_error_message='Another indicator has this address name.'),
                        models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='indicator_names_its_source', violation_error_message='Say where the definition comes from.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Figure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1950), django.core.validators.MaxValueValidator(2100)], verbose_name='year')),
                    ('part', models.CharField(blank=True, choices=[('under-18', 'Under 18'), ('18-29', '18 to 29'), ('30-44', '30 to 44'), ('45-59', '45 to 59'), ('60-over', '60 and over'), ('age-unknown', 'Age unknown'), ('partner', 'Partner or former partner'), ('family', 'Another member of the family'), ('known', 'Another person she knows'), ('stranger', 'A stranger'), ('relation-unknown', 'Relationship unknown')], default='', help_text='Leave empty if the indicator has no breakdown; totals are computed.', max_length=20, verbose_name='part')),
                    ('value', models.DecimalField(decimal_places=4, help_text='A whole number; of a share or rate, with decimals as published.', max_digits=14, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1000000000)], verbose_name='value')),
                    ('base', models.PositiveBigIntegerField(blank=True, help_text='For shares and rates: how many people were asked, or live in the place.', null=True, validators=[django.core.validators.MaxValueValidator(1000000000)], verbose_name='of how many')),
                    ('quality', models.CharField(blank=True, choices=[('', 'No reservation'), ('provisional', 'Provisional'), ('estimated', 'Estimated'), ('partial', 'Not all services reported'), ('break', 'Break in the series: counted differently from before')], default='', max_length=20, verbose_name='quality')),
                    ('source', models.CharField(blank=True, db_default='', default='', help_text='The office or survey, never a person, such as: Police of the town, annual report 2024.', max_length=200, verbose_name='who counted')),
                    ('note', models.CharField(blank=True, db_default='', default='', help_text='What readers should know of this figure. Published as you write it: give no number of people.', max_length=300, verbose_name='note')),
                    ('government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='members.localgovernment', verbose_name='local government')),
                    ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='figures.indicator', verbose_name='indicator')),
                ],
                options={
                    'verbose_name': 'figure',
                    'verbose_name_plural': 'figures',
                    'ordering': ['indicator', 'government', '-year', 'part'],
                    'constraints': [
                        models.UniqueConstraint(fields=('indicator', 'government', 'year', 'part'), name='one_figure_per_cell', violation_error_message='There is a figure of this place, year and part already.'),
                        models.CheckConstraint(condition=models.Q(('year__range', (1950, 2100))), name='figure_year_is_plausible', violation_error_message='Give a year between 1950 and 2100.'),
                        models.CheckConstraint(condition=models.Q(('value__range', (0, 1000000000))), name='figure_value_is_plausible', violation_error_message='Give a value from 0 to 1,000,000,000.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='IndicatorWords',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('name', models.CharField(max_length=150, verbose_name='name')),
                    ('unit', models.CharField(help_text='Such as: women, places, euros.', max_length=60, verbose_name='unit')),
                    ('definition', models.TextField(verbose_name='definition')),
                    ('method', models.TextField(blank=True, verbose_name='how it is counted')),
                    ('comparability', models.TextField(blank=True, help_text='Between places, and before and after a break in the series.', verbose_name='comparability')),
                    ('indicator', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='figures.indicator')),
                ],
                options={
                    'verbose_name': 'words of an indicator',
                    'verbose_name_plural': 'words of indicators',
                    'ordering': ['language'],
                    'constraints': [models.UniqueConstraint(fields=('indicator', 'language'), name='one_text_per_indicator_and_language', violation_error_message='This indicator already has words in this language.')],
                },
            ),
            migrations.CreateModel(
                name='Release',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(verbose_name='number')),
                    ('released_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='published')),
                    ('cells', models.JSONField(default=list, verbose_name='cells')),
                    ('places', models.JSONField(default=dict, verbose_name='places')),
                    ('wording', models.JSONField(default=dict, verbose_name='words')),
                    ('sums', models.JSONField(default=list, verbose_name='sums')),
                    ('withheld', models.JSONField(default=list, verbose_name='withheld')),
                    ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='figures.indicator', verbose_name='indicator')),
                    ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
                ],
                options={
                    'verbose_name': 'release of figures',
                    'verbose_name_plural': 'releases of figures',
                    'ordering': ['indicator', '-number'],
                    'constraints': [models.UniqueConstraint(fields=('indicator', 'number'), name='one_release_per_number', violation_error_message='This indicator has a release of this number.')],
                },
            ),
            migrations.CreateModel(
                name='Territory',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9-]+$', 'Use letters, digits and hyphens only.')], verbose_name='code')),
                    ('names', models.JSONField(default=dict, verbose_name='names')),
                    ('governments', models.ManyToManyField(related_name='territories', to='members.localgovernment', verbose_name='local governments')),
                ],
                options={
                    'verbose_name': 'territory',
                    'verbose_name_plural': 'territories',
                    'ordering': ['code'],
                    'constraints': [
                        models.UniqueConstraint(fields=('code',), name='one_territory_per_code', violation_error_message='Another territory has this code.'),
                        models.CheckConstraint(condition=models.Q(('names', {}), _negated=True), name='territory_has_a_name', violation_error_message='Give a name in at least one language.'),
                    ],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='release',
                trigger=pgtrigger.compiler.Trigger(name='releases_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='af87a25e6925678931d53dff00ca6e4e9fb11bfe', operation='DELETE', pgid='pgtrigger_releases_are_kept_5e57b', table='figures_release', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='release',
                trigger=pgtrigger.compiler.Trigger(name='releases_never_change', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."cells" IS DISTINCT FROM (NEW."cells") OR OLD."indicator_id" IS DISTINCT FROM (NEW."indicator_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."places" IS DISTINCT FROM (NEW."places") OR OLD."released_at" IS DISTINCT FROM (NEW."released_at") OR OLD."sums" IS DISTINCT FROM (NEW."sums") OR OLD."withheld" IS DISTINCT FROM (NEW."withheld") OR OLD."wording" IS DISTINCT FROM (NEW."wording"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='36ae111a10767019dcf0cf16fc33e8968188a8bf', operation='UPDATE', pgid='pgtrigger_releases_never_change_f4415', table='figures_release', when='BEFORE')),
            ),
        ]),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
