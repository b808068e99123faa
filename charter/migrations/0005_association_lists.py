"""An association brings its members as a list: lines in its own words, and one delegation named for all."""
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('charter', '0004_one_desk'),
        ('members', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='groupmember',
            name='answer_of_a_member_is_whole',
        ),
        migrations.AddField(
            model_name='groupmember',
            name='listed_country',
            field=models.CharField(blank=True, db_default='', max_length=2, verbose_name='country on the list'),
        ),
        migrations.AddField(
            model_name='groupmember',
            name='listed_name',
            field=models.CharField(blank=True, db_default='', max_length=200, verbose_name='name on the list'),
        ),
        migrations.AddField(
            model_name='signature',
            name='delegation_date',
            field=models.DateField(blank=True, null=True, verbose_name='date of the delegation'),
        ),
        migrations.AddField(
            model_name='signature',
            name='delegation_number',
            field=models.CharField(blank=True, db_default='', max_length=100, verbose_name='number of the delegation'),
        ),
        migrations.AlterField(
            model_name='groupmember',
            name='government',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='group_signatures', to='members.localgovernment', verbose_name='local government'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='published_delegation_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IN (\'signed\', \'on_hold\', \'withdrawn\', \'superseded\') AND (OLD."delegation_number" IS DISTINCT FROM (NEW."delegation_number") OR OLD."delegation_date" IS DISTINCT FROM (NEW."delegation_date")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e0f4705ea2b0b0ae6457913195c18a22d6efcafb', operation='UPDATE', pgid='pgtrigger_published_delegation_is_frozen_b9b70', table='charter_signature', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.UniqueConstraint(condition=models.Q(('listed_name', ''), _negated=True), fields=('signature', 'listed_name', 'listed_country'), name='one_line_per_member_of_a_group', violation_error_message='This local government is already on the list.'),
        ),
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.CheckConstraint(condition=models.Q(('government__isnull', False), models.Q(('listed_name', ''), _negated=True), _connector='OR'), name='member_has_a_name', violation_error_message='Enter the name of the member.'),
        ),
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answer', 'no'), ('answered_at__isnull', False)), models.Q(('answer', 'yes'), ('answered_at__isnull', False), ('basis', '')), models.Q(('act_date__isnull', False), ('answer', 'yes'), ('answered_at__isnull', False), models.Q(('act_number', ''), _negated=True), models.Q(('basis', 'delegation'), models.Q(('basis', 'act'), models.Q(('act_file_sha256', ''), _negated=True)), _connector='OR')), _connector='OR'), name='answer_of_a_member_is_whole', violation_error_message='An act or a delegation needs its number and date; an act of its own council needs its file.'),
        ),
    ]
