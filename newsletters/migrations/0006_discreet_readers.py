from django.db import migrations

# Readers who are discreet already chose so from a mailbox that they proved.
FROM_READERS = """
INSERT INTO privacy_discreetaddress (address_digest, source)
SELECT email_digest, 'reader:' || id FROM newsletters_subscriber WHERE discreet ON CONFLICT DO NOTHING;
"""


class Migration(migrations.Migration):
    dependencies = [("newsletters", "0005_archive_as_sent"), ("privacy", "0002_discreet_addresses")]

    operations = [migrations.RunSQL(FROM_READERS, migrations.RunSQL.noop)]
