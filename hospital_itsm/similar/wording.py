"""Why a ticket looks like another, and how it ended, in words."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.similar.rules import ranking

REASONS: Final = {
    ranking.SAME_ASSET: _("Same device"),
    ranking.SAME_SERVICE: _("Same service"),
    ranking.SAME_UNIT: _("Same unit"),
    ranking.SAME_CATEGORY: _("Same category"),
    ranking.SAME_WORDS: _("Same words"),
}


def reasons_of(match: ranking.Match) -> list[str]:
    """Each reason in words."""
    return [str(REASONS[code]) for code in match.reasons]
