import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from coalition.users.migrations._tables import ChangeTogether

# Tries to log in and spent proofs are counters of one row a key. What arrived past a proxy is told by the log alone.
MOVE = """
INSERT INTO privacy_ratecounter (scope, key_digest, "window", count)
SELECT 'delay', key_digest, tried_at, failures FROM privacy_logindelay
UNION ALL SELECT 'proof', digest, expires_at, 1 FROM privacy_spentproof;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0001_initial'),
    ]

    operations = [
        ChangeTogether([
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
            migrations.AddConstraint(
                model_name='ratecounter',
                constraint=models.UniqueConstraint(condition=models.Q(('scope__in', ['delay', 'proof'])), fields=('scope', 'key_digest'), name='one_row_for_a_delay_or_a_proof', violation_error_message='This window is already counted.'),
            ),
            migrations.RunSQL(MOVE, migrations.RunSQL.noop),
            migrations.DeleteModel(name='LoginDelay'),
            migrations.DeleteModel(name='ProxyContradiction'),
            migrations.DeleteModel(name='SpentProof'),
        ]),
    ]
