"""HTTP only. A GET changes nothing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.privacy.decorators import private_page
from newsletters.readers.forms import CodeForm
from newsletters.readers.models import Reader
from newsletters.readers.moving import services
from newsletters.readers.moving.forms import AddressForm
from newsletters.readers.moving.models import AddressChange
from newsletters.readers.views import get_and_post, reader_of


@private_page
@get_and_post
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Ask a reader for another address, and lead to where its code is typed. The page shows no address."""
    reader = reader_of(token)
    if reader.state != Reader.State.CONFIRMED:
        return redirect("newsletters:manage", token)
    form = AddressForm(request.POST or None, request=request, reader=reader)
    if request.method == "POST" and form.is_valid():
        return redirect("newsletters:address_code", form.save())
    return render(request, "newsletters/address.html", {"form": form, "reader": reader})


@private_page
@get_and_post
def code(request: HttpRequest, handle: str) -> HttpResponse:
    """Take the code that was mailed to the new address."""
    asked = AddressChange.behind(handle).exclude(AddressChange.over(timezone.now())).first()
    if asked is None:
        return render(request, "newsletters/expired.html", status=404)
    form = CodeForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        reader = services.confirm(change=asked, code=form.cleaned_data["code"])
        if reader is not None:
            messages.success(request, _("Your address is changed. Emails come to the new one from now on."))
            return redirect("newsletters:manage", reader.token)
        if not services.waits(asked):
            return render(request, "newsletters/expired.html", status=404)
        form.add_error("code", _("This code is wrong or has expired. Check the digits, or ask for a new one."))
    return render(request, "newsletters/address_code.html", {"form": form})
