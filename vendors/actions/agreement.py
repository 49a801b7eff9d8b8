"""The terms of a contract: words cleaned and guarded, contradictions named at their fields."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import step
from hospital_itsm.core.access import can
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from vendors.models import Contract
from vendors.rules.agreement import LONGEST_DAYS, LONGEST_MONTHS, Terms, faults

CODED: Final = (
    "domain", "notice_unit", "payment_schedule", "uplift", "termination_for_convenience", "data_return_clause",
    "security_exhibit", "phi_access",
)  # fmt: skip
FIELDS: Final = frozenset(
    {
        "owner", "cost_center", "term_months", "auto_renew", "renewal_term_months", "notice_value", "decide_by",
        "annual_value", "currency", "uplift_percent", "sla_clauses", "penalties", "insurance_ends_on", *CODED,
    }
)  # fmt: skip
MOST_CLAUSES: Final = 20
WORDS: Final = {
    "months": gettext_lazy("Give 1 to %(months)d months."),
    "term": gettext_lazy("First day, last day and this number of months contradict each other. Correct one."),
    "renewal_missing": gettext_lazy("Say for how many months it renews."),
    "renewal_unasked": gettext_lazy("Leave this empty, or say that it renews by itself."),
    "decide_late": gettext_lazy("This is after the last day to tell the vendor. Choose an earlier day."),
    "notice_missing": gettext_lazy("Say how many days or months before the end, or leave both empty."),
    "unit_missing": gettext_lazy("Say whether these are days or months."),
    "notice_size": gettext_lazy("Give a number from 1 to %(days)d."),
    "notice_long": gettext_lazy("The notice is longer than the term. Correct one of them."),
    "negative": gettext_lazy("Money a year is never below 0."),
    "currency": gettext_lazy("Use the code of a currency, such as USD."),
    "currency_missing": gettext_lazy("Say in which currency, such as USD."),
    "percent_missing": gettext_lazy("Give the percentage."),
    "percent_unasked": gettext_lazy("Leave this empty, or choose the rise by a percentage."),
    "percent": gettext_lazy("Give 0 to 100 percent."),
}


@step
def cleaned(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The values with free words guarded and every clause on one line, each once."""
    values = dict(fields)
    if isinstance(values.get("penalties"), str):
        values["penalties"] = guard(one_line(values["penalties"]), field="penalties").text
    if isinstance(values.get("sla_clauses"), list | tuple):
        lines = [guard(one_line(line), field="sla_clauses").text for line in values["sla_clauses"]]
        values["sla_clauses"] = list(dict.fromkeys(line for line in lines if line))
    if isinstance(values.get("currency"), str):
        values["currency"] = values["currency"].strip().upper()
    return values


@step
def contradictions(contract: Contract, *, owner_chosen: bool) -> dict[str, str]:
    """`{field: words}` for what the terms cannot say at once; `owner_chosen` says that the owner is a new one."""
    errors = {}
    for name in CODED:
        codes = list(Contract.codes_of(name))
        if getattr(contract, name) and getattr(contract, name) not in codes:
            errors[name] = _("%(value)s is not one of: %(codes)s.") % {
                "value": str(getattr(contract, name))[:40],
                "codes": ", ".join(codes),
            }
    if len(contract.sla_clauses) > MOST_CLAUSES:
        errors["sla_clauses"] = _("Keep at most %(most)d lines.") % {"most": MOST_CLAUSES}
    if owner_chosen and contract.owner is not None and not can(contract.owner, "contract.read"):
        errors["owner"] = _(
            "This person may not read contracts. Choose another, or give them a role that may."
        )
    if contract.starts_on and contract.ends_on and contract.starts_on <= contract.ends_on:
        limits = {"months": LONGEST_MONTHS, "days": LONGEST_DAYS}
        found = faults(Terms.of(contract))
        errors |= {name: str(WORDS[code]) % limits for name, code in found.items() if name not in errors}
    return errors
