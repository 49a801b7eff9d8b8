"""The form that gives a working device in place of a broken one."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.forms.desk import LINE, SELECT, VersionForm
from tickets.forms.fields import Answer, FreeText

OTHER: Final = "other"


class StandInForm(VersionForm):
    """The nearest that works, or the tag of another one; when it comes back; what the reporters are told."""

    choice = Answer(label=_("Which one?"), required=True, widget=forms.Select(attrs=dict(SELECT)))
    tag = FreeText(
        label=_("Tag of another one"),
        help_text=_("Such as a loaner of the vendor. It must be in the inventory."),
        widget=forms.TextInput(attrs=dict(LINE)),
    )
    return_on = forms.DateField(
        label=_("Back by"),
        widget=forms.DateInput(attrs={"type": "date", "class": "field"}),
        error_messages={
            "required": _("Say when it is due back."),
            "invalid": _("Say when it is due back, such as 2026-12-04."),
        },
    )
    message = FreeText(
        label=_("Message to the requester"),
        help_text=_("Left empty, it says which device is there for which."),
        widget=forms.Textarea(attrs={**SELECT, "rows": 2}),
    )

    def __init__(self, *args: Any, spares: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.tag, _spoken(one)) for one in spares]
        self.fields["choice"].choices = [*choices, (OTHER, _("Another one"))]  # type: ignore[attr-defined]
        if not spares:
            del self.fields["choice"]
            self.fields["tag"].label = _("Tag of the one you give")
            self.fields["tag"].required = True

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        data = dict(self.cleaned_data)
        choice = data.pop("choice", OTHER)
        return {**data, "tag": data["tag"] if choice in ("", OTHER) else choice}


def _spoken(spare: Any) -> str:
    place = spare.location.name if spare.location else spare.care_area.name if spare.care_area else ""
    words = ", ".join(filter(None, (spare.get_status_display(), place, spare.room)))
    return f"{spare.tag} {spare.title} ({words})"
