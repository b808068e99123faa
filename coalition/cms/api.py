"""The files that Wagtail's API of the CMS lists: those that its reader may choose or change."""

from typing import Any

from django.db.models import QuerySet
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from .visibility import seen_files


class DocumentsViewSet(DocumentsAdminAPIViewSet):
    """The documents of the CMS's API, for who may choose or change them."""

    def get_queryset(self) -> QuerySet[Any]:
        return seen_files(self.request.user, super().get_queryset())


class ImagesViewSet(ImagesAdminAPIViewSet):
    """The images of the CMS's API, for who may choose or change them."""

    def get_queryset(self) -> QuerySet[Any]:
        return seen_files(self.request.user, super().get_queryset())


def limit_files_of_api(router: Any) -> None:
    """Replace the endpoints that list every file (hook `construct_admin_api`)."""
    router.register_endpoint("documents", DocumentsViewSet)
    router.register_endpoint("images", ImagesViewSet)
