"""Documents of a call stand in the text of its pages, by the block that every page has for files."""

from django.db import migrations

FILES = """
SELECT page.page_ptr_id, jsonb_build_array(jsonb_build_object(
    'type', 'files', 'id', gen_random_uuid()::text, 'value', jsonb_build_object(
        'title', CASE locale.language_code WHEN 'es' THEN 'Documentos' WHEN 'ar' THEN 'الوثائق' ELSE 'Documents' END,
        'files', (
            SELECT jsonb_agg(jsonb_build_object(
                'type', 'item', 'id', gen_random_uuid()::text,
                'value', jsonb_build_object('document', document_id, 'title', '')
            ) ORDER BY sort_order, id)
            FROM calls_calldocument WHERE call_id = page.call_id
        )
    )
)) AS block
FROM calls_callpage page
JOIN wagtailcore_page core ON core.id = page.page_ptr_id
JOIN wagtailcore_locale locale ON locale.id = core.locale_id
WHERE page.call_id IN (SELECT call_id FROM calls_calldocument)
"""
MOVE = f"""
CREATE TEMPORARY TABLE moved ON COMMIT DROP AS {FILES};
UPDATE calls_callpage SET body = body || block FROM moved WHERE moved.page_ptr_id = calls_callpage.page_ptr_id;
UPDATE wagtailcore_revision
SET content = jsonb_set(content, '{{body}}', to_jsonb(((content->>'body')::jsonb || block)::text))
FROM moved JOIN wagtailcore_page core ON core.id = moved.page_ptr_id
WHERE wagtailcore_revision.id = core.latest_revision_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0002_version_0_4"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.DeleteModel("CallDocument"),
    ]
