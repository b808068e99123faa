"""A room of our own, for its hosts: they enter it first and end it, and suggest what was recorded as the recording."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import log

from coalition.keys import key_of
from coalition.pages.revisions import keep_stored_version
from events.rooms import providers
from events.rooms import services as rooms
from events.rooms.bigbluebutton import Recording
from events.rooms.models import OnlineRoom

from .cms import PAGES, LivePage

FAILED = gettext_lazy("The service that holds the room did not answer, or refused. Try again in a few minutes.")


class RoomView(LivePage):
    """The rooms of our own that an event has. What a button answers with is shown once, and kept nowhere."""

    template_name = "events/cms/live_room.html"
    page_title = gettext_lazy("The online room")

    @cached_property
    def rooms(self) -> list[OnlineRoom]:
        """The rooms of the event that our server gives, with their parts."""
        rows = OnlineRoom.objects.filter(event_id=self.event.pk).select_related("event").order_by("pk")
        return [room for room in rows if providers.of(room).asks_name]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        room = next((room for room in self.rooms if room.pk == key_of(request.POST.get("room", ""))), None)
        if room is None:
            raise Http404
        found: dict[str, Any] = {}
        deed = request.POST.get("do", "")
        try:
            if deed == "enter":
                found = {"way": rooms.enter_as_host(room=room)}
            elif deed == "end":
                providers.of(room).close(room)
                messages.success(request, _("The meeting is over for everybody in the room."))
            elif deed == "look":
                found = {"recordings": providers.of(room).recordings(room), "looked": True}
            elif deed == "use":
                return self._use(room, request.POST.get("recording", ""))
        except (rooms.RoomFailed, providers.NotMade):
            messages.error(request, str(FAILED))
        return self.render_to_response(self.get_context_data(asked=room, **found))

    @transaction.atomic
    def _use(self, room: OnlineRoom, key: str) -> HttpResponse:
        """Make a recording that the server has the one of the event, which readers see once it is over."""
        if not self.request.user.has_perm("events.change_event"):
            raise PermissionDenied
        known: dict[str, Recording] = {row.key: row for row in providers.of(room).recordings(room)}
        if key in known and self.event.end <= timezone.now():
            keep_stored_version(self.event)
            self.event.recording_url = known[key].address
            self.event.save()
            keep_stored_version(self.event)
            log(instance=self.event, action="wagtail.edit", user=self.request.user, title=str(self.event))
            messages.success(
                self.request, _("This is the recording of the event now: its page and the thanks lead to it.")
            )
        else:
            messages.error(self.request, _("Nothing was changed: the recording is gone, or the event is not over."))
        return redirect(f"{PAGES}:room", self.event.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_over = self.event.end <= timezone.now()
        may_use = is_over and self.request.user.has_perm("events.change_event")
        return super().get_context_data(**kwargs) | {"rooms": self.rooms, "may_use": may_use}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().render_to_response(context, **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response
