"""The form of an import of a list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.importing.choices import AmountStyle

DAYS = [("iso", _("2026-03-15")), ("mdy", _("03/15/2026")), ("dmy", _("15/03/2026"))]
EXISTING = [("skip", _("Leave alone")), ("update", _("Change what differs"))]


def _select(label: Any, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", _("As last time")), *choices],
        widget=forms.Select(attrs={"class": "field"}),
    )


class SheetImportForm(forms.Form):
    """A file, and how to read it."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, or CSV with comma, semicolon or tab."),
        widget=forms.FileInput(attrs={"class": "field", "accept": ".xlsx,.csv,.txt,.tsv"}),
        error_messages={"required": _("Choose a file."), "empty": _("That file is empty. Choose another.")},
    )
    source = forms.CharField(
        label=_("Where it comes from"),
        max_length=40,
        required=False,
        help_text=_("Such as ERP. Its columns are kept; leave it empty for headings we know."),
        widget=forms.TextInput(attrs={"class": "field", "list": "sources"}),
    )
    date_format = _select(_("Dates are written"), DAYS)
    amount_style = _select(_("Amounts are written"), list(AmountStyle.choices))
    existing = _select(_("What is there already"), EXISTING)

    def __init__(self, *args: Any, updates: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not updates:
            del self.fields["existing"]


class ReadingForm(forms.Form):
    """How the cells of a file are read; posted with its columns."""

    date_format = forms.ChoiceField(choices=DAYS, required=False)
    amount_style = forms.ChoiceField(choices=AmountStyle.choices, required=False)
    existing = forms.ChoiceField(choices=EXISTING, required=False)

    def reading(self) -> dict[str, Any]:
        """What was chosen; what was not is left as it is."""
        data = self.cleaned_data if self.is_valid() else {}
        existing = data.get("existing")
        return {
            "date_format": data.get("date_format") or None,
            "amount_style": data.get("amount_style") or None,
            "update_existing": existing == "update" if existing else None,
        }
