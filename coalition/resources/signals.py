"""What the library does when others act: a theme is deleted, a page published, a document sent."""

from typing import Any

from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.http import HttpRequest
from wagtail.documents.models import document_served
from wagtail.signals import page_published

from coalition.privacy import queue

from . import downloads, versions
from .models import Resource, ResourcePage, Theme


@receiver(pre_delete, sender=Theme, dispatch_uid="resources.keep_theme_in_use")
def keep_theme_in_use(sender: type, instance: Theme, **kwargs: Any) -> None:
    """Refuse to delete a theme that a resource has, in words, before the database does."""
    users = set(Resource.objects.filter(themes__contains=[instance.slug])[:100])
    if users:
        raise ProtectedError("This theme is used.", users)


@receiver(page_published, sender=ResourcePage, dispatch_uid="resources.keep_version")
def keep_version(sender: type, instance: ResourcePage, **kwargs: Any) -> None:
    """Note the file that the page was published with, and have it read for search."""
    versions.keep(instance)
    queue.wake("resources.read_documents")


@receiver(document_served, dispatch_uid="resources.count_download")
def count_download(sender: type, instance: Any, request: HttpRequest, **kwargs: Any) -> None:
    """Count a download; nothing of who downloads goes further than here."""
    downloads.count(instance, request)
