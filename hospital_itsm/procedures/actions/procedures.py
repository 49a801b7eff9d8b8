"""Starting procedures on assets, and ending those that will not be finished."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.store import lock_asset
from assets.rules.lifecycle import ENDED
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.procedures.choices import Kind, Status
from hospital_itsm.procedures.models import Procedure, ProcedureStep, ProcedureTemplate
from tickets.models import Ticket


@action("procedure.start", gettext_lazy("started a procedure"))
def start_procedure(tag: str, *, actor: Any, kind: str, ticket: str = "") -> Procedure:
    """Start the newest template of a kind on an asset, optionally for a ticket (its number).

    Raises Asset.DoesNotExist, Forbidden, ValueRefused, Conflict where one of the kind is open or the asset is gone.
    """
    asset = lock_asset(tag, actor)
    require(actor, "procedure.work", None)
    template = _newest(kind)
    if asset.status in ENDED:
        raise Conflict(_("%(tag)s is no longer in the house.") % {"tag": asset.tag})
    if Procedure.objects.filter(asset=asset, kind=kind).open().exists():
        raise Conflict(
            _("%(kind)s is open on %(tag)s already.") % {"kind": Kind(kind).label, "tag": asset.tag}
        )
    steps = list(template.steps.all())
    at = timezone.now()
    made = Procedure.objects.create(
        template=template,
        kind=kind,
        asset=asset,
        ticket=_ticket(ticket, actor),
        steps_total=len(steps),
        started_by=person(actor),
        started_at=at,
        changed_at=at,
    )
    ProcedureStep.objects.bulk_create(
        ProcedureStep(procedure=made, template=one, position=one.position) for one in steps
    )
    facts = {"template": [None, str(template)], "asset": [None, asset.tag]}
    record(actor, "procedure.start", made, facts)
    record(actor, "procedure.start", asset, {"procedure": [None, made.pk], "template": [None, str(template)]})
    return made


@action("procedure.cancel", gettext_lazy("cancelled the procedure"))
def cancel_procedure(pk: int, *, actor: Any, reason: str) -> Procedure:
    """End an open procedure that will not be finished. Raises Procedure.DoesNotExist, Forbidden, Conflict."""
    procedure = lock_procedure(pk, actor)
    require(actor, "procedure.sign", procedure)
    refuse_ended(procedure)
    words = guard(one_line(reason), field="reason").text
    if not words:
        raise ValueRefused({"reason": _("Say in one line why it is not finished.")})
    if len(words) > 200:
        raise ValueRefused({"reason": _("Shorten it to 200 characters.")})
    end(procedure, Status.CANCELLED, actor=actor, reason=words)
    changes = {"status": [Status.OPEN.value, Status.CANCELLED.value], "reason": free_text(words)}
    record(actor, "procedure.cancel", procedure, changes)
    return procedure


@step
def lock_procedure(pk: int, actor: Any) -> Procedure:
    """Lock a procedure the actor may see, its asset first. Raises Procedure.DoesNotExist."""
    tag = Procedure.objects.visible_to(actor).values_list("asset__tag", flat=True).get(pk=pk)
    asset = lock_asset(tag, actor)
    found: Procedure = Procedure.objects.select_for_update().get(pk=pk)
    found.asset = asset
    return found


@step
def refuse_ended(procedure: Procedure) -> None:
    """Raise Conflict where it has ended: nothing in it changes any more."""
    if not procedure.is_open:
        raise Conflict(_("This procedure has ended. Nothing in it can be changed."))


@step
def end(procedure: Procedure, status: str, *, actor: Any, reason: str = "") -> None:
    """End a locked procedure."""
    procedure.status, procedure.reason = status, reason
    procedure.ended_at = procedure.changed_at = timezone.now()
    procedure.ended_by = person(actor)
    procedure.save(update_fields=["status", "reason", "ended_at", "ended_by", "changed_at", "steps_closed"])


def _newest(kind: str) -> ProcedureTemplate:
    if kind not in Kind.values:
        raise ValueRefused({"kind": _("Choose one of: %(codes)s.") % {"codes": ", ".join(Kind.values)}})
    return ProcedureTemplate.objects.filter(kind=kind).order_by("-version")[0]


def _ticket(key: str, actor: Any) -> Ticket | None:
    if not key.strip():
        return None
    found: Ticket | None = Ticket.objects.on_desk(actor).filter(key=key.strip().upper()).first()
    if found is None:
        raise ValueRefused({"ticket": _("There is no such ticket. Check its number, or leave it empty.")})
    return found
