"""Settings of accounts: how editors log in, with which second factor, and how often anybody may try."""

AUTHENTICATION_BACKENDS = [
    "coalition.users.backends.SameWorkBackend",
    "django.contrib.auth.backends.ModelBackend",  # for sessions that it opened: no log-in comes so far
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/cms/"
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL  # Wagtail's own asks for no second factor: see urls.py
ACCOUNT_ADAPTER = "coalition.accounts.adapters.EditorAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by an administrator in the CMS
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False  # whoever may not open the CMS is sent here, and would be sent back
ACCOUNT_EMAIL_NOTIFICATIONS = True  # of each change, to the owner: coalition/accounts/services.py
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nothing is written to an address that has no account
ACCOUNT_FORMS = {
    "login": "coalition.users.forms.LoginForm",
    "reauthenticate": "coalition.users.forms.ReauthenticateForm",
    "change_password": "coalition.users.forms.ChangePasswordForm",
    "reset_password": "coalition.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "coalition.users.forms.ResetPasswordKeyForm",
    "add_email": "coalition.users.forms.AddEmailForm",
}
MFA_FORMS = {
    "authenticate": "coalition.accounts.forms.AuthenticateForm",
    "reauthenticate": "coalition.accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "coalition.users.forms.ActivateTOTPForm",
    "add_webauthn": "coalition.users.forms.AddWebAuthnForm",
    "edit_webauthn": "coalition.users.forms.EditWebAuthnForm",
}
MFA_ADAPTER = "coalition.users.factors.SealedAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up: without this, opening the page of addresses locks an editor out
MFA_REQUIRED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
ACCOUNT_RATE_LIMITS: dict[str, str | None] | bool = {
    "login": None,  # the adapter counts, and keeps nobody out for what others type
    "login_failed": None,  # codes of a second factor, after the password: coalition/privacy/lockout.py
    "reset_password": "20/m/ip",  # what a mailbox gets is bounded in silence: coalition/mail/services.py
}
