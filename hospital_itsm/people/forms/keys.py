"""The form of one's own letters."""

from collections.abc import Mapping
from typing import Any

from django import forms

from hospital_itsm.people.key_words import WORDS
from hospital_itsm.people.rules.keys import LETTERS


class KeysForm(forms.Form):
    """One letter for each thing; an empty one is the usual."""

    use_required_attribute = False

    def __init__(self, *given: Any, own: Mapping[str, str], **more: Any) -> None:
        super().__init__(*given, **more)
        for usual in LETTERS:
            self.fields[usual] = forms.CharField(
                label=str(WORDS[usual]),
                required=False,
                max_length=10,
                initial=own.get(usual, usual).upper(),
                widget=forms.TextInput(
                    attrs={"class": "field", "size": 2, "autocomplete": "off", "autocapitalize": "characters"}
                ),
            )

    @property
    def letters(self) -> dict[str, str]:
        """The letter of each."""
        return {usual: self.cleaned_data[usual] or usual for usual in LETTERS}
