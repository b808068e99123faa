"""Registers in the CMS: lists of rows that only services write, with a page for each row and no form."""

from typing import Any, ClassVar

from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet


class InspectIndexView(generic.IndexView):
    """A list whose rows lead to the inspect page instead of a form."""

    def get_edit_url(self, instance: Any) -> str | None:
        return self.get_inspect_url(instance)


class ReadOnlyViewSet(ModelViewSet):
    """A register: people look, and services alone write, as the policy of its model says. It needs no form."""

    index_view_class = InspectIndexView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: ClassVar[list[str]] = []
    search_backend_name = None
    list_per_page = 50
