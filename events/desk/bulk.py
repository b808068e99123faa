"""What hosts do to several registrations at once: decide, cancel, give a seat, give other seats, mail the link again.

It is done to those that were marked, or to all that the list shows by its filters.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app
from wagtail.admin.ui.tables import Column, Table
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from coalition import dates
from coalition.cms.forms import set_value
from coalition.cms.views import frame
from coalition.users.models import User
from events import permissions
from events.models import RegistrationClosed
from events.registrations import admission, emails, services, waiting_list
from events.registrations.models import Registration, SeatCategory
from events.team.permissions import events_of

from .forms import CancellationForm, DeclineForm

TASK = "events.bulk-action"
AT_ONCE = 100  # registrations that one request has time for
NOT_POSSIBLE = (
    services.NothingToCancel, waiting_list.NoSeat, waiting_list.NothingToDecide, RegistrationClosed,
    SeatCategory.DoesNotExist,
)  # fmt: skip


def _send_link_again(*, registration: Registration, host: User) -> None:
    if not registration.may_be_cancelled or not registration.email:
        raise services.NothingToCancel(registration.pk)
    emails.send_link_again(registration, asked=False)


def _move(*, registration: Registration, host: User, category: int) -> None:
    seats = SeatCategory.objects.get(pk=category)
    waiting_list.swap(registration=registration, category=seats, host=host)


# Of each action who may do it, and what does it to one registration, or raises one of NOT_POSSIBLE.
HANDLERS: dict[str, tuple[Callable[[Any], bool], Callable[..., object]]] = {
    "approve": (permissions.may_decide, waiting_list.approve),
    "decline": (permissions.may_decide, waiting_list.decline),
    "promote": (permissions.may_change_registrations, waiting_list.promote),
    "resend": (permissions.may_change_registrations, _send_link_again),
    "move": (permissions.may_change_registrations, _move),
    "cancel": (permissions.may_cancel_registrations, services.cancel_registration_for),
}


def may_act(name: str, user: Any) -> bool:
    return HANDLERS[name][0](user)


def act(*, name: str, registrations: Iterable[Registration], host: User, typed: dict[str, Any]) -> tuple[int, int]:
    """Do the action `name` to `registrations`, with what the host `typed`; return to how many, and how many it missed.

    Who is cancelled while they hold a seat comes last: a seat that is given back is offered to nobody of them.
    """
    done = skipped = 0
    for registration in sorted(
        registrations, key=lambda row: (row.event_id, name == "cancel" and row.holds_seat, row.pk)
    ):
        try:
            HANDLERS[name][1](registration=registration, host=host, **typed)
            done += 1
        except NOT_POSSIBLE:
            skipped += 1
    return done, skipped


def act_later(*, name: str, registrations: Iterable[Registration], host: User, typed: dict[str, Any]) -> None:
    """Let the worker do the action `name`: one job, which is kept with what it is about until it is done."""
    app.tasks[TASK].defer(name=name, registrations=[row.pk for row in registrations], host=host.pk, typed=typed)


def act_by_keys(*, name: str, registrations: list[int], host: int, typed: dict[str, Any]) -> None:
    """Do the action `name` to those that the host may act on now. What a lost run did already is not done again."""
    user = User.objects.filter(pk=host, is_active=True).first()
    if user is not None and may_act(name, user):
        rows = Registration.objects.filter(pk__in=registrations, event__in=events_of(user))
        act(name=name, registrations=rows.select_related("event", "category"), host=user, typed=typed)


SHOWN = 50  # names on the page that asks once more
ALL = "all"  # what Wagtail's list says instead of keys


COLUMNS = [
    Column("__str__", label=_("Name or pseudonym")),
    Column("event", label=_("Event")),
    Column("category", label=_("Seats")),
    Column("get_state_display", label=_("State")),
]


class RegistrationAction(SnippetBulkAction):
    """One action on the registrations that were marked in the list, or on all that it shows."""

    models = [Registration]
    template_name = "cms/page.html"
    explanation: Promise | str = ""
    skipped, is_queued = 0, False

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Iterable[Any]) -> list[Registration]:
        rows = Registration.objects.filter(pk__in=list(object_ids)).select_related("event", "category")
        return list(rows.order_by("event_id", "pk"))

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:
        """Return the keys of what the list shows, on all its pages, to this host by these filters and this search.

        None where a filter says something that there is not: nobody meant all the others.
        """
        shown = Registration.snippet_viewset.index_view  # type: ignore[attr-defined]
        listing = shown.view_class(**shown.view_initkwargs)
        listing.setup(self.request)
        if listing.filters and not listing.filters.is_valid():
            return []
        return list(listing.get_queryset().values_list("pk", flat=True))

    @cached_property
    def _found(self) -> Any:
        return super().get_actionable_objects()

    def get_actionable_objects(self) -> Any:
        """Return the registrations, and those that are not this host's; found once a request."""
        return self._found

    @property
    def rows(self) -> list[Registration]:
        rows: list[Registration] = self._found[0]
        return rows

    @cached_property
    def is_of_all(self) -> bool:
        return ALL in self.request.GET.getlist("id")

    @property
    def seen(self) -> str:
        """What tells these registrations from any others."""
        return hashlib.sha256(repr([row.pk for row in self.rows]).encode()).hexdigest()

    def get_form(self, form_class: Any = None) -> Any:
        """Keep with the form which registrations it was shown for."""
        form = super().get_form(form_class)
        if self.is_of_all:
            form.fields["seen"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=self.seen)
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it, unless somebody came or went since the host read how many they are."""
        if self.is_of_all and form.cleaned_data.pop("seen") != self.seen:
            form.add_error(
                None, _("The list changed while you read this. Check how many there are now, then continue.")
            )
            set_value(form, seen=self.seen)
            return self.form_invalid(form)
        return super().form_valid(form)

    @cached_property
    def events(self) -> set[int]:
        return set(events_of(self.request.user).values_list("pk", flat=True))

    def check_perm(self, obj: Any) -> bool:
        return may_act(self.action_type, self.request.user) and obj.event_id in self.events

    def typed(self) -> dict[str, Any]:
        return dict(self.cleaned_form.cleaned_data)

    @classmethod
    def execute_action(cls, objects: Iterable[Any], **kwargs: Any) -> tuple[int, int]:
        action, rows = kwargs["self"], list(objects)
        asked = {"name": cls.action_type, "registrations": rows, "host": action.request.user, "typed": action.typed()}
        action.is_queued = len(rows) > AT_ONCE
        if action.is_queued:
            act_later(**asked)
            return len(rows), 0
        done, action.skipped = act(**asked)
        return done, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        number = {"number": num_parent_objects}
        if self.is_queued:
            return gettext("%(number)d registrations: this is being done, and takes a few minutes.") % number
        done = ngettext("Done for %(number)d registration.", "Done for %(number)d registrations.", num_parent_objects)
        message = done % number
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
        """Say what happens, add how many there are, and name the first of them."""
        context = super().get_context_data(**kwargs)
        number = len(self.rows)
        refused = gettext("You may not do this.") if context["items_with_no_access"] else ""
        earlier = (
            self.refused_before(self.rows[0]) if number == 1 and self.action_type in ("approve", "decline") else ""
        )
        long = gettext("This takes a few minutes. Reload the list to see how it goes on.") if number > AT_ONCE else ""
        people = ("wagtailsnippets_events_registration:list", gettext("Registrations"))
        return context | frame("group", str(self.display_name), people) | {
            "help": self.explanation,
            "warning": " ".join(filter(None, (refused, earlier, long))),
            "form": context["form"] if number else None,
            "action": context["submit_url"],
            "submit_label": self.display_name if number else "",
            "is_serious": "serious" in self.classes,
            "back": self.next_url,
            "back_label": gettext("Back to the registrations"),
            "details": [(gettext("Registrations"), number)],
            "tables": [Table(COLUMNS, self.rows[:SHOWN], caption=gettext("People"))],
            "left_out": max(0, number - SHOWN),
        }  # fmt: skip

    @staticmethod
    def refused_before(row: Registration) -> str:
        """Return on which day hosts said no to the same address before, and why; "" where they never did."""
        if (no := admission.last_refusal(row.event, row.email_digest)) is None:
            return ""
        day = dates.day(no.changed_at.astimezone(ZoneInfo(row.event.zone)).date())
        words = gettext("The hosts declined or cancelled an earlier registration from this address on %(refused_on)s.")
        return f"{words % {'refused_on': day}} {no.cancel_reason}"


class CancelAction(RegistrationAction):
    display_name = _("Cancel registrations")
    aria_label = _("Cancel the marked registrations")
    action_type = "cancel"
    classes = {"serious"}
    action_priority = 40
    form_class = CancellationForm
    explanation = _("Each person is told by email, without the reason. Seats that become free go to the waiting list.")


class ApproveAction(RegistrationAction):
    display_name = _("Approve")
    aria_label = _("Approve the marked people who wait for a decision")
    action_type = "approve"
    action_priority = 5
    explanation = _("Each person gets a seat, or a place on the waiting list where none is left, and is told by email.")


class DeclineAction(RegistrationAction):
    display_name = _("Decline")
    aria_label = _("Decline the marked people who wait for a decision")
    action_type = "decline"
    classes = {"serious"}
    action_priority = 6
    form_class = DeclineForm
    explanation = _("Each person is told by email that the hosts could not give them a seat, without a reason.")


class PromoteAction(RegistrationAction):
    display_name = _("Give a seat")
    aria_label = _("Give a seat to the marked people who wait")
    action_type = "promote"
    action_priority = 10
    explanation = _(
        "People on the waiting list get a seat first, where every quota has one free, and are told by email."
    )


class ResendAction(RegistrationAction):
    display_name = _("Send the link again")
    aria_label = _("Send the marked people their link again")
    action_type = "resend"
    action_priority = 20
    explanation = _("Each person gets an email with the link of their own page, at most once an hour.")


class SeatsForm(forms.Form):
    category = forms.ModelChoiceField(SeatCategory.objects.none(), label=_("Seats"))


class MoveAction(RegistrationAction):
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
        events = {registration.event_id for registration in self.rows}
        return SeatCategory.objects.filter(event_id__in=events).select_related("event").order_by("event_id", "pk")

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["category"].queryset = self.categories
        form.fields["category"].label_from_instance = lambda row: gettext("%(seats)s (%(event)s)") % {
            "seats": row, "event": row.event,
        }  # fmt: skip
        return form

    def typed(self) -> dict[str, Any]:
        return {"category": self.cleaned_form.cleaned_data["category"].pk}


ACTIONS = (ApproveAction, DeclineAction, PromoteAction, ResendAction, MoveAction, CancelAction)
