"""HTTP only. A GET changes nothing: mail scanners press links."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from coalition.privacy.decorators import private_page
from newsletters.readers.forms import CodeForm, SettingsCodeForm, SettingsForm, SubscribeForm
from newsletters.readers.models import Reader

from . import services

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@private_page
def subscribe(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Show the form of the newsletter's page, or take it and lead to where the code is typed."""
    form = SubscribeForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return redirect("newsletters:confirm", form.save())
    context = page.get_context(request, form=form)
    return render(request, "newsletters/subscribe.html", context)


@private_page
@get_and_post
def confirm(request: HttpRequest, handle: str) -> HttpResponse:
    """Take the typed code. The page is the same for an address that reads already."""
    pending = services.request_of_page(handle)
    if pending is None:
        return render(request, "newsletters/expired.html", status=404)
    form = CodeForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        reader = services.confirm_by_code(request=pending, code=form.cleaned_data["code"])
        if reader is not None:
            return _welcome(request, reader)
        form.add_error("code", _("This code is wrong or has expired. Check the digits, or ask for a new one."))
    return render(request, "newsletters/confirm.html", {"form": form})


@private_page
@get_and_post
def confirm_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button behind the mail's link; the button confirms."""
    pending = services.request_of_link(token)
    if pending is None:
        return render(request, "newsletters/expired.html", status=404)
    if request.method == "POST":
        reader = services.confirm_by_link(request=pending)
        if reader is not None:
            return _welcome(request, reader)
    asked = services.last_asked(pending)
    return render(request, "newsletters/confirm_link.html", {"asked": asked})


def _welcome(request: HttpRequest, reader: Reader) -> HttpResponse:
    messages.success(
        request,
        _("You are subscribed to the newsletter. Change your settings or unsubscribe on this page at any time."),
    )
    return redirect("newsletters:manage", reader.token)


def reader_of(token: str) -> Reader:
    """Return the reader whose own pages `token` opens. Raises Http404."""
    reader = Reader.objects.for_token(token).first()
    if reader is None:
        raise Http404
    return reader


@private_page
@get_and_post
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Let a reader change what they get, or leave; language and the end of discretion need a code from the mailbox."""
    reader = reader_of(token)
    form, code_form = SettingsForm(request.POST or None, reader=reader), None
    if request.method == "POST":
        if request.POST.get("action") == "unsubscribe":
            services.unsubscribe(reader=reader)
            return redirect("newsletters:manage", token)
        is_sending = "send" in request.POST
        if "code" in request.POST and not is_sending:
            code_form = SettingsCodeForm(request.POST, request=request, reader=reader)
        if form.is_valid() and (code_form is None or code_form.is_valid()):
            try:
                form.save(is_proven=code_form is not None)
            except services.CodeRequiredError:
                code_form = SettingsCodeForm(request=request, reader=reader)
                code_form.mail(again=is_sending)
            else:
                messages.success(request, _("Your changes are saved."))
                return redirect("newsletters:manage", token)
    context = _reader_context(reader, form) | {"code_form": code_form}
    return render(request, "newsletters/manage.html", context)


@csrf_exempt
@private_page
@get_and_post
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End the newsletter: by the button of this page, or by a mailbox's own (RFC 8058: a POST without cookie).

    The token is the proof, so no CSRF token is asked for; leaving is the only thing that it can do here.
    """
    reader = reader_of(token)
    if request.method == "POST":
        reader = services.unsubscribe(reader=reader)
    return render(request, "newsletters/unsubscribe.html", _reader_context(reader, None))


def _reader_context(reader: Reader, form: SettingsForm | None) -> dict[str, Any]:
    return {"form": form, "reader": reader, "left": reader.state == Reader.State.UNSUBSCRIBED}
