"""The site history tells what people did, in words and in the language of who reads it."""

import inspect
import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import URLPattern, get_resolver
from django.utils.translation import override
from wagtail.admin.views import generic
from wagtail.log_actions import log, registry
from wagtail.models import ModelLogEntry

from coalition.users import roles
from tests.factories.charter import shown, staff, submitted
from tests.factories.members import LocalGovernmentFactory
from tests.project.cms_world import APPS, routes

pytestmark = pytest.mark.django_db
NAME = re.compile(r"[a-z_]+\.[a-z_]+")
WAGTAIL = "wagtail.create wagtail.edit"
NOTHING = ""  # is changed, but in the session or at another site

VIEWS = {
    "charter.followup.views.CommitmentView": "evidence.accepted evidence.refused",
    "charter.review.merge_views.MergeView": "members.merge charter.propose_merge charter.drop_merge",
    "charter.review.views.ReviewView": (
        "signature.check_authority signature.publish signature.reject signature.request_changes signature.ratify "
        "signature.ask_act_again signature.hold signature.withdraw signature.reinstate signature.accept_change "
        "signature.refuse_change signature.ask_by_letter signature.count_members signature.ask_members "
        "signature.ask_member charter.propose_removal charter.drop_removal charter.remove_words"
    ),
    "charter.texts.views.VersionView": "charter.propose charter.drop_proposal charter.publish",
    "coalition.accounts.views.new_factor": "users.new_factor",
    "coalition.calls.views.conflict": "calls.declare_conflict",
    "coalition.calls.views.decide": "calls.accept calls.decline",
    "coalition.calls.views.marks": "calls.give_marks calls.change_marks",
    "coalition.calls.views.ranking": "calls.ask_reader",
    "coalition.cms.translations.SubmitPage": WAGTAIL,
    "coalition.cms.translations.UpdateTranslations": WAGTAIL,
    "coalition.figures.entry_viewsets.EntryView": "figures.check figures.ask_again",
    "coalition.figures.entry_viewsets.ask": "figures.ask",
    "coalition.figures.views.PrepareView": "figures.release",
    "coalition.figures.views.ReleaseView": "figures.withdraw",
    "coalition.mail.viewsets.MessageViewSet.send_again": "mail.send_again",
    "coalition.mail.viewsets.MessageViewSet.settle": "mail.settle_delivered",
    "coalition.mail.viewsets.SuppressionViewSet.find": NOTHING,
    "coalition.mail.viewsets.SuppressionViewSet.lift": "mail.lift_suppression",
    "coalition.members.viewsets.ImportView": WAGTAIL,
    "coalition.pages.page_words_views.NewPagesView": WAGTAIL,
    "coalition.pages.withdrawal.withdraw_view": "pages.withdraw_file pages.give_file_back",
    "coalition.privacy.viewsets.AnswerView": "privacy.request_given privacy.request_erased privacy.request_refused",
    "coalition.privacy.viewsets.RecordView": "privacy.request_recorded",
    "coalition.site.viewsets.HelplineViewSet.confirm": "pages.confirm_helpline",
    "coalition.site.viewsets.HelplineViewSet.researched": WAGTAIL,
    "coalition.site.viewsets.SiteWordsView": WAGTAIL,
    "events.agenda.viewsets.ChannelsView": "events.set_channels",
    "events.desk.overview.EventView": "events.name_team",
    "events.desk.event_words_views.NewEventView": WAGTAIL,
    "events.desk.event_words_views.WordsView": WAGTAIL,
    "events.desk.series_views.NextView": "events.copy",
    "events.desk.views.AddView": "events.add_person",
    "events.desk.views.CorrectView": "events.correct_registration events.swapped",
    "events.door.offline.upload": "events.check_in events.undo_check_in",
    "events.door.pages.EventDoorsView": "events.add_door",
    "events.door.pages.check_in": "events.check_in",
    "events.door.pages.device": NOTHING,
    "events.door.pages.search": NOTHING,
    "events.door.pages.undo": "events.undo_check_in",
    "events.messages.cms_views.EditView": "events.write_letter",
    "events.messages.cms_views.LetterView": "events.send_letter events.discard_letter",
    "events.messages.cms_views.NewView": "events.write_letter",
    "events.pages.outside.viewsets.ReadNowView": NOTHING,
    "events.reports.views.ReportView": "wagtail.edit wagtail.publish wagtail.unpublish events.name_team",
    "events.programme.cms_views.PlanView": "events.release_programme events.move_sessions",
    "events.programme.cms_views.SheetView": "events.import_sessions",
    "events.registrations.viewsets.InvitationsView": "events.invite events.withdraw_invitation",
    "home.viewsets.ContactMessageViewSet.answered": "home.contact_answered",
    "newsletters.editions.cms_views.check": "newsletters.choose",
    "newsletters.editions.cms_views.decide": (
        "newsletters.approve newsletters.take_back newsletters.schedule newsletters.pause newsletters.resume "
        "newsletters.cancel"
    ),
    "newsletters.editions.cms_views.edition": "newsletters.ask newsletters.send_again newsletters.settle_delivered",
    "newsletters.editions.cms_views.recipients": "newsletters.choose",
    "newsletters.readers.cms_views.ReaderImportView": "newsletters.import_readers",
    "newsletters.readers.cms_views.end": "newsletters.unsubscribe_on_request",
    "newsletters.readers.cms_views.export": "newsletters.export_readers",
    "webinars.replays.cms_views.DeleteView": "events.change_recording",
    "webinars.replays.cms_views.RecordingView": "events.change_recording",
}
READS = {  # functions that change nothing
    "coalition.calls.viewsets.attachment",
    "coalition.mail.viewsets.MessageViewSet.body", "coalition.urls.<lambda>", "coalition.users.views.state",
    "events.door.offline.door_list", "events.door.offline.worker", "events.door.pages.door", "events.door.pages.row",
    "events.door.papers.badge_sheets", "newsletters.editions.cms_views.begin", "newsletters.editions.cms_views.words",
}  # fmt: skip
ELSEWHERE = {  # logged by lists, bulk actions and Wagtail's own editors; and by earlier versions
    "events.export_registrations", "events.promoted", "events.approved", "events.declined",
    "events.cancel_registration", "pages.keep_version",
    "events.drop_unconfirmed", "events.end_meeting", "calls.waive_third", "newsletters.test_seeds",
}  # fmt: skip


def writing(pattern: URLPattern) -> str:
    """Return the name of a view of ours that may change something, unless Wagtail itself logs that."""
    view = inspect.unwrap(pattern.callback)
    view = getattr(pattern.callback, "view_class", getattr(view, "view_class", view))
    name = f"{view.__module__}.{view.__qualname__}"
    if not name.startswith(APPS):
        return ""
    if inspect.isclass(view):
        logs = issubclass(view, generic.CreateView | generic.EditView | generic.DeleteView)
        return name if not logs and "post" in view.http_method_names and hasattr(view, "post") else ""
    return name if name not in READS else ""


def our_actions() -> dict[str, str]:
    return {name: str(label) for name, label in registry.get_choices() if not name.startswith(("wagtail", "localize"))}


def test_each_view_that_changes_something_is_listed_with_what_it_logs():
    patterns = [pattern for route, pattern in routes(get_resolver().url_patterns) if route.startswith("cms/")]

    assert set(VIEWS) == set(filter(None, map(writing, patterns)))
    listed = {action for actions in VIEWS.values() for action in actions.split()} | ELSEWHERE
    assert {action for action in listed if not action.startswith("wagtail")} == set(our_actions())


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_each_action_is_told_in_words_of_each_language(language):
    with override("en"):
        english = our_actions()
        told = {name: registry.formatters[name].format_message(None) for name in english}
    with override(language):
        words = our_actions()
        messages = {name: str(registry.formatters[name].format_message(None)) for name in words}

    assert [name for name, label in words.items() if not label or NAME.fullmatch(label)] == []
    same = [name for name in words if words[name] == english[name] or messages[name] == str(told[name])]
    assert language == "en" or same == []


def test_what_has_no_words_is_not_logged():
    with pytest.raises(ValidationError):
        log(instance=LocalGovernmentFactory(), action="members.unheard_of")


def test_reviewers_read_who_published_a_signature(client):
    signature = submitted(act_file_sha256="a" * 64)
    page = f"/cms/charter/signatures/inspect/{signature.pk}/"
    checks = {"mandate": "on", "act": "on", "domain": "on", "call_back": "Switchboard."}
    for name, decision, typed in (("first", "check_authority", checks), ("second", "publish", {})):
        client.force_login(staff(roles.CHARTER_REVIEWERS, name))
        client.post(page, {**shown(signature), "decision": decision, **typed})

    entries = ModelLogEntry.objects.filter(user__username__in=["first", "second"]).order_by("pk")
    assert [(entry.user.username, entry.label, str(entry.message)) for entry in entries] == [
        ("first", str(signature), "Checked the authority of a signature"),
        ("second", str(signature), "Published a signature, as the second person"),
    ]
