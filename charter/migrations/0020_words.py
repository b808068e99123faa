from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('charter', '0019_two_mailboxes'),
        ('members', '0011_words'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='publishedhead',
            options={'ordering': ['-day'], 'verbose_name': 'daily fingerprint', 'verbose_name_plural': 'daily fingerprints'},
        ),
        migrations.AlterField(
            model_name='certificate',
            name='ledger_hash',
            field=models.CharField(blank=True, max_length=64, verbose_name='fingerprint of the latest entry'),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='ledger_sequence',
            field=models.PositiveBigIntegerField(blank=True, null=True, verbose_name='latest entry of the ledger'),
        ),
        migrations.AlterField(
            model_name='signature',
            name='ad_referendum_until',
            field=models.DateField(blank=True, help_text="The date by which the council's act is needed. Empty once it has arrived.", null=True, verbose_name='ad referendum until'),
        ),
        migrations.AlterField(
            model_name='signature',
            name='contact_email',
            field=models.EmailField(blank=True, max_length=254, verbose_name="contact's email address"),
        ),
        migrations.AlterField(
            model_name='signature',
            name='proposed_kind',
            field=models.CharField(blank=True, max_length=20, verbose_name='type of the proposed government'),
        ),
        migrations.AlterField(
            model_name='statuschange',
            name='effective_on',
            field=models.DateField(verbose_name='effective from'),
        ),
        migrations.AlterConstraint(
            model_name='groupmember',
            name='one_row_per_member_of_a_group',
            constraint=models.UniqueConstraint(fields=('signature', 'government'), name='one_row_per_member_of_a_group', violation_error_message='This local government is already on the list.'),
        ),
        migrations.AlterConstraint(
            model_name='ledgerhead',
            name='ledger_has_one_head',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='ledger_has_one_head', violation_error_message='The ledger has one current fingerprint.'),
        ),
    ]
