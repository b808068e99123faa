from django.db import migrations

# What was written of a year goes along; numbers that nobody had accepted are asked anew, in the terms of indicators.
REPORTS_ARE_ENTRIES = """
INSERT INTO figures_entry (government_id, year, language, answers, asked_at, given_at, checked_at, checked_by_id, reason)
SELECT government_id, year, language,
       answers || jsonb_build_object('message', left(concat_ws(E'\\n\\n', answers->>'worked', answers->>'needed'), 2000)),
       invited_at, CASE WHEN state = 'accepted' THEN submitted_at END, CASE WHEN state = 'accepted' THEN decided_at END,
       CASE WHEN state = 'accepted' THEN decided_by_id END, CASE WHEN state = 'asked_again' THEN reason ELSE '' END
FROM charter_report;
UPDATE mail_message SET template = 'figures/mail/numbers' WHERE template = 'charter/mail/report';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("charter", "0010_proposed_merges"),
        ("figures", "0002_entries"),
        ("mail", "0002_version_0_4"),
    ]

    operations = [migrations.RunSQL(REPORTS_ARE_ENTRIES), migrations.DeleteModel(name="Report")]
