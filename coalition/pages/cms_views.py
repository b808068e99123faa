"""Views of the CMS that several apps use."""

from typing import Any

from wagtail.admin.views import generic


class InspectIndexView(generic.IndexView):
    """A list whose rows lead to the inspect page instead of a form."""

    def get_edit_url(self, instance: Any) -> str | None:
        return self.get_inspect_url(instance)
