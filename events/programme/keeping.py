"""Sessions that people chose are cancelled, not deleted; the CMS says so."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from wagtail.admin import messages

from coalition.pages.deleting import listed
from events.registrations.models import Registration

from .models import Programme, Session


def keep_what_people_chose(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """Refuse in words to delete sessions that people starred or have places in, alone, among others, or a programme's.

    Who chooses one after this answer is safe too: the database refuses, and `coalition.pages.deleting` says it.
    """
    sessions = [row.pk for row in instances if isinstance(row, Session)]
    programmes = [row.pk for row in instances if isinstance(row, Programme)]
    if not (sessions or programmes):
        return None
    asked = Session.objects.filter(Q(pk__in=sessions) | Q(programme__in=programmes))
    chosen = [str(row) for row in asked.filter(Q(stars__isnull=False) | Q(places__isnull=False)).distinct()]
    if not chosen:
        return None
    people = Registration.objects.filter(Q(stars__session__in=asked) | Q(places__session__in=asked)).distinct().count()
    told = ngettext(
        "Nothing was deleted: %(count)s person chose %(names)s. Set it to cancelled instead and release the programme: "
        "the agenda of that person then says so.",
        "Nothing was deleted: %(count)s people chose %(names)s. Set it to cancelled instead and release the programme: "
        "the agendas of these people then say so.",
        people,
    )
    messages.error(request, told % {"count": people, "names": listed(chosen)})
    return redirect(type(instances[0]).snippet_viewset.get_url_name("list"))
