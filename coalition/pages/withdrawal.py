"""A file is withdrawn, or given back. The file itself is kept: what was published can be looked into."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.documents import get_document_model
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from coalition.cms.views import frame

from .models import WithdrawnFile

WITHDRAWN, GIVEN_BACK = "pages.withdraw_file", "pages.give_file_back"


@transaction.atomic
def withdraw(*, document: Any, by: Any, reason: str = "") -> WithdrawnFile:
    """Let nobody have `document` from now on; withdrawing again changes what readers are told, not since when."""
    row, made = WithdrawnFile.objects.select_for_update().get_or_create(document=document, defaults={"reason": reason})
    if not made and row.reason != reason:
        row.reason = reason
        row.save(update_fields=["reason"])
    if made:
        log(instance=document, action=WITHDRAWN, user=by)
    return row


@transaction.atomic
def give_back(*, document: Any, by: Any) -> bool:
    """Let everybody have `document` again who could before; say whether it was withdrawn."""
    row = WithdrawnFile.objects.select_for_update().filter(document=document).first()
    if row is None:
        return False
    row.delete()
    log(instance=document, action=GIVEN_BACK, user=by)
    return True


def may_withdraw(user: Any, document: Any) -> bool:
    """Say whether `user` may withdraw `document`: committee editors any, others those that they may change."""
    policy = policy_registry.get_by_type(get_document_model())
    return bool(
        user.has_perm("pages.add_withdrawnfile")
        or policy.user_has_permission_for_instance(user, "change", document)
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_view(request: HttpRequest, document_id: int) -> HttpResponse:
    """Ask before a document is withdrawn or given back, and do so by POST."""
    document = get_object_or_404(get_document_model(), pk=document_id)
    if not may_withdraw(request.user, document):
        raise PermissionDenied
    row = WithdrawnFile.objects.filter(document=document).first()
    form = WithdrawForm(request.POST or None, instance=row)
    if request.method == "POST" and "back" in request.POST:
        give_back(document=document, by=request.user)
        messages.success(request, _("Readers can have the file again."))
        return redirect("pages_withdraw", document.pk)
    if request.method == "POST" and form.is_valid():
        withdraw(document=document, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The file is withdrawn. Its address says so from now on."))
        return redirect("pages_withdraw", document.pk)
    head = frame("no-view", _("Withdraw this file"), (reverse("wagtaildocs:edit", args=[document.pk]), document.title))
    return render(request, "pages/withdrawing/withdraw.html", head | {"row": row, "form": form})


def answer(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Answer whoever asks for a withdrawn document: gone, in words (RFC 9110, 15.5.11); None for every other one."""
    row = WithdrawnFile.objects.filter(document=document).first()
    if row is None:
        return None
    response = render(request, "pages/withdrawing/gone.html", {"row": row}, status=410)
    response["Cache-Control"] = "no-cache"
    return response


def urlpatterns() -> list[URLPattern]:
    return [path("withdrawn-files/<int:document_id>/", withdraw_view, name="pages_withdraw")]


class WithdrawForm(forms.ModelForm):
    class Meta:
        model = WithdrawnFile
        fields = ("reason",)
