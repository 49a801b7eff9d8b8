"""The forms of the CMMS: a source, a file of it, and whose record of each class counts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assets.choices import AssetClass
from hospital_itsm.cmms.choices import RowKind
from hospital_itsm.cmms.models import Source
from hospital_itsm.cmms.rules.rows import chosen_from


def line(
    label: Any, most: int, hint: Any = "", *, required: bool = False, missing: Any = ""
) -> forms.CharField:
    """A line of text."""
    return forms.CharField(
        label=label,
        max_length=most,
        help_text=hint,
        required=required,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={"required": missing or _("Fill this in.")},
    )


class SourceForm(forms.Form):
    """A source."""

    use_required_attribute = False
    name = line(
        _("Name"), 60, _("Such as Work orders of the CMMS."), required=True, missing=_("Name the source.")
    )
    system = line(
        _("System"),
        40,
        _("The short name its numbers are kept under, such as nuvolo. Sources of one system share it."),
        required=True,
        missing=_("Name the system."),
    )
    kind = forms.ChoiceField(
        label=_("Rows"), choices=RowKind.choices, widget=forms.Select(attrs={"class": "field"})
    )
    every_hours = forms.IntegerField(
        label=_("Comes every so many hours"),
        initial=24,
        help_text=_("Longer silence is shown on the pages of its devices."),
        widget=forms.NumberInput(attrs={"class": "field", "min": 1, "max": 8784}),
        error_messages={
            "required": _("Give hours from 1 to 8784."),
            "invalid": _("Write a number, such as 24."),
        },
    )
    address = line(
        _("Address"), 300, _("Where a CSV or XLSX is fetched from. Leave it empty where files are uploaded.")
    )
    credential = line(
        _("Credential"),
        60,
        _(
            "The name of a variable that holds a token, such as CMMS_TOKEN. The token itself is never kept here."
        ),
    )
    date_format = forms.ChoiceField(
        label=_("Dates are written"),
        choices=[("iso", _("2026-03-15")), ("mdy", _("03/15/2026")), ("dmy", _("15/03/2026"))],
        widget=forms.Select(attrs={"class": "field"}),
    )
    mapping = forms.CharField(
        label=_("Columns"),
        required=False,
        help_text=_("Only where a heading does not say it itself, one a line, such as Equip No = asset."),
        widget=forms.Textarea(attrs={"class": "field", "rows": 4}),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_mapping(self) -> list[list[str]]:
        """Columns and fields."""
        try:
            return chosen_from(self.cleaned_data["mapping"])
        except ValueError as error:
            words = _("Write column = field, one a line: %(line)s") % {"line": str(error)[:60]}
            raise forms.ValidationError(words) from error


class RunForm(forms.Form):
    """A file of a source."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, or CSV with comma, semicolon or tab."),
        widget=forms.FileInput(attrs={"class": "field", "accept": ".xlsx,.csv,.txt,.tsv"}),
        error_messages={"required": _("Choose a file."), "empty": _("That file is empty. Choose another.")},
    )


class ClassesForm(forms.Form):
    """For each class, ours or one of the systems."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        systems = Source.objects.order_by("system").values_list("system", flat=True).distinct()
        choices = [("", _("This inventory")), *((system, system) for system in systems)]
        for value, label in AssetClass.choices:
            select = forms.Select(attrs={"class": "field"})
            self.fields[value] = forms.ChoiceField(
                label=label, choices=choices, required=False, widget=select
            )
