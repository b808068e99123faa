"""Segments in the CMS: made and changed by editors, and how many readers each has now."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views.generic.models import DeleteView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from coalition.members.models import LocalGovernment
from coalition.pages.languages import site_language_name
from newsletters.readers.models import Frequency
from newsletters.readers.segments import services
from newsletters.readers.segments.models import Segment


class SegmentForm(WagtailAdminModelForm):
    """What narrows a segment, as boxes."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple, required=False
    )
    regions = forms.MultipleChoiceField(
        label=_("Regions"),
        choices=LocalGovernment.Section.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Of local governments: their contacts alone, since readers are not asked where they live."),
    )

    class Meta:
        model = Segment
        fields = ["name", "languages", "themes", "joined_since", "contacts", "regions"]


class SegmentInspectView(InspectView):
    """One segment, and how many readers it has by language: of each edition, and of the digest."""

    template_name = "newsletters/cms/segment.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = {
            frequency: services.counts(segment=self.object, frequency=frequency, themes=[]) for frequency in Frequency
        }
        rows = [
            (site_language_name(code), *(found[frequency].get(code, 0) for frequency in Frequency))
            for code, _name in settings.LANGUAGES
        ]
        totals = [sum(found[frequency].values()) for frequency in Frequency]
        return super().get_context_data(**kwargs) | {"counted": rows, "totals": totals}


class SegmentDeleteView(DeleteView):
    """Delete a segment that no edition was sent to, or waits for."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except ProtectedError:
            messages.error(request, gettext("An edition is for this segment: it is kept."))
            return redirect(self.get_success_url())


class SegmentViewSet(ModelViewSet):
    """Saved segments of readers."""

    model = Segment
    name = "newsletter_segments"
    url_prefix = "newsletter-segments"
    icon = "group"
    menu_label = _("Segments")
    list_display = ["name", "contacts", DateColumn("joined_since", label=_("Joined since"))]
    inspect_view_enabled = True
    inspect_view_class = SegmentInspectView
    inspect_view_fields: ClassVar[list[str]] = ["name", "languages", "themes", "joined_since", "contacts", "regions"]
    delete_view_class = SegmentDeleteView
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None
    search_fields: ClassVar[list[str]] = ["name"]
    list_per_page = 50

    def get_form_class(self, for_update: bool = False) -> type[SegmentForm]:
        return SegmentForm
