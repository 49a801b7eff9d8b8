"""The form of how one is told by e-mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.choices import Pace
from hospital_itsm.outbox.mail_choices import is_executive, pace_of
from hospital_itsm.outbox.models import MailChoice
from hospital_itsm.outbox.topics import topics_of
from hospital_itsm.people.models import User

PREFIX = "pace_"


def _clock(label: Any, hint: Any = "", *, required: bool = False) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.TimeInput(attrs={"class": "field", "type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("Say at what time the daily e-mail comes."),
            "invalid": _("Write the time as 07:00."),
        },
    )


class TellingForm(forms.Form):
    """A pace for each topic that concerns the person, the time of the daily e-mail, the quiet hours."""

    digest_at = _clock(_("The daily e-mail comes at"), required=True)
    quiet_from = _clock(_("Quiet from"), _("What comes in your quiet hours is sent when they end."))
    quiet_until = _clock(_("Quiet until"), _("Leave both empty for none."))

    def __init__(self, *args: Any, user: User, choice: MailChoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("digest_at", "quiet_from", "quiet_until"):
            self.fields[name].initial = getattr(choice, name)
        executive = bool(is_executive([user.pk]))
        self.topics = topics_of(user)
        for topic in self.topics:
            self.fields[PREFIX + topic.code] = forms.ChoiceField(
                label=str(topic.label),
                help_text=str(topic.hint),
                choices=Pace.choices,
                initial=pace_of(topic, choice.paces, is_executive=executive),
                widget=forms.Select(attrs={"class": "field"}),
                error_messages={
                    "required": _("Choose when."),
                    "invalid_choice": _("Choose one of the three."),
                },
            )

    @property
    def of_topics(self) -> list[forms.BoundField]:
        """The fields of the topics, in their order."""
        return [self[PREFIX + topic.code] for topic in self.topics]

    @property
    def chosen(self) -> dict[str, Any]:
        """What the action takes, of a form without errors."""
        said = dict(self.cleaned_data)
        paces = {topic.code: said.pop(PREFIX + topic.code) for topic in self.topics}
        return {"paces": paces, **said}
