"""A colleague can finish an open signature: a link of their own goes to them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from charter.signing.forms import ColleagueForm
from charter.signing.models import Signature
from charter.signing.services import colleagues
from charter.signing.views.steps import form_page, show
from coalition.privacy import tokens
from coalition.privacy.decorators import private_page


@private_page
@form_page
def invite(request: HttpRequest, token: str) -> HttpResponse:
    signature = _open_signature(token)
    form = ColleagueForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        colleagues.invite_colleague(
            signature=signature, email=form.cleaned_data["email"], language=get_language() or signature.language
        )
        return redirect("charter:sign_colleague_sent", token=token)
    return show(request, "colleague", signature, token, form=form)


@private_page
@require_safe
def invited(request: HttpRequest, token: str) -> HttpResponse:
    return show(request, "colleague_sent", _open_signature(token), token)


def _open_signature(token: str) -> Signature:
    return get_object_or_404(Signature.objects.open().for_token(tokens.digest(token)).select_related("government"))
