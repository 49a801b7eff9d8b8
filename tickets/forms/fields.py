"""Fields the forms of tickets share: free text that the action cleans, several files, a refusal shown at its field."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.errors import ValueRefused


class FreeText(forms.CharField):
    """Words as typed; the action cleans and judges them, so that page and REST refuse with the same words."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "strip": False, **options})
        self.validators = [
            check for check in self.validators if not isinstance(check, ProhibitNullCharactersValidator)
        ]

    def validate(self, value: Any) -> None:
        """Leave the judging to the action; `required` only keeps "(optional)" away from the label."""


class Answer(forms.ChoiceField):
    """One of several answers; the action says what to do about a missing or unknown one."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "widget": forms.RadioSelect, **options})

    def validate(self, value: Any) -> None:
        """Leave the judging to the action, as for `FreeText`."""


class FilesInput(forms.ClearableFileInput):
    """A file control that takes several files."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files; what may be attached is judged by the action."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the files that came, empty ones included: the action says why they cannot be kept."""
        given: Sequence[Any] = data if isinstance(data, list | tuple) else [data]
        return [one for one in given if one]


class Shown(forms.Field):
    """Whether what was chosen shows a patient's chart: yes, no, or None without an answer."""

    def to_python(self, value: Any) -> bool | None:
        """The answer; anything else is none."""
        return {"yes": True, "no": False}.get(str(value))


class ChartAnswer(forms.Form):
    """Whether a file shows a patient's chart."""

    shows_record = Shown(label=_("Does this show a chart?"), required=False)


class ChosenFiles(ChartAnswer):
    """Files to attach, and whether they show a patient's chart."""

    files = Files(  # type: ignore[assignment]
        label=_("Attach a picture or a file"),
        required=False,
        widget=FilesInput(attrs={"multiple": True, "data-file-names": True}),
    )


def show_refusal(form: forms.Form, refusal: ValueRefused) -> None:
    """Add each refused value's words to its field, or to the whole form where it has no such field."""
    for name, words in refusal.errors.items():
        form.add_error(name if name in form.fields else None, words)
