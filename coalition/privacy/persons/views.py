"""HTTP of the register: every page and file of it is stored nowhere."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, F, Value, When
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from coalition.privacy import discretion
from coalition.privacy.decorators import private_page

from . import services
from .forms import AddressForm, EraseForm, RecordForm
from .models import PersonRequest
from .permissions import may_handle

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
    template_name = "privacy/persons/index.html"
    page_title = _("Privacy requests")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waits = Case(When(state=PersonRequest.State.OPEN, then=F("due_on")), default=Value(None))
        rows = PersonRequest.objects.alias(waits=waits).order_by(F("waits").asc(nulls_last=True), "-answered_at", "-pk")
        page = Paginator(rows.select_related("answered_by"), PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {"page": page}


class RecordView(PersonsView):
    template_name = "privacy/persons/record.html"
    page_title = _("Record a request")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=RecordForm()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = RecordForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        asked = services.record(by=request.user, **form.cleaned_data)
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
        except services.AlreadyAnswered:
            messages.error(
                request, gettext("This request was answered before. For another copy, record a new request.")
            )
        except services.ErasureStopped as stopped:
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
            text = services.give(request=asked, address=form.cleaned_data["address"], by=self.request.user)
        except services.AnotherAddress:
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
            services.erase(request=asked, address=form.cleaned_data["address"], by=self.request.user)
        except services.AnotherAddress:
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
        services.refuse(request=self.person_request, by=self.request.user)
        messages.success(self.request, gettext("The request is closed as refused."))
        return redirect("person_requests:answer", self.kwargs["pk"])

    def _preview(self, form: AddressForm, erase_form: EraseForm) -> HttpResponse:
        address = form.cleaned_data["address"]
        try:
            preview = services.look(request=self.person_request, address=address)
        except services.AnotherAddress:
            return self._show_another(form)
        return self._show(form, erase_form=erase_form, preview=preview, discreet=discretion.has_asked(address))

    def _show_another(self, form: forms.Form, *, again: bool = False) -> HttpResponse:
        form.add_error("address", gettext("This is not the address that the request was recorded for."))
        return self._show(AddressForm(), erase_form=form) if again else self._show(form)

    def _show(self, form: forms.Form, **context: Any) -> HttpResponse:
        asked = self.person_request
        if asked.kind == PersonRequest.Kind.ERASURE and not asked.is_open:
            context["preview"] = services.done(asked)
        return self.render_to_response(self.get_context_data(form=form, asked=asked, **context))
