import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0001_initial'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='consent',
            name='consents_are_append_only',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='consents_are_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The ledger of consents only grows.' USING ERRCODE = 'restrict_violation';", hash='d291b0c032d6831e0b4723337fa04cc726e070f1', operation='UPDATE OR DELETE', pgid='pgtrigger_consents_are_append_only_22f75', table='privacy_consent', when='BEFORE')),
        ),
        # A column of 0.3.0 that no model has; a new database has none.
        migrations.RunSQL("ALTER TABLE privacy_consent DROP COLUMN IF EXISTS withdrawn_at", migrations.RunSQL.noop),
    ]
