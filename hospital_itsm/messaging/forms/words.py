"""The form of the words of a message."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.messaging.rules.words import MOST, Names, Words
from hospital_itsm.setup.forms.holidays import reason_field


class WordsForm(forms.Form):
    """Subject, body and, where the message pages somebody, the text of the page; and why they change."""

    use_required_attribute = False
    subject = forms.CharField(
        label=_("Subject"),
        help_text=_("The line in the desk, and the subject of the e-mail."),
        required=False,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
    )
    body = forms.CharField(
        label=_("Body"),
        help_text=_("One sentence a line. A line that names what is not known is left out."),
        required=False,
        widget=forms.Textarea(attrs={"class": "field", "rows": "4"}),
    )
    short = forms.CharField(
        label=_("Text of the page"),
        help_text=_("Without it the subject is sent."),
        required=False,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
    )
    reason = reason_field()
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, words: Words, names: Names, version: int) -> None:
        said = {"subject": words.subject, "body": words.body, "short": words.short, "version": version}
        super().__init__(data, initial=said)
        self.fields["subject"].required = True
        self.fields["subject"].error_messages["required"] = _("Write a subject.")
        if not names.pages:
            del self.fields["short"]

    def is_ready(self, *, trying: bool) -> bool:
        """Is it valid? Words that are only looked at or sent as a test need no reason."""
        if not self.is_valid() and trying:
            self.errors.pop("reason", None)
        return not self.errors

    def words(self) -> Words:
        """What was written."""
        return Words(*(str(self.cleaned_data.get(name, "")) for name in MOST))

    def show_version(self, version: int) -> None:
        """Make the next sending answer this version, because the page now shows what it changed."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = str(version)  # type: ignore[index]
