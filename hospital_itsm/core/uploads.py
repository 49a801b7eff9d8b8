"""The first upload handler: a body larger than any form needs is refused before a byte of it reaches the disk."""

from typing import IO

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class BoundedBody(FileUploadHandler):
    """Refuses multipart bodies above UPLOAD_MAX_BYTES, also those of strangers; the next handlers take the files."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Raise RequestDataTooBig (400) for a body that says it is too long."""
        if content_length > settings.UPLOAD_MAX_BYTES:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass every piece on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""
