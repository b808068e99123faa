"""Registers the mail log in the CMS."""

from wagtail import hooks

from .viewsets import MessageViewSet


@hooks.register("register_admin_viewset")
def register_mail_log() -> MessageViewSet:
    return MessageViewSet()
