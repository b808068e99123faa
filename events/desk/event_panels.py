"""What stands in the editor's form of an event, and in which order."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel

from coalition.pages.skeleton import path_of
from events.models import Event
from events.pages.models import EventPage
from events.permissions import invitation


def addresses(event: Event) -> list[tuple[str, str]]:
    """Return the whole address of each live page of `event`, with the invitation of a closed one, by language."""
    pages = EventPage.objects.live().filter(event_id=event.pk).select_related("event", "locale").defer_streamfields()
    return [
        (str(page.locale), f"{settings.SITE_URL}{path_of(page)}{invitation(event)}")
        for page in pages.order_by("locale__language_code")
    ]


class InvitationPanel(Panel):
    """The addresses by which invited people open a closed event: each whole, to be copied by its team."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/cms/invitation_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk and self.instance.closed)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            found = addresses(self.instance)
            return super().get_context_data(parent_context) | {"addresses": found}


STATE = [FieldPanel("state"), FieldPanel("closed"), FieldPanel("neutral_address")]
PLACE = [FieldPanel("place"), FieldPanel("country"), FieldPanel("host")]
HOURS = [FieldPanel("day"), FieldPanel("begins"), FieldPanel("ends")]
HOURS_HELP = _("For an event of several days: when each begins and ends, on a clock where the event is.")
WHEN = MultiFieldPanel(
    [
        FieldPanel("zone"),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        FieldRowPanel([FieldPanel("start_fold"), FieldPanel("end_fold")]),
        FieldPanel("all_day"),
        InlinePanel("days", [FieldRowPanel(HOURS)], label=_("Hours of a day"), help_text=HOURS_HELP),
    ],
    _("When"),
)
ROOM = MultiFieldPanel(
    [FieldPanel("room_address"), FieldPanel("room_ours"), FieldPanel("room_opens_before"), FieldPanel("room_captions")],
    _("Online"),
)
LANGUAGES = MultiFieldPanel([FieldPanel("spoken"), FieldPanel("interpreted"), FieldPanel("signed")], _("Languages"))
SEATS = [FieldPanel("names"), FieldRowPanel([FieldPanel("kind"), FieldPanel("capacity"), FieldPanel("brings")])]
QUOTA = [
    FieldRowPanel([FieldPanel("kind"), FieldPanel("region")]),
    FieldRowPanel([FieldPanel("at_most"), FieldPanel("reserved"), FieldPanel("released_before")]),
]
QUESTION = [
    FieldPanel("text"),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("seats")]),
    FieldPanel("options"),
    FieldRowPanel([FieldPanel("asked"), FieldPanel("required"), FieldPanel("is_need")]),
]
QUOTAS_HELP = _(
    "Limits within the seats above, and seats that are kept for some. A person gets a seat only if every limit "
    "allows it."
)
REGISTRATION = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("registration_opens"), FieldPanel("registration_closes")]),
        FieldRowPanel([FieldPanel("approval"), FieldPanel("by_invitation"), FieldPanel("claim_within")]),
        InlinePanel("seat_categories", SEATS, label=_("Seats")),
        InlinePanel("questions", QUESTION, label=_("Questions")),
        InlinePanel("quotas", QUOTA, label=_("Quotas"), help_text=QUOTAS_HELP),
        FieldPanel("reminders"),
        FieldPanel("thanks"),
        FieldPanel("retention_days"),
    ],
    _("Registration"),
)
AFTERWARDS = MultiFieldPanel([FieldPanel("recording_url")], _("Afterwards"))
INVITATION = InvitationPanel(heading=_("Addresses for invited people"))
TELLING = MultiFieldPanel([FieldPanel("telling"), FieldPanel("sentence")], _("Before it is saved"))
EVENT_PANELS = [
    TELLING,
    FieldPanel("name"),
    INVITATION,
    FieldRowPanel([FieldPanel("kind"), FieldPanel("audience"), *STATE]),
    FieldPanel("themes"),
    WHEN,
    MultiFieldPanel([FieldPanel("mode"), *PLACE], _("Where")),
    ROOM,
    LANGUAGES,
    REGISTRATION,
    AFTERWARDS,
]
