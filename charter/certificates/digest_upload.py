"""An uploaded file that is only read through: its SHA-256 is taken as it arrives, and nothing of it is kept."""

import hashlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MAX_BYTES = 5 * 1024 * 1024  # a certificate has about 50 kB


class DigestedFile(UploadedFile):
    """A file whose content is gone: only `name`, `size` and `sha256` (hexadecimal) are left."""

    sha256: str


class DigestUploadHandler(FileUploadHandler):
    """Hash each file of a form; `too_large` tells that one passed MAX_BYTES and was not read further."""

    too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.digest, self.size = hashlib.sha256(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size > MAX_BYTES:
            self.too_large = True
            raise StopUpload
        self.digest.update(raw_data)

    def file_complete(self, file_size: int) -> DigestedFile:
        file = DigestedFile(BytesIO(), self.file_name, self.content_type, file_size, self.charset)
        file.sha256 = self.digest.hexdigest()
        return file
