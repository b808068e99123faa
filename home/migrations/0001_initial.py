import coalition.languages.fields
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
from coalition.users.migrations import _roles as roles
from coalition.users.migrations._tables import CreateTogether
from django.conf import settings
from django.db import migrations, models


GRANTS = {
    'Committee editors': {
        'action': 'add_action change_action delete_action view_action',
        'contactmessage': 'answer_contactmessage view_contactmessage',
        'contacttopic': 'change_contacttopic view_contacttopic',
        'goal': 'add_goal change_goal delete_goal view_goal',
        'searchsynonyms': 'add_searchsynonyms change_searchsynonyms delete_searchsynonyms view_searchsynonyms',
        'territorywork': 'add_territorywork change_territorywork delete_territorywork view_territorywork',
    },
}
TOPICS = ("signing", "members", "events", "newsletter", "press", "site", "privacy", "other")
DAYS = {"press": 2}


def add_topics(apps, schema_editor):
    """The topics of the contact form, and in how many days each is answered."""
    for topic in TOPICS:
        apps.get_model("home", "ContactTopic").objects.create(topic=topic, days=DAYS.get(topic, 5))


def grant(apps, schema_editor):
    roles.grant_all(GRANTS, "home", apps=apps)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("home", name)
        for name in """
            0001_squashed_0009_partners_on_the_front_page 0002_roles_of_pages 0003_contact
            0004_contact_topics 0005_about_and_how_to_sign 0006_blocks 0007_parts_of_front_pages
            0008_search_synonyms 0009_partners_on_the_front_page 0010_plainer_words 0011_agenda
            0012_roles_of_the_agenda 0013_deliverables_of_territories 0014_roles_of_territories
        """.split()
    ]

    dependencies = [
        ('events', '0001_initial'),
        ('members', '0001_initial'),
        ('resources', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        CreateTogether([
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
                name='HomePage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('neutral_title', models.BooleanField(default=False, help_text="Show a neutral title in the browser's tab and history, for a page on violence at home.", verbose_name='neutral title')),
                    ('hero_title', models.CharField(max_length=160, verbose_name='main heading')),
                    ('lead', models.TextField(blank=True, help_text='One or two sentences under the heading.', verbose_name='lead')),
                    ('body', coalition.languages.fields.StreamField([], blank=True, verbose_name='parts')),
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
                    ('body', coalition.languages.fields.StreamField([], blank=True, verbose_name='body')),
                ],
                options={
                    'verbose_name': 'standard page',
                    'verbose_name_plural': 'standard pages',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='Goal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(help_text='Goals are shown in this order.', verbose_name='number')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ],
                options={
                    'verbose_name': 'goal',
                    'verbose_name_plural': 'goals',
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(fields=('number',), name='one_goal_per_number', violation_error_message='Another goal has this number.')],
                },
            ),
            migrations.CreateModel(
                name='Action',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(default=0, help_text='Actions of a goal are shown in this order.', verbose_name='place')),
                    ('state', models.CharField(choices=[('done', 'Done'), ('under-way', 'Under way'), ('planned', 'Planned')], default='planned', max_length=10, verbose_name='state')),
                    ('first_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='from the year')),
                    ('last_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='to the year')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                    ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='home.goal', verbose_name='goal')),
                ],
                options={
                    'verbose_name': 'action',
                    'verbose_name_plural': 'actions',
                    'ordering': ['goal', 'position', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('last_year__isnull', True), models.Q(('first_year__isnull', False), ('last_year__gte', models.F('first_year'))), _connector='OR'), name='action_ends_after_it_begins', violation_error_message='The last year of an action needs its first, and is not before it.')],
                },
            ),
            migrations.CreateModel(
                name='GoalWords',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('text', models.TextField(blank=True, max_length=1000, verbose_name='text')),
                    ('goal', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='home.goal')),
                ],
                options={
                    'verbose_name': 'words of a goal',
                    'verbose_name_plural': 'words of goals',
                    'ordering': ['language'],
                    'constraints': [models.UniqueConstraint(fields=('goal', 'language'), name='one_text_per_goal_and_language', violation_error_message='This goal already has words in this language.')],
                },
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
            migrations.CreateModel(
                name='SearchSynonyms',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('terms', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), help_text='Separated by commas, such as: shelter, refuge, safe house.', verbose_name='words that mean the same')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ],
                options={
                    'verbose_name': 'search synonyms',
                    'verbose_name_plural': 'search synonyms',
                    'ordering': ['language', 'terms'],
                },
            ),
            migrations.CreateModel(
                name='TerritoryWork',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('government', models.OneToOneField(error_messages={'unique': 'The deliverables of this local government are already kept: edit those.'}, on_delete=django.db.models.deletion.CASCADE, related_name='work', to='members.localgovernment', verbose_name='local government')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ],
                options={
                    'verbose_name': 'deliverables of a territory',
                    'verbose_name_plural': 'deliverables of territories',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='TerritoryDeliverable',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('deliverable', models.CharField(choices=[('diagnosis', 'Shared diagnosis'), ('action-plan', 'Action plan'), ('training', 'Training programme'), ('guide', 'Guide'), ('seminar', 'Seminar')], max_length=20, verbose_name='deliverable')),
                    ('state', models.CharField(choices=[('done', 'Done'), ('under-way', 'Under way'), ('planned', 'Planned')], default='planned', max_length=10, verbose_name='state')),
                    ('year', models.PositiveSmallIntegerField(blank=True, help_text='In which it was done, was begun, or is planned.', null=True, verbose_name='year')),
                    ('month', models.PositiveSmallIntegerField(blank=True, help_text='1 to 12, if it is known.', null=True, verbose_name='month')),
                    ('updated', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='last updated in the year')),
                    ('until', models.PositiveSmallIntegerField(blank=True, help_text='Such as the last year of an action plan.', null=True, verbose_name='covers until the year')),
                    ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='events.event', verbose_name='event')),
                    ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
                    ('resource', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='resources.resource', verbose_name='resource')),
                    ('work', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliverables', to='home.territorywork')),
                ],
                options={
                    'verbose_name': 'deliverable of a territory',
                    'verbose_name_plural': 'deliverables of a territory',
                    'ordering': ['pk'],
                    'constraints': [
                        models.UniqueConstraint(fields=('work', 'deliverable'), name='one_state_per_deliverable_of_a_territory', violation_error_message='This deliverable stands here already.'),
                        models.CheckConstraint(condition=models.Q(('month__isnull', True), models.Q(('month__range', (1, 12)), ('year__isnull', False)), _connector='OR'), name='deliverable_month_has_its_year', violation_error_message='A month is 1 to 12, and needs its year.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('event__isnull', True), ('page__isnull', True), ('resource__isnull', True)), models.Q(('event__isnull', False), ('page__isnull', True), ('resource__isnull', True)), models.Q(('event__isnull', True), ('page__isnull', True), ('resource__isnull', False)), models.Q(('event__isnull', True), ('page__isnull', False), ('resource__isnull', True)), _connector='OR'), name='deliverable_leads_to_one_thing', violation_error_message='Choose one event, one resource or one page, or none.'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ActionLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('action', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='home.action')),
                    ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='events.event', verbose_name='event')),
                    ('government', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.localgovernment', verbose_name='local government')),
                    ('resource', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='resources.resource', verbose_name='resource')),
                ],
                options={
                    'verbose_name': 'link of an action',
                    'verbose_name_plural': 'links of actions',
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('event__isnull', False), ('government__isnull', True), ('resource__isnull', True)), models.Q(('event__isnull', True), ('government__isnull', True), ('resource__isnull', False)), models.Q(('event__isnull', True), ('government__isnull', False), ('resource__isnull', True)), _connector='OR'), name='action_link_leads_to_one_thing', violation_error_message='Choose one event, one resource or one local government.')],
                },
            ),
            migrations.CreateModel(
                name='ActionWords',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('text', models.TextField(blank=True, max_length=1000, verbose_name='text')),
                    ('action', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='home.action')),
                ],
                options={
                    'verbose_name': 'words of an action',
                    'verbose_name_plural': 'words of actions',
                    'ordering': ['language'],
                    'constraints': [models.UniqueConstraint(fields=('action', 'language'), name='one_text_per_action_and_language', violation_error_message='This action already has words in this language.')],
                },
            ),
            migrations.CreateModel(
                name='ContactTopic',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('topic', models.CharField(choices=[('signing', 'Signing the charter'), ('members', 'Members and their commitments'), ('events', 'Events and webinars'), ('newsletter', 'Newsletter and calendar'), ('press', 'Press'), ('site', 'Help with this website'), ('privacy', 'My personal data'), ('other', 'Something else')], editable=False, max_length=12, unique=True, verbose_name='topic')),
                    ('mailbox', models.EmailField(blank=True, help_text='Never shown. If it is empty, messages on this topic go to the mailbox of “Something else”.', max_length=254, verbose_name='mailbox')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], default='en', help_text='The email to the team is in this language; the message stays as it was written.', max_length=10, verbose_name='language of the team')),
                    ('days', models.PositiveSmallIntegerField(default=5, help_text='What the page promises to the person who wrote.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='working days to answer')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ],
                options={
                    'verbose_name': 'contact topic',
                    'verbose_name_plural': 'contact topics',
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('days__range', (1, 30))), name='contact_days_are_few', violation_error_message='Give between 1 and 30 working days.')],
                },
            ),
        ]),
        migrations.RunPython(add_topics, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
