from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsletters', '0013_news'),
    ]

    operations = [
        migrations.AlterField(
            model_name='reader',
            name='email',
            field=models.EmailField(max_length=254, verbose_name='email address'),
        ),
        migrations.AlterField(
            model_name='subscriptionrequest',
            name='email',
            field=models.EmailField(max_length=254, verbose_name='email address'),
        ),
    ]
