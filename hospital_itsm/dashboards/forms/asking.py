"""The forms of asking for a date and of answering."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.models import User
from vendors.forms.fields import VersionForm, day, line


class AskForm(forms.Form):
    """Who is asked, and by when they answer."""

    use_required_attribute = False
    asked_of = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who answers for this figure?"),
        empty_label=_("Choose"),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"required": _("Choose who answers."), "invalid_choice": _("Choose one of the list.")},
    )
    answer_by = day(_("Answer by"), required=_("Give the day by which you want an answer."))

    def __init__(self, people: Any, data: Any = None, *, first: date) -> None:
        super().__init__(data, initial={"answer_by": first})
        field: Any = self.fields["asked_of"]
        field.queryset = people
        field.label_from_instance = lambda user: ", ".join(
            word for word in (user.full_name, user.job_title) if word
        )


class AnswerForm(VersionForm):
    """A day and a sentence."""

    promised_on = day(_("By when does it meet its target?"), required=_("Give the day."))
    sentence = line(
        _("What will be done?"),
        required=_("Say in a sentence what will be done."),
        most=200,
        hint=_("One sentence that every reader of the dashboard sees. No names of patients."),
    )
