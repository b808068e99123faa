"""The page of the CMS that withdraws a file, and what its address answers afterwards."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.documents import get_document_model

from . import services
from .models import WithdrawnFile
from .services import may_withdraw


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, document_id: int) -> HttpResponse:
    """Ask before a document is withdrawn or given back, and do so by POST."""
    document = get_object_or_404(get_document_model(), pk=document_id)
    if not may_withdraw(request.user, document):
        raise PermissionDenied
    row = WithdrawnFile.objects.filter(document=document).first()
    form = WithdrawForm(request.POST or None, instance=row)
    if request.method == "POST" and "back" in request.POST:
        services.give_back(document=document, by=request.user)
        messages.success(request, _("Readers can have the file again."))
        return redirect("pages_withdraw", document.pk)
    if request.method == "POST" and form.is_valid():
        services.withdraw(document=document, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The file is withdrawn. Its address says so from now on."))
        return redirect("pages_withdraw", document.pk)
    told = {"document": document, "row": row, "form": form}
    return render(request, "pages/withdrawing/withdraw.html", told)


def answer(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Answer whoever asks for a withdrawn document: gone, in words (RFC 9110, 15.5.11); None for every other one."""
    row = WithdrawnFile.objects.filter(document=document).first()
    if row is None:
        return None
    response = render(request, "pages/withdrawing/gone.html", {"row": row}, status=410)
    response["Cache-Control"] = "no-cache"
    return response


def urlpatterns() -> list[URLPattern]:
    return [path("withdrawn-files/<int:document_id>/", withdraw, name="pages_withdraw")]


class WithdrawForm(forms.ModelForm):
    class Meta:
        model = WithdrawnFile
        fields = ("reason",)
