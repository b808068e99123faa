"""The page of an invitation to a newer version: what changed, and a button that starts. Reading it changes nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from charter.review.models import ReaccessionInvitation
from charter.review.services.reaccession import InvitationOver, start_from_invitation
from charter.texts.differences import compare
from charter.texts.models import CharterText
from coalition.pages.navigation import breadcrumb
from coalition.privacy import tokens
from coalition.privacy.decorators import private_page


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def reaccession(request: HttpRequest, token: str) -> HttpResponse:
    """Show what changed since the version that was signed; a POST starts a signature, or leads to the one started."""
    invitation = get_object_or_404(ReaccessionInvitation.objects.for_token(tokens.digest(token)))
    if request.method == "POST":
        try:
            link = start_from_invitation(invitation=invitation, language=get_language())
        except InvitationOver:
            pass  # the page says so
        else:
            return redirect("charter:sign_step", token=link, step="signatory")
    language = get_language()
    before = CharterText.objects.filter(version=invitation.signature.version, language=language).first()
    after = CharterText.objects.current(language)
    context = {
        "signature": invitation.signature,
        "is_over": not invitation.is_open and invitation.new_signature_id is None,
        "is_started": invitation.new_signature_id is not None,
        "after": after,
        "rows": compare(before, after) if before and after else [],
        "breadcrumb": breadcrumb("charter"),
    }
    return render(request, "charter/reaccession.html", context)
