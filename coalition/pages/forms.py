"""How every form of the public site is drawn: our components instead of Django's own templates."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Widgets whose template is only `<input>`: a form of six fields would render thirty templates for them.
INPUTS = {
    f"django/forms/widgets/{kind}.html" for kind in ("checkbox", "email", "hidden", "number", "search", "text", "url")
}


class ComponentRenderer(TemplatesSetting):
    """Draw forms and fields with `components/form.html` and `components/field.html`, plain inputs in Python."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        """Return the HTML of a form, a field or a widget."""
        if template_name in INPUTS:
            return draw_input(context["widget"])
        return mark_safe(super().render(template_name, context, request))  # noqa: S308  # nosec: a template's own


def draw_input(widget: dict[str, Any]) -> SafeString:
    """Return `<input>` with what `django/forms/widgets/input.html` gives it."""
    attributes = {"type": widget["type"], "name": widget["name"]}
    if widget["value"] is not None:
        attributes["value"] = widget["value"]
    return format_html("<input{}>", flatatt({**attributes, **widget["attrs"]}))
