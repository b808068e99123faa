"""*Suppressed addresses* in the CMS: why, since when, and the way back. Only a digest of each is kept."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views.generic.models import IndexView
from wagtail.admin.widgets import HeaderButton

from coalition.mail.models import Suppression
from coalition.users.registers import ReadOnlyViewSet

from . import services
from .forms import FindForm, LiftForm


class SuppressionFilterSet(WagtailFilterSet):
    """Find them by reason."""

    class Meta:
        model = Suppression
        fields = ["reason"]


class SuppressionIndexView(IndexView):
    """The addresses that are not written to now, without the addresses."""

    def get_base_queryset(self) -> Any:
        return Suppression.objects.standing()

    def get_edit_url(self, instance: Any) -> None:
        return None

    @property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(label=_("Find an address"), url=reverse("mail_suppressions:find"), icon_name="search")]


class SuppressionViewSet(ReadOnlyViewSet):
    """Read-only, but for the way back."""

    model = Suppression
    name = "mail_suppressions"
    url_prefix = "suppressed-addresses"
    icon = "no-view"
    menu_label = _("Suppressed addresses")
    menu_order = 850
    add_to_settings_menu = True
    list_display = [
        "reason",
        "status",
        DateColumn("created_at", label=_("Since"), sort_key="created_at"),
        DateColumn("until", label=_("Until"), sort_key="until"),
    ]
    list_filter = ["reason"]
    filterset_class = SuppressionFilterSet
    index_view_class = SuppressionIndexView
    inspect_view_enabled = False

    def find(self, request: HttpRequest) -> HttpResponse:
        """Say how it stands with one address, which is sent in the body and never in an address of ours."""
        if not self.permission_policy.user_has_permission(request.user, "view"):
            raise PermissionDenied
        form = FindForm(request.POST or None)
        context: dict[str, Any] = {"form": form, "asked": False}
        if request.method == "POST" and form.is_valid():
            found = services.find(form.cleaned_data["address"])
            context |= {"asked": True, "found": found, "may_lift": request.user.has_perm("mail.lift_suppression")}
        return render(request, "mail/suppressions/find.html", context)

    def lift(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask why an address is written to again; do it when the question was answered by POST."""
        if not request.user.has_perm("mail.lift_suppression"):
            raise PermissionDenied
        suppression = get_object_or_404(Suppression, pk=pk)
        form = LiftForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            services.lift(suppression=suppression, by=request.user, why=form.cleaned_data["why"])
            messages.success(request, gettext("We write to this address again."))
            return redirect("mail_suppressions:index")
        return render(request, "mail/suppressions/lift.html", {"form": form, "found": suppression})

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("find/", self.find, name="find"),
            path("lift/<int:pk>/", self.lift, name="lift"),
        ]
