"""Under warranty? Covered? Call whom? One answer for the page of a thing and of its ticket."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.coverage.rules.cover import Cover, Term, cover_on
from vendors.access import seen_contract
from vendors.choices import RUNS, UNSIGNED, ContractStatus
from vendors.contract_words import SOON_DAYS
from vendors.queries.accounts import numbers_of

MARKS: Final = {
    Cover.BOTH: "done",
    Cover.WARRANTY: "done",
    Cover.CONTRACT: "done",
    Cover.COMING: "warn",
    Cover.OVER: "bad",
    Cover.NONE: "warn",
}
DAY: Final = "M j, Y"
MOST_ACCOUNTS: Final = 6


@dataclass(frozen=True)
class Answer:
    """`words` say what covers it and until when; `call` are the numbers to call, the best one first: (number, who).

    `is_ending` says that its contract ends soon and nothing renews it. `accounts` are the numbers read out to those who
    are called: (number, what it is for, who).
    """

    cover: Cover
    words: str
    call: list[tuple[str, str]]
    accounts: list[tuple[str, str, str]]
    is_ending: bool = False

    @property
    def mark(self) -> str:
        """The kind of its mark."""
        return "warn" if self.is_ending else MARKS[self.cover]

    @property
    def is_covered(self) -> bool:
        """Does anything cover it today?"""
        return self.cover in (Cover.BOTH, Cover.WARRANTY, Cover.CONTRACT)


def answer_for(asset: Any, actor: Any, today: date, accounts: Sequence[dict[str, Any]] = ()) -> Answer:
    """The answer as this person may have it: an unsigned contract covers nothing and is named to nobody.

    Reads what came with the asset: model with its maker, supplier, contract with its vendor. `accounts` are the account
    numbers of these companies (`vendors.queries.accounts.read_out`). No statement where the contract has begun.
    """
    contract = seen_contract(asset.contract, actor)
    if contract is not None and contract.status in UNSIGNED:
        contract = None
    contract = _present(contract, today)
    term = term_of(contract)
    found = cover_on(today, asset.warranty_until, term)
    left = _days_left(contract, today) if found == Cover.CONTRACT else None
    words = _words(found, asset, contract) if left is None else _ending(contract, left)
    call = _numbers(found, asset, contract)
    numbers = [(number, company.name) for number, company in call]
    return Answer(found, words, numbers, _accounts(call, accounts), is_ending=left is not None)


def _present(contract: Any, today: date) -> Any:
    """Until a contract begins that renews another, the other one, while it runs: two statements."""
    is_coming = (
        contract is not None and contract.status == ContractStatus.ACTIVE and today < contract.starts_on
    )
    if is_coming and contract.renews_id and _runs_out(contract.renews, today):
        return contract.renews
    return contract


def _runs_out(contract: Any, today: date) -> bool:
    return bool(contract.status == ContractStatus.RENEWED and today <= contract.ends_on)


def term_of(contract: Any) -> Term | None:
    """The days on which a signed contract covers something; None without one."""
    if contract is None:
        return None
    is_active = contract.status == ContractStatus.ACTIVE
    ends_on = contract.ends_on if contract.status in RUNS else min(contract.ends_on, contract.starts_on)
    return Term(contract.starts_on, ends_on, renews=is_active and contract.renews_by_itself)


def _days_left(contract: Any, today: date) -> int | None:
    """Days after today on which a contract that nothing renews still covers; None where the end is not near."""
    left: int = contract.days_left(today)
    is_renewed = contract.status == ContractStatus.RENEWED or contract.renews_by_itself
    return None if is_renewed or left > SOON_DAYS else left


def _ending(contract: Any, left: int) -> str:
    words = {"number": contract.number, "day": date_format(contract.ends_on, DAY), "n": left}
    until = ngettext(
        "Covered by %(number)s until %(day)s, %(n)d more day; nothing renews it.",
        "Covered by %(number)s until %(day)s, %(n)d more days; nothing renews it.",
        left,
    )
    return _with_hours(until % words, contract)


def _with_hours(words: str, contract: Any) -> str:
    hours = contract.support_hours
    return f"{words} {_('Support: %(hours)s.') % {'hours': hours}}" if hours else words


def _words(found: Cover, asset: Any, contract: Any) -> str:
    number = contract.number if contract else ""
    warranty = date_format(asset.warranty_until, DAY) if asset.warranty_until else ""
    if found in (Cover.WARRANTY, Cover.BOTH):
        words = _("Under warranty until %(day)s. Call the maker first.") % {"day": warranty}
        return (
            f"{words} {_('Contract %(number)s covers it, too.') % {'number': number}}" if contract else words
        )
    if found == Cover.CONTRACT:
        until = _("Covered by %(number)s until %(day)s.") % {
            "number": number,
            "day": date_format(contract.ends_on, DAY),
        }
        if contract.status == ContractStatus.ACTIVE and contract.renews_by_itself:
            until = _("Covered by %(number)s, which renews by itself.") % {"number": number}
        return _with_hours(until, contract)
    if found == Cover.COMING:
        day = date_format(contract.starts_on, DAY)
        return _("Not covered yet: %(number)s begins on %(day)s.") % {"number": number, "day": day}
    if found == Cover.OVER and contract is not None:
        return _("Not covered: %(number)s is over. A call costs money.") % {"number": number}
    if found == Cover.OVER:
        return _("Not covered: its warranty ended on %(day)s. A call costs money.") % {"day": warranty}
    return _("No warranty and no contract is known. A call may cost money.")


def _accounts(call: list[tuple[str, Any]], accounts: Sequence[dict[str, Any]]) -> list[tuple[str, str, str]]:
    companies = list({company.pk: company for _number, company in call}.values())
    return [
        (number, label or _("Our account"), company.name)
        for company in companies
        for label, number in numbers_of(company, accounts)
    ][:MOST_ACCOUNTS]


def _numbers(found: Cover, asset: Any, contract: Any) -> list[tuple[str, Any]]:
    maker = asset.model.manufacturer if asset.model else None
    by_contract = [(contract.support_phone, contract.vendor)] if contract and contract.support_phone else []
    companies = [maker] if found in (Cover.WARRANTY, Cover.BOTH) else []
    companies += [contract.vendor] if contract else []
    companies += [one for one in (asset.service_provider, maker, asset.vendor) if one]
    general = [(one.support_phone, one) for one in companies if one and one.support_phone]
    first = general if found in (Cover.WARRANTY, Cover.BOTH) else [*by_contract, *general]
    return list(dict.fromkeys([*first, *by_contract]))[:2]
