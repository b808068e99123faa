"""Views of the CMS about one registration: `pk` in their address."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic.base import View

from events.registrations.models import Registration
from events.team.permissions import events_of


class OfRegistration(View):
    """Finds the registration; of an event that is not the user's, there is none."""

    @cached_property
    def registration(self) -> Registration:
        """The registration that the address names."""
        rows = Registration.objects.select_related("event", "category")
        return get_object_or_404(rows, pk=self.kwargs["pk"], event__in=events_of(self.request.user))
