"""The steps of a contract's life: submitted, approved or rejected, signed, renewed, ended, terminated."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.approvals.actions.asking import ask
from hospital_itsm.approvals.actions.asking import withdraw as withdraw_request
from hospital_itsm.approvals.choices import RequestState
from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.errors import Conflict, IllegalTransition, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from vendors import blockers, successors
from vendors.actions import store
from vendors.actions.contracts import create_contract
from vendors.choices import ContractStatus
from vendors.models import Contract
from vendors.rules.lifecycle import BY_ITSELF, LIFECYCLE

KIND: Final = "contract"
ANSWERED: Final = "contract.answer"
verbs.register(ANSWERED, gettext_lazy("got an answer about the contract"))
LONGEST_REASON: Final = 200
REFUSALS: Final = {
    "annual_value": gettext_lazy(
        "Give the value a year first: it says who has to approve. 0 is a value, too."
    ),
    "domain": gettext_lazy("Say to which domain it belongs first: its vice president approves."),
}
COPIED: Final = (
    "title", "vendor", "kind", "support_phone", "support_hours", "owner", "domain", "cost_center", "term_months",
    "auto_renew", "renewal_term_months", "notice_value", "notice_unit", "annual_value", "currency", "payment_schedule",
    "uplift", "uplift_percent", "sla_clauses", "penalties", "termination_for_convenience", "data_return_clause",
    "security_exhibit", "phi_access",
)  # fmt: skip


@action("contract.submit", gettext_lazy("submitted the contract for approval"))
def submit_contract(number: str, *, actor: Any, version: int | None = None) -> Contract:
    """Ask for approval by value and domain. Raises ValueRefused naming what is missing, Conflict for what blocks it."""
    contract = store.lock_contract(number, actor, version)
    _require_step("submit", contract)
    missing = {name: str(REFUSALS[name]) for name in REFUSALS if getattr(contract, name) in (None, "")}
    if missing:
        raise ValueRefused(missing)
    if obstacles := blockers.of(contract, actor):
        raise Conflict(" ".join(obstacles))
    ask(
        KIND,
        contract,
        amount=contract.annual_value,
        currency=contract.currency,
        domain=contract.domain,
        actor=actor,
    )
    return _step("submit", contract, actor)


@action("contract.withdraw", gettext_lazy("withdrew the contract from review"))
def withdraw_contract(number: str, *, actor: Any, reason: str, version: int | None = None) -> Contract:
    """Make it a draft again before an answer came; what was approved of it so far is void."""
    contract, words = store.lock_contract(number, actor, version), _words(reason)
    _require_step("withdraw", contract)
    withdraw_request(KIND, contract, actor=actor, reason=words)
    return _step("withdraw", contract, actor, words)


@step
def follow_answer(contract: Contract, request: Any, actor: Any) -> None:
    """Take the step that the end of a request for approval asks for; for `approvals.subjects`."""
    approved = request.state == RequestState.APPROVED
    if LIFECYCLE.find("approve", contract.status) is None:
        return
    verb = "approve" if approved else "reject"
    changes = store.put_values(contract, {"status": _to(verb, contract)})
    store.save_changes(contract, changes, actor=actor, verb=ANSWERED)


@action("contract.activate", gettext_lazy("signed the contract off"))
def activate_contract(number: str, *, actor: Any, version: int | None = None) -> Contract:
    """Turn an approved contract into one that holds; the contract it renews is renewed by it.

    Raises IllegalTransition from any other status, Conflict for what blocks it now.
    """
    contract = store.lock_contract(number, actor, version)
    _require_step("activate", contract)
    if obstacles := blockers.of(contract, actor):
        raise Conflict(" ".join(obstacles))
    _succeed(contract, actor)
    return _step("activate", contract, actor)


@action("contract.record", gettext_lazy("recorded a contract in force"))
def record_contract(number: str, *, actor: Any, reason: str, version: int | None = None) -> Contract:
    """Take up a draft as a contract that is in force already; it needs a reason and no approval."""
    contract, words = store.lock_contract(number, actor, version), _words(reason)
    _require_step("record", contract)
    _succeed(contract, actor)
    return _step("record", contract, actor, words)


@action("contract.renew", gettext_lazy("drafted the renewal of the contract"))
def renew_contract(
    number: str,
    *,
    actor: Any,
    new_number: str,
    starts_on: date,
    ends_on: date,
    version: int | None = None,
    **changed: Any,
) -> Contract:
    """Draft the contract that renews a signed one: its terms with a number and days of its own and `changed`.

    It goes through approval like any other. Raises Conflict where a renewal is there already, ValueRefused.
    """
    old = store.lock_contract(number, actor, version)
    if old.status != ContractStatus.ACTIVE:
        raise IllegalTransition(_illegal(old), [])
    waiting = old.renewed_by.exclude(status=ContractStatus.TERMINATED).first()
    if waiting is not None:
        raise Conflict(_("%(number)s renews it already.") % {"number": waiting.number})
    if starts_on <= old.starts_on:
        raise ValueRefused({"starts_on": _("Give a first day after that of the contract it renews.")})
    terms = {name: getattr(old, name) for name in COPIED} | {"term_months": None} | changed
    made = create_contract(actor=actor, number=new_number, starts_on=starts_on, ends_on=ends_on, **terms)
    made.renews = old
    made.save(update_fields=["renews"])
    record(actor, "contract.renew", old, {"renewed_by": [None, made.number]})
    return made


@action("contract.end", gettext_lazy("closed the contract that ran out"))
def end_contract(number: str, *, actor: Any, reason: str, version: int | None = None) -> Contract:
    """Close a contract whose last day is over. Raises Conflict for one that still runs."""
    contract, words = store.lock_contract(number, actor, version), _words(reason)
    _require_step("end", contract)
    if contract.ends_on >= timezone.localdate():
        raise Conflict(_("It runs until %(day)s. Terminate it to end it before.") % {"day": contract.ends_on})
    return _step("end", contract, actor, words)


@action("contract.terminate", gettext_lazy("terminated the contract"))
def terminate_contract(number: str, *, actor: Any, reason: str, version: int | None = None) -> Contract:
    """End a contract in any status that is not its end, with a reason. Raises IllegalTransition, ValueRefused."""
    contract, words = store.lock_contract(number, actor, version), _words(reason)
    _require_step("terminate", contract)
    withdraw_request(KIND, contract, actor=actor, reason=words)
    return _step("terminate", contract, actor, words)


@step
def _succeed(contract: Contract, actor: Any) -> None:
    """The contract that this one renews is renewed, where it holds."""
    if contract.renews_id is None:
        return
    old: Contract = Contract.objects.select_for_update().get(pk=contract.renews_id)
    if LIFECYCLE.find("succeed", old.status) is not None:
        changes: Mapping[str, Any] = store.put_values(old, {"status": _to("succeed", old)})
        store.save_changes(old, changes, actor=actor, verb="contract.renew")
        successors.follow(old, contract, actor)


def _words(reason: str) -> str:
    words = guard(one_line(reason), field="reason").text
    if not words:
        raise ValueRefused({"reason": _("Say in one line why.")})
    if len(words) > LONGEST_REASON:
        raise ValueRefused({"reason": _("Use at most %(count)d characters.") % {"count": LONGEST_REASON}})
    return words


def _illegal(contract: Contract) -> str:
    return _("Contract %(number)s is %(status)s, so this is not possible now.") % {
        "number": contract.number,
        "status": contract.get_status_display().lower(),
    }


def _require_step(verb: str, contract: Contract) -> None:
    if LIFECYCLE.find(verb, contract.status) is None:
        possible = [one.verb for one in LIFECYCLE.allowed(contract.status) if one.verb not in BY_ITSELF]
        raise IllegalTransition(_illegal(contract), possible)


def _to(verb: str, contract: Contract) -> str:
    row = LIFECYCLE.find(verb, contract.status)
    assert row is not None  # noqa: S101  asked before
    return row.to


@step
def _step(verb: str, contract: Contract, actor: Any, reason: str = "") -> Contract:
    changes = store.put_values(contract, {"status": _to(verb, contract)})
    store.save_changes(contract, changes, actor=actor, verb=f"contract.{verb}", reason=reason)
    return contract
