from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [('newsletters', '0002_version_0_4')]

    operations = [migrations.DeleteModel(name='OutsideLink')]
