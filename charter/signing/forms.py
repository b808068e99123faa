"""What people type on the way to a signature: parsed and validated here, kept by one service call."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.acts import ActFields, count_files, date_input
from coalition.form_messages import AsksPlainly, Words
from coalition.languages.names import country_choices
from coalition.members.models import LocalGovernment
from coalition.privacy.email_addresses import AddressField, BadDomain, CodeField, deliverable
from coalition.privacy.forms import ProtectedForm
from coalition.uploads.fields import InspectedFileField

from . import mailboxes
from .associations import GroupMember
from .models import Signature


def email_input() -> forms.EmailInput:
    return forms.EmailInput(attrs={"autocomplete": "email"})


def _address(typed: str) -> str:
    """Return the address that was typed as mail servers name it; nothing for one that is none."""
    try:
        return deliverable(typed.strip())
    except BadDomain:
        return ""


class StartForm(ProtectedForm):
    scope = "sign"
    asks = {
        "government": _("Enter the name of your local government."),
        "email": _("Enter your email address."),
    }
    government = forms.CharField(label=_("Name of your local government"), max_length=100)
    email = AddressField(
        label=_("Your email address"),
        max_length=254,
        widget=email_input(),
        help_text=_("We send you a link with which you, or a colleague, can stop and come back."),
    )


class GovernmentForm(AsksPlainly, forms.Form):
    """The government that signs, found or new, and who signs for it. What belongs to a new one is asked of everybody,
    since the page may not know the answer before it is sent; of one that was found it is not required.
    """

    NEW, OWN = "new", ("name", "country", "kind")
    WHO = ("signatory_name", "signatory_role", "official_email", "mandate_ends_on", "contact_name")
    asks = {
        "government": _("Choose your local government, or say that it is not on the list."),
        "name": _("Enter the name of your local government."),
        "country": _("Choose the country."),
        "kind": _("Choose the type of local government."),
        "signatory_name": _("Enter the name of the person who signs."),
        "signatory_role": _("Enter the office of the person who signs."),
        "official_email": _("Enter the address of the official mailbox."),
        "of_the_institution": _(
            "Is this really the institution's mailbox? Anyone can open one at this provider. "
            "Tick the box if it is; if not, correct the address."
        ),
    }
    government = forms.CharField(label=_("Your local government"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name of your local government"), max_length=200)
    country = forms.ChoiceField(label=_("Country"), choices=lambda: [("", "—"), *country_choices()])
    kind = forms.ChoiceField(label=_("Type"), choices=LocalGovernment.Kind.choices)
    signatory_name = forms.CharField(
        label=_("Name of the person who signs"), max_length=200, help_text=_("The mayor, president or governor.")
    )
    signatory_role = forms.CharField(label=_("Office of that person"), max_length=200)
    official_email = AddressField(
        label=_("Official mailbox"),
        max_length=254,
        help_text=_("On your institution's own domain. We email it a 6-digit code that you enter here."),
    )
    of_the_institution = forms.BooleanField(label=_("Yes, this is the institution's official mailbox"))
    mandate_ends_on = forms.DateField(
        label=_("End of the mandate"),
        required=False,
        widget=date_input(),
        help_text=_("If you know it. We then contact the successor: the signature belongs to the institution."),
    )
    contact_name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        required=False,
        help_text=_("If you fill this in for somebody else. Never shown on the site."),
    )

    def __init__(self, *args: Any, confirmed: str = "", **kwargs: Any) -> None:
        """Ask about the mailbox where anybody can open one; `confirmed` is the one that was answered for before."""
        super().__init__(*args, **kwargs)
        typed = _address(str(self.data.get("official_email", ""))) if self.is_bound else ""
        if typed == confirmed or not mailboxes.is_open_to_all(typed.rpartition("@")[2]):
            del self.fields["of_the_institution"]
        for name in self.OWN if self.is_bound else ():
            self.fields[name].required = self.data.get("government") == self.NEW

    @classmethod
    def initial_of(cls, signature: Signature) -> dict[str, Any]:
        return {name: getattr(signature, name) for name in cls.WHO} | {
            name: getattr(signature, f"proposed_{name}") for name in cls.OWN
        }

    def offer(self, found: list[LocalGovernment]) -> None:
        """Let one of `found` be chosen, or a new one. The only answer there is is chosen already."""
        codes = [(government.code, str(government)) for government in found]
        radios = cast(forms.RadioSelect, self.fields["government"].widget)
        radios.choices = [*codes, (self.NEW, _("It is not on the list: propose it"))]
        if len(found) < 2:
            self.initial.setdefault("government", found[0].code if found else self.NEW)

    def who_signs(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in ("government", *self.OWN)]

    def clean_government(self) -> LocalGovernment | None:
        """Return the row of that code; nothing for a government that is new to the directory."""
        code = self.cleaned_data["government"]
        found = LocalGovernment.objects.filter(proposed=False, code=code).first()
        if found is None and code != self.NEW:
            raise forms.ValidationError(self.asks["government"])
        return found

    def clean_mandate_ends_on(self) -> date | None:
        day = self.cleaned_data["mandate_ends_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This mandate has ended. Name the person who is in office now."))
        return cast("date | None", day)


COUNCILS: dict[str, Words] = {  # what decides, unless the town hall says otherwise
    LocalGovernment.Kind.MUNICIPALITY: _("Municipal council"),
    LocalGovernment.Kind.DEPARTMENT: _("Departmental council"),
    LocalGovernment.Kind.GOVERNORATE: _("Governorate council"),
    LocalGovernment.Kind.REGION: _("Regional council"),
}


class ActForm(ProtectedForm, ActFields):
    """The decision of the council: taken, or announced for a day. It mails the code. Files are counted by network.

    Every question is asked of everybody, since the page may not know the answer before it is sent; what does not belong
    to the answer is neither required nor kept, and no error.
    """

    scope = "code"
    DECIDED, ANNOUNCED = "decided", "announced"
    asks = {
        "act_status": _("Say whether the council has decided."),
        "ad_referendum_until": _("Enter the day by which the council decides."),
    }
    OWN = {
        DECIDED: ("act_number", "act_date", "act_file"),
        ANNOUNCED: ("ad_referendum_until",),
    }
    DAYS_AHEAD, MOST_DAYS_AHEAD = 365, 366
    field_order = ("act_status",)

    act_status = forms.ChoiceField(
        label=_("Has the council decided?"),
        choices=[
            (DECIDED, _("Yes: here is its act")),
            (ANNOUNCED, _("Not yet: we sign ad referendum, and send the act later")),
        ],
        widget=forms.RadioSelect,
    )
    act_file = InspectedFileField(
        label=_("File of the act"),
        required=False,
        help_text=_("PDF, JPEG, PNG or WebP, at most 10 MB. Only reviewers see it. You can also send it later."),
    )
    ad_referendum_until = forms.DateField(
        label=_("Date by which the council decides"),
        widget=date_input(),
        help_text=_("Within a year. After this day, a signature without its act is put on hold."),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        count_files(self.fields["act_file"], request)
        if self.is_bound:
            for name in self._foreign(self.data.get("act_status")):
                self.fields[name].required = False

    @classmethod
    def initial_of(cls, signature: Signature) -> dict[str, Any]:
        """Return what `signature` answers, and what most answer to what was not asked yet."""
        kind = signature.government.kind if signature.government else signature.proposed_kind
        return {
            "act_status": cls.ANNOUNCED if signature.ad_referendum_until else cls.DECIDED,
            "act_body": signature.act_body or COUNCILS.get(kind),
            "act_number": signature.act_number,
            "act_date": signature.act_date,
            "ad_referendum_until": signature.ad_referendum_until,
        }

    def answers(self) -> dict[str, Any]:
        names = ("act_body", *self.OWN[self.cleaned_data["act_status"]])
        return {name: self.cleaned_data[name] for name in names}

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        for name in self._foreign(cleaned.get("act_status")):
            self.errors.pop(name, None)
        today = timezone.localdate()
        if cleaned.get("act_status") == self.ANNOUNCED:
            until = cleaned.get("ad_referendum_until")
            if until and not today < until <= today + timedelta(days=self.MOST_DAYS_AHEAD):
                self.add_error("ad_referendum_until", _("Enter a future date, within a year."))
        return super().clean()  # last: an attempt counts where nothing is wrong

    def _foreign(self, status: Any) -> list[str]:
        return [name for answer, names in self.OWN.items() if answer != status for name in names]


class MailboxForm(ProtectedForm):
    """A form that ends in a mail to the signature's official mailbox, or takes what was mailed there."""

    def __init__(self, *args: Any, signature: Signature, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signature = signature


class NewCodeForm(MailboxForm):
    scope = "code"


class CodeForm(MailboxForm):
    scope = "type-code"
    asks = {"code": _("Enter the 6-digit code from our email.")}
    code = CodeField(help_text=_("It is valid for 2 hours."))


class SignForm(CodeForm):
    field_order = ("agree",)
    agree = forms.BooleanField(
        label=_("My institution accedes to this charter, and I am entitled to sign on its behalf."),
        error_messages={"required": _("Tick the box to sign.")},
    )


class AddMembersForm(AsksPlainly, forms.Form):
    governments = forms.ModelMultipleChoiceField(
        queryset=LocalGovernment.objects.none(),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        label=_("Add to the list"),
        error_messages={"required": _("Choose at least one local government.")},
    )

    def __init__(self, *args: Any, found: list[LocalGovernment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelMultipleChoiceField, self.fields["governments"])
        field.queryset = LocalGovernment.objects.filter(proposed=False)
        field.choices = [(government.code, str(government)) for government in found]


class MailboxesForm(AsksPlainly, forms.Form):
    """The official mailbox of each listed member: there it is asked whether it signs with its association."""

    def __init__(self, data: Any = None, *, listed: list[GroupMember]) -> None:
        super().__init__(data)
        for member in listed:
            self.fields[member.government.code] = AddressField(
                label=str(member.government),
                max_length=254,
                initial=member.official_email,
                error_messages={"required": _("Enter the official mailbox of this member.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen: set[str] = set()
        for code, address in cleaned.items():
            if address in seen:
                self.add_error(code, _("Each member has a mailbox of its own: this one is named above."))
            seen.add(address)
        return cleaned
