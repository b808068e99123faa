import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from coalition.users.migrations import _roles as roles
from coalition.users.migrations._tables import CreateTogether
from django.conf import settings
from django.db import migrations, models


LANGUAGES = ("en", "fr", "es", "ar")
WORDS = {
    "en": (
        "Coalition of local governments",
        "Local governments that commit together, with a signed charter and work that anyone can follow.",
        "This site sets no tracker, loads nothing from another site and never shows who reads it.",
    ),
    "fr": (
        "Coalition des gouvernements locaux",
        "Des gouvernements locaux qui s’engagent ensemble, avec une charte signée et un travail que chacune et chacun "
        "peut suivre.",
        "Ce site ne dépose aucun traceur, ne charge rien d’un autre site et ne révèle à personne qui le consulte.",
    ),
    "es": (
        "Coalición de gobiernos locales",
        "Gobiernos locales que se comprometen juntos, con una Carta firmada y un trabajo que cualquiera puede seguir.",
        "Este sitio no coloca ningún rastreador, no carga nada de otro sitio y no revela a nadie quién lo consulta.",
    ),
    "ar": (
        "تحالف الحكومات المحلية",
        "حكومات محلية تلتزم معًا، بميثاق موقَّع وعمل يستطيع الجميع متابعته.",
        "لا يضع هذا الموقع أي وسيلة تتبع، ولا يحمّل شيئًا من موقع آخر، ولا يُظهر أبدًا من يقرؤه.",
    ),
}
NAVIGATION = ("members", "charter", "events", "resources", "news")
GRANTS = {
    'Committee editors': {
        'helpline': 'add_helpline change_helpline delete_helpline view_helpline',
        'menuitem': 'add_menuitem change_menuitem delete_menuitem view_menuitem',
        'partner': 'add_partner change_partner delete_partner view_partner',
        'sitefacts': 'change_sitefacts view_sitefacts',
        'sitewords': 'change_sitewords view_sitewords',
        'withdrawnfile': 'add_withdrawnfile',
    },
}


def add_rows(apps, schema_editor):
    """The four languages, the words of the site and its navigation, which editors change."""
    for language in LANGUAGES:
        apps.get_model("wagtailcore", "Locale").objects.get_or_create(language_code=language)
    for language, (name, about, promise) in WORDS.items():
        apps.get_model("pages", "SiteWords").objects.create(
            language=language, site_name=name, footer_about=about, footer_promise=promise
        )
    for position, section in enumerate(NAVIGATION, 1):
        apps.get_model("pages", "MenuItem").objects.create(section=section, position=position)
    apps.get_model("pages", "SiteFacts").objects.create()


def take_moderation_away(apps, schema_editor):
    """Wagtail's own two groups would be a second, wider set of rights beside ours, and approve in its workflow."""
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"]).delete()
    apps.get_model("wagtailcore", "WorkflowPage").objects.all().delete()
    apps.get_model("wagtailcore", "Workflow").objects.update(active=False)
    apps.get_model("wagtailcore", "Task").objects.update(active=False)


def grant(apps, schema_editor):
    """Each role opens the CMS; who writes may translate, and add and choose files; editors publish every page."""
    group = apps.get_model("auth", "Group").objects.get
    for name in (*roles.ROLES, "Data protection"):
        group(name=name).permissions.add(roles.permission("wagtailadmin", "admin", "access_admin", apps=apps))
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    for action in ("add", "change", "publish"):
        apps.get_model("wagtailcore", "GroupPagePermission").objects.create(
            group=group(name=roles.COMMITTEE_EDITORS),
            page=root,
            permission=roles.permission("wagtailcore", "page", f"{action}_page", apps=apps),
        )
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for name in (roles.COMMITTEE_EDITORS, roles.EVENT_HOSTS, roles.NEWSLETTER_EDITORS):
        group(name=name).permissions.add(roles.permission("wagtail_localize", "translation", "submit_translation", apps=apps))
        for app_label, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
            for action in ("add", "choose"):
                apps.get_model("wagtailcore", "GroupCollectionPermission").objects.create(
                    group=group(name=name),
                    collection=collection,
                    permission=roles.permission(app_label, model, f"{action}_{model}", apps=apps),
                )
    roles.grant_all(GRANTS, "pages", apps=apps)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("pages", name)
        for name in """
            0001_locales 0001_squashed_0005_words 0002_no_approval_by_nobody 0003_identity
            0004_identity_rows 0005_words 0006_plainer_words 0007_withdrawn_files
        """.split()
    ]

    dependencies = [
        ('wagtailadmin', '0006_formstate'),
        ('wagtail_localize', '0016_rename_page_revision_translationlog_revision'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailimages', '0027_image_description'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='Partner',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(db_index=True, default=0, editable=False, verbose_name='place')),
                    ('name_en', models.CharField(max_length=120, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='name')),
                    ('name_fr', models.CharField(blank=True, help_text='If this is empty, the English words are shown.', max_length=120, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='name')),
                    ('name_es', models.CharField(blank=True, help_text='If this is empty, the English words are shown.', max_length=120, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='name')),
                    ('name_ar', models.CharField(blank=True, help_text='If this is empty, the English words are shown.', max_length=120, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='name')),
                    ('url', models.URLField(blank=True, verbose_name='address')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                    ('logo', models.ForeignKey(blank=True, help_text='Its name is written beside it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='logo')),
                ],
                options={
                    'verbose_name': 'partner',
                    'verbose_name_plural': 'partners',
                    'ordering': ['position', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='SiteWords',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], editable=False, max_length=10, unique=True, verbose_name='language')),
                    ('site_name', models.CharField(blank=True, help_text='If this is empty, the English words are shown. If those are empty too, the words of the software are shown.', max_length=80, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='name of the site')),
                    ('footer_about', models.CharField(blank=True, help_text='If this is empty, the English words are shown. If those are empty too, the words of the software are shown.', max_length=300, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='footer: who we are')),
                    ('footer_promise', models.CharField(blank=True, help_text='If this is empty, the English words are shown. If those are empty too, the words of the software are shown.', max_length=300, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='footer: what we promise readers')),
                    ('sender_name', models.CharField(blank=True, help_text='If this is empty, the English name is used. If that is empty too, the operator’s setting is used.', max_length=60, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='sender of emails')),
                    ('discreet_name', models.CharField(blank=True, help_text='A name that does not reveal what the email is about. If this is empty, the English name is used. If that is empty too, the operator’s setting is used.', max_length=40, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='sender of discreet emails')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ],
                options={
                    'verbose_name': 'name and words of the site',
                    'verbose_name_plural': 'name and words of the site',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='WithdrawnFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='withdrawn')),
                    ('reason', models.CharField(blank=True, help_text='Readers see it where the file was. Leave it empty to give none.', max_length=300, verbose_name='reason')),
                    ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='withdrawn_file', to='wagtaildocs.document', verbose_name='document')),
                ],
                options={
                    'verbose_name': 'withdrawn file',
                    'verbose_name_plural': 'withdrawn files',
                    'default_permissions': ('add',),
                },
            ),
            migrations.CreateModel(
                name='Helpline',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
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
                    ('checked_on', models.DateField(default=django.utils.timezone.localdate, help_text='The CMS reminds you to check again after six months.', verbose_name='checked on')),
                    ('shown', models.BooleanField(default=True, verbose_name='shown on the site')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ],
                options={
                    'verbose_name': 'helpline',
                    'verbose_name_plural': 'helplines',
                    'ordering': ['country', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('country', 'number'), name='one_helpline_per_number', violation_error_message='This country has this number already.')],
                },
            ),
            migrations.CreateModel(
                name='MenuItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(db_index=True, default=0, editable=False, verbose_name='place')),
                    ('section', models.CharField(blank=True, choices=[('members', 'Members'), ('charter', 'Charter'), ('events', 'Events'), ('webinars', 'Webinars'), ('calendar', 'Calendar'), ('resources', 'Resources'), ('news', 'News'), ('newsletter', 'Newsletter'), ('contact', 'Contact')], max_length=20, verbose_name='section')),
                    ('label_en', models.CharField(blank=True, max_length=40, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='label')),
                    ('label_fr', models.CharField(blank=True, max_length=40, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='label')),
                    ('label_es', models.CharField(blank=True, max_length=40, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='label')),
                    ('label_ar', models.CharField(blank=True, max_length=40, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write one line.')], verbose_name='label')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                    ('page', models.ForeignKey(blank=True, help_text='In any language: each language leads to its own translation.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
                ],
                options={
                    'verbose_name': 'navigation item',
                    'verbose_name_plural': 'navigation items',
                    'ordering': ['position', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('page__isnull', False), ('section', '')), models.Q(models.Q(('section', ''), _negated=True), ('page__isnull', True)), _connector='OR'), name='menu_item_leads_to_one_thing', violation_error_message='Choose either a section or a page.'), models.UniqueConstraint(condition=models.Q(('section', ''), _negated=True), fields=('section',), name='one_menu_item_per_section', violation_error_message='This section is already in the navigation.')],
                },
            ),
            migrations.CreateModel(
                name='SiteFacts',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('leave_url', models.URLField(blank=True, help_text='A neutral site that everyone knows, at an address that begins with https://. If this is empty, the operator’s setting is used.', verbose_name='where “Leave this site” leads')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ],
                options={
                    'verbose_name': 'leave-site address',
                    'verbose_name_plural': 'leave-site address',
                    'constraints': [models.CheckConstraint(condition=models.Q(('leave_url', ''), ('leave_url__startswith', 'https://'), _connector='OR'), name='leaving_is_encrypted', violation_error_message='Give an address that begins with https://.')],
                },
            ),
        ]),
        migrations.RunPython(add_rows, migrations.RunPython.noop),
        migrations.RunPython(take_moderation_away, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
