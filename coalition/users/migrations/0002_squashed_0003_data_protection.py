"""The roles, as one. Wagtail's own migrations stand between the accounts and this; those replaced stay for older databases."""

from importlib import import_module

from django.db import migrations

roles = import_module("coalition.users.migrations.0002_roles")
data_protection = import_module("coalition.users.migrations.0003_data_protection")


def make_roles(apps, schema_editor):
    """Make the five groups: in one operation, since Django renders all models before each that runs code."""
    roles.make_groups(apps, schema_editor)
    roles.grant_pages(apps, schema_editor)
    roles.grant_files(apps, schema_editor)
    roles.grant_translation(apps, schema_editor)
    data_protection.make_group(apps, schema_editor)


class Migration(migrations.Migration):
    replaces = [
        ("users", "0002_roles"),
        ("users", "0003_data_protection"),
    ]

    # All that libraries bring comes before our apps: each change of a model renders those that are there already.
    dependencies = [
        ("users", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("axes", "0010_accessattemptexpiration"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("procrastinate", "0041_post_retry_failed_job"),
        ("sessions", "0001_initial"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailembeds", "0009_embed_cache_until"),
        ("wagtailforms", "0005_alter_formsubmission_form_data"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
