"""The forms of tasks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.forms.setup_rows import row_field, text_field, tick_field
from hospital_itsm.people.models import Membership, Team, User


def teams() -> Any:
    """The queues in use, by name."""
    return Team.objects.filter(is_active=True).order_by("name")


class TaskForm(forms.Form):
    """What is to be done, and by which team."""

    use_required_attribute = False
    words = text_field(_("What is to be done?"), 200, required=True, hint=_("No names of patients."))
    team = row_field(_("Team"), Team.objects.none(), empty=_("The ticket's own team"))
    is_required = tick_field(
        _("Required"), _("The ticket cannot be resolved before it is done or not needed.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams()  # type: ignore[attr-defined]


class ChangeForm(TaskForm):
    """A task again, with who of its team does it."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    person = row_field(_("Who does it?"), User.objects.none(), empty=_("Nobody yet"))

    def __init__(self, *args: Any, task: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].required = True
        self.fields["team"].empty_label = None  # type: ignore[attr-defined]
        held = Membership.objects.valid().filter(team=task.team_id)
        people = User.objects.filter(is_active=True, pk__in=held.values("user"))
        self.fields["person"].queryset = people.order_by("full_name")  # type: ignore[attr-defined]


class SkipForm(forms.Form):
    """Why a task is not needed."""

    use_required_attribute = False
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    why = text_field(_("Why is it not needed?"), 200, required=True)


def task_fields(task: Any) -> dict[str, Any]:
    """The values a form begins with."""
    return {
        "words": task.words,
        "team": task.team_id,
        "person": task.person_id,
        "is_required": task.is_required,
        "version": task.version,
    }
