"""Registers this app's part of the CMS."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from coalition.languages.names import listed

from .agenda.viewsets import SpeakerViewSet, live_addresses
from .desk import bulk, event_words_views, protected_pages
from .desk.overview import overview_addresses, waiting_work
from .desk.protected_pages import copy_no_events
from .desk.registrations import RegistrationViewSet
from .desk.viewsets import EventsGroup
from .door.papers import badge_addresses
from .door.urls import door_addresses, door_menu_item
from .messages import cms_views as letters
from .messages.letters import SENT
from .models import Event
from .online.services import events_without_joining_link
from .pages.outside.viewsets import calendars_that_fail
from .programme import drafts
from .programme.viewsets import ProgrammeViewSet, SessionViewSet
from .registrations import services
from .registrations import viewsets as invitations
from .registrations.invitations import INVITED, WITHDRAWN
from .registrations.models import Registration
from .reports.views import report_addresses
from .team import policies

register_snippet(EventsGroup)
for viewset in (RegistrationViewSet, ProgrammeViewSet, SessionViewSet, SpeakerViewSet):
    register_snippet(viewset)
hooks.register("before_copy_page", copy_no_events)
hooks.register("before_unpublish_page", protected_pages.keep_pages)
hooks.register("before_delete_page", protected_pages.keep_pages)
hooks.register("before_move_page", protected_pages.keep_in_place)
hooks.register("before_bulk_action", protected_pages.keep_among_others)
hooks.register("waiting_work", events_without_joining_link)
hooks.register("waiting_work", calendars_that_fail)
hooks.register("waiting_work", waiting_work)
hooks.register("waiting_work", drafts.of_hosts)
hooks.register("after_publish_page", event_words_views.warn_on_publishing)
hooks.register("after_edit_snippet", drafts.tell_of_what_stayed)
hooks.register("register_admin_urls", letters.letter_addresses)
hooks.register("register_admin_urls", invitations.invitation_addresses)
hooks.register("register_admin_urls", letters.mail_addresses)
hooks.register("register_admin_urls", live_addresses)
hooks.register("register_admin_urls", door_addresses)
hooks.register("register_admin_urls", badge_addresses)
hooks.register("register_admin_urls", overview_addresses)
hooks.register("register_admin_urls", report_addresses)
hooks.register("register_events_menu_item", door_menu_item)


for action in bulk.ACTIONS:
    hooks.register("register_bulk_action", action)
hooks.register("register_bulk_action", policies.TeamDelete, order=1)  # in place of Wagtail's own


# What hosts do, as the site history tells it: of which event, and nothing of whom it concerns.
HISTORY = {
    "events.add_person": _("Registered a person"),
    "events.approved": _("Approved a registration"),
    "events.declined": _("Declined a registration"),
    "events.promoted": _("Gave a seat to a person who waits"),
    "events.swapped": _("Gave a person other seats"),
    "events.cancel_registration": _("Cancelled a registration"),
    "events.correct_registration": _("Corrected a registration"),
    "events.name_team": _("Named the team of an event"),
    "events.copy": _("Made an event like another one"),
    "events.add_door": _("Added a door"),
    "events.check_in": _("Checked a person in at a door"),
    "events.undo_check_in": _("Took a check-in back"),
    "events.write_letter": _("Wrote a message to those registered, as a draft"),
    "events.discard_letter": _("Deleted the draft of a message"),
    "events.release_programme": _("Released the programme"),
    "events.move_sessions": _("Moved all sessions of the programme"),
    "events.import_sessions": _("Read sessions from a sheet"),
    "events.set_channels": _("Changed the interpretation channels"),
    "events.change_recording": _("Changed the recording"),
    # by earlier versions
    "events.end_meeting": _("Ended the online meeting"),
    "events.drop_unconfirmed": _("Deleted registrations that nobody confirmed"),
    "calls.waive_third": _("Went on without a third reader"),
    "newsletters.test_seeds": _("Changed the addresses for tests"),
}


@hooks.register("register_log_actions")
def name_what_hosts_do(actions: Any) -> None:
    """Let the site history say what hosts did. An export of it asks for the name of what earlier versions did, too."""
    actions.register_action(SENT, _("Write to those registered"), _("Sent a message to those registered"))
    actions.register_action(INVITED, _("Invite people"), _("Invited people personally"))
    actions.register_action(WITHDRAWN, _("Withdraw an invitation"), _("Withdrew a personal invitation"))
    actions.register_action(services.EXPORTED, _("Export registrations"), _("Exported registrations"))
    for action, told in HISTORY.items():
        actions.register_action(action, told, told)


@hooks.register("before_delete_snippet")
def keep_events_with_registrations(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """Delete no event, alone or among others, that people registered for: the database would refuse it."""
    events = [instance for instance in instances if isinstance(instance, Event)]
    rows = Registration.objects.filter(event__in=[event.pk for event in events])
    taken = set(rows.values_list("event_id", flat=True)) if events else set()
    if not taken:
        return None
    names = listed(str(event) for event in events if event.pk in taken)
    words = gettext(
        "Nothing was deleted: people registered for %(names)s. Cancel it instead, and they are told by email."
    )
    messages.error(request, words % {"names": names})
    return redirect(type(events[0]).snippet_viewset.get_url_name("list"))
