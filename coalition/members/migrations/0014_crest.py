import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0013_plainer_words'),
        ('wagtailimages', '0027_image_description'),
    ]

    operations = [
        migrations.AddField(
            model_name='localgovernment',
            name='crest',
            field=models.ForeignKey(blank=True, help_text='Its coat of arms or emblem: shown on its profile and printed on certificates issued from now on.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='crest'),
        ),
    ]
