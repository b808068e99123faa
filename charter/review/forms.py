"""What the staff types on the review page, one form for each decision."""

from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charter.acts import ActFields, date_input, not_to_come
from charter.ledger.models import Redaction, StatusChange
from charter.signing.associations import GroupMember
from charter.signing.models import Signature
from coalition.form_messages import AsksPlainly
from coalition.privacy.email_addresses import AddressField
from coalition.uploads.fields import InspectedFileField

from .services import removable


class MembersForm(forms.Form):
    """Members that a reviewer ticks in the table: those to ask, or those to count."""

    members = forms.ModelMultipleChoiceField(
        queryset=GroupMember.objects.none(), error_messages={"required": _("Tick the members in the table first.")}
    )

    def __init__(self, data: Any = None, *, rows: QuerySet[GroupMember]) -> None:
        super().__init__(data)
        cast(forms.ModelMultipleChoiceField, self.fields["members"]).queryset = rows


class AuthorityCheckForm(MembersForm):
    """The first person's checklist: each point is needed."""

    mandate = forms.BooleanField(label=_("The signatory holds this office, by a public source."))
    act = forms.BooleanField(label=_("The council has decided this, or has announced that it will decide."))
    domain = forms.BooleanField(label=_("The mailbox belongs to the institution."))
    call_back = forms.CharField(
        label=_("Independent call-back"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Whom you called, on which number, and where you found it: never a number given with the signature."
        ),
    )

    def __init__(self, data: Any = None, *, signature: Signature) -> None:
        rows = signature.group_members.unconfirmed()
        super().__init__(data, rows=rows)
        if not rows.exists():
            del self.fields["members"]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("Reason"),
        help_text=_("Emailed to the signatory as you write it."),
        error_messages={"required": _("Write the reason: the signatory reads it.")},
    )


class ChangeChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: StatusChange) -> str:
        return words_of(obj)


class RedactionChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Redaction) -> str:
        words = {"words": words_of(obj.change), "name": obj.proposed_by, "why": obj.why}
        return gettext("%(words)s Proposed by %(name)s: %(why)s") % words


class RemovalForm(forms.Form):
    change = ChangeChoice(
        queryset=StatusChange.objects.none(), widget=forms.RadioSelect, empty_label=None, label=_("Public words")
    )
    why = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("Why they should go"),
        help_text=_("For the team only. Do not repeat the words."),
    )

    def __init__(self, data: Any = None, *, signature: Signature) -> None:
        super().__init__(data)
        changes = cast(ChangeChoice, self.fields["change"])
        changes.queryset = removable(signature).select_related("entry")
        changes.initial = _only(changes.queryset)


class SecondPersonForm(forms.Form):
    redaction = RedactionChoice(
        queryset=Redaction.objects.none(), widget=forms.RadioSelect, empty_label=None, label=_("Public words")
    )

    def __init__(self, data: Any = None, *, signature: Signature) -> None:
        super().__init__(data)
        rows = Redaction.objects.proposed().filter(change__signature=signature)
        redactions = cast(RedactionChoice, self.fields["redaction"])
        redactions.queryset = rows.select_related("change__entry", "proposed_by")
        redactions.initial = _only(redactions.queryset)


def _only(rows: QuerySet[Any]) -> Any:
    """Return what is chosen where nothing else can be."""
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def words_of(change: StatusChange) -> str:
    """Return the public words of `change`, with the number of its entry."""
    return gettext("Entry %(number)d: “%(words)s”") % {"number": change.entry.sequence, "words": change.reason}


class LetterForm(AsksPlainly, forms.Form):
    """A letter by which the office of the act names its new official mailbox, where the one before is gone."""

    asks = {
        "official_email": _("Enter the address of the official mailbox."),
        "letter": _("Choose the file of the letter."),
    }
    official_email = AddressField(label=_("New official mailbox"))
    letter = InspectedFileField(
        label=_("Official letter"),
        help_text=_(
            "It names the new mailbox, the signature and the council's decision. PDF, JPEG, PNG or WebP, at most 10 MB."
        ),
    )

    def __init__(self, data: Any = None, *, signature: Signature) -> None:
        super().__init__(data)
        self.former = signature.official_email

    def clean_official_email(self) -> str:
        address = str(self.cleaned_data["official_email"])
        if address == self.former:
            raise forms.ValidationError(_("This is the official mailbox already."))
        return address


class StatusForm(ActFields):
    """What a reviewer proposes for a published signature: its day, its act and its reason become public."""

    asks = {
        "effective_on": _("Give the date from which this applies."),
        "reason": _("Write the reason: it is shown in public."),
    }
    field_order = ("effective_on", "act_body", "act_number", "act_date", "reason")
    effective_on = forms.DateField(label=_("Effective from"), widget=date_input())
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown in public, for ever. Name no person."),
    )

    def __init__(self, data: Any = None, *, signature: Signature) -> None:
        super().__init__(data)
        self.signature = signature

    def clean_effective_on(self) -> date:
        day = not_to_come(cast(date, self.cleaned_data["effective_on"]))
        published = self.signature.signed_at
        if published and day < timezone.localdate(published):
            raise forms.ValidationError(_("The signature was published later. Give a day from then on."))
        return day


class AskAgainForm(forms.Form):
    """A member that is asked anew, at a mailbox that the reviewer confirmed."""

    member = forms.ModelChoiceField(queryset=GroupMember.objects.none(), label=_("Member"))
    official_email = AddressField(
        label=_("Its official mailbox"),
        max_length=254,
        help_text=_(
            "The address on its own website. Its earlier answer is deleted, and its earlier link no longer works."
        ),
    )

    def __init__(self, data: Any = None, *, signature: Signature) -> None:
        super().__init__(data)
        rows = signature.group_members.filter(counted_at__isnull=True).select_related("government")
        cast(forms.ModelChoiceField, self.fields["member"]).queryset = rows
