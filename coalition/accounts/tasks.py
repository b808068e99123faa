"""The worker's part of a log-in that was forgotten."""

from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.password_reset import request_password_reset
from allauth.account.internal.userkit import filter_users_by_email
from django.http import HttpRequest
from django.utils.translation import override
from procrastinate.contrib.django import app


@app.task(name="accounts.reset")
def mail_reset_link(*, email: str, language: str) -> None:
    """Answer an inquiry: mail the link that sets a new password, where `email` has an account; else nothing."""
    users = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
    if users:
        with override(language):
            request_password_reset(HttpRequest(), email, users, default_token_generator)
