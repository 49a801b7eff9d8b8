"""The forms of the procedure pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.procedures.actions.evidence import MISSING
from hospital_itsm.procedures.choices import Evidence, Kind
from hospital_itsm.procedures.models import ProcedureStep
from hospital_itsm.procedures.rules.steps import FIELD_OF
from vendors.forms.fields import VersionForm, choice, line

FIELD = {"class": "field", "autocomplete": "off"}


class StepForm(VersionForm):
    """The evidence of one step: the field it cannot do without first, and a note."""

    dated_on = forms.DateField(
        label=_("Done on"),
        required=False,
        widget=forms.DateInput(attrs={**FIELD, "type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like 2026-11-30.")},
    )
    contract = line(_("Contract number"), most=40, hint=_("Such as C-1001."))
    ticket = line(_("Ticket number"), most=20, hint=_("Such as INC-20418."))
    signed_name = line(_("Signed by"), hint=_("Full name and credential of who signs."))
    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"class": "field"}),
        error_messages={"empty": _("That file is empty. Choose another.")},
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={**FIELD, "rows": 2}),
        error_messages={"max_length": _("Use at most %(limit_value)d characters.")},
    )

    def __init__(self, *args: Any, step: ProcedureStep, is_doing: bool = True, **kwargs: Any) -> None:
        """`is_doing` asks for the evidence; leaving the step out does not."""
        super().__init__(*args, **{**kwargs, "prefix": f"s{step.position}"})
        self.step = step
        needed = FIELD_OF[step.template.evidence]
        further = {"dated_on"} if step.template.evidence == Evidence.SIGNATURE else set()
        kept = [name for name in (needed, *further, "note", "version") if name in self.fields]
        self.fields = {name: self.fields[name] for name in dict.fromkeys(kept)}
        has_file = step.template.evidence == Evidence.FILE and bool(step.files.all())
        if needed in self.fields and is_doing and not has_file:
            self.fields[needed].required = True
            self.fields[needed].error_messages["required"] = str(MISSING[needed])


class StartForm(forms.Form):
    """Which procedure, on what."""

    use_required_attribute = False
    asset = line(_("Asset tag"), required=_("Type the tag of the asset."), most=40)
    kind = choice(_("Procedure"), Kind.choices)
    ticket = line(_("Ticket"), most=20, hint=_("The number of the ticket it belongs to, if there is one."))


class CancelForm(forms.Form):
    """Why a procedure is not finished."""

    use_required_attribute = False
    reason = line(
        _("Why is it not finished?"), required=_("Say in one line why it is not finished."), most=200
    )
