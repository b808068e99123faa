"""One version of the text in the CMS: its digests, what changed since the one before, its publication."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.views import generic

from charter import decisions
from charter.texts import permissions, services
from charter.texts.differences import compare
from charter.texts.forms import ReadForm
from charter.texts.models import CharterText, CharterVersion
from coalition.pages.languages import language_list
from coalition.users.models import User

DECISIONS: dict[str, tuple[Callable[..., CharterVersion], Any]] = {  # decision -> the service, and what is said then
    "propose": (
        lambda version, user, digest: services.propose(version=version, proposer=user, digest=digest),
        gettext_lazy("Proposed. Another person reads the same text and publishes it."),
    ),
    "publish": (
        lambda version, user, digest: services.publish(version=version, publisher=user, digest=digest),
        gettext_lazy("Published. Its text never changes from now on."),
    ),
    "drop": (
        lambda version, user, digest: services.drop_proposal(version=version, user=user),
        gettext_lazy("The proposal to publish is taken back."),
    ),
}
LACKING = {  # what a version lacks to be published, in words
    services.MissingLanguages: gettext_lazy("Not published: a text is missing in %(languages)s."),
    services.IncompleteTexts: gettext_lazy(
        "Not published: words that another language has are missing in %(languages)s."
    ),
}
REFUSALS: dict[type[Exception], Any] = {  # why nothing was done, in words
    services.AlreadyPublished: gettext_lazy("This version is published already."),
    services.NotProposed: gettext_lazy("Nothing was done: nobody is proposing to publish this version now."),
    decisions.SamePerson: gettext_lazy("You proposed this version: another person publishes it."),
    decisions.Changed: gettext_lazy("Nothing was done: the text changed after you opened it. Read it again."),
}


class VersionView(generic.InspectView):
    """One version: its texts with their digests, the difference, and its publication by two people."""

    template_name = "charter/admin/version.html"
    wrong: ReadForm | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Propose the version, publish what another person proposed, or take the proposal back."""
        user = request.user
        decision = request.POST.get("decision", "")
        if not (isinstance(user, User) and permissions.may_publish(user)):
            raise PermissionDenied
        if decision not in DECISIONS:
            return redirect(request.path)
        form = ReadForm(request.POST)
        if decision != "drop" and not form.is_valid():
            self.wrong = form
            messages.error(request, _("Your decision was not saved. Correct the fields marked below."))
            return self.get(request, *args, **kwargs)
        service, message = DECISIONS[decision]
        try:
            service(self.object, user, form.data.get("digest", ""))
        except services.MissingLanguages as error:
            messages.error(request, str(LACKING[type(error)]) % {"languages": language_list(error.languages)})
        except tuple(REFUSALS) as refusal:
            messages.error(request, str(REFUSALS[type(refusal)]))
        else:
            messages.success(request, str(message))
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        texts = list(self.object.texts.select_related("version"))
        older = older_than(self.object)
        context["texts"] = texts
        context["missing"] = self.object.missing_languages()
        context["incomplete"] = self.object.incomplete_languages()
        context |= self._publication(context["missing"] or context["incomplete"])
        context["difference"] = difference(older, texts, self.request.GET.get("language", "")) if older else None
        return context

    def _publication(self, lacking: list[str]) -> dict[str, Any]:
        """Return what this person may do about the publication, and the digest of what the page shows."""
        version, user = self.object, self.request.user
        if version.is_published or not permissions.may_publish(user):
            return {"may_publish": False}
        return {
            "may_publish": True,
            "proposed": version.proposed_by_id is not None,
            "is_second": permissions.may_publish_version(user, version),
            "digest_now": "" if lacking else version.digest_now(),
            "read_form": self.wrong or ReadForm(),
        }


class VersionEditView(generic.EditView):
    """The form of a draft; a published version leads to its inspect page, since the database refuses changes."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if CharterVersion.objects.published().filter(pk=kwargs["pk"]).exists():
            messages.error(request, _("A published version never changes. Write a new one."))
            return redirect("charter_versions:inspect", kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)


def older_than(version: CharterVersion) -> CharterVersion | None:
    """Return what `version` is compared with: a draft with the current version, a published one with the one before."""
    others = CharterVersion.objects.published()
    return others.filter(number__lt=version.number).first() if version.is_published else others.first()


def difference(older: CharterVersion, texts: list[CharterText], asked: str) -> dict[str, Any] | None:
    """Return what changed from `older` to `texts` in the language that was `asked`, else in the one of the page.

    Only languages that both have are offered; None without one. `rows` are charter.texts.differences.Difference.
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
