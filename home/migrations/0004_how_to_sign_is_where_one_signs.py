from django.db import migrations

# Its address leads to the form, which says all of it: what an editor wrote stays as a draft.
UNPUBLISH = """
UPDATE wagtailcore_page SET live = false, has_unpublished_changes = true WHERE slug = 'how-to-sign' AND depth = 3
"""


class Migration(migrations.Migration):
    dependencies = [("home", "0003_words_of_the_agenda_and_addresses_of_pages")]

    operations = [migrations.RunSQL(UNPUBLISH, migrations.RunSQL.noop)]
