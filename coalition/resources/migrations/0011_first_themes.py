"""The vocabulary that a new library begins with, six types in place of seven, and who keeps the themes."""

from django.db import migrations

from coalition.users.migrations import _roles as roles

THEMES = {
    "support": ("Support for women", "Accompagnement des femmes", "Acompañamiento de las mujeres", "مرافقة النساء"),
    "shelter": ("Shelter and housing", "Hébergement et logement", "Refugio y vivienda", "المأوى والسكن"),
    "health": ("Health", "Santé", "Salud", "الصحة"),
    "justice": ("Police and justice", "Police et justice", "Policía y justicia", "الشرطة والقضاء"),
    "children": ("Children", "Enfants", "Infancia", "الأطفال"),
    "prevention": ("Prevention and education", "Prévention et éducation", "Prevención y educación", "الوقاية والتربية"),
    "training": (
        "Training of professionals", "Formation des professionnels", "Formación de profesionales", "تدريب المهنيين",
    ),
    "observation": ("Data and observatories", "Données et observatoires", "Datos y observatorios", "البيانات والمراصد"),
    "public-space": ("Public space and transport", "Espace public et transports", "Espacio público y transporte",
                     "الفضاء العام والنقل"),
    "work": ("Work and income", "Travail et ressources", "Trabajo e ingresos", "العمل والدخل"),
    "digital": ("Digital violence", "Violences numériques", "Violencia digital", "العنف الرقمي"),
    "sexual-violence": ("Sexual violence", "Violences sexuelles", "Violencia sexual", "العنف الجنسي"),
    "local-policy": ("Local policies and budgets", "Politiques locales et budgets", "Políticas locales y presupuestos",
                     "السياسات المحلية والميزانيات"),
    "associations": ("Women’s associations", "Associations de femmes", "Asociaciones de mujeres", "الجمعيات النسائية"),
}  # fmt: skip
KINDS = {
    "diagnosis": "study",
    "report": "study",
    "action-plan": "experience",
    "toolkit": "tool",
    "other": "tool",
}


def begin(apps, schema_editor):
    theme = apps.get_model("resources", "Theme")
    theme.objects.bulk_create(
        theme(slug=slug, name_en=en, name_fr=fr, name_es=es, name_ar=ar) for slug, (en, fr, es, ar) in THEMES.items()
    )
    roles.grant(roles.COMMITTEE_EDITORS, "resources", "theme", ["view", "add", "change", "delete"], apps=apps)


def rename_kinds(apps, schema_editor):
    """Also in what is kept of earlier versions, so that each can be brought back."""
    resource = apps.get_model("resources", "Resource")
    content_type = apps.get_model("contenttypes", "ContentType").objects.filter(
        app_label="resources", model="resource"
    )
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(content_type__in=content_type)
    for before, after in KINDS.items():
        resource.objects.filter(kind=before).update(kind=after)
    for revision in revisions.filter(content__kind__in=KINDS).iterator():
        revision.content["kind"] = KINDS[revision.content["kind"]]
        revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0010_library_facts"),
        ("users", "0002_roles"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.RunPython(rename_kinds, migrations.RunPython.noop),
    ]
