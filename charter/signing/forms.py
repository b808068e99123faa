"""What people type on the way to a signature: parsed and validated here, kept by one service call."""

from datetime import date, timedelta
from functools import partial
from typing import Any, cast

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.acts.fields import ActFileField
from charter.signing.models import Signature
from coalition.asking import AsksPlainly
from coalition.members.models import LocalGovernment
from coalition.pages.countries import country_choices
from coalition.privacy import limits
from coalition.privacy.fields import AddressField
from coalition.privacy.forms import ProtectedForm


class ColleagueForm(ProtectedForm):
    """The address of a colleague, to whom a link of the open signature goes."""

    scope = "code"
    asks = {"email": _("Enter your colleague’s email address.")}
    email = AddressField(
        label=_("Your colleague's e-mail address"),
        max_length=254,
        help_text=_("We send a link to this signature, and none of your answers."),
    )


def email_input() -> forms.EmailInput:
    """Return an input that browsers fill with the visitor's own address."""
    return forms.EmailInput(attrs={"autocomplete": "email"})


def date_input() -> forms.DateInput:
    """Return an input with the browser's own calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class StartForm(ProtectedForm):
    """The address to which the resume link goes."""

    scope = "sign"
    asks = {"email": _("Enter your email address.")}
    email = AddressField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=email_input(),
        help_text=_("We send you a link with which you, or a colleague, can stop and come back."),
    )


class ResendForm(ProtectedForm):
    """The address to which lost links go again."""

    scope = "code"
    asks = {"email": _("Enter your email address.")}
    email = AddressField(label=_("Your e-mail address"), max_length=254, widget=email_input())


class ChooseGovernmentForm(AsksPlainly, forms.Form):
    """One of the governments that a search found."""

    government = forms.ModelChoiceField(
        queryset=LocalGovernment.objects.none(),
        to_field_name="code",
        empty_label=None,
        widget=forms.RadioSelect,
        label=_("Your local government"),
        error_messages={"required": _("Choose your local government, or propose it below.")},
    )

    def __init__(self, *args: Any, found: list[LocalGovernment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["government"])
        field.queryset = LocalGovernment.objects.filter(proposed=False)
        field.choices = [(government.code, str(government)) for government in found]


class AddMembersForm(AsksPlainly, forms.Form):
    """Members of an association, of those that a search found."""

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


class ProposeGovernmentForm(AsksPlainly, forms.Form):
    """A government that the directory lacks."""

    asks = {
        "name": _("Enter the name of your local government."),
        "country": _("Choose the country."),
        "kind": _("Choose what kind of local government it is."),
    }

    name = forms.CharField(label=_("Name of your local government"), max_length=200)
    country = forms.ChoiceField(label=_("Country"), choices=lambda: [("", "—"), *country_choices()])
    kind = forms.ChoiceField(label=_("Kind"), choices=LocalGovernment.Kind.choices)


class SignatoryForm(AsksPlainly, forms.Form):
    """Who signs, from which mailbox, and who fills the signature."""

    asks = {
        "signatory_name": _("Enter the name of the person who signs."),
        "signatory_role": _("Enter the office of the person who signs."),
        "official_email": _("Enter the address of the official mailbox."),
        "contact_name": _("Enter your name."),
    }
    signatory_name = forms.CharField(
        label=_("Name of the person who signs"), max_length=200, help_text=_("The mayor, president or governor.")
    )
    signatory_role = forms.CharField(label=_("Office of that person"), max_length=200)
    official_email = AddressField(
        label=_("Official mailbox"),
        max_length=254,
        help_text=_("On your institution's own domain. We send it a code of six digits that you type here."),
    )
    mandate_ends_on = forms.DateField(
        label=_("End of the mandate"),
        required=False,
        widget=date_input(),
        help_text=_("If you know it. We then invite the successor: the signature belongs to the institution."),
    )
    contact_name = forms.CharField(label=_("Your name"), max_length=200, help_text=_("Never shown on the site."))

    def clean_mandate_ends_on(self) -> date | None:
        day = self.cleaned_data["mandate_ends_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This mandate has ended. Name the person who is in office now."))
        return cast("date | None", day)


class ActForm(AsksPlainly, forms.Form):
    """The decision of the council: taken, or announced for a day. Files are counted by the visitor's IP address."""

    DECIDED, ANNOUNCED = "decided", "announced"
    asks = {
        "act_status": _("Say whether the council has decided."),
        "act_body": _("Enter the body that decides, such as municipal council."),
    }
    MOST_DAYS_AHEAD = 366

    act_status = forms.ChoiceField(
        label=_("Has the council decided?"),
        choices=[
            (DECIDED, _("Yes: here is its act")),
            (ANNOUNCED, _("Not yet: we sign ad referendum, and send the act later")),
        ],
        widget=forms.RadioSelect,
        initial=DECIDED,
    )
    act_body = forms.CharField(
        label=_("Body that decides"), max_length=200, help_text=_("For example: municipal council.")
    )
    act_number = forms.CharField(
        label=_("Number of the act"), max_length=100, required=False, help_text=_("If the council has decided.")
    )
    act_date = forms.DateField(
        label=_("Date of the act"), required=False, widget=date_input(), help_text=_("If the council has decided.")
    )
    act_file = ActFileField(
        label=_("File of the act"),
        required=False,
        help_text=_("PDF, JPEG, PNG or WebP, at most 10 MB. Only reviewers see it."),
    )

    ad_referendum_until = forms.DateField(
        label=_("Day by which the council decides"),
        required=False,
        widget=date_input(),
        help_text=_("If it has not decided yet. After this day, a signature without its act is put on hold."),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(ActFileField, self.fields["act_file"]).before_inspection = partial(
            limits.check, scope="upload", request=request
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        today = timezone.localdate()
        if cleaned.get("act_status") == self.ANNOUNCED:
            until = self._need("ad_referendum_until", _("Give the day by which the council decides."))
            if until and not today < until <= today + timedelta(days=self.MOST_DAYS_AHEAD):
                self.add_error("ad_referendum_until", _("Give a day to come, within a year."))
            return cleaned
        self._need("act_number", _("Give the number of the act."))
        day = self._need("act_date", _("Give the date of the act."))
        if day and day > today:
            self.add_error("act_date", _("The act is dated in the future. Check the date."))
        return cleaned

    def _need(self, name: str, message: Any) -> Any:
        value = self.cleaned_data.get(name)
        if not value and name not in self.errors:
            self.add_error(name, message)
        return value


class MailboxForm(ProtectedForm):
    """A form that ends in a mail to the signature's official mailbox, or takes what was mailed there."""

    def __init__(self, *args: Any, signature: Signature, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signature = signature


class CheckForm(MailboxForm):
    """The will to sign."""

    scope = "code"
    agree = forms.BooleanField(
        label=_("My institution adheres to this text, and I am entitled to sign for it."),
        error_messages={"required": _("Tick the box to sign.")},
    )


class CodeForm(MailboxForm):
    """The code that only a reader of the official mailbox has."""

    scope = "type-code"
    asks = {"code": _("Enter the 6-digit code from our email.")}
    code = forms.CharField(
        label=_("Code of six digits"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code-input"}),
        help_text=_("It is valid for 30 minutes."),
    )
