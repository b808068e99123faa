"""HTTP of the versions: which there are, what changed, the canonical text."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.views import generic

from charter import permissions, states
from coalition.languages.names import language_list
from coalition.pages.navigation import breadcrumb
from coalition.users.models import User
from coalition.users.work_panel import Waiting

from . import services
from .differences import compare
from .models import CharterText, CharterVersion


@require_safe
def canonical(request: HttpRequest, number: int) -> HttpResponse:
    """Answer the exact bytes whose SHA-256 a signature holds: version `number` in the page's language."""
    text = get_object_or_404(
        CharterText.objects.select_related("version"),
        version__number=number,
        version__state="published",
        language=get_language(),
    )
    if not text.digest:
        raise Http404
    return HttpResponse(text.canonical(), content_type="text/plain; charset=utf-8")


@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    """List the published versions, newest first, with the digests of their texts and who signed each."""
    rows = (
        CharterVersion.objects.published()
        .prefetch_related("texts")
        .annotate(
            in_force=Count("signatures", filter=Q(signatures__state="signed")),
            on_hold=Count("signatures", filter=Q(signatures__state="on_hold")),
            ended=Count("signatures", filter=Q(signatures__state__in=["withdrawn", "superseded"])),
        )
    )
    found = list(rows)
    older = dict(zip((row.pk for row in found), (row.number for row in found[1:]), strict=False))
    context = {"rows": [(row, older.get(row.pk)) for row in found], "breadcrumb": breadcrumb("charter")}
    return render(request, "charter/versions.html", context)


@require_safe
def difference(request: HttpRequest, before: int, after: int) -> HttpResponse:
    """Show two published versions side by side in the page's language. 404 for one that is not published."""
    texts = CharterText.objects.filter(
        version__state="published", version__number__in=[before, after], language=get_language()
    )
    by_number: dict[int, CharterText] = {text.version.number: text for text in texts.select_related("version")}
    if before == after or set(by_number) != {before, after}:
        raise Http404
    context: dict[str, Any] = {
        "before": by_number[before],
        "after": by_number[after],
        "rows": compare(by_number[before], by_number[after]),
        "breadcrumb": [
            *breadcrumb("charter"),
            {"title": _("Versions of the charter"), "url": f"/{get_language()}/charter/versions/"},
        ],
    }
    return render(request, "charter/difference.html", context)


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
    states.SamePerson: gettext_lazy("You proposed this version: another person publishes it."),
    states.Changed: gettext_lazy("Nothing was done: the text changed after you opened it. Read it again."),
}


class VersionView(generic.InspectView):
    """One version: its texts with their digests, the difference, and its publication by two people."""

    template_name = "charter/admin/version.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Propose the version, publish what another person proposed, or take the proposal back."""
        user = request.user
        decision = request.POST.get("decision", "")
        if not (isinstance(user, User) and permissions.may_publish(user)):
            raise PermissionDenied
        if decision not in DECISIONS:
            return redirect(request.path)
        service, message = DECISIONS[decision]
        try:
            service(self.object, user, request.POST.get("digest", ""))
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
        context["difference"] = difference_in(older, texts, self.request.GET.get("language", "")) if older else None
        return context

    def _publication(self, lacking: list[str]) -> dict[str, Any]:
        """Return what this person may do about the publication, and the digest of what the page shows."""
        version, user = self.object, self.request.user
        if version.is_published or not permissions.may_publish(user):
            return {"may_publish": False}
        return {
            "may_publish": True,
            "proposed": version.proposed_by_id is not None,
            "is_second": version.proposed_by_id not in (None, user.pk),
            "digest_now": "" if lacking else version.digest_now(),
        }


class VersionCreateView(generic.CreateView):
    """A new version begins with the words of the one in force, under the next number."""

    def get_initial_form_instance(self) -> CharterVersion | None:
        current: CharterVersion | None = CharterVersion.objects.current()
        if current is None:
            return None
        version = CharterVersion(number=current.number + 1, authentic_languages=current.authentic_languages)
        version.texts = [
            CharterText(language=text.language, title=text.title, preamble=text.preamble, body=text.body)
            for text in current.texts.all()
        ]
        return version


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


def difference_in(older: CharterVersion, texts: list[CharterText], asked: str) -> dict[str, Any] | None:
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


def waiting_versions(user: Any) -> list[Waiting]:
    """Return the versions of the charter that another person proposed to publish."""
    if not permissions.may_publish(user):
        return []
    others = CharterVersion.objects.filter(state="draft", proposed_by__isnull=False).exclude(proposed_by=user.pk)
    found = others.aggregate(count=Count("pk"), since=Min("proposed_at"))
    label = _("Version of the charter proposed: you may publish")
    return [Waiting(label, found["count"], reverse("charter_versions:index"), found["since"])]
