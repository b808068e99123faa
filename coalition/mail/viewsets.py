"""The *Mail log* of the CMS, and *Suppressed addresses*, of which only a digest is kept, with the way back."""

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.models import IndexView, InspectView
from wagtail.admin.widgets import HeaderButton

from coalition.cms.views import frame
from coalition.privacy.email_addresses import address_digest
from coalition.users.viewsets import ReadOnlyViewSet

from . import areas, bounces, rendering, services
from .models import Message, Suppression
from .services import may_send_again, may_show_body


def _language(mail: Message) -> str:
    return str(get_language_info(mail.language)["name_translated"])


def _to_decide(request: HttpRequest, pk: int) -> Message:
    """Return a mail that who asks may read, and decide about."""
    if not may_send_again(request.user):
        raise PermissionDenied
    return get_object_or_404(areas.readable(request.user), pk=pk)


class MessageFilterSet(WagtailFilterSet):
    to = django_filters.CharFilter(label=_("recipient"), method="sent_to")

    class Meta:
        model = Message
        fields = ["state", "language", "unasked", "to"]  # not discreet: it would list who asked for that

    def sent_to(self, rows: QuerySet[Message], name: str, value: str) -> QuerySet[Message]:
        """Keep the mails to an address, by its digest: of a million addresses none is read."""
        return rows.filter(to_digest=address_digest(value)).exclude(to="")


class MessageIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Message]:
        return areas.readable(self.request.user)


class MessageInspectView(InspectView):
    """One mail: its facts, its words in a sandboxed frame where they may be shown, and what to do when uncertain."""

    template_name = "mail/log/inspect.html"
    fields: list[str]

    def get_object(self, queryset: Any = None) -> Message:
        return get_object_or_404(areas.readable(self.request.user), pk=self.pk)

    def get_fields_context(self) -> list[dict[str, Any]]:
        """Show the facts there are; a next attempt only of a mail that will have one."""
        waits = self.object.state in (Message.State.QUEUED, Message.State.SENDING)
        told = [name for name in self.fields if getattr(self.object, name) not in (None, "")]
        self.fields = [name for name in told if waits or name != "next_attempt_at"]
        return super().get_fields_context()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        shown = may_show_body(self.object)
        context["body_url"] = reverse("mail_log:body", args=[self.object.pk]) if shown else ""
        context["body_hidden"] = self.object.sensitive and not shown
        context["uncertain"] = self.object.state == Message.State.UNCERTAIN
        number = rendering.message_id(self.object.key)
        context["message_id"] = [number[start : start + 8] for start in range(0, len(number), 8)]  # may break there
        context["may_settle"] = context["uncertain"] and may_send_again(self.request.user)
        if self.object.can_be_sent_again and may_send_again(self.request.user):
            context["send_again_url"] = reverse("mail_log:send_again", args=[self.object.pk])
        return context


class MessageViewSet(ReadOnlyViewSet):
    """Read-only: the worker writes, people look. An uncertain mail waits for someone who decides."""

    model = Message
    name = "mail_log"
    icon = "mail"
    menu_label = _("Mail log")
    menu_order = 800
    menu_hook = "register_reports_menu_item"
    list_display = [
        "__str__",
        "to",
        Column("language", label=_("Language"), accessor=_language, sort_key="language"),
        "state",
        "attempts",
        DateColumn("created_at", label=_("Created"), sort_key="created_at"),
        DateColumn("sent_at", label=_("Sent"), sort_key="sent_at"),
    ]
    search_fields = ["subject", "template"]
    filterset_class = MessageFilterSet
    index_view_class = MessageIndexView
    inspect_view_class = MessageInspectView
    inspect_view_fields = [
        "subject",
        "to",
        "state",
        "attempts",
        "last_error",
        "next_attempt_at",
        "created_at",
        "sent_at",
        "template",
        "language",
        "sensitive",
        "reply_to",
        "unasked",
    ]

    def body(self, request: HttpRequest, pk: int) -> HttpResponse:
        message = get_object_or_404(areas.readable(request.user), pk=pk)
        if not may_show_body(message):
            raise Http404
        return rendering.framed(message.html)

    def send_again(self, request: HttpRequest, pk: int) -> HttpResponse:
        message = _to_decide(request, pk)
        if request.method != "POST" and message.can_be_sent_again:
            told = gettext(
                "“%(subject)s” was perhaps delivered to %(to)s already. If you send it again, it may arrive there "
                "twice."
            )
            context = {
                "help": told % {"subject": message, "to": message.to},
                "submit_label": gettext("Yes, send it again"),
                "back": reverse("mail_log:inspect", args=[pk]),
                "back_label": gettext("No, leave it"),
            }
            head = frame("mail", gettext("Send again"), ("mail_log:index", self.menu_label))
            return render(request, "cms/page.html", head | context)
        return self._decide(request, message, services.send_again, gettext("The email is on its way again."))

    def settle(self, request: HttpRequest, pk: int) -> HttpResponse:
        told = gettext("The email counts as delivered.")
        return self._decide(request, _to_decide(request, pk), services.settle_delivered, told)

    def _decide(self, request: HttpRequest, message: Message, decide: Callable[..., Any], told: str) -> HttpResponse:
        """Let `decide` do on POST what somebody decided about an uncertain mail, and say `told`."""
        if request.method == "POST":
            try:
                decide(message=message, by=request.user)
            except services.NotUncertain:
                messages.error(request, gettext("This email is no longer uncertain. Nothing was changed."))
            else:
                messages.success(request, told)
        return redirect("mail_log:inspect", message.pk)

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("settle/<int:pk>/", self.settle, name="settle"),
            path("body/<int:pk>/", self.body, name="body"),
            path("send-again/<int:pk>/", self.send_again, name="send_again"),
        ]


class FindForm(forms.Form):
    address = forms.EmailField(label=_("Email address"), max_length=254)


class LiftForm(forms.Form):
    why = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("For instance: “She told us on the phone that her mailbox works again.” No names, no addresses."),
    )


class SuppressionIndexView(IndexView):
    def get_edit_url(self, instance: Any) -> None:
        return None

    @property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(label=_("Find an address"), url=reverse("mail_suppressions:find"), icon_name="search")]


class SuppressionViewSet(ReadOnlyViewSet):
    model = Suppression
    name = "mail_suppressions"
    url_prefix = "suppressed-addresses"
    icon = "no-view"
    menu_label = _("Suppressed addresses")
    menu_order = 50
    add_to_settings_menu = True
    list_display = ["reason", "status", DateColumn("created_at", label=_("Since"), sort_key="created_at")]
    list_filter = ["reason"]
    index_view_class = SuppressionIndexView
    inspect_view_enabled = False

    def find(self, request: HttpRequest) -> HttpResponse:
        """Say how it stands with one address, which is sent in the body and never in an address of ours."""
        if not self.permission_policy.user_has_permission(request.user, "view"):
            raise PermissionDenied
        form = FindForm(request.POST or None)
        head = frame("search", gettext("Find an address"), ("mail_suppressions:index", self.menu_label))
        context: dict[str, Any] = {**head, "form": form, "submit_label": gettext("Find"), "asked": False}
        if request.method == "POST" and form.is_valid():
            digest = address_digest(form.cleaned_data["address"])
            found = Suppression.objects.filter(address_digest=digest).first()
            context |= {"asked": True, "found": found, "may_lift": request.user.has_perm("mail.lift_suppression")}
        return render(request, "mail/suppressions/find.html", context)

    def lift(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("mail.lift_suppression"):
            raise PermissionDenied
        suppression = get_object_or_404(Suppression, pk=pk)
        form = LiftForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            bounces.lift_suppression(suppression=suppression, by=request.user, why=form.cleaned_data["why"])
            messages.success(request, gettext("We write to this address again."))
            return redirect("mail_suppressions:index")
        context = frame("no-view", gettext("Write to it again"), ("mail_suppressions:index", self.menu_label)) | {
            "form": form,
            "submit_label": gettext("Yes, write to it again"),
            "back": reverse("mail_suppressions:index"),
            "back_label": gettext("No, leave it"),
        }
        if suppression.reason != Suppression.Reason.BOUNCED:
            context["warning"] = gettext(
                "Its holder did not want our emails. Write to it again only if they asked for it themselves."
            )
        return render(request, "cms/page.html", context)

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("find/", self.find, name="find"),
            path("lift/<int:pk>/", self.lift, name="lift"),
        ]
