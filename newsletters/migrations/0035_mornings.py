from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsletters', '0034_put_off'),
    ]

    operations = [
        migrations.AddField(
            model_name='delivery',
            name='due_at',
            field=models.DateTimeField(editable=False, help_text='The reader’s own morning; none where it leaves with the others.', null=True),
        ),
        migrations.AddField(
            model_name='edition',
            name='morning',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='reader',
            name='zone',
            field=models.CharField(blank=True, db_default='', default='', max_length=64, verbose_name='time zone'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='stopped_because',
            field=models.CharField(blank=True, choices=[('bounces', 'too many copies bounced'), ('complaints', 'too many readers reported it as spam'), ('restored', 'the database was restored'), ('late', 'copies were due more than two hours ago'), ('changed', 'its readers are no longer those that were approved')], db_default='', default='', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('morning__isnull', True), models.Q(('scheduled_for__isnull', False), models.Q(('zone', ''), _negated=True)), _connector='OR'), name='edition_of_a_morning_has_its_time', violation_error_message='A scheduled edition needs its time and time zone.'),
        ),
    ]
