"""The answer to who leaves this site: one for every address that does that."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from .identity import kept


def leaving(request: HttpRequest) -> HttpResponse:
    """Let the browser forget this site, and send the visitor to the neutral one.

    Only who asks from this site, or by hand, is made to forget: a picture on another site that points here must not
    log anyone out. Nothing changes on the server. Source: W3C, Clear Site Data; Fetch Metadata, `Sec-Fetch-Site`.
    """
    response = HttpResponseRedirect(kept.leave_url())
    if request.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none"):
        response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response
