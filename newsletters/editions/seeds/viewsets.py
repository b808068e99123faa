"""The seed list in the CMS."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.models import CreateView
from wagtail.admin.viewsets.model import ModelViewSet

from newsletters.editions.seeds.models import Seed


class SeedCreateView(CreateView):
    """Add an address, and keep who did."""

    def save_instance(self) -> Any:
        self.form.instance.added_by = self.request.user
        return super().save_instance()


class SeedViewSet(ModelViewSet):
    """The committee's own addresses for tests."""

    model = Seed
    name = "newsletter_seeds"
    url_prefix = "newsletter-seeds"
    icon = "tick-inverse"
    menu_label = _("Test addresses")
    list_display = [
        "owner",
        "email",
        Column("get_language_display", label=_("Language")),
        Column("get_look_display", label=_("Look")),
    ]
    panels: ClassVar[list[Any]] = [
        HelpPanel(
            _(
                "For the committee’s own mailboxes. They are sent tests of editions alone, 24 a day at most, and each "
                "email says why it came. Ask whose mailbox it is before you add it."
            )
        ),
        FieldPanel("owner"),
        FieldPanel("email"),
        FieldPanel("language"),
        FieldPanel("look"),
    ]
    add_view_class = SeedCreateView
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None
    search_fields: ClassVar[list[str]] = ["owner", "email"]
    list_per_page = 50
