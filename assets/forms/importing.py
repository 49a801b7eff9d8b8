"""The form of an import of assets."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AssetImportForm(forms.Form):
    """A file of assets, and how to read it."""

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
        help_text=_("Such as CMMS. Its columns are kept; leave it empty for headings we know."),
        widget=forms.TextInput(attrs={"class": "field", "list": "sources"}),
    )
    date_format = forms.ChoiceField(
        label=_("Dates are written"),
        required=False,
        choices=[
            ("", _("As last time, or 2026-03-15")),
            ("iso", _("2026-03-15")),
            ("mdy", _("03/15/2026")),
            ("dmy", _("15/03/2026")),
        ],
        widget=forms.Select(attrs={"class": "field"}),
    )
    existing = forms.ChoiceField(
        label=_("Assets that are there already"),
        required=False,
        choices=[
            ("", _("As last time, or leave alone")),
            ("skip", _("Leave alone")),
            ("update", _("Change what differs")),
        ],
        widget=forms.Select(attrs={"class": "field"}),
    )
