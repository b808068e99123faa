"""What the queue of signatures can be filtered by."""

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from charter import states
from charter.ledger.models import Redaction
from charter.review.changes.models import TownHallRequest
from charter.signing.models import Signature
from charter.states import State
from coalition.pages.countries import country_choices

NOT_YET = (State.DRAFT, State.MAILBOX_VERIFIED)  # nobody's business before they are submitted


class QueueFilterSet(WagtailFilterSet):
    """Find signatures by where they stand, and whose turn it is."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"),
        choices=[choice for choice in State.choices if choice[0] not in NOT_YET],
        widget=forms.CheckboxSelectMultiple,
        distinct=False,
    )
    checked_by = django_filters.ChoiceFilter(
        label=_("Authority checked"),
        choices=[
            ("me", pgettext_lazy("authority checked", "by me")),
            ("other", pgettext_lazy("authority checked", "by another person")),
        ],
        method="filter_checked_by",
    )
    ad_referendum = django_filters.ChoiceFilter(
        label=_("Ad referendum"),
        choices=[("awaited", _("the act is awaited")), ("came", _("the act came, to be confirmed"))],
        method="filter_ad_referendum",
    )
    waits = django_filters.ChoiceFilter(
        label=_("Waiting for a reviewer"),
        choices=[
            ("change", _("a change that the town hall asked for")),
            ("removal", _("words that somebody proposed to remove")),
        ],
        method="filter_waits",
    )
    language = django_filters.MultipleChoiceFilter(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple, distinct=False
    )
    country = django_filters.ChoiceFilter(label=_("Country"), field_name="government__country", choices=country_choices)

    class Meta:
        model = Signature
        fields: list[str] = []

    def filter_checked_by(self, rows: QuerySet[Signature], name: str, value: str) -> QuerySet[Signature]:
        checked, own = rows.filter(state=State.AUTHORITY_CHECKED), Q(checked_by=self.request.user.pk)
        return checked.filter(own if value == "me" else ~own)

    def filter_ad_referendum(self, rows: QuerySet[Signature], name: str, value: str) -> QuerySet[Signature]:
        standing = rows.filter(state__in=states.STANDING, ad_referendum_until__isnull=False)
        return standing.filter(act_file_sha256="") if value == "awaited" else standing.exclude(act_file_sha256="")

    def filter_waits(self, rows: QuerySet[Signature], name: str, value: str) -> QuerySet[Signature]:
        if value == "removal":
            return rows.filter(pk__in=Redaction.objects.proposed().values("change__signature"))
        return rows.filter(state__in=states.STANDING, pk__in=TownHallRequest.objects.to_check().values("signature"))
