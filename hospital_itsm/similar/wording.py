"""Why a ticket looks like another, how it ended, and what similar reports are, in words."""

from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hospital_itsm.continuity.choices import MajorTrigger
from hospital_itsm.similar.queries.groups import Shown
from tickets.rules import likeness

REASONS: Final = {
    likeness.SAME_ASSET: _("Same device"),
    likeness.SAME_SERVICE: _("Same service"),
    likeness.SAME_UNIT: _("Same unit"),
    likeness.SAME_CATEGORY: _("Same category"),
    likeness.SAME_WORDS: _("Same words"),
}


def reasons_of(match: likeness.Match) -> list[str]:
    """Each reason in words."""
    return [str(REASONS[code]) for code in match.reasons]


def heading_of(shown: Shown) -> str:
    """How many reports, in how many minutes."""
    words = ngettext(
        "%(n)d similar report in %(m)d minutes", "%(n)d similar reports in %(m)d minutes", shown.count
    )
    return words % {"n": shown.count, "m": shown.minutes}


def propose_url(shown: Shown) -> str:
    """The form that proposes a major incident, with what the reports say filled in; codes and a number alone."""
    said = {
        "ticket": shown.first.key,
        "trigger": MajorTrigger.SIMILAR.value,
        "services": shown.services,
        "care_areas": shown.units,
    }
    return f"{reverse('continuity:propose_major')}?{urlencode(said, doseq=True)}"
