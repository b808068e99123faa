"""What stands in the editor's form of an event, and in which order."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from .panels import InvitationPanel

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
    FieldRowPanel([FieldPanel("kind"), FieldPanel("region"), FieldPanel("government")]),
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
