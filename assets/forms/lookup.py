"""Fields in which a row is typed by its code or name, because a menu of thousands helps nobody."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assets.models import Asset, DeviceModel, Location, Service
from hospital_itsm.people.models import User

SUGGESTED = 200


class LookupField(forms.CharField):
    """A row by what is typed; `find` returns it or raises ValueError with the mend. Suggestions need no script."""

    def __init__(
        self, *, find: Callable[[str], Any], label: Any, hint: Any = "", listed: str = "", required: Any = ""
    ) -> None:
        attributes = {"class": "field", "autocomplete": "off", "spellcheck": "false"}
        if listed:
            attributes["list"] = listed
        super().__init__(
            label=label,
            help_text=hint,
            required=bool(required),
            max_length=200,
            widget=forms.TextInput(attrs=attributes),
            error_messages={"required": required},
        )
        self.find = find

    def clean(self, value: Any) -> Any:
        """The row, or None for nothing typed."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return self.find(typed)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        """A stored row as it would be typed."""
        return typed_as(value) if hasattr(value, "_meta") else value


def typed_as(row: Any) -> str:
    """How a row is typed: its tag, its code, a person's user name, a model's name with its number."""
    if isinstance(row, DeviceModel):
        return row.audit_label
    return str(getattr(row, "tag", "") or getattr(row, "code", "") or getattr(row, "username", "") or row)


def find_place(typed: str) -> Location:
    """A place in use by its code."""
    found: Location | None = Location.objects.in_use().filter(code__iexact=typed).first()
    if found is None:
        raise ValueError(
            _("There is no place %(code)s in use. Type its code, such as N4-12.") % {"code": typed}
        )
    return found


def find_person(typed: str) -> User:
    """An active person by user name or full name."""
    people = User.objects.filter(is_active=True)
    named = list(people.filter(username__iexact=typed)[:1] or people.filter(full_name__iexact=typed)[:2])
    if len(named) != 1:
        raise ValueError(_("Type the user name or the full name of one person."))
    return named[0]


def find_model(typed: str) -> DeviceModel:
    """A model by name and number, by its name alone where that is one, by catalog number or device identifier."""
    models = DeviceModel.objects.in_use().select_related("manufacturer")
    tries = (
        list(models.filter(name__iexact=typed)[:2]),
        list(models.filter(catalog_number__iexact=typed)[:2]),
        list(models.with_identifier(typed)[:2]),
        [model for model in models.matching(typed)[:50] if model.audit_label.lower() == typed.lower()][:2],
    )
    for found in tries:
        if len(found) == 1:
            return found[0]
    if any(tries):
        raise ValueError(_("Several models are called that. Type the name with the model number."))
    raise ValueError(_("The catalogue has no such model. Check the spelling, or leave it empty."))


def find_end(typed: str) -> Asset | Service:
    """The other end of a relation: an asset by its tag or a service by its code."""
    found = Asset.objects.filter(tag=typed.strip().upper()).first()
    end = found or Service.objects.filter(code__iexact=typed.strip()).first()
    if end is None:
        raise ValueError(_("Type the tag of an asset or the code of a service."))
    return end


def suggested_models() -> list[str]:
    """The first models in use as they are typed."""
    return [model.audit_label for model in DeviceModel.objects.in_use()[:SUGGESTED]]


def suggested_places() -> list[tuple[str, str]]:
    """The first places in use: code and name."""
    return list(Location.objects.in_use().values_list("code", "name")[:SUGGESTED])
