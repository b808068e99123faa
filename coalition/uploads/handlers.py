"""What happens to a file while it arrives."""

from django.core.files.uploadhandler import FileUploadHandler

from coalition.uploads.inspector import limits


class CappedUploadHandler(FileUploadHandler):
    """Lets a visitor's file through up to the first piece beyond the limit; the rest is read and forgotten.

    The form then sees a file that is too large and says so, and no disk fills with a thousand times as much. Editors in
    the CMS have Wagtail's own limits.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hand the piece on, or None beyond the limit: then no other handler sees it."""
        if start > limits.FILE_BYTES and self.request and not self.request.path.startswith("/cms/"):
            return None
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that keep one."""
