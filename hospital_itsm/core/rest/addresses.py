"""Parts of addresses that name a row."""

from django.urls import register_converter


class RowName:
    """A code or name as one part of an address; text that no database can hold leads nowhere."""

    regex = r"[^/\x00-\x1f\ud800-\udfff]{1,120}"

    def to_python(self, value: str) -> str:
        """The name as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The name as it stands."""
        return value


register_converter(RowName, "row_name")
