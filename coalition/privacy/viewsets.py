"""The forms of the register: a request as it came, and the address typed again for each act."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, Count, F, Min, Value, When
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, Table, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets import AdminDateInput, HeaderButton

from coalition import dates
from coalition.languages.names import listed
from coalition.users.viewsets import shown_to
from coalition.users.work_panel import Waiting

from . import discretion, person_requests
from .decorators import private_page
from .email_addresses import AddressField
from .models import PersonRequest

TYPED = {"autocomplete": "off", "spellcheck": "false"}


class RecordForm(forms.ModelForm):
    address = AddressField(
        label=_("Email address that the request is about"), widget=forms.EmailInput(attrs=TYPED),
        help_text=_("We do not keep it. When you answer, enter it again from the person's message."),
    )  # fmt: skip
    field_order = ("kind", "address", "received_on", "channel", "identity_check")

    class Meta:
        model = PersonRequest
        fields = ("kind", "received_on", "channel", "identity_check")
        widgets = {"received_on": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("received_on", timezone.localdate())

    def clean_received_on(self) -> Any:
        """Refuse a day that has not come: the month is counted from it."""
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Give the day on which the request arrived: today or before."))
        return day


class AddressForm(forms.Form):
    address = AddressField(label=_("Enter the email address of the request"), widget=forms.EmailInput(attrs=TYPED))


class EraseForm(AddressForm):
    """The address once more, and that the person who presses knows that nothing comes back."""

    address = AddressField(label=_("Enter the email address once more"), widget=forms.EmailInput(attrs=TYPED))
    understood = forms.BooleanField(label=_("I have read what is erased and what stays. Erasing cannot be undone."))


def may_handle(user: Any) -> bool:
    """Say whether `user` may record and answer requests: whoever has that role, and administrators."""
    return bool(user.is_active and user.has_perm("privacy.handle_personrequest"))


PER_PAGE = 50


@method_decorator(sensitive_post_parameters("address"), name="dispatch")
@method_decorator(private_page, name="dispatch")  # type: ignore[arg-type]  # they answer with an HttpResponse
class PersonsView(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_handle(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        register = {"url": reverse("person_requests:index"), "label": IndexView.page_title}
        above = [] if isinstance(self, IndexView) else [register]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]


class IndexView(PersonsView):
    template_name = "cms/page.html"
    page_title = _("Privacy requests")
    extra_context = {
        "help": _(
            "What people ask for under data protection law: a copy of what is held about them, or its erasure, within "
            "one month. No name and no address is kept here."
        ),
        "empty": _("No request is recorded."),
    }
    columns = [
        TitleColumn("pk", label=_("Number"), url_name="person_requests:answer"),
        Column("get_kind_display", label=_("Request")),
        Column("received_on", label=_("Received on"), accessor=lambda asked: dates.day(asked.received_on)),
        Column("due_on", label=_("Due on"), accessor=lambda asked: _due(asked)),
        Column("get_state_display", label=_("State")),
        Column("answered_by", label=_("Answered by"), accessor=lambda asked: _answered(asked)),
    ]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        url = reverse("person_requests:record")
        return [HeaderButton(label=gettext("Record a request"), url=url, icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waits = Case(When(state=PersonRequest.State.OPEN, then=F("due_on")), default=Value(None))
        rows = PersonRequest.objects.alias(waits=waits).order_by(F("waits").asc(nulls_last=True), "-answered_at", "-pk")
        page = Paginator(rows.select_related("answered_by"), PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {"page_obj": page, "tables": [Table(self.columns, list(page))]}


def _due(asked: PersonRequest) -> str:
    day = dates.day(asked.due_on)
    return f"{day} ({gettext('overdue')})" if asked.is_late else day


def _answered(asked: PersonRequest) -> str:
    return listed([str(asked.answered_by or "–"), dates.day(asked.answered_at)]) if asked.answered_at else ""


class RecordView(PersonsView):
    template_name = "privacy/persons/record.html"
    page_title = _("Record a request")
    extra_context = {"submit_label": _("Record this request"), "is_private": True}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=RecordForm()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = RecordForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        asked = person_requests.record(by=request.user, **form.cleaned_data)
        messages.success(request, gettext("The request is recorded. Its answer is due on the day below."))
        return redirect("person_requests:answer", asked.pk)


class AnswerView(PersonsView):
    """One request: a copy that is given once, or an erasure that is shown first."""

    template_name = "privacy/persons/answer.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.acts: dict[str, Callable[[], HttpResponse]] = {
            "give": self._give, "look": self._look, "erase": self._erase, "refuse": self._refuse,
        }  # fmt: skip

    def get_page_title(self) -> str:
        return gettext("Request %(number)s") % {"number": self.kwargs["pk"]}

    @property
    def person_request(self) -> PersonRequest:
        return get_object_or_404(PersonRequest, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show(AddressForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        act = self.acts.get(request.POST.get("act", ""))
        if act is None:
            return self._show(AddressForm())
        try:
            return act()
        except person_requests.AlreadyAnswered:
            messages.error(
                request, gettext("This request was answered before. For another copy, record a new request.")
            )
        except person_requests.ErasureStopped as stopped:
            told = gettext(
                "The erasure stopped at “%(source)s”. What came before is erased. Try again; if it stops again, "
                "tell the operator."
            )
            messages.error(request, told % {"source": stopped.args[0]})
        return redirect("person_requests:answer", self.kwargs["pk"])

    @sensitive_variables("form", "text")
    def _give(self) -> HttpResponse:
        form, asked = AddressForm(self.request.POST), self.person_request
        if not form.is_valid() or asked.kind != PersonRequest.Kind.ACCESS:
            return self._show(form)
        try:
            text = person_requests.give(request=asked, address=form.cleaned_data["address"], by=self.request.user)
        except person_requests.AnotherAddress:
            return self._show_another(form)
        response = HttpResponse(text, content_type="application/json; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="request-{asked.pk}.json"'
        return response

    @sensitive_variables("form", "address")
    def _look(self) -> HttpResponse:
        form, asked = AddressForm(self.request.POST), self.person_request
        if not form.is_valid() or asked.kind != PersonRequest.Kind.ERASURE:
            return self._show(form)
        return self._preview(form, EraseForm())

    @sensitive_variables("form")
    def _erase(self) -> HttpResponse:
        form, asked = EraseForm(self.request.POST), self.person_request
        if not form.is_valid() or asked.kind != PersonRequest.Kind.ERASURE:
            return self._show(AddressForm(), erase_form=form)
        discreet = discretion.has_asked(form.cleaned_data["address"])  # the choice is erased too
        try:
            person_requests.erase(request=asked, address=form.cleaned_data["address"], by=self.request.user)
        except person_requests.AnotherAddress:
            return self._show_another(form, again=True)
        messages.success(self.request, gettext("The data has been erased. Tell only this person what is listed below."))
        if discreet:
            words = (
                gettext("This person asked for discreet emails:"),
                gettext("write from the discreet sender, with a neutral subject."),
            )
            messages.warning(self.request, " ".join(words))
        return redirect("person_requests:answer", asked.pk)

    def _refuse(self) -> HttpResponse:
        person_requests.refuse(request=self.person_request, by=self.request.user)
        messages.success(self.request, gettext("The request is closed as refused."))
        return redirect("person_requests:answer", self.kwargs["pk"])

    def _preview(self, form: AddressForm, erase_form: EraseForm) -> HttpResponse:
        address = form.cleaned_data["address"]
        try:
            preview = person_requests.look(request=self.person_request, address=address)
        except person_requests.AnotherAddress:
            return self._show_another(form)
        return self._show(form, erase_form=erase_form, preview=preview, discreet=discretion.has_asked(address))

    def _show_another(self, form: forms.Form, *, again: bool = False) -> HttpResponse:
        form.add_error("address", gettext("This is not the address that the request was recorded for."))
        return self._show(AddressForm(), erase_form=form) if again else self._show(form)

    def _show(self, form: forms.Form, **context: Any) -> HttpResponse:
        asked = self.person_request
        if asked.kind == PersonRequest.Kind.ERASURE and not asked.is_open:
            context["preview"] = person_requests.done(asked)
        return self.render_to_response(self.get_context_data(form=form, asked=asked, **context))


class PersonsViewSet(ViewSet):
    name = "person_requests"
    url_prefix = "person-requests"
    icon = "user"
    menu_label = _("Privacy requests")
    menu_hook = "register_messages_menu_item"
    menu_item_class = shown_to(may_handle)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", IndexView.as_view(), name="index"),
            path("new/", RecordView.as_view(), name="record"),
            path("<int:pk>/", AnswerView.as_view(), name="answer"),
        ]


def waiting_requests(user: Any) -> list[Waiting]:
    """Return the requests that wait for an answer, and by when the first is due, for who may answer. One query."""
    if not may_handle(user):
        return []
    open_ = PersonRequest.objects.filter(state=PersonRequest.State.OPEN)
    found = open_.aggregate(count=Count("pk"), until=Min("due_on"))
    url = reverse("person_requests:index")
    return [Waiting(gettext("Privacy requests to answer"), found["count"], url, until=found["until"])]
