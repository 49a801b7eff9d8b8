"""Renewals: decisions, and reminders before the notice date."""

import logging
from datetime import datetime, time
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, housekeeping, step
from hospital_itsm.audit.recording import free_text
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.outbox.tell import tell
from vendors.actions import store
from vendors.choices import ContractDecision, ContractStatus
from vendors.contract_words import day_words, if_nobody_decides
from vendors.models import Contract, ContractReminder, DecisionRecord
from vendors.queries.answering import Answering
from vendors.rules.reminders import FIRST, RAISED_FROM, owed

BATCH: Final = 200
FROM: Final = time(7)
"""Nobody is reminded in the night of a day that has just begun."""
LONGEST_REASON: Final = 400
LABEL: Final = 80
log = logging.getLogger(__name__)


@action("contract.decide", gettext_lazy("decided about the contract"))
def decide(number: str, *, actor: Any, decision: str, reason: str, version: int | None = None) -> Contract:
    """Record what is to become of a signed contract; reminders of its present notice date end with it.

    Raises Contract.DoesNotExist, Forbidden, StaleVersion, Conflict for a draft and a terminated one, ValueRefused.
    """
    contract: Contract = Contract.objects.visible_to(actor).select_for_update(of=("self",)).get(number=number)
    require(actor, "contract.decide", contract)
    store.refuse_stale(contract, version)
    if contract.status != ContractStatus.ACTIVE:
        raise Conflict(
            _("Contract %(number)s is %(status)s. Only a signed contract takes a decision.")
            % {"number": contract.number, "status": contract.get_status_display().lower()}
        )
    words = guard(one_line(reason), field="reason").text
    _refuse(decision, words)
    DecisionRecord.objects.create(
        contract=contract,
        decision=decision,
        reason=words,
        notice_on=contract.notice_on,
        decided_by=person(actor),
        decided_at=timezone.now(),
    )
    changes = {"decision": [contract.decision, str(decision)], "reason": free_text(words)}
    contract.decision = decision
    store.save_changes(contract, changes, actor=actor, verb="contract.decide")
    return contract


@housekeeping("a day that comes near is no deed of anybody; the reminders that went out are kept")
def remind_of_notices(*, actor: Any, now: datetime, after: int = 0) -> tuple[int, int]:
    """Remind of one batch of contracts behind the row `after`; return (contracts told of, last row seen).

    Telling and the step that was reached are stored together, so that a worker who dies in between tells again or not
    at all, and two at once tell once. A batch that saw nothing returns (0, 0).
    """
    require(actor, "contract.remind")
    here = timezone.localtime(now)
    if here.time() < FROM:
        return 0, 0
    waiting = Contract.objects.awaiting_decision(here.date(), within=FIRST).filter(pk__gt=after)
    locked = waiting.order_by("pk").select_for_update(of=("self",), skip_locked=True, no_key=True)
    rows = list(locked.select_related("vendor")[:BATCH])
    if not rows:
        return 0, 0
    people, sent = Answering.today(), _sent(rows)
    told = sum(
        _remind_safely(row, sent.get((row.pk, row.notice_on), set()), people, actor, here) for row in rows
    )
    return told, rows[-1].pk


def _refuse(decision: str, reason: str) -> None:
    errors = {}
    if decision not in ContractDecision.values:
        errors["decision"] = _("%(value)s is not one of: %(codes)s.") % {
            "value": str(decision)[:40],
            "codes": ", ".join(ContractDecision.values),
        }
    if not reason:
        errors["reason"] = _("Say in one line why.")
    elif len(reason) > LONGEST_REASON:
        errors["reason"] = _("Use at most %(count)d characters.") % {"count": LONGEST_REASON}
    if errors:
        raise ValueRefused(errors)


def _sent(rows: list[Contract]) -> dict[tuple[int, Any], set[int]]:
    found: dict[tuple[int, Any], set[int]] = {}
    for row in ContractReminder.objects.filter(contract__in=rows):
        found.setdefault((row.contract_id, row.notice_on), set()).add(row.step)
    return found


def _remind_safely(contract: Contract, sent: set[int], people: Answering, actor: Any, here: datetime) -> bool:
    try:
        with transaction.atomic():
            return _remind(contract, sent, people, actor, here)
    except Exception:
        log.exception("contract reminder failed", extra={"contract_pk": contract.pk})
        return False


@step
def _remind(contract: Contract, sent: set[int], people: Answering, actor: Any, here: datetime) -> bool:
    if contract.notice_on is None:
        return False
    left = (contract.notice_on - here.date()).days
    now = owed(sent, left)
    if now is None:
        return False
    ContractReminder.objects.create(contract=contract, notice_on=contract.notice_on, step=now, sent_at=here)
    tell(
        actor=actor,
        kind="contract.notice",
        recipients=people.of(contract, raised=now <= RAISED_FROM),
        payload={
            "contract": contract.number,
            "vendor": contract.vendor.name[:LABEL],
            "day": day_words(contract.notice_on),
            "left": left,
            "otherwise": if_nobody_decides(contract)[:LABEL],
        },
        dedupe=f"{contract.pk}:{contract.notice_on}:{now}",
    )
    return True
