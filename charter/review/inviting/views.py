"""Inviting institutions to a newer version, in the CMS: whom, how many, and what came of it."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from charter.review import permissions
from charter.review.inviting import services
from charter.review.inviting.forms import ConfirmInviteForm
from charter.review.inviting.models import ReaccessionInvitation
from charter.review.inviting.services import MOST_AT_ONCE, InvitationOver, start_from_invitation
from charter.texts.cms_views import VersionView, older_than
from charter.texts.differences import compare
from charter.texts.models import CharterText, CharterVersion
from coalition.pages.navigation import breadcrumb
from coalition.privacy.decorators import private_page
from coalition.users.models import User

PER_PAGE = 50


class VersionInvitingView(VersionView):
    """One version, with the way to invite those who signed an older one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        version = self.object
        if version.is_published and older_than(version) and permissions.may_review(self.request.user):
            context["invite_url"] = reverse("charter_versions:invite", args=[version.pk])
        return context


class InviteView(WagtailAdminTemplateMixin, TemplateView):
    """Who signed an older version and was not invited yet, or, with `?invited=yes`, who was and what came of it.

    A confirmed POST invites those that were shown.
    """

    template_name = "charter/admin/invite.html"
    page_title = gettext_lazy("Invite to a newer version")
    header_icon = "mail"
    version: CharterVersion

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_review(request.user):
            raise PermissionDenied
        self.version = get_object_or_404(CharterVersion.objects.published(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.version)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("charter_versions:index"), "label": _("Versions of the text")},
            {"url": reverse("charter_versions:inspect", args=[self.version.pk]), "label": str(self.version)},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        confirm = ConfirmInviteForm(request.POST)
        if not confirm.is_valid():
            return self.render_to_response(self.get_context_data(confirm=confirm, **kwargs))
        if confirm.cleaned_data["count"] != services.to_invite(self.version).count():
            messages.error(request, _("The list changed meanwhile, and nobody was invited. Look at it again."))
            return redirect(request.path)
        try:
            count = services.invite(version=self.version, actor=cast(User, request.user))
        except services.NotCurrent:
            messages.error(request, _("A newer version is published: invite to that one."))
        else:
            done = ngettext("%(count)d institution was invited.", "%(count)d institutions were invited.", count)
            messages.success(request, done % {"count": count})
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        invitations = ReaccessionInvitation.objects.filter(version=self.version)
        shows_invited = self.request.GET.get("invited") == "yes"
        rows: Any = services.to_invite(self.version)
        if shows_invited:
            rows = invitations.select_related(
                "signature__government", "signature__version", "new_signature", "invited_by"
            )
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        count, is_current = page.paginator.count, CharterVersion.objects.current() == self.version
        context |= {
            "version": self.version,
            "steps": invitations.steps(),
            "shows_invited": shows_invited,
            "page": page,
            "count": count,
            "at_once": MOST_AT_ONCE if count > MOST_AT_ONCE else 0,
            "is_current": is_current,
        }
        if is_current and count and not shows_invited:
            context["confirm"] = kwargs.get("confirm") or ConfirmInviteForm(initial={"count": count})
        return context


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def reaccession(request: HttpRequest, token: str) -> HttpResponse:
    """Show what changed since the version that was signed; a POST starts a signature, or leads to the one started."""
    invitation = get_object_or_404(
        ReaccessionInvitation.behind(token).select_related("signature__government", "signature__version")
    )
    if request.method == "POST":
        try:
            link = start_from_invitation(invitation=invitation, language=get_language())
        except InvitationOver:
            pass  # the page says so
        else:
            return redirect("charter:sign_step", token=link, step="signatory")
    language = get_language()
    before = CharterText.objects.filter(version=invitation.signature.version, language=language).first()
    after = CharterText.objects.current(language)
    context = {
        "signature": invitation.signature,
        "is_over": not invitation.is_open and invitation.new_signature_id is None,
        "is_started": invitation.new_signature_id is not None,
        "after": after,
        "rows": compare(before, after) if before and after else [],
        "breadcrumb": breadcrumb("charter"),
    }
    return render(request, "charter/reaccession.html", context)
