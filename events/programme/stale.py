"""Two hosts at one row of a programme: who saves second is told. Its room online, or address, is a part as well."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from coalition.keys import key_of
from coalition.pages import stale
from events.rooms.models import OnlineRoom

from .models import Programme, Session, Speaker
from .speaking.models import SpeakerContact


class KnowsItsVersion(stale.KnowsItsVersion):
    """A form of a programme that refuses to undo what somebody else saved after it was opened."""

    @classmethod
    def says(cls, row: Any) -> list[Any]:
        found = super().says(row)
        if isinstance(row, Session):
            rooms = OnlineRoom.objects.filter(part=row.guid).order_by("pk")
            found.append(list(rooms.values_list("address", "opens_before")))
        if isinstance(row, Speaker):
            found.append(list(SpeakerContact.objects.filter(speaker=row).values_list("email", "language", "discreet")))
        return found


class LockedEditView(stale.LockedEditView):
    """An editor whose row stays as it was compared until it is saved."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(self.object, Session):  # its programmes first, as everywhere
            keys = {self.object.programme_id, key_of(request.POST.get("programme", ""))} - {None}
            list(Programme.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
        return super().post(request, *args, **kwargs)
