"""The evidence of a step: what may be given, what must be, and what the trail keeps of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.transitions import OBSTACLES
from assets.models import SanitizationCertificate
from assets.queries.custody import verdict_for
from hospital_itsm.audit.actions import step
from hospital_itsm.audit.recording import free_text
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.procedures.choices import Evidence
from hospital_itsm.procedures.models import Procedure, ProcedureStep
from hospital_itsm.procedures.rules.steps import FIELD_OF
from tickets.models import Ticket
from vendors.choices import UNSIGNED
from vendors.models import Contract

TAKEN: Final = ("note", "dated_on", "contract", "ticket", "signed_name")
LONGEST: Final = {"note": 400, "signed_name": 120}
MISSING: Final = {
    "note": gettext_lazy("Write what was done or decided."),
    "file": gettext_lazy("Attach the file that proves it."),
    "dated_on": gettext_lazy("Give the day on which it was done."),
    "contract": gettext_lazy("Give the number of the contract, such as C-1001."),
    "ticket": gettext_lazy("Give the number of the ticket."),
    "signed_name": gettext_lazy("Write the full name of who signs."),
}


@step
def checked(
    step: ProcedureStep, given: Mapping[str, Any], *, actor: Any, today: date, skip: bool = False
) -> dict[str, Any]:
    """The evidence, clean: `note`, `dated_on`, `contract` (number), `ticket` (number), `signed_name`.

    Files were added before (`actions.files`); certificates are those of the asset. What looks like patient data is
    masked. Raises ValueRefused naming each value that is missing or wrong; a step left out needs only a note.
    """
    errors = {name: _("This field cannot be set here. Leave it out.") for name in given if name not in TAKEN}
    values: dict[str, Any] = {}
    for name in TAKEN:
        try:
            values[name] = _read(name, given.get(name), actor, today)
        except ValueError as error:
            errors[name] = str(error)
    needed = Evidence.NOTE if skip else step.template.evidence
    errors = {**_lacking(step, needed, values), **errors}
    if skip and "note" in errors:
        errors["note"] = _("Say why it does not apply.")
    if errors:
        raise ValueRefused(errors)
    return {name: value for name, value in values.items() if value}


@step
def put_certificates(procedure: Procedure, step: ProcedureStep) -> None:
    """Link the certificates of the asset's media to the step that asks for them."""
    if step.template.evidence == Evidence.CERTIFICATES:
        step.certificates.set(SanitizationCertificate.objects.filter(medium__asset=procedure.asset))


@step
def trail_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the trail keeps: numbers and days, of words a digest."""
    kept: dict[str, Any] = {}
    for name, value in values.items():
        words = name in LONGEST
        kept[name] = free_text(value) if words else [None, str(getattr(value, "audit_label", value))]
    return kept


def _lacking(step: ProcedureStep, needed: str, values: Mapping[str, Any]) -> dict[str, str]:
    field = FIELD_OF[needed]
    if needed == Evidence.CERTIFICATES:
        verdict = verdict_for(step.procedure.asset)
        if verdict.obstacle is None:
            return {}
        return {field: str(OBSTACLES[verdict.obstacle]) % {"media": ", ".join(verdict.media)}}
    has_it = step.files.exists() if needed == Evidence.FILE else bool(values.get(field))
    return {} if has_it else {field: str(MISSING[field])}


def _read(name: str, value: Any, actor: Any, today: date) -> Any:
    if value in (None, ""):
        return None if name in ("dated_on", "contract", "ticket") else ""
    if name == "dated_on":
        if not isinstance(value, date) or value > today:
            raise ValueError(_("Give a day that is not in the future."))
        return value
    text = one_line(str(value))
    if name in LONGEST:
        text = guard(text, field=name).text if name == "note" else text
        if len(text) > LONGEST[name]:
            raise ValueError(_("Shorten it to %(most)d characters.") % {"most": LONGEST[name]})
        return text
    return _row(name, text, actor)


def _row(name: str, text: str, actor: Any) -> Any:
    if name == "contract":
        found = Contract.objects.visible_to(actor).filter(number__iexact=text).first()
    else:
        found = Ticket.objects.on_desk(actor).filter(key=text.upper()).first()
    if found is None:
        raise ValueError(_("There is no %(number)s. Check the number.") % {"number": text[:40]})
    if name == "contract" and found.status in UNSIGNED:
        raise ValueError(
            _("%(number)s is not signed yet. Name a signed contract.") % {"number": found.number}
        )
    return found
