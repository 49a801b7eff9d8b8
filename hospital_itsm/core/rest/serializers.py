"""Input that refuses what it does not know."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request

from hospital_itsm.core.problems import UnknownInput


class StrictSerializer(serializers.Serializer[Any]):
    """A serializer for input: unknown or read-only fields are refused with their names, never ignored."""

    def to_internal_value(self, data: Any) -> Any:
        """Refuse anything but an object with known fields (400); values are judged after that (422)."""
        prefix = _prefix(self)
        if not isinstance(data, dict):
            raise UnknownInput({prefix.rstrip("/"): _("Send a JSON object.")})
        writable = {name for name, field in self.fields.items() if not field.read_only}
        unknown = sorted(set(data) - writable)
        if unknown:
            names = ", ".join(sorted(writable)) or _("none")
            words = _("This field cannot be set here. Known are: %(names)s.") % {"names": names}
            raise UnknownInput({f"{prefix}{_escaped(name)}": words for name in unknown})
        return super().to_internal_value(data)


class Nothing(StrictSerializer):
    """An empty body or an empty object."""


def values_of(
    request: Request, shape: type[serializers.Serializer[Any]], *, partial: bool = False
) -> dict[str, Any]:
    """The checked body of a request. Raises UnknownInput (400), ValidationError (422)."""
    if request.data is None:
        raise UnknownInput({"": _("Send a JSON object.")})
    given = shape(data=request.data, partial=partial, context={"request": request})
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def _prefix(field: serializers.BaseSerializer[Any]) -> str:
    names = []
    here: Any = field
    while here is not None and here.field_name:
        names.append(here.field_name)
        here = here.parent
    return "".join(f"{name}/" for name in reversed(names))


def _escaped(name: str) -> str:
    """A name in a JSON pointer (RFC 6901), without what no answer can hold."""
    plain = name.encode("utf-8", "replace").decode("utf-8")[:80]
    return plain.replace("~", "~0").replace("/", "~1")
