"""Sending a kept file: as a download, never shown inside the page."""

from typing import IO

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

SEALED = "default-src 'none'; sandbox"


def download(stored_name: str, file_name: str, content_type: str) -> FileResponse:
    """The answer that sends a file. The caller has asked who may have it. Raises Http404 where it is gone."""
    try:
        content = default_storage.open(stored_name)
    except FileNotFoundError as missing:
        raise Http404 from missing
    return sent(content, file_name, content_type)


def sent(content: IO[bytes], file_name: str, content_type: str) -> FileResponse:
    """The answer that sends an open file."""
    response = FileResponse(content, as_attachment=True, filename=file_name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SEALED
    response["Cache-Control"] = "no-store"
    return response
