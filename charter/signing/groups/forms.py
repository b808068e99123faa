"""What an association types of its members: which they are, and where each is asked."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from charter.signing.groups.models import GroupMember
from coalition.asking import AsksPlainly
from coalition.members.models import LocalGovernment
from coalition.privacy.fields import AddressField


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
