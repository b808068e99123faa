"""An event has one page in each language. Of several from before, the one that has been public longest stays."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FILL = """
UPDATE events_eventpage AS words SET language_id = page.locale_id
FROM wagtailcore_page AS page WHERE page.id = words.page_ptr_id
"""
SECOND_PAGES = """
SELECT id, title, url_path FROM (
    SELECT page.id, page.title, page.url_path, row_number() OVER (
        PARTITION BY words.event_id, page.locale_id
        ORDER BY page.live DESC, page.first_published_at NULLS LAST, page.id
    ) AS place
    FROM events_eventpage AS words JOIN wagtailcore_page AS page ON page.id = words.page_ptr_id
) AS pages WHERE place > 1 ORDER BY id
"""
TAKE_AWAY = "UPDATE wagtailcore_page SET live = false, has_unpublished_changes = true WHERE id = ANY(%s)"
SET_ASIDE = "UPDATE events_eventpage SET language_id = NULL WHERE page_ptr_id = ANY(%s)"
MOVE_FEEDS_ON = "UPDATE events_feedstate SET version = version + 1, changed_at = now() + interval '1 second'"


def fill(apps, schema_editor):
    """Unpublish second pages and say which: nothing of them is deleted, and the CMS lists them for its editors."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(FILL)
        cursor.execute(SECOND_PAGES)
        found = cursor.fetchall()
        if not found:
            return
        keys = [key for key, _title, _path in found]
        cursor.execute(TAKE_AWAY, [keys])
        cursor.execute(SET_ASIDE, [keys])
        cursor.execute(MOVE_FEEDS_ON)
    for key, title, path in found:
        print(f"\n  Page {key} ({title}, {path}) was the second of its event in one language and is unpublished.", end="")


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0008_wall_time_is_the_fact'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='eventpage',
            name='language',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='language'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        # What a foreign key checks at the end of a transaction must be checked before its table is altered.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED", migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='eventpage',
            constraint=models.UniqueConstraint(fields=('event', 'language'), name='one_page_per_event_and_language', violation_error_message='This event has a page in this language already. Edit that page, or choose another event.'),
        ),
    ]
