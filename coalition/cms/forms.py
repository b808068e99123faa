"""How every form reads what was typed, and is drawn by our components; and one that is shown again with it."""

import json
from collections.abc import Callable, Collection
from typing import Any, ClassVar

from anyascii import anyascii
from django.core.exceptions import BadRequest
from django.forms import BaseForm, BoundField, HiddenInput, MultiWidget, PasswordInput, Widget
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict, MultiValueDictKeyError
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser
from wagtail.blocks.base import BlockWidget

from coalition.typed import SEPARATORS, lines, one_line


class TypedField(BoundField):
    """A field of any form, public or of the CMS: no sign that nobody sees passes (coalition/typed.py)."""

    @property
    def data(self) -> Any:
        """Return what was typed: an input has one line, a password every sign, blocks of a page each their own."""
        if isinstance(self.field.widget, BlockWidget):
            typed = _typed_blocks(self.form.data, self.html_name)
            return self.field.widget.value_from_datadict(typed, self.form.files, self.html_name)
        return _typed(super().data, self.field.widget)

    def as_widget(self, widget: Widget | None = None, attrs: Any = None, only_initial: bool = False) -> SafeString:
        """Return the HTML of the widget; what starts a chooser of the CMS is data, where Wagtail writes a script.

        `static/js/cms-start.js` makes the same call: decision 0014-two-content-policies. Widgets with templates of
        their own (dates, inline panels) have ours under `coalition/templates/wagtailadmin/`.
        """
        chooser = widget or self.field.widget
        if not isinstance(chooser, BaseChooser):
            return super().as_widget(widget, attrs, only_initial)
        attrs = {"id": self.auto_id} | self.build_widget_attrs(attrs or {}, chooser)
        data = chooser.get_value_data(self.value())
        function, options = chooser.js_constructor, [chooser.get_js_init_options(attrs["id"], self.html_name, data)]
        if isinstance(chooser, AdminTaskChooser):
            function, options = "createTaskChooser", []
        started = {"function": function, "options": json.dumps([attrs["id"], *options])[1:-1]}
        html = chooser.render_html(self.html_name, data, attrs) + render_to_string("cms/start.html", started)
        return mark_safe(html)  # noqa: S308  # nosec: templates' own


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
    """Draw forms and fields with `components/form.html` and `components/field.html`."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = TypedField


def set_value(form: BaseForm, **values: str) -> None:
    """Let the bound `form` keep what was typed, but for `values`: as if it had been sent with these.

    Who saves second is shown the form of the new version with their own words in it: they have read what they replace.
    """
    typed: Any = form.data
    data = typed.copy()
    for name, value in values.items():
        data[form.add_prefix(name)] = value
    form.data = data


def folded(*names: str) -> MultiFieldPanel:
    """Return the fields called `names` below a heading that is unfolded when needed, or when one has an error."""
    return MultiFieldPanel([FieldPanel(name) for name in names], _("More facts"), classname="collapsed")


LONGEST = 30  # characters of what was typed


def word_of(words: str, taken: Collection[str]) -> str:
    return numbered(slugify(anyascii(words))[:LONGEST].strip("-") or "row", taken)


def numbered(word: str, taken: Collection[str]) -> str:
    """Return `word`, with a number where it is one of `taken`."""
    free, number = word, 2
    while free in taken:
        free, number = f"{word}-{number}", number + 1
    return free


class MakesWord(WagtailAdminModelForm):
    """A form that makes the field `made` of what was typed where it is left empty; a word that is there stays.

    It is like no other row's that shares the fields of `within`.
    """

    made: ClassVar[str] = "code"
    within: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields[self.made]
        field.required = False
        field.help_text = format_lazy("{} {}", _("Leave empty to have it filled in."), field.help_text)

    def made_of(self, cleaned: dict[str, Any]) -> str:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.made not in self.errors and not cleaned.get(self.made):
            cleaned[self.made] = getattr(self.instance, self.made) or self._free(self.made_of(cleaned), cleaned)
        return cleaned

    def _free(self, words: str, cleaned: dict[str, Any]) -> str:
        rows = type(self.instance)._default_manager.filter(**{name: cleaned.get(name) for name in self.within})
        return word_of(words, set(rows.values_list(self.made, flat=True)))


class IncompleteFormMiddleware:
    """Answer 400 in the CMS, instead of 500, when a view reads a field that was not sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, MultiValueDictKeyError) and request.path_info.startswith("/cms/"):
            raise BadRequest("A field of the form was not sent.") from exception
