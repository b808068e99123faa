"""What people type on the way to a signature: parsed and validated here, kept by one service call."""

import re
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.acts import ActFields, count_files, date_input, not_to_come
from coalition.form_messages import AsksPlainly, Words
from coalition.languages.names import country_choices
from coalition.members.models import LocalGovernment
from coalition.privacy import rate_limits
from coalition.privacy.email_addresses import AddressField, BadDomain, CodeField, deliverable
from coalition.privacy.forms import ProtectedForm
from coalition.tables.forms import SheetUploadForm
from coalition.tables.plans import Plan
from coalition.uploads.fields import InspectedFileField

from . import mailboxes
from .associations import GroupMember
from .member_lists import MOST_MEMBERS, MemberSheet, candidates_of
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
        help_text=_("We email you a link: with it, you or a colleague can stop and come back."),
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
        "signatory_role": _("Enter the role of the person who signs."),
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
    signatory_role = forms.CharField(label=_("Their role"), max_length=200)
    official_email = AddressField(
        label=_("Official mailbox"),
        max_length=254,
        help_text=_("A work address, such as mayor@town.example. We email it a 6-digit code that you enter here."),
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
        if typed == confirmed or not mailboxes.is_open_to_all(typed):
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
        radios.choices = [*codes, (self.NEW, _("My local government is not listed"))]
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
    MOST_DAYS_AHEAD = 366
    field_order = ("act_status",)

    act_status = forms.ChoiceField(
        label=_("Has the council decided?"),
        choices=[
            (DECIDED, _("Yes")),
            (ANNOUNCED, _("Not yet: we sign now, and send the decision later")),
        ],
        widget=forms.RadioSelect,
    )
    act_file = InspectedFileField(
        label=_("File of the decision"),
        required=False,
        help_text=_("PDF, JPEG, PNG or WebP, at most 10 MB. Only reviewers see it, and you can send it later."),
    )
    ad_referendum_until = forms.DateField(
        label=_("Date by which the council decides"),
        widget=date_input(),
        help_text=_("Within a year. After this day, a signature without a council decision is put on hold."),
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
        label=_("My institution signs this charter, and I am authorised to sign on its behalf."),
        error_messages={"required": _("Tick the box to sign.")},
    )


class MemberListForm(AsksPlainly, SheetUploadForm):
    """The list of an association's members, pasted or as a file; what was read is `plan`."""

    asks = {"lines": _("Paste your list, or choose its file."), "file": _("Paste your list, or choose its file.")}
    field_order = ("lines", "file")
    lines = forms.CharField(
        label=_("Your members, one on each line"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "dir": "auto"}),
        help_text=_(
            "Name, country (yours, if you give none), official mailbox. Paste the columns of your "
            "spreadsheet, or write commas or semicolons between them."
        ),
    )
    plan: Plan
    SHOWN = 20

    def __init__(self, *args: Any, signature: Signature, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, most_rows=MOST_MEMBERS, **kwargs)
        self.signature, self.request = signature, request
        self.fields["file"].required = False

    def clean_file(self) -> str:
        """Return the text of the file, if any. Each list counts for the visitor's address, a pasted one too."""
        try:
            rate_limits.check(scope="upload", request=self.request)
        except rate_limits.RateLimited:
            raise forms.ValidationError(
                _("Too many files from your connection. Please try again in an hour.")
            ) from None
        return super().clean_file() if self.cleaned_data["file"] else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.text, self.sheet = cleaned.get("file") or cleaned.get("lines", ""), MemberSheet(self.signature)
        if not self.errors and not self.text:
            self.add_error("lines", self.asks["lines"])
        if not self.errors:
            self.plan = self.sheet.plan(self.text)
            for error in self.plan.errors:
                self.add_error("lines", error)
        return cleaned

    def leave_bad_lines(self) -> None:
        """Say what is wrong with each bad line, and leave those alone on the page, to be corrected and sent again."""
        written, bad = re.split(r"\r\n|\r|\n", self.text), [row.line for row in self.plan.refused]
        for row in self.plan.refused[: self.SHOWN]:
            self.add_error("lines", _("Line %(line)s: %(error)s") % {"line": row.line, "error": " ".join(row.errors)})
        self.data = {"lines": "\n".join(written[line - 1] for line in [*[1] * self.sheet.has_heading, *bad])}


class MembersForm(AsksPlainly, forms.Form):
    """One page of the list as it was read: which member each line means, and its official mailbox.

    Beside them stands, once for all, the delegation by which the members let their association sign.
    """

    delegation_number = forms.CharField(label=_("Number of the delegation"), max_length=100, required=False)
    delegation_date = forms.DateField(label=_("Date of the delegation"), required=False, widget=date_input())

    def __init__(self, data: Any = None, *, listed: list[GroupMember], shown: list[GroupMember], **kwargs: Any) -> None:
        """Ask about the members `shown` of all that are `listed`. Two queries."""
        super().__init__(data, **kwargs)
        found = candidates_of(shown)
        self.listed, self.known = listed, {row.code: row for _member, like in found for row in like}
        self.rows = [(member, self._ask(member, like)) for member, like in found]

    def _ask(self, member: GroupMember, like: list[LocalGovernment]) -> list[forms.BoundField]:
        """Add the three questions about `member`, which may be one of the governments `like` or be new."""
        names = [f"{question}-{member.pk}" for question in ("member", "mailbox", "goes")]
        new = [("", _("New to our directory: %(name)s") % {"name": member.listed_name})] if member.listed_name else []
        self.fields[names[0]] = forms.ChoiceField(
            label=_("Which local government is %(name)s?") % {"name": member.name},
            choices=[*((row.code, str(row)) for row in like), *new],
            initial=member.government.code if member.government else "",
            required=not new,
        )
        self.fields[names[1]] = AddressField(
            label=_("Official mailbox of %(name)s") % {"name": member.name},
            initial=member.official_email,
            error_messages={"required": _("Enter the official mailbox of this member.")},
        )
        self.fields[names[2]] = forms.BooleanField(label=_("Remove %(name)s") % {"name": member.name}, required=False)
        return [self[name] for name in names]

    def clean_delegation_date(self) -> date | None:
        day = cast("date | None", self.cleaned_data["delegation_date"])
        return not_to_come(day) if day else None

    def clean(self) -> dict[str, Any]:
        """Refuse two lines that mean one member, or have one mailbox. What goes is not asked about."""
        cleaned = super().clean() or {}
        shown = {member.pk for member, _questions in self.rows}
        mailboxes = {row.official_email for row in self.listed if row.pk not in shown}
        taken = {row.government.code for row in self.listed if row.government and row.pk not in shown}
        for _member, (meant, mailbox, goes) in self.rows:
            if cleaned.get(goes.name):
                self.errors.pop(mailbox.name, None)
                continue
            code, address = cleaned.get(meant.name, ""), cleaned.get(mailbox.name, "")
            if code and code in taken:
                self.add_error(meant.name, _("This local government is already on the list."))
            if address and address in mailboxes:
                self.add_error(mailbox.name, _("Each member has a mailbox of its own: this one is named above."))
            taken.add(code)
            mailboxes.add(address)
        if bool(cleaned.get("delegation_number")) is not bool(cleaned.get("delegation_date")) and not self.errors:
            self.add_error("delegation_number", _("Give the number and the date of the delegation, or neither."))
        return cleaned

    def answers(self) -> dict[str, Any]:
        """Return what `member_lists.correct_list` keeps."""
        said, kept, gone = self.cleaned_data, {}, []
        for member, (meant, mailbox, goes) in self.rows:
            if said[goes.name]:
                gone.append(member.pk)
            else:
                kept[member.pk] = (self.known.get(said[meant.name]), said[mailbox.name])
        delegation = {name: said[name] for name in ("delegation_number", "delegation_date")}
        return {"kept": kept, "gone": gone, **delegation}
