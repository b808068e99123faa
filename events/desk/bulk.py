"""What hosts do to several registrations at once: decide, cancel, give a seat, give other seats, mail the link again.

Each is done by its service, in the order of events and rows, so that two hosts never wait for each other.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from events.models import RegistrationClosed
from events.registrations import emails, moving, permissions, services, waiting_list
from events.registrations.models import Registration, SeatCategory
from events.team.permissions import events_of

from .reasons import CancellationForm, DeclineForm

NOT_POSSIBLE = (
    services.NothingToCancel, waiting_list.NoSeat, waiting_list.NothingToDecide, RegistrationClosed,
    SeatCategory.DoesNotExist,
)  # fmt: skip


class RegistrationAction(SnippetBulkAction):
    """One action on the registrations that were marked in the list."""

    models = [Registration]
    template_name = "events/cms/bulk.html"
    explanation: Promise | str = ""
    skipped = 0

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Iterable[Any]) -> list[Registration]:
        rows = Registration.objects.filter(pk__in=list(object_ids)).select_related("event", "category")
        return list(rows.order_by("event_id", "pk"))

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:
        """Return none: who asks for all in the list would get those of other lists too."""
        return []

    @cached_property
    def events(self) -> set[int]:
        """The events whose people this host may see."""
        return set(events_of(self.request.user).values_list("pk", flat=True))

    def may_act(self) -> bool:
        """Say whether this host may do it at all."""
        return permissions.may_change_registrations(self.request.user)

    def check_perm(self, obj: Any) -> bool:
        return self.may_act() and obj.event_id in self.events

    def act(self, registration: Registration) -> None:
        """Do it to one registration; raise one of NOT_POSSIBLE where it cannot be done."""
        raise NotImplementedError

    @classmethod
    def execute_action(cls, objects: Iterable[Any], **kwargs: Any) -> tuple[int, int]:
        action, done, skipped = kwargs["self"], 0, 0
        for registration in objects:
            try:
                action.act(registration)
                done += 1
            except NOT_POSSIBLE:
                skipped += 1
        action.skipped = skipped
        return done, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        done = ngettext("Done for %(number)d registration.", "Done for %(number)d registrations.", num_parent_objects)
        message = done % {"number": num_parent_objects}
        if not self.skipped:
            return message
        left = ngettext(
            "%(number)d stays as it is: the event is over, cancelled or postponed, the registration is cancelled, or "
            "no seat is left.",
            "%(number)d stay as they are: the event is over, cancelled or postponed, the registration is cancelled, or "
            "no seat is left.",
            self.skipped,
        )
        return f"{message} {left % {'number': self.skipped}}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"explanation": self.explanation, "label": self.display_name}


class CancelAction(RegistrationAction):
    """Cancel for a reason that only the team reads."""

    display_name = _("Cancel registrations")
    aria_label = _("Cancel the marked registrations")
    action_type = "cancel"
    classes = {"serious"}
    action_priority = 40
    form_class = CancellationForm
    explanation = _("Each person is told by email, without the reason. Seats that become free go to the waiting list.")

    def may_act(self) -> bool:
        return permissions.may_cancel_registrations(self.request.user)

    def act(self, registration: Registration) -> None:
        host: Any = self.request.user
        reason = self.cleaned_form.cleaned_data["reason"]
        services.cancel_registration_for(registration=registration, host=host, reason=reason)


class ApproveAction(RegistrationAction):
    """Let in who asked to come."""

    display_name = _("Approve")
    aria_label = _("Approve the marked people who wait for a decision")
    action_type = "approve"
    action_priority = 5
    explanation = _("Each person gets a seat, or a place on the waiting list where none is left, and is told by email.")

    def may_act(self) -> bool:
        return permissions.may_decide(self.request.user)

    def act(self, registration: Registration) -> None:
        host: Any = self.request.user
        waiting_list.approve(registration=registration, host=host)


class DeclineAction(RegistrationAction):
    """Say no to who asked to come, for a reason that only the team reads, if there is one."""

    display_name = _("Decline")
    aria_label = _("Decline the marked people who wait for a decision")
    action_type = "decline"
    classes = {"serious"}
    action_priority = 6
    form_class = DeclineForm
    explanation = _("Each person is told by email that the hosts could not give them a seat, without a reason.")

    def may_act(self) -> bool:
        return permissions.may_decide(self.request.user)

    def act(self, registration: Registration) -> None:
        host: Any = self.request.user
        reason = self.cleaned_form.cleaned_data["reason"]
        waiting_list.decline(registration=registration, host=host, reason=reason)


class PromoteAction(RegistrationAction):
    """Give a seat to who waits, before others who wait longer; never over a quota."""

    display_name = _("Give a seat")
    aria_label = _("Give a seat to the marked people who wait")
    action_type = "promote"
    action_priority = 10
    explanation = _(
        "People on the waiting list get a seat first, where every quota has one free, and are told by email."
    )

    def act(self, registration: Registration) -> None:
        host: Any = self.request.user
        moving.promote(registration=registration, host=host)


class ResendAction(RegistrationAction):
    """Mail the link of their own page again."""

    display_name = _("Send the link again")
    aria_label = _("Send the marked people their link again")
    action_type = "resend"
    action_priority = 20
    explanation = _("Each person gets an email with the link of their own page, at most once an hour.")

    def act(self, registration: Registration) -> None:
        if not registration.may_be_cancelled or not registration.email:
            raise services.NothingToCancel(registration.pk)
        emails.send_link_again(registration, asked=False)


class SeatsForm(forms.Form):
    """Which seats people are moved to."""

    category = forms.ModelChoiceField(SeatCategory.objects.none(), label=_("Seats"))


class MoveAction(RegistrationAction):
    """Give other seats of the same event."""

    display_name = _("Give other seats")
    aria_label = _("Give the marked people other seats")
    action_type = "move"
    action_priority = 30
    form_class = SeatsForm
    explanation = _(
        "Each person gets a seat of this kind where one is free, and is told by email. People on the "
        "waiting list who find none free wait for these seats instead."
    )

    @cached_property
    def categories(self) -> Any:
        """The seats of the events of the marked registrations."""
        events = {registration.event_id for registration in self.get_actionable_objects()[0]}
        return SeatCategory.objects.filter(event_id__in=events).select_related("event").order_by("event_id", "pk")

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["category"].queryset = self.categories
        form.fields["category"].label_from_instance = lambda row: gettext("%(seats)s (%(event)s)") % {
            "seats": row, "event": row.event,
        }  # fmt: skip
        return form

    def act(self, registration: Registration) -> None:
        host: Any = self.request.user
        waiting_list.swap(registration=registration, category=self.cleaned_form.cleaned_data["category"], host=host)


ACTIONS = (ApproveAction, DeclineAction, PromoteAction, ResendAction, MoveAction, CancelAction)
