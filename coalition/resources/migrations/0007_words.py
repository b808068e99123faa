from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('resources', '0006_pictures'),
    ]

    operations = [
        migrations.AlterField(
            model_name='resource',
            name='kind',
            field=models.CharField(choices=[('guide', 'Guide'), ('diagnosis', 'Shared diagnosis'), ('action-plan', 'Action plan'), ('toolkit', 'Toolkit'), ('report', 'Report'), ('video', 'Video'), ('other', 'Other resource')], max_length=20, verbose_name='type'),
        ),
    ]
