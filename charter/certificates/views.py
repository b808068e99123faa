"""Anyone checks a signature: by its code, by its certificate's file, without an account. A GET only reads.

Only look-ups that find nothing are counted against a visitor: a code has 59 bits, so that guessing is hopeless at
any speed, and a hall full of people behind one address may scan the same certificate.
"""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from charter.signing import public_status
from charter.signing.models import Signature
from charter.signing.public_status import share_card
from charter.states import State
from coalition.certificates.services import file_address
from coalition.pages.navigation import breadcrumb
from coalition.privacy import rate_limits
from coalition.privacy.decorators import private_page
from coalition.privacy.one_time_codes import typed_code

from .forms import MAX_BYTES, CheckFileForm, DigestedFile, DigestUploadHandler
from .models import Certificate

NOT_INDEXED = "noindex, nofollow"


@require_safe
def find_code(request: HttpRequest) -> HttpResponse:
    if code := typed_code(request.GET.get("code", "")):
        return redirect("charter:verify", code=code)
    return _page(request, "charter/find_code.html")


@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Show the published signature with verification `code`; 404 for any other code, signatures included."""
    signature = Signature.objects.shown().filter(verification_code=typed_code(code)).first()
    if signature is None:
        return _nothing(request, "code")
    return _signature(request, signature)


@require_safe
def verify_file(request: HttpRequest, sha256: str) -> HttpResponse:
    """Show the signature of the certificate whose file has this SHA-256 (hexadecimal).

    Lead to the page of what else this site issued with that digest; 404 for any other file.
    """
    certificate = Certificate.objects.by_file(sha256)
    if certificate is None and (elsewhere := file_address(sha256)):
        return redirect(elsewhere)
    if certificate is None:
        return _nothing(request, "file")
    return _signature(request, Signature.objects.shown().get(pk=certificate.signature_id), certificate)


@csrf_exempt  # only until the handler is in place: `_check_file` checks the token
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def check_file(request: HttpRequest) -> HttpResponse:
    """Take a certificate's file where there is no JavaScript; it is hashed as it arrives and never stored."""
    handler = DigestUploadHandler(request)
    request.upload_handlers = [handler]
    return _check_file(request, handler)


@csrf_protect
def _check_file(request: HttpRequest, handler: DigestUploadHandler) -> HttpResponse:
    sent = request.method == "POST"
    form = CheckFileForm(request.POST if sent else None, request.FILES if sent else None, request=request)
    if sent:
        if form.is_valid():
            return redirect("charter:verify_file", sha256=cast(DigestedFile, form.cleaned_data["file"]).sha256)
        if handler.too_large:  # it was read no further, so that the form only knows that it is missing
            form.errors.pop("file", None)
            sentence = _("The file is larger than %(size)d MB: it is not one of our certificates.")
            form.add_error("file", sentence % {"size": MAX_BYTES >> 20})
    return _page(request, "charter/check_file.html", form=form)


@require_safe
def certificate(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """Give the latest certificate of the signature with `code` in `language`, as a download.

    Its facts are public, and its status is not in it: whoever reads it checks it. Revalidated by its digest, since
    a new edition may replace it.
    """
    rows = Certificate.objects.issued().filter(signature__in=Signature.objects.published())
    rows = rows.filter(signature__verification_code=typed_code(code), language=language).order_by("-edition")
    found = get_object_or_404(rows[:1])
    response = HttpResponse(bytes(found.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="certificate-{typed_code(code)}-{language}.pdf"'
    response["ETag"] = f'"{found.sha256}"'
    response["Cache-Control"] = "no-cache"
    response["X-Robots-Tag"] = NOT_INDEXED
    return response


def _signature(request: HttpRequest, signature: Signature, certificate: Certificate | None = None) -> HttpResponse:
    latest, history = list(Certificate.objects.latest_of(signature)), public_status.history(signature)
    since = certificate.entry.sequence if certificate else 0
    newer = None
    if signature.state == State.SUPERSEDED:
        newer = Signature.objects.after(signature).first()
    return _page(
        request,
        "charter/verify.html",
        signature=signature,
        share_card=share_card(signature, get_language() or signature.language),
        standing=public_status.status(signature),
        text=public_status.signed_text(signature),
        history=history,
        certificates=latest,
        certificate=certificate,
        corrections=[line for line in history if certificate and line.corrects and line.sequence > since],
        replaced=certificate is not None and any(row.edition > certificate.edition for row in latest),
        newer=newer,
    )


def _nothing(request: HttpRequest, unknown: str) -> HttpResponse:
    """Say that the `unknown` code or file was not found, or that it was asked too often."""
    template = "charter/verify_nothing.html"
    try:
        rate_limits.check(scope="verify", request=request)
    except rate_limits.RateLimited:
        return _page(request, template, status=429, unknown="too many")
    return _page(request, template, status=404, unknown=unknown)


def _page(request: HttpRequest, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    above = [*breadcrumb("charter")]
    if template != "charter/find_code.html":
        above.append({"title": _("Check a signature"), "url": f"/{get_language()}/charter/verify/"})
    response = render(request, template, {"breadcrumb": above, **context}, status=status)
    response["X-Robots-Tag"] = NOT_INDEXED
    return response
