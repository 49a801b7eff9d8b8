"""Templates of procedures: a change is a new version; procedures keep the version they began with."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.choices import AssetClass
from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import StaleVersion, ValueRefused
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.procedures.choices import Evidence, Party
from hospital_itsm.procedures.models import ProcedureStepTemplate, ProcedureTemplate
from hospital_itsm.procedures.rules.first_templates import FirstStep

MOST_STEPS: Final = 40


@action("procedure.publish", gettext_lazy("published a new version of the procedure"))
def publish_template(
    code: str,
    *,
    actor: Any,
    title: str,
    required_for: Sequence[str],
    steps: Sequence[FirstStep],
    version: int | None = None,
) -> ProcedureTemplate:
    """Store the next version of a template. Open procedures keep theirs. `version` is the one that was read.

    Raises ProcedureTemplate.DoesNotExist, Forbidden, StaleVersion, ValueRefused.
    """
    require(actor, "procedure.sign")
    newest = ProcedureTemplate.objects.select_for_update().filter(code=code).order_by("-version").first()
    if newest is None:
        raise ProcedureTemplate.DoesNotExist(code)
    if version is not None and version != newest.version:
        raise StaleVersion(
            _("Somebody published a version after you opened it. Compare, then publish yours again."),
            current=newest.version,
            given=version,
        )
    _refuse(title, required_for, steps)
    made = ProcedureTemplate.objects.create(
        code=code,
        version=newest.version + 1,
        kind=newest.kind,
        title=one_line(title),
        required_for=sorted(set(required_for)),
        made_by=person(actor),
        made_at=timezone.now(),
    )
    ProcedureStepTemplate.objects.bulk_create(
        ProcedureStepTemplate(
            template=made,
            position=position,
            text=one_line(one.text),
            party=one.party,
            evidence=one.evidence,
            may_skip=one.may_skip,
            needs_approval=one.needs_approval,
        )
        for position, one in enumerate(steps, 1)
    )
    changes = {
        "version": [newest.version, made.version],
        "steps": [newest.steps.count(), len(steps)],
        "required_for": [newest.required_for, made.required_for],
    }
    record(actor, "procedure.publish", made, changes)
    return made


def _refuse(title: str, required_for: Sequence[str], steps: Sequence[FirstStep]) -> None:
    errors: dict[str, str] = {}
    if not 0 < len(one_line(title)) <= 80:
        errors["title"] = _("Give it a title of at most 80 characters.")
    if unknown := sorted(set(required_for) - set(AssetClass.values)):
        errors["required_for"] = _("There is no class %(name)s.") % {"name": unknown[0][:40]}
    if not 0 < len(steps) <= MOST_STEPS:
        errors["steps"] = _("Give it 1 to %(most)d steps.") % {"most": MOST_STEPS}
    for position, one in enumerate(steps, 1):
        fits = 0 < len(one_line(one.text)) <= 160
        if not fits or one.party not in Party.values or one.evidence not in Evidence.values:
            errors["steps"] = _(
                "Step %(position)d needs a text of at most 160 characters, whose it is, and evidence."
            ) % {"position": position}
    if errors:
        raise ValueRefused(errors)
