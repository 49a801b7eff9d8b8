"""What a team says to the next shift, and taking it over."""

from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.people.models import Team
from hospital_itsm.shifts.models import ShiftHandover, TeamWord

LONGEST: Final = 2000


@action("shift_handover.say", gettext_lazy("said to the next shift"))
def say_words(
    handover: int, team: Team, *, actor: Any, words: str, version: int | None = None, phi_decision: str = ""
) -> TeamWord:
    """Say what the next shift must know of a team's work; other words make it untaken again.

    Raises Forbidden, StaleVersion, ValueRefused, PhiSuspected.
    """
    require(actor, "shift.speak", team)
    row = _lock(handover, team, version)
    said = guard(words, phi_decision, field="words").text
    if not said or len(said) > LONGEST:
        raise ValueRefused({"words": _("Say it in up to %(most)d characters.") % {"most": LONGEST}})
    if said == row.words:
        return row
    old, row.words = row.words, said
    row.said_by, row.said_at = person(actor), timezone.now()
    row.taken_by = row.taken_at = None
    return _save(row, actor, "shift_handover.say", {"words": [free_text(old), free_text(said)]})


@action("shift_handover.take", gettext_lazy("took the shift over"))
def take_over(handover: int, team: Team, *, actor: Any, version: int | None = None) -> TeamWord:
    """Take a team's work over for the next shift. Raises Forbidden, Conflict for the second time, StaleVersion."""
    require(actor, "shift.speak", team)
    row = _lock(handover, team, version)
    if row.taken_at is not None:
        raise Conflict(
            _("%(who)s took it over already.") % {"who": row.taken_by.full_name if row.taken_by else "?"}
        )
    row.taken_by, row.taken_at = person(actor), timezone.now()
    return _save(row, actor, "shift_handover.take", {"taken": [None, True]})


@step
def _lock(handover: int, team: Team, version: int | None) -> TeamWord:
    whole = ShiftHandover.objects.select_related("shift").select_for_update(of=("self",)).get(pk=handover)
    row = TeamWord.objects.filter(handover=whole, team=team).select_related("taken_by").first()
    found: TeamWord = row or TeamWord(handover=whole, team=team, version=0)
    found.handover = whole
    if version is not None and version != found.version:
        words = _("Somebody wrote meanwhile. Read it, then send yours again.")
        raise StaleVersion(words, current=found.version, given=version)
    return found


@step
def _save(row: TeamWord, actor: Any, verb: str, changes: dict[str, Any]) -> TeamWord:
    row.version += 1
    row.save()
    record(actor, verb, row, changes)
    return row
