import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import modelsearch.index
import pgtrigger.compiler
import pgtrigger.migrations
import wagtail.contrib.routable_page.models
import wagtail.fields
from coalition.users.migrations import _roles as roles
from coalition.users.migrations._tables import CreateTogether
from django.conf import settings
from django.db import migrations, models


GRANTS = {
    'Charter reviewers': {
        'localgovernment': 'view_localgovernment',
    },
    'Committee editors': {
        'contact': 'add_contact change_contact delete_contact view_contact',
        'localgovernment': 'add_localgovernment change_localgovernment delete_localgovernment view_localgovernment',
    },
}


def grant(apps, schema_editor):
    roles.grant_all(GRANTS, "members", apps=apps)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("members", name)
        for name in """
            0001_squashed_0012_public_offices 0002_seat_needs_both_coordinates 0003_roles
            0004_domains_in_any_case 0005_sort_keys 0006_merges_and_associations 0007_members_index
            0008_merges_may_repeat 0009_chosen_languages 0010_pictures 0011_words
            0012_public_offices 0013_plainer_words 0014_crest
        """.split()
    ]

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
        ('wagtailimages', '0027_image_description'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='MembersIndexPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('intro', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ],
                options={
                    'verbose_name': 'members page',
                },
                bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
            ),
            migrations.CreateModel(
                name='LocalGovernment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(help_text='Stable and unique, such as FR-93. Imports recognise a local government by it.', max_length=40, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9-]+$', 'Use letters, digits and hyphens only.')], verbose_name='code')),
                    ('slug', models.SlugField(blank=True, help_text='Made from the name when empty.', max_length=100, verbose_name='address name')),
                    ('names', models.JSONField(default=dict, error_messages={'blank': 'Give a name in at least one language.'}, help_text='The name in each language.', verbose_name='names')),
                    ('search_text', models.TextField(default='', editable=False, verbose_name='words for search')),
                    ('sort_keys', models.JSONField(default=dict, editable=False, verbose_name='keys for sorting')),
                    ('kind', models.CharField(choices=[('municipality', 'Municipality'), ('metropolis', 'Metropolis'), ('department', 'Department'), ('governorate', 'Governorate'), ('region', 'Region'), ('association', 'Association of local governments'), ('other', 'Other local government')], max_length=20, verbose_name='type')),
                    ('country', models.CharField(max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$', 'Write a country code of two capital letters, such as FR.')], verbose_name='country')),
                    ('section', models.CharField(blank=True, choices=[('africa', 'Africa'), ('asia-pacific', 'Asia-Pacific'), ('eurasia', 'Eurasia'), ('europe', 'Europe'), ('latin-america', 'Latin America'), ('middle-east-west-asia', 'Middle East and West Asia'), ('north-america', 'North America'), ('metropolitan', 'Metropolitan section')], max_length=30, verbose_name='UCLG section')),
                    ('member', models.BooleanField(default=True, help_text='Apart from any signature of the charter.', verbose_name='member of the network')),
                    ('proposed', models.BooleanField(default=False, help_text='Not checked yet: shown nowhere on the site.', verbose_name='proposed by a visitor')),
                    ('fictional', models.BooleanField(default=False, verbose_name='fictional, for the demonstration')),
                    ('latitude', models.DecimalField(blank=True, decimal_places=2, help_text='City precision only.', max_digits=5, null=True, verbose_name='latitude')),
                    ('longitude', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='longitude')),
                    ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='population')),
                    ('population_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of the population')),
                    ('population_source', models.CharField(blank=True, max_length=200, verbose_name='source of the population')),
                    ('website', models.URLField(blank=True, verbose_name='website')),
                    ('official_domains', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100, validators=[django.core.validators.RegexValidator('^([A-Za-z0-9-]+\\.)+[A-Za-z]{2,}$', 'Write a domain such as example.org.')]), blank=True, default=list, help_text='Separated by commas. A signature from another domain is checked with more care.', verbose_name='official email domains')),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, help_text='In which it works.', verbose_name='languages')),
                    ('pilot', models.BooleanField(default=False, verbose_name='pilot territory')),
                    ('observatory_since', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='observatory since')),
                    ('at_risk', models.BooleanField(db_default=False, default=False, help_text='Its contacts are never shown, whatever is written here.', verbose_name='place at risk')),
                    ('crest', models.ForeignKey(blank=True, help_text='Its coat of arms or emblem: shown on its profile and printed on certificates issued from now on.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='crest')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ],
                options={
                    'verbose_name': 'local government',
                    'verbose_name_plural': 'local governments',
                    'ordering': ['code'],
                    'indexes': [
                        django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('search_text', config='simple'), name='government_words'),
                        models.Index(condition=models.Q(('member', True)), fields=['code'], name='government_members'),
                    ],
                    'constraints': [
                        models.UniqueConstraint(fields=('code',), name='one_government_per_code', violation_error_message='Another local government has this code.'),
                        models.UniqueConstraint(fields=('slug',), name='one_government_per_slug', violation_error_message='Another local government has this address name.'),
                        models.CheckConstraint(condition=models.Q(('names', {}), _negated=True), name='government_has_a_name', violation_error_message='Give a name in at least one language.'),
                        models.CheckConstraint(condition=models.Q(('country__regex', '^[A-Z]{2}$')), name='government_country_is_iso', violation_error_message='Write a country code of two capital letters, such as FR.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('latitude__range', (-90, 90)), ('longitude__isnull', False), ('longitude__range', (-180, 180))), _connector='OR'), name='government_seat_is_on_earth', violation_error_message='Give latitude and longitude together, between -90 and 90, -180 and 180.'),
                        models.CheckConstraint(condition=models.Q(('population__isnull', True), models.Q(('population__isnull', False), ('population_year__isnull', False), models.Q(('population_source', ''), _negated=True)), _connector='OR'), name='government_population_has_source', violation_error_message='A population needs its year and its source.'),
                        models.CheckConstraint(condition=models.Q(('member', True), ('proposed', True), _negated=True), name='government_proposed_is_no_member', violation_error_message='A proposed local government is checked before it becomes a member.'),
                    ],
                },
                bases=(modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='GovernmentMerge',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(db_index=True, max_length=40, verbose_name='code that was given up')),
                    ('slug', models.SlugField(max_length=100, verbose_name='address name that was given up')),
                    ('names', models.JSONField(verbose_name='names at that time')),
                    ('merged_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='merged')),
                    ('merged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='merged by')),
                    ('into', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='members.localgovernment', verbose_name='merged into the local government')),
                ],
                options={
                    'verbose_name': 'merge of local governments',
                    'verbose_name_plural': 'merges of local governments',
                    'ordering': ['-merged_at', '-pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Contact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200, verbose_name='name')),
                    ('role', models.CharField(max_length=200, verbose_name='role')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                    ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                    ('language', models.CharField(blank=True, choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], help_text='In which we write to them.', max_length=10, verbose_name='language')),
                    ('mandate_start', models.DateField(blank=True, null=True, verbose_name='mandate begins')),
                    ('mandate_end', models.DateField(blank=True, null=True, verbose_name='mandate ends')),
                    ('government', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='members.localgovernment', verbose_name='local government')),
                ],
                options={
                    'verbose_name': 'contact',
                    'verbose_name_plural': 'contacts',
                    'ordering': ['government', 'name'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('mandate_start__isnull', True), ('mandate_end__isnull', True), ('mandate_end__gte', models.F('mandate_start')), _connector='OR'), name='contact_mandate_ends_after_it_begins', violation_error_message='A mandate ends after it begins.')],
                },
            ),
            migrations.CreateModel(
                name='MemberProfile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('picture_alt', models.CharField(blank=True, help_text='In words, for those who do not see it. Empty for a picture that only decorates.', max_length=200, verbose_name='what the picture shows')),
                    ('picture_decorative', models.BooleanField(default=False, verbose_name='the picture only decorates')),
                    ('picture_credit', models.CharField(blank=True, help_text='Who took the picture, as they wish to be named.', max_length=200, verbose_name='credit')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('summary', models.TextField(blank=True, verbose_name='summary')),
                    ('body', wagtail.fields.RichTextField(blank=True, verbose_name='text')),
                    ('government', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='profiles', to='members.localgovernment')),
                    ('picture', models.ForeignKey(blank=True, help_text='Never a picture of a victim. Without a picture, the page shows its weave.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='picture')),
                ],
                options={
                    'verbose_name': 'profile',
                    'verbose_name_plural': 'profiles',
                    'ordering': ['language'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('picture__isnull', True), models.Q(('picture_alt', ''), ('picture_decorative', True)), models.Q(('picture_decorative', False), models.Q(('picture_alt', ''), _negated=True)), _connector='OR'), name='memberprofile_picture_has_words_or_decorates', violation_error_message='Say what the picture shows, or that it only decorates.'),
                        models.UniqueConstraint(fields=('government', 'language'), name='one_profile_per_language', violation_error_message='This local government already has a profile in this language.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Office',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('observatory', 'Observatory'), ('equality', 'Women’s rights and equality'), ('international', 'International relations'), ('press', 'Press'), ('general', 'General enquiries')], max_length=20, verbose_name='role')),
                    ('email', models.EmailField(blank=True, help_text="The office's own mailbox, never a person's: everybody can read it.", max_length=254, verbose_name='email')),
                    ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                    ('government', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='offices', to='members.localgovernment')),
                ],
                options={
                    'verbose_name': 'public office',
                    'verbose_name_plural': 'public offices',
                    'ordering': ['pk'],
                    'constraints': [
                        models.UniqueConstraint(fields=('government', 'role'), name='one_office_per_role', violation_error_message='This local government already has an office with this role.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('email', ''), _negated=True), models.Q(('phone', ''), _negated=True), _connector='OR'), name='office_can_be_reached', violation_error_message='Give the mailbox or the telephone of the office.'),
                    ],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='governmentmerge',
                trigger=pgtrigger.compiler.Trigger(name='merges_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='6674f1b16fec52a729ce2f78ebde250a1eb837f1', operation='DELETE', pgid='pgtrigger_merges_are_kept_baf8e', table='members_governmentmerge', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='governmentmerge',
                trigger=pgtrigger.compiler.Trigger(name='merges_only_follow', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."names" IS DISTINCT FROM (NEW."names") OR OLD."merged_at" IS DISTINCT FROM (NEW."merged_at") OR OLD."merged_by_id" IS DISTINCT FROM (NEW."merged_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='2a7e033fa71c4e51b707d7858cbeaae3b479d4d1', operation='UPDATE', pgid='pgtrigger_merges_only_follow_e65d3', table='members_governmentmerge', when='BEFORE')),
            ),
        ]),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
