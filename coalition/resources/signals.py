"""What the library does when others act: a theme is deleted, a page published, a collection closed."""

from typing import Any

from django.db.models import ProtectedError
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.search import index
from wagtail.signals import page_published

from coalition import queue
from coalition.pages.models import WithdrawnFile
from coalition.pages.signals import file_replacing

from . import text_extraction, versions
from .models import DocumentVersion, Resource, ResourcePage, Theme


@receiver(pre_delete, sender=Theme, dispatch_uid="resources.keep_theme_in_use")
def keep_theme_in_use(sender: type, instance: Theme, **kwargs: Any) -> None:
    """Refuse to delete a theme that a resource has, in words, before the database does."""
    users = set(Resource.objects.filter(themes__contains=[instance.slug])[:100])
    if users:
        raise ProtectedError("This theme is used.", users)


@receiver(page_published, sender=ResourcePage, dispatch_uid="resources.keep_version")
def keep_version(sender: type, instance: ResourcePage, **kwargs: Any) -> None:
    """Note the files that the page was published with, and have new ones read for search."""
    if versions.keep(instance):
        index.insert_or_update_object(instance)
    queue.wake("resources.read_documents")


@receiver(file_replacing, sender=get_document_model(), dispatch_uid="resources.keep_file")
def was_published(sender: type, instance: Any, **kwargs: Any) -> bool:
    """Refuse another file for a document that was published as a version."""
    return DocumentVersion.objects.filter(document_id=instance.pk).exists()


@receiver([post_save, post_delete], sender=CollectionViewRestriction, dispatch_uid="resources.collection_closed")
def collection_closed(sender: type, instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """Let search know the documents of a collection no longer when it is closed, and again when it is opened."""
    text_extraction.learn_again(text_extraction.within(instance.collection))


@receiver([post_save, post_delete], sender=WithdrawnFile, dispatch_uid="resources.file_withdrawn")
def file_withdrawn(sender: type, instance: WithdrawnFile, **kwargs: Any) -> None:
    """Do the same when a document is withdrawn, and when it is given back."""
    text_extraction.learn_again(get_document_model().objects.filter(pk=instance.document_id))


@receiver(post_save, sender=Collection, dispatch_uid="resources.collection_moved")
def collection_moved(sender: type, instance: Collection, created: bool, **kwargs: Any) -> None:
    """Do the same when a collection goes below a closed one, or away from it."""
    if not created:
        text_extraction.after_a_move(instance)


@receiver(pre_save, sender=get_document_model(), dispatch_uid="resources.document_moves")
def document_moves(sender: type, instance: Any, **kwargs: Any) -> None:
    instance.goes_elsewhere = text_extraction.has_moved(instance)


@receiver(post_save, sender=get_document_model(), dispatch_uid="resources.document_moved")
def document_moved(sender: type, instance: Any, **kwargs: Any) -> None:
    """Do the same when a document is in another collection from now on."""
    if instance.goes_elsewhere:
        text_extraction.learn_again(sender.objects.filter(pk=instance.pk))  # type: ignore[attr-defined]
