"""The notice date of a contract in words: what to do by when, and what happens otherwise."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vendors.choices import HOLDS, ContractState
from vendors.models import Contract
from vendors.rules.notice import years_and_months


@dataclass(frozen=True)
class NoticeWords:
    """One line about the notice date and the kind of its mark; `is_trap` says that it renews if nobody acts."""

    text: str
    mark: str
    is_trap: bool = False


SOON_DAYS = 60
"""An auto-renewal without a decision this near is a trap (domain 6.6)."""


def day_words(day: date, today: date | None = None) -> str:
    """A day such as "Mar 30, 2027"; without the year where it is near `today`."""
    near = today is not None and abs((day - today).days) < 330
    return str(date_format(day, "M j" if near else "M j, Y"))


def length_words(months: int) -> str:
    """A length such as "3 years", "18 months" or "1 year"."""
    years, rest = years_and_months(months)
    if rest:
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}


def if_nobody_decides(contract: Contract) -> str:
    """What happens of itself, such as "it renews for 3 years"."""
    if contract.auto_renew and contract.renewal_term_months:
        return _("it renews for %(length)s") % {"length": length_words(contract.renewal_term_months)}
    return _("it ends and nothing renews it")


def notice_words(contract: Contract, state: ContractState, today: date) -> NoticeWords:
    """The line about the notice date of a contract that stands like `state` today."""
    if state not in (*HOLDS, ContractState.COMING):
        return NoticeWords(_over(contract, state, today), "none")
    if contract.decision:
        words = {"decision": contract.get_decision_display(), "day": day_words(contract.ends_on, today)}
        return NoticeWords(_("Decided: %(decision)s. The term ends %(day)s") % words, "done")
    if contract.notice_on is None:
        return NoticeWords(_without_notice(contract, today), "none")
    left = (contract.notice_on - today).days
    if left < 0:
        return _passed(contract, -left, today)
    day = day_words(contract.notice_on, today)
    near = "warn" if left <= SOON_DAYS else "none"
    if contract.auto_renew:
        words = {"day": day, "length": length_words(contract.renewal_term_months or 0)}
        text = _("Tell them by %(day)s or it renews for %(length)s") % words
        return NoticeWords(text, near, is_trap=left <= SOON_DAYS)
    words = {"day": day, "end": day_words(contract.ends_on, today)}
    return NoticeWords(_("Tell them by %(day)s. Ends %(end)s; nothing renews it") % words, near)


def _passed(contract: Contract, days: int, today: date) -> NoticeWords:
    passed = ngettext("Notice date passed %(n)d day ago", "Notice date passed %(n)d days ago", days) % {
        "n": days
    }
    if not contract.auto_renew:
        return NoticeWords(f"{passed}. {_ends(contract, today)}", "bad")
    words = {
        "passed": passed,
        "day": day_words(contract.ends_on + timedelta(days=1), today),
        "length": length_words(contract.renewal_term_months or 0),
    }
    return NoticeWords(_("%(passed)s: it renews on %(day)s for %(length)s") % words, "bad", is_trap=True)


def _without_notice(contract: Contract, today: date) -> str:
    if contract.auto_renew:
        words = {
            "day": day_words(contract.ends_on + timedelta(days=1), today),
            "length": length_words(contract.renewal_term_months or 0),
        }
        return _("Renews on %(day)s for %(length)s; no notice period is known") % words
    return _ends(contract, today)


def _ends(contract: Contract, today: date) -> str:
    return _("Ends %(day)s; nothing renews it") % {"day": day_words(contract.ends_on, today)}


def _over(contract: Contract, state: ContractState, today: date) -> str:
    if state == ContractState.EXPIRED and contract.auto_renew:
        words = {
            "day": day_words(contract.ends_on, today),
            "length": length_words(contract.renewal_term_months or 0),
        }
        return _("The term ended %(day)s and was to renew for %(length)s. Enter the new last day") % words
    if state == ContractState.EXPIRED:
        return _("Ended %(day)s") % {"day": day_words(contract.ends_on, today)}
    if contract.notice_on is None:
        return _("No notice date")
    return _("Notice date %(day)s") % {"day": day_words(contract.notice_on, today)}
