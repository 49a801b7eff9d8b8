"""The forms of documents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.access import can
from vendors.choices import DocumentKind
from vendors.forms.fields import VersionForm, choice, line


class VersionOfDocumentForm(VersionForm):
    """A file, and what is said about it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A PDF, a picture, plain text or an Office file without macros. No patient data."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"class": "field"}),
        error_messages={"required": _("Choose a file.")},
    )
    note = line(_("What is new in it"), most=200)


class NewDocumentForm(VersionOfDocumentForm):
    """A document to be kept; only kinds this person may keep are offered."""

    field_order = ("version", "kind", "title", "file", "note")
    kind = choice(_("What it is"), ())
    title = line(
        _("Title"), required=_("Say what the document is."), most=160, hint=_("Such as: Order form 2026.")
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [one for one in DocumentKind.choices if can(actor, "document.manage", one[0])]


class WithdrawForm(forms.Form):
    """Why a version is opened no more."""

    use_required_attribute = False
    reason = line(_("Why is it withdrawn?"), required=_("Say in one line why."), most=200)
