"""What is kept of each answer to choose from: until now its words in the first language, which stay its key."""

import events.questions.models
from django.db import migrations, models


def keep_words_as_keys(apps, schema_editor):
    for question in apps.get_model("events", "Question").objects.exclude(options={}):
        first = next(iter(question.options.values()), "")
        keys = []
        for line in (line.strip() for line in first.splitlines()):
            number, key = 1, line
            while key in keys:
                number += 1
                key = f"{line} ({number})"
            if line:
                keys.append(key)
        question.keys = keys
        question.save(update_fields=["keys"])


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0049_mailed_sequence'),
    ]

    operations = [
        migrations.AddField(
            model_name='question',
            name='keys',
            field=models.JSONField(db_default=[], default=list, editable=False),
        ),
        migrations.AlterField(
            model_name='question',
            name='options',
            field=events.questions.models.OptionsField(blank=True, default=dict, help_text='One a line, in the same order in each language. If you correct the wording of an answer, what people chose is kept.', verbose_name='answers'),
        ),
        migrations.RunPython(keep_words_as_keys, migrations.RunPython.noop),
    ]
