"""What the form of a resource page says beside its fields."""

from wagtail.admin.panels import Panel


class FilesOfPage(Panel):
    """Names the files that the page has, and the way to withdraw each; says why search does not know a file's text."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "resources/cms/files.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)
