"""What people note on a task: that the vendor answered, the vendor's number, and the contract that answers for it."""

from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import StaleVersion, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.underpinning.actions.clocks import judge, start_again
from hospital_itsm.underpinning.choices import Basis
from hospital_itsm.underpinning.models import VendorTask
from hospital_itsm.underpinning.queries.contracts import holding
from tickets.models import Ticket
from vendors.models import Contract

LONGEST_NUMBER: Final = 60


@action("vendor_task.answer", gettext_lazy("noted that the vendor answered"))
def note_answer(
    pk: int,
    *,
    actor: Any,
    at: datetime | None = None,
    number: str | None = None,
    version: int | None = None,
) -> VendorTask:
    """Note when the vendor first answered (now, unless `at` says so) and the vendor's `number` for the task.

    Noting another time corrects the first, and its promise is judged again; it may be noted after the ticket was taken
    back. Without `at` a task that is answered keeps its time. Raises VendorTask.DoesNotExist, Forbidden, StaleVersion,
    ValueRefused for a time before the hand-over, after the end of the task or ahead.
    """
    task, now = _locked(pk, actor, version), timezone.now()
    answered = at or task.answered_at or min(now, task.ended_at or now)
    _refuse_time(task, answered, now)
    changes: dict[str, Any] = {}
    if answered != task.answered_at:
        changes["answered_at"] = [_stamp(task.answered_at), _stamp(answered)]
        task.answered_at = answered
    if number is not None and (words := _number(number)) != task.number:
        changes["number"] = [free_text(task.number), free_text(words)]
        task.number = words
    if changes:
        _save(task, ["answered_at", "number"])
        record(actor, "vendor_task.answer", task, {**changes, **judge(task, now)})
    return task


@action("vendor_task.contract", gettext_lazy("chose another contract for a ticket with a vendor"))
def choose_contract(pk: int, *, actor: Any, contract: Contract, version: int | None = None) -> VendorTask:
    """Judge the task by another contract of the vendor that held at the hand-over: its promises count from then.

    Raises VendorTask.DoesNotExist, Forbidden, StaleVersion, ValueRefused for a contract that does not answer for it.
    """
    task = _locked(pk, actor, version)
    day = timezone.localdate(task.handed_at)
    if contract.pk not in {one.pk for one in holding(task.vendor, day)}:
        raise ValueRefused(
            {"contract": _("Choose a contract with this vendor that held when the ticket was handed over.")}
        )
    if contract.pk == task.contract_id:
        return task
    before = task.contract.number if task.contract else None
    task.contract, task.basis = contract, Basis.CHOSEN
    _save(task, ["contract", "basis"])
    again = start_again(task, timezone.now())
    record(actor, "vendor_task.contract", task, {"contract": [before, contract.number], **again})
    return task


@step
def _locked(pk: int, actor: Any, version: int | None) -> VendorTask:
    """The task, its ticket locked before it, for who keeps it."""
    known: VendorTask = VendorTask.objects.visible_to(actor).get(pk=pk)
    ticket = Ticket.objects.select_for_update(of=("self",), no_key=True).get(pk=known.ticket_id)
    rows = VendorTask.objects.select_for_update(of=("self",)).select_related("vendor", "contract")
    task: VendorTask = rows.get(pk=pk)
    task.ticket = ticket
    require(actor, "vendor_task.keep", task)
    if version is not None and version != task.version:
        raise StaleVersion(
            _("Somebody changed this after you opened it. Compare, then save yours again."),
            current=task.version,
            given=version,
        )
    return task


def _refuse_time(task: VendorTask, answered: datetime, now: datetime) -> None:
    words = ""
    if answered < task.handed_at:
        words = _("The ticket was handed over at %(at)s. Give a time after that.") % {
            "at": f"{timezone.localtime(task.handed_at):%Y-%m-%d %H:%M}"
        }
    elif answered > now:
        words = _("This time is still ahead. Give the time at which they answered.")
    elif task.ended_at is not None and answered > task.ended_at:
        words = _("The ticket was taken back at %(at)s. Give a time before that.") % {
            "at": f"{timezone.localtime(task.ended_at):%Y-%m-%d %H:%M}"
        }
    if words:
        raise ValueRefused({"answered_at": words})


def _number(given: str) -> str:
    words = guard(one_line(given), field="number").text
    if len(words) > LONGEST_NUMBER:
        raise ValueRefused({"number": _("Use at most %(count)d characters.") % {"count": LONGEST_NUMBER}})
    return words


def _save(task: VendorTask, fields: list[str]) -> None:
    task.version += 1
    task.save(update_fields=[*fields, "version"])


def _stamp(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
