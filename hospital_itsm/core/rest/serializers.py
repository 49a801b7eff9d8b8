"""Input that refuses what it does not know."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from hospital_itsm.core.problems import UnknownInput


class StrictSerializer(serializers.Serializer[Any]):
    """A serializer for input: unknown or read-only fields are refused with their names, never ignored."""

    def to_internal_value(self, data: Any) -> Any:
        """Refuse anything but an object with known fields (400); values are judged after that (422)."""
        if not isinstance(data, dict):
            raise UnknownInput({"": _("Send a JSON object.")})
        writable = {name for name, field in self.fields.items() if not field.read_only}
        unknown = sorted(set(data) - writable)
        if unknown:
            names = ", ".join(sorted(writable))
            words = _("This field cannot be set here. Known are: %(names)s.") % {"names": names}
            raise UnknownInput(dict.fromkeys(unknown, words))
        return super().to_internal_value(data)
