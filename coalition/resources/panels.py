"""What the form of a resource page says beside its fields."""

from typing import Any

from wagtail.admin.panels import Panel

from . import beside


class FilesOfPage(Panel):
    """Names the files that the page has, and the way to withdraw each; says why search does not know a file's text."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "resources/cms/files.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk and beside.files(self.instance))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"files": beside.files(self.instance)}
