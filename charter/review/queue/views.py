"""The queue of signatures in the CMS, with the filters that each person keeps."""

from itertools import chain
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter.review import permissions
from charter.review.queue import services as saved_filters
from charter.review.queue.filters import NOT_YET, SaveFilterForm, save_form
from charter.review.queue.models import SavedFilter
from charter.signing.models import Signature
from charter.signing.models.rules import QUEUE
from coalition.users.models import User
from coalition.users.registers import InspectIndexView


class QueueView(InspectIndexView):
    """Signatures: those that await review first, the longest waiting on top; drafts are nobody's business yet."""

    def get_base_queryset(self) -> QuerySet[Signature]:
        rows = Signature.objects.exclude(state__in=NOT_YET)
        return rows.select_related("government", "version").order_by(QUEUE, "submitted_at", "pk")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        context["saved_filters"] = SavedFilter.objects.filter(user=self.request.user)
        context["save_form"] = save_form(self.request.GET.urlencode())
        return context


@require_POST
def keep_filter(request: HttpRequest) -> HttpResponse:
    """Keep the filter that is shown under the name that was typed."""
    user = _reader(request)
    form = SaveFilterForm(request.POST)
    if not form.is_valid():
        for error in chain.from_iterable(form.errors.values()):
            messages.error(request, str(error))
        return redirect(reverse("charter_signatures:index"))
    saved = saved_filters.save_filter(user=user, **form.cleaned_data)
    messages.success(request, _("The filter “%(name)s” is saved.") % {"name": saved.name})
    return redirect(f"{reverse('charter_signatures:index')}?{saved.querystring}")


@require_POST
def forget_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one of one's own filters."""
    if saved_filters.forget_filter(user=_reader(request), pk=pk):
        messages.success(request, _("The filter is deleted."))
    return redirect(reverse("charter_signatures:index"))


def _reader(request: HttpRequest) -> User:
    user = request.user
    if not (isinstance(user, User) and permissions.may_read(user)):
        raise PermissionDenied
    return user
