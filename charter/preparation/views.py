"""HTTP of what comes before a signature: its first page, and the model of the council's act."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language, get_language_info
from django.views.decorators.http import require_safe

from charter.preparation import docx, model_act
from charter.preparation.outlook import due_after
from charter.signing import promises
from charter.signing.forms import StartForm
from charter.signing.services.drafts import start as start_signature
from charter.signing.views.steps import form_page, show
from charter.texts.models import CharterText, CharterVersion
from coalition.pages.navigation import breadcrumb
from coalition.privacy.decorators import private_page


@private_page
@form_page
def start(request: HttpRequest) -> HttpResponse:
    """Say what is needed and what follows, and open a signature for an email address."""
    if CharterVersion.objects.current() is None:
        return render(request, "charter/sign/closed.html", {"breadcrumb": breadcrumb("charter")})
    form = StartForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        token = start_signature(contact_email=form.cleaned_data["email"], language=get_language())
        return redirect("charter:sign_step", token=token, step="government")
    today = timezone.localdate()
    context: dict[str, Any] = {
        "answer_by": promises.answer_by(today),
        "due": due_after(today),
        "models": _models(),
        "charter_url": f"/{get_language()}/charter/",
    }
    return show(request, "start", form=form, **context)


@require_safe
def model(request: HttpRequest) -> HttpResponse:
    text = CharterText.objects.current(get_language())
    if text is None:
        raise Http404
    answer = HttpResponse(model_act.document(text), content_type=docx.MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="model-act-{text.language}.docx"'
    return answer


def _models() -> list[dict[str, Any]]:
    rows = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            url = reverse("charter:model_act")
        rows.append({"code": code, "name": get_language_info(code)["name_local"], "url": url})
    return rows
