"""Bodies as REST takes them: bounded, strict JSON and bounded uploads."""

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.parsers import BaseParser, MultiPartParser

from hospital_itsm.core.strict_json import strict_json

ROOM_FOR_FIELDS = 64 * 1024
"""What a multipart body may hold besides the file."""


class BodyTooLarge(exceptions.APIException):
    """The body is larger than the endpoint reads."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "body-too-large"

    def __init__(self, most: int) -> None:
        super().__init__(_("The body is larger than %(most)d bytes. Send less at once.") % {"most": most})


class StrictJSONParser(BaseParser):
    """JSON without the liberties of Python: no NaN, no repeated names, no endless nesting (RFC 8259, section 4)."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Read at most DATA_UPLOAD_MAX_MEMORY_SIZE bytes. Raises BodyTooLarge, ParseError naming the place."""
        most = int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)
        data = stream.read(most + 1)
        if len(data) > most:
            raise BodyTooLarge(most)
        try:
            return strict_json(data.decode("utf-8"))
        except RecursionError as error:
            raise exceptions.ParseError(_("The JSON is nested too deeply.")) from error
        except ValueError as error:
            raise exceptions.ParseError(_("The body is not JSON: %(why)s") % {"why": error}) from error


class BoundedMultiPartParser(MultiPartParser):
    """A multipart body that says its length before it is read."""

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Parse the fields and files. Raises BodyTooLarge, ParseError."""
        request = (parser_context or {})["request"]
        most = settings.ATTACHMENT_MAX_BYTES + ROOM_FOR_FIELDS
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > most:
            raise BodyTooLarge(most)
        return super().parse(stream, media_type, parser_context)
