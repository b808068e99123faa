from django.db import migrations

import coalition.languages.words

from coalition.users.migrations._tables import ChangeTogether

TITLES = coalition.languages.words.WordsField("title", default=dict)
TEXTS = coalition.languages.words.WordsField("text", default=dict, blank=True, max_length=1000)
# The words of each language become entries of two columns; in kept versions of a row they were a list of rows.
MOVE = """
UPDATE home_{row} AS row SET titles = words.titles, texts = coalesce(words.texts, '{{}}')
FROM (
    SELECT {row}_id AS id, jsonb_object_agg(language, title) AS titles,
        jsonb_object_agg(language, text) FILTER (WHERE text <> '') AS texts
    FROM home_{row}words GROUP BY {row}_id
) AS words WHERE words.id = row.id;
UPDATE wagtailcore_revision SET content = (content - 'words') || (
    SELECT jsonb_build_object(
        'titles', coalesce(jsonb_object_agg(word ->> 'language', word ->> 'title') FILTER (WHERE word IS NOT NULL), '{{}}'),
        'texts', coalesce(jsonb_object_agg(word ->> 'language', word ->> 'text') FILTER (WHERE word ->> 'text' <> ''), '{{}}')
    ) FROM jsonb_array_elements(content -> 'words') AS word
)
FROM django_content_type AS kind
WHERE kind.id = content_type_id AND kind.app_label = 'home' AND kind.model = '{row}' AND content ? 'words'
"""

# Its address leads to the form, which says all of it: what an editor wrote stays as a draft.
UNPUBLISH = """
UPDATE wagtailcore_page SET live = false, has_unpublished_changes = true WHERE slug = 'how-to-sign' AND depth = 3
"""


class Migration(migrations.Migration):
    replaces = [
        ("home", "0002_search_synonyms_are_a_file"),
        ("home", "0003_words_of_the_agenda_and_addresses_of_pages"),
        ("home", "0004_how_to_sign_is_where_one_signs"),
    ]
    dependencies = [
        ("home", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        ChangeTogether([
            *(
                operation
                for row in ("goal", "action")
                for operation in (
                    migrations.AddField(row, "titles", TITLES),
                    migrations.AddField(row, "texts", TEXTS),
                    migrations.RunSQL(MOVE.format(row=row), migrations.RunSQL.noop),
                    migrations.DeleteModel(f"{row}words"),
                )
            ),
            migrations.DeleteModel("PageRole"),  # a page that the footer leads to is known by its address
            migrations.DeleteModel("SearchSynonyms"),
            migrations.RunSQL(UNPUBLISH, migrations.RunSQL.noop),
        ]),
    ]
