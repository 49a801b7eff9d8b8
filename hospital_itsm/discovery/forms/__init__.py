"""The form of inventories of agents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ManyFiles(forms.FileInput):
    """A field for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file, each checked."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given or [None]]


class InventoryFilesForm(forms.Form):
    """Files of GLPI's agent."""

    use_required_attribute = False
    inventories = FilesField(
        label=_("Inventory files"),
        help_text=_("JSON of GLPI's agent, one machine a file, up to 200 files of 5 MB."),
        widget=ManyFiles(attrs={"class": "field", "accept": ".json,application/json", "multiple": True}),
        error_messages={"required": _("Choose one or more files."), "empty": _("A file is empty.")},
    )
