"""What the form of a resource page says beside its fields."""

from typing import Any

from wagtail.admin.panels import Panel

from . import beside


class TextOfFile(Panel):
    """Says why search does not know the text of the page's file; nothing where it does, or where there is none."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "resources/cms/text_of_file.html"

        def is_shown(self) -> bool:
            return bool(beside.trouble(self.instance))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"told": beside.trouble(self.instance)}
