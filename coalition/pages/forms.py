"""How every form reads what was typed, and is drawn by our components; and one that is shown again with it."""

from typing import Any

from django.forms import BaseForm, BoundField, HiddenInput, MultiWidget, PasswordInput, Widget
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.forms.widgets import Input
from django.utils.datastructures import MultiValueDict
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks.base import BlockWidget

from coalition.typed import SEPARATORS, lines, one_line

# Widgets whose template is only `<input>`: a form of six fields would render thirty templates for them.
INPUTS = {
    f"django/forms/widgets/{kind}.html" for kind in ("checkbox", "email", "hidden", "number", "search", "text", "url")
}
SELECT = "django/forms/widgets/select.html"  # two templates for each option: five hundred for the countries


class TypedField(BoundField):
    """A field of any form, public or of the CMS: no sign that nobody sees passes (coalition/typed.py)."""

    @property
    def data(self) -> Any:
        """Return what was typed: an input has one line, a password every sign, blocks of a page each their own."""
        if isinstance(self.field.widget, BlockWidget):
            typed = _typed_blocks(self.form.data, self.html_name)
            return self.field.widget.value_from_datadict(typed, self.form.files, self.html_name)
        return _typed(super().data, self.field.widget)


def _typed_blocks(data: Any, name: str) -> MultiValueDict[str, Any]:
    """Return what was typed into the blocks of the field `name`; the strings of rich texts, JSON, have no line ends."""
    asked = data if isinstance(data, MultiValueDict) else MultiValueDict({key: [data[key]] for key in data})
    typed = MultiValueDict({key: asked.getlist(key) for key in asked})
    for key in filter(lambda key: key.startswith(f"{name}-"), typed):
        typed.setlist(key, [lines(value.translate(SEPARATORS)) for value in typed.getlist(key)])
    return typed


def _typed(value: Any, widget: Widget) -> Any:
    if isinstance(value, list) and isinstance(widget, MultiWidget):
        return [_typed(one, part) for one, part in zip(value, widget.widgets, strict=True)]
    if not isinstance(value, str) or isinstance(widget, PasswordInput):
        return value
    has_one_line = isinstance(widget, Input) and not isinstance(widget, HiddenInput)
    return one_line(value) if has_one_line else lines(value)


class ComponentRenderer(TemplatesSetting):
    """Draw forms and fields with `components/form.html` and `components/field.html`, inputs and selects in Python."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = TypedField

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        """Return the HTML of a form, a field or a widget."""
        if template_name in INPUTS:
            return draw_input(context["widget"])
        if template_name == SELECT:
            return draw_select(context["widget"])
        return mark_safe(super().render(template_name, context, request))  # noqa: S308  # nosec: a template's own


def draw_input(widget: dict[str, Any]) -> SafeString:
    """Return `<input>` with what `django/forms/widgets/input.html` gives it."""
    attributes = {"type": widget["type"], "name": widget["name"]}
    if widget["value"] is not None:
        attributes["value"] = widget["value"]
    return format_html("<input{}>", flatatt({**attributes, **widget["attrs"]}))


def draw_select(widget: dict[str, Any]) -> SafeString:
    """Return `<select>` with what `django/forms/widgets/select.html` gives it."""
    drawn = [
        format_html('\n  <optgroup label="{}">{}\n  </optgroup>', group, _draw_options(options))
        if group
        else _draw_options(options)
        for group, options, _index in widget["optgroups"]
    ]
    within = mark_safe("".join(drawn))  # noqa: S308  # nosec: each escaped where it was drawn
    return format_html('<select name="{}"{}>{}\n</select>', widget["name"], flatatt(widget["attrs"]), within)


def _draw_options(options: list[dict[str, Any]]) -> SafeString:
    rows = ((str(option["value"]), flatatt(option["attrs"]), localize(option["label"])) for option in options)
    return format_html_join("", '\n  <option value="{}"{}>{}</option>', rows)


def retype(form: BaseForm, **values: str) -> None:
    """Let the bound `form` keep what was typed, but for `values`: as if it had been sent with these.

    Who saves second is shown the form of the new version with their own words in it: they have read what they replace.
    """
    typed: Any = form.data
    data = typed.copy()
    for name, value in values.items():
        data[form.add_prefix(name)] = value
    form.data = data
