"""The agenda in the CMS. Registered in `home/wagtail_hooks.py`."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.models import InspectView
from wagtail.admin.widgets import HeaderButton
from wagtail.snippets.views.snippets import IndexView

from charter.followup.deliverables import Deliverable
from coalition.cms.menu import BelowAList
from coalition.cms.revisions import RevisedViewSet
from coalition.cms.views import SiteTime
from coalition.users.viewsets import InspectIndexView, ReadOnlyViewSet
from coalition.users.work_panel import Waiting

from .contact import services
from .contact.models import ContactMessage, ContactTopic
from .programme.models import Action, Goal, TerritoryWork

WORDS = MultiFieldPanel([FieldPanel("titles"), FieldPanel("texts")], _("Texts"))


class GoalViewSet(BelowAList, RevisedViewSet):
    model = Goal
    icon = "tick"
    above = (_("Agenda"), "wagtailsnippets_home_action:list")
    list_display = ["__str__"]
    panels = [FieldPanel("number"), WORDS]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any, Any]:
        return Goal.objects.order_by("number")


class ActionIndexView(IndexView):
    @cached_property
    def header_buttons(self) -> list[Any]:
        url = reverse("wagtailsnippets_home_goal:list")
        return [*super().header_buttons, HeaderButton(label=gettext("Goals"), url=url, icon_name="tick")]


class ActionViewSet(RevisedViewSet):
    model = Action
    icon = "list-ul"
    menu_label = _("Agenda")
    menu_hook = "register_network_menu_item"
    menu_order = 40
    index_view_class = ActionIndexView
    list_display = [
        "__str__",
        Column("goal", label=Goal._meta.verbose_name),
        Column("get_state_display", label=_("State"), sort_key="state"),
        Column("years", label=_("Years")),
    ]
    list_filter = ["goal", "state"]
    panels = [
        FieldRowPanel([FieldPanel("goal"), FieldPanel("position")]),
        FieldRowPanel([FieldPanel("state"), FieldPanel("first_year"), FieldPanel("last_year")]),
        WORDS,
        InlinePanel(
            "links",
            [FieldPanel("event"), FieldPanel("resource"), FieldPanel("government")],
            label=_("Events, resources and members"),
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any, Any]:
        return Action.objects.select_related("goal").order_by("goal__number", "position", "pk")


ANSWER = "home.answer_contactmessage"


class MessageInspectView(InspectView):
    """One message with its words, and the button that says it is answered."""

    template_name = "cms/page.html"

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        if field_name in ("written_at", "answered_at"):
            return SiteTime(getattr(self.object, field_name))
        return super().get_field_display_value(field_name, field)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.object.answered_at is None and self.request.user.has_perm(ANSWER):
            context |= {
                "help": gettext("Answer by email, then note it here."),
                "action": reverse("contact_messages:answered", args=[self.object.pk]),
                "submit_label": gettext("Mark as answered"),
            }
        return context


class MessageIndexView(InspectIndexView):
    @cached_property
    def header_buttons(self) -> list[Any]:
        if not self.request.user.has_perm("home.change_contacttopic"):
            return []
        url = reverse("wagtailsnippets_home_contacttopic:list")
        return [HeaderButton(label=gettext("Contact topics"), url=url, icon_name="tag")]


class ContactMessageViewSet(ReadOnlyViewSet):
    """What people wrote. Read here, answered by email."""

    model = ContactMessage
    name = "contact_messages"
    url_prefix = "contact/messages"
    menu_label = _("Messages received")
    menu_hook = "register_messages_menu_item"
    icon = "mail"
    index_view_class = MessageIndexView
    inspect_view_class = MessageInspectView
    inspect_view_fields = [
        "shown_reference",
        "topic",
        "text",
        "name",
        "email",
        "safely",
        "language",
        "written_at",
        "answer_by",
        "answered_at",
    ]
    list_filter = ["topic", "language"]
    list_display = [
        "__str__",
        DateColumn("written_at", label=_("Written"), sort_key="written_at"),
        Column("answer_by", label=_("Answer by"), sort_key="answer_by"),
        DateColumn("answered_at", label=_("Answered"), sort_key="answered_at"),
    ]

    def answered(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(ANSWER):
            raise PermissionDenied
        services.mark_answered(message=get_object_or_404(ContactMessage, pk=pk), by=request.user)
        messages.success(request, gettext("Marked as answered."))
        return redirect("contact_messages:index")

    def get_urlpatterns(self) -> list[Any]:
        own = path("answered/<int:pk>/", require_POST(self.answered), name="answered")
        return [*super().get_urlpatterns(), own]


class ContactTopicViewSet(BelowAList, RevisedViewSet):
    """Who reads which topic. The topics themselves are those of the form."""

    model = ContactTopic
    icon = "mail"
    above = (_("Messages received"), "contact_messages:index")
    list_display = [
        "__str__",
        Column("reader", label=_("Read by")),
        Column("days", label=_("Working days")),
    ]
    panels = [FieldPanel("mailbox"), FieldRowPanel([FieldPanel("language"), FieldPanel("days")])]


def waiting(user: Any) -> list[Waiting]:
    """Return the messages that wait for an answer, for who may answer them. One query."""
    if not user.has_perm(ANSWER):
        return []
    rows = ContactMessage.objects.filter(answered_at=None).exclude(email="").order_by("answer_by")
    due = list(rows.values_list("answer_by", flat=True))
    until = due[0] if due else timezone.localdate()
    return [Waiting(gettext("Messages to answer"), len(due), reverse("contact_messages:index"), until=until)]


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
