"""Parts of addresses that name a row."""

from django.urls import register_converter

SYSTEM = r"^[A-Za-z0-9._-]{1,40}$"
NUMBER = r"^[A-Za-z0-9._:-]{1,80}$"
"""How another system and its number are written."""


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


class ExternalSystem(RowName):
    """The name of another system."""

    regex = SYSTEM.strip("^$")


class ExternalNumber(RowName):
    """The number something has in another system."""

    regex = NUMBER.strip("^$")


register_converter(ExternalSystem, "external_system")
register_converter(ExternalNumber, "external_number")
