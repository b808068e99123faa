"""allauth's forms, as this site shows a field: named by its label alone, in the reader's language."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

from coalition.form_messages import AsksPlainly


class LabelOnly(AsksPlainly):
    """A form without placeholders: they repeat the label, and vanish when one types."""

    asks = {
        "code": _("Enter the code."),
        "credential": _("Your device did not answer. Try again."),
        "email": _("Enter your email address."),
        "login": _("Enter your username or email address."),
        "name": _("Enter a name for the key."),
        "oldpassword": _("Enter your current password."),
        "password": _("Enter your password."),
        "password1": _("Enter your new password."),
        "password2": _("Enter your new password again."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(LabelOnly, account.LoginForm):
    """What to type is the label: allauth says it in the placeholder only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = self._get_login_field_placeholder()
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ReauthenticateForm(LabelOnly, account.ReauthenticateForm):
    """The password again, before something that matters."""


class ChangePasswordForm(LabelOnly, account.ChangePasswordForm):
    """A new password, by the old one."""


class ResetPasswordKeyForm(LabelOnly, account.ResetPasswordKeyForm):
    """A new password, by the mailed link."""


class AddEmailForm(LabelOnly, account.AddEmailForm):
    """One more address."""


class ActivateTOTPForm(LabelOnly, totp.ActivateTOTPForm):
    """The first code of a new authenticator app."""


class NamesKey(LabelOnly):
    """The field for the name of a key says of what."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")


class AddWebAuthnForm(NamesKey, webauthn.AddWebAuthnForm):
    pass


class EditWebAuthnForm(NamesKey, webauthn.EditWebAuthnForm):
    pass
