"""Ladders and what is wrong with them in words, for the pages of the set-up."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.setup.promise_words import AUDIENCE_WORDS
from hospital_itsm.setup.rules import ladders
from hospital_itsm.setup.rules.ladders import Fault

SAME: Final = gettext_lazy("Nothing differs. The version that holds stays.")
UNREADABLE: Final = gettext_lazy("Write 75 %, 15 min, or 15 min late for minutes after the deadline.")
FAULTS: Final = {
    ladders.EMPTY: gettext_lazy(
        "Tickets of priority 1 and 2 never go without a ladder. Keep at least one rung."
    ),
    ladders.NOBODY_PAGED: gettext_lazy("Nobody would be paged. Let at least one rung page somebody."),
    ladders.NO_HUMAN: gettext_lazy(
        "The last rung (%s) must reach somebody who answers for the house: the duty manager, the manager, the vice"
        " president or the CIO."
    ),
    ladders.TWICE: gettext_lazy("Two rungs stand at %s. Join them into one."),
    ladders.NOBODY: gettext_lazy("The rung at %s tells nobody. Say whom, or let it go onto the weekly list."),
    ladders.EMPTY_ROTA: gettext_lazy(
        "Nobody stands behind “%s”, neither now nor later. Fill the rota or give the role first, or tell somebody else."
    ),
}


def fault_words(fault: Fault) -> str:
    """One sentence that says what to mend."""
    words = str(FAULTS[fault.code])
    about: Any = AUDIENCE_WORDS.get(fault.about, fault.about)
    return words % about if fault.about else words


def whom_words(audience: Any) -> str:
    """The people of a rung, or nobody."""
    return ", ".join(str(AUDIENCE_WORDS.get(one, one)) for one in audience) or str(_("nobody"))
