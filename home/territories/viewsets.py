"""The deliverables of territories in the CMS. Registered in `home/wagtail_hooks.py`."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from charter.followup.deliverables import Deliverable
from coalition.pages.cms_views import RevisedViewSet
from home.territories.models import TerritoryWork

ROW = [
    FieldRowPanel([FieldPanel("deliverable"), FieldPanel("state")]),
    FieldRowPanel([FieldPanel("year"), FieldPanel("month"), FieldPanel("updated"), FieldPanel("until")]),
    MultiFieldPanel(
        [FieldPanel("event"), FieldPanel("resource"), FieldPanel("page")], _("What shows it: one of these")
    ),
]


class TerritoryWorkViewSet(RevisedViewSet):
    model = TerritoryWork
    icon = "clipboard-list"
    menu_label = _("Deliverables of territories")
    menu_hook = "register_network_menu_item"
    menu_order = 20
    list_display = ["__str__", Column("count_done", label=_("Deliverables done"))]
    panels = [
        FieldPanel("government"),
        InlinePanel("deliverables", ROW, label=_("Deliverables"), max_num=len(Deliverable)),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any, Any]:
        rows = TerritoryWork.objects.select_related("government").prefetch_related("deliverables")
        return rows.order_by("government__code")
