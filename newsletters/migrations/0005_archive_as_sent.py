import datetime

from django.db import migrations, models

# Editions that were sent before: what their pages say now is the best that is known. The trigger that freezes sent
# words steps aside for this statement alone.
FROM_PAGES = """
ALTER TABLE newsletters_issuetext DISABLE TRIGGER USER;
UPDATE newsletters_issuetext text SET date = edition.date, summary = edition.summary
FROM newsletters_issue issue, newsletters_newsletterpage edition, wagtailcore_page page, wagtailcore_locale locale
WHERE issue.id = text.issue_id AND page.translation_key = issue.translation_key
AND edition.page_ptr_id = page.id AND locale.id = page.locale_id AND locale.language_code = text.language;
UPDATE newsletters_issuetext text SET date = issue.started_at::date
FROM newsletters_issue issue WHERE issue.id = text.issue_id AND text.date = DATE '1970-01-01';
ALTER TABLE newsletters_issuetext ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [("newsletters", "0004_consent_as_shown")]

    operations = [
        migrations.AddField(
            model_name="issuetext",
            name="date",
            field=models.DateField(default=datetime.date(1970, 1, 1), verbose_name="date"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="issuetext",
            name="summary",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="summary"),
            preserve_default=False,
        ),
        migrations.RunSQL(FROM_PAGES, migrations.RunSQL.noop),
    ]
