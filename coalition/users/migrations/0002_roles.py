"""The four groups of the CMS. Each may open the CMS; what else it may do, each app grants in its own migration."""

from django.db import migrations

from coalition.users.migrations import _roles as roles

PAGE_ACTIONS = ("add", "change", "publish")
FILE_ACTIONS = ("add", "choose")


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    admin, _ = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    access, _ = Permission.objects.get_or_create(
        content_type=admin, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    for name in roles.ROLES:
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(access)
    # Wagtail's own two groups would be a second, wider set of rights beside ours.
    Group.objects.filter(name__in=["Editors", "Moderators"], user__isnull=True).delete()


def grant_pages(apps, schema_editor):
    """Committee editors write and publish every page; the other roles get their section when it is made."""
    Group = apps.get_model("auth", "Group")
    Page = apps.get_model("wagtailcore", "Page")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    editors = Group.objects.get(name=roles.COMMITTEE_EDITORS)
    for action in PAGE_ACTIONS:
        permission = _permission(apps, "wagtailcore", "page", action)
        for root in Page.objects.filter(depth=1):
            GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=permission)


def grant_files(apps, schema_editor):
    """Who writes pages or newsletters may add and choose images and documents; nobody may delete others'."""
    Group = apps.get_model("auth", "Group")
    Collection = apps.get_model("wagtailcore", "Collection")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    for name in (roles.COMMITTEE_EDITORS, roles.EVENT_HOSTS, roles.NEWSLETTER_EDITORS):
        group = Group.objects.get(name=name)
        for app_label, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
            for action in FILE_ACTIONS:
                permission = _permission(apps, app_label, model, action)
                for root in Collection.objects.filter(depth=1):
                    GroupCollectionPermission.objects.get_or_create(
                        group=group, collection=root, permission=permission
                    )


def grant_translation(apps, schema_editor):
    """Who writes words may also translate them."""
    for name in (roles.COMMITTEE_EDITORS, roles.EVENT_HOSTS, roles.NEWSLETTER_EDITORS):
        roles.grant(name, "wagtail_localize", "translation", ["submit"], apps=apps)


def _permission(apps, app_label, model, action):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_{model}",
        defaults={"name": f"Can {action} {model}"},
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [
        migrations.RunPython(make_groups, migrations.RunPython.noop),
        migrations.RunPython(grant_pages, migrations.RunPython.noop),
        migrations.RunPython(grant_files, migrations.RunPython.noop),
        migrations.RunPython(grant_translation, migrations.RunPython.noop),
    ]
