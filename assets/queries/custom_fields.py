"""The fields that a hospital added to classes of assets."""

from typing import Any

from assets.rules.custom_values import Field
from assets.rules.importing.columns import CUSTOM


def custom_fields() -> dict[str, list[Field]]:
    """The fields in use by class, as the rules see them: one statement."""
    found: dict[str, list[Field]] = {}
    for row in _rows():
        found.setdefault(row.asset_class, []).append(
            Field(row.key, row.kind, row.is_required, tuple(row.choices))
        )
    return found


def custom_columns() -> dict[str, str]:
    """What an import calls each of them, with its label; the same key of two classes is one column."""
    return {f"{CUSTOM}{row.key}": row.label for row in _rows()}


def _rows() -> list[Any]:
    from assets.models import CustomField

    return list(CustomField.objects.filter(is_active=True))
