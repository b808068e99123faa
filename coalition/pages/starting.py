"""How a widget of the CMS is started without an inline script: decision 0014-two-content-policies.

Wagtail writes a script beside each chooser; here the same call is data, which `static/js/cms-start.js` makes. The
widgets that have templates of their own (dates, inline panels) have ours under `coalition/templates/wagtailadmin/`.
"""

import json
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def start_choosers() -> None:
    """Let every chooser of the CMS be started by data, from now on."""
    BaseChooser.render = render


def render(self: Any, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
    """Return the HTML of a chooser and what starts it, in place of `BaseChooser.render` (Wagtail 8.0)."""
    id_ = (attrs or {})["id"]
    data = self.get_value_data(value)
    function, options = self.js_constructor, [self.get_js_init_options(id_, name, data)]
    if isinstance(self, AdminTaskChooser):
        function, options = "createTaskChooser", []
    given = {"function": function, "options": json.dumps([id_, *options])[1:-1]}
    started = render_to_string("cms/start.html", given)
    return mark_safe(self.render_html(name, data, attrs) + started)  # noqa: S308  # templates' own
