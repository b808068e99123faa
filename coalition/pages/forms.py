"""How every form of the public site is drawn: our components instead of Django's own templates."""

from django.forms.renderers import TemplatesSetting


class ComponentRenderer(TemplatesSetting):
    """Draw forms and fields with `components/form.html` and `components/field.html`."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
