"""Fields a hospital adds to a class of assets."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions import store
from assets.choices import CustomKind
from assets.models import CustomField
from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused

CHANGEABLE: Final = frozenset({"label", "choices", "is_required", "position", "is_active"})
MOST_CHOICES: Final = 100


@action("custom_field.add", gettext_lazy("added the field"))
def add_custom_field(*, actor: Any, asset_class: str, label: str, kind: str, **fields: Any) -> CustomField:
    """Give every asset of a class a further field; its key is made of the label and never changes."""
    require(actor, "asset.manage")
    store.refuse_unknown(fields, CHANGEABLE)
    field = CustomField(asset_class=asset_class, kind=kind)
    changes = store.put_values(field, {"label": label, **fields})
    field.key = slugify(field.label)[:40].replace("-", "_")
    _refuse(field)
    field.save(force_insert=True)
    record(actor, "custom_field.add", field, {**changes, "kind": [None, kind]})
    return field


@action("custom_field.change", gettext_lazy("changed the field"))
def change_custom_field(
    field: CustomField, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> CustomField:
    """Change label, choices, order, whether it must be filled, whether it is in use; values are never lost."""
    require(actor, "asset.manage")
    field = CustomField.objects.select_for_update().get(pk=field.pk)
    store.refuse_stale(field, version)
    store.refuse_unknown(fields, CHANGEABLE)
    changes = store.put_values(field, fields)
    _refuse(field)
    if changes:
        store.save_row(field, changes, actor=actor, verb="custom_field.change")
    return field


def _refuse(field: CustomField) -> None:
    errors = store.faults_of(field, exclude={"key", "choices"})
    if not field.key:
        errors["label"] = _("Say what the field is called, with letters.")
    elif (
        CustomField.objects.filter(asset_class=field.asset_class, key=field.key).exclude(pk=field.pk).exists()
    ):
        errors["label"] = _("This class has such a field already.")
    if not _is_list_of_words(field.choices):
        errors["choices"] = _("Give at most 100 choices of at most 60 characters.")
    elif field.kind == CustomKind.CHOICE and not field.choices:
        errors["choices"] = _("List the choices.")
    if errors:
        raise ValueRefused(errors)


def _is_list_of_words(choices: Any) -> bool:
    return (
        isinstance(choices, list)
        and len(choices) <= MOST_CHOICES
        and all(isinstance(one, str) and 0 < len(one) <= 60 for one in choices)
    )
