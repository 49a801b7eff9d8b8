"""The form of a new version of a template: one step a line."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from assets.choices import AssetClass
from hospital_itsm.procedures.choices import Evidence, Party
from hospital_itsm.procedures.models import ProcedureTemplate
from hospital_itsm.procedures.rules.first_templates import FirstStep
from vendors.forms.fields import VersionForm, line

MUST: Final = "must"
APPROVAL: Final = "approval"
PARTS: Final = 3


class TemplateForm(VersionForm):
    """A version as text that can be edited without script."""

    title = line(_("Title"), required=_("Give it a title."), most=80)
    steps = forms.CharField(
        label=_("Steps, one a line"),
        max_length=12_000,
        widget=forms.Textarea(
            attrs={"class": "field", "rows": 20, "autocomplete": "off", "spellcheck": "true"}
        ),
        help_text=_(
            "Text | whose (htm, it, unit, vendor, finance) | evidence (note, file, date, certificates, contract, "
            "ticket, signature) | must (cannot be left out), approval (a lead's or manager's). The last one comes last."
        ),
        error_messages={"required": _("Write at least one step.")},
    )
    required_for = forms.MultipleChoiceField(
        label=_("Classes that do not go on without it"),
        required=False,
        choices=AssetClass.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose among the listed classes.")},
    )

    def clean_steps(self) -> list[FirstStep]:
        """The lines as steps. Each fault names its line."""
        lines = [one for one in self.cleaned_data["steps"].splitlines() if one.strip()]
        return [_step(number, one) for number, one in enumerate(lines, 1)]


def _step(number: int, written: str) -> FirstStep:
    parts = [part.strip() for part in written.split("|")]
    options = {part.lower() for part in parts[PARTS:] if part}
    if len(parts) < PARTS or not parts[0] or options - {MUST, APPROVAL}:
        raise forms.ValidationError(
            _say("Line %(number)d: write text | whose | evidence, then must or approval."),
            params={"number": number},
        )
    text, party, evidence = parts[0], parts[1].lower(), parts[2].lower()
    if party not in Party.values or evidence not in Evidence.values:
        raise forms.ValidationError(
            _say("Line %(number)d: use whose and evidence as listed above."), params={"number": number}
        )
    return FirstStep(text, party, evidence, MUST not in options, APPROVAL in options)


def template_fields(template: ProcedureTemplate) -> dict[str, Any]:
    """The present values for TemplateForm."""
    return {
        "title": template.title,
        "steps": "\n".join(_line(one) for one in template.steps.all()),
        "required_for": list(template.required_for),
    }


def _line(step: Any) -> str:
    options = [MUST] * (not step.may_skip) + [APPROVAL] * step.needs_approval
    return " | ".join([step.text, step.party, step.evidence, *options])
