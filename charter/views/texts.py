"""One version of the text in the CMS: its digests, what changed since the one before, its publication."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.views import generic

from charter import permissions, services
from charter.differences import compare
from charter.models import CharterText, CharterVersion


class VersionView(generic.InspectView):
    """One version: its texts with their digests, the difference, and its publication."""

    template_name = "charter/admin/version.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Publish the version."""
        if not permissions.may_publish(request.user):
            raise PermissionDenied
        try:
            services.publish(version=self.object)
        except services.MissingLanguages as error:
            names = ", ".join(error.languages)
            messages.error(request, _("Not published: a text is missing in %(languages)s.") % {"languages": names})
        except services.IncompleteTexts as error:
            names = ", ".join(error.languages)
            messages.error(
                request,
                _("Not published: words that another language has are missing in %(languages)s.")
                % {"languages": names},
            )
        except services.AlreadyPublished:
            messages.error(request, _("This version is published already."))
        else:
            messages.success(request, _("Published. Its text never changes from now on."))
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        texts = list(self.object.texts.select_related("version"))
        older = _older(self.object)
        context["texts"] = texts
        context["missing"] = self.object.missing_languages()
        context["incomplete"] = self.object.incomplete_languages()
        context["may_publish"] = not self.object.is_published and permissions.may_publish(self.request.user)
        context["difference"] = difference(older, texts, self.request.GET.get("language", "")) if older else None
        if older and self.object.is_published and permissions.may_invite(self.request.user):
            context["invite_url"] = reverse("charter_versions:invite", args=[self.object.pk])
        return context


class VersionEditView(generic.EditView):
    """The form of a draft; a published version leads to its inspect page, since the database refuses changes."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if CharterVersion.objects.published().filter(pk=kwargs["pk"]).exists():
            messages.error(request, _("A published version never changes. Write a new one."))
            return redirect("charter_versions:inspect", kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)


def _older(version: CharterVersion) -> CharterVersion | None:
    """Return what `version` is compared with: a draft with the current version, a published one with the one before."""
    others = CharterVersion.objects.published()
    return others.filter(number__lt=version.number).first() if version.is_published else others.first()


def difference(older: CharterVersion, texts: list[CharterText], asked: str) -> dict[str, Any] | None:
    """Return what changed from `older` to `texts` in the language that was `asked`, else in the one of the page.

    Only languages that both have are offered; None without one. `rows` are charter.differences.Difference.
    """
    before = {text.language: text for text in older.texts.all()}
    after = {text.language: text for text in texts if text.language in before}
    if not after:
        return None
    language = next((code for code in (asked, get_language()) if code in after), next(iter(after)))
    return {
        "before": older,
        "language": language,
        "languages": [(code, text.get_language_display()) for code, text in after.items()],
        "rows": compare(before[language], after[language]),
    }
