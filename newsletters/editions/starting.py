"""A new edition begins with the starting template that editors keep with the archive of its language."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm


class EditionForm(WagtailAdminPageForm):
    """The form of an edition: a new one has the blocks of the starting template."""

    def __init__(self, *args: Any, instance: Any = None, parent_page: Any = None, **kwargs: Any) -> None:
        if instance is not None and instance.pk is None and not instance.body and parent_page is not None:
            instance.body = getattr(parent_page.specific, "starting_body", [])
        super().__init__(*args, instance=instance, parent_page=parent_page, **kwargs)
