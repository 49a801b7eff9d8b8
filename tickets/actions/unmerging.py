"""Undoing a merge: the duplicate comes back as it was, and the survivor gives back what it got (ux 5d)."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Forbidden, IllegalTransition
from tickets.actions.clocks import take_up_clocks
from tickets.actions.merging import answers_on, lock_both
from tickets.actions.moving import find_move
from tickets.actions.priority import recompute
from tickets.actions.store import changed_fields, store
from tickets.actions.tell_people import tell_owner, tell_state
from tickets.models import Merge, Message, Reporter, Ticket
from tickets.queries.next_steps import next_verbs
from tickets.rules.lifecycle import ENDED, UNMERGE_WINDOW, may_unmerge

UNDID = gettext_lazy("undid the merge")
GAVE_BACK = "ticket.give_back"
verbs.register(GAVE_BACK, gettext_lazy("gave a duplicate back"))


@action("ticket.unmerge", UNDID)
def unmerge(key: str, *, actor: Any, version: int | None = None) -> Ticket:
    """Bring the merged ticket `key` back with the state it had; within 24 hours, while the other has not ended.

    Its clocks go on as if nothing had been: the time since the merge counts, for it was the same problem all along.
    Reporters who came with it leave the other ticket unless they wrote there; care answers go back unless somebody
    changed them since. Raises IllegalTransition, StaleVersion, Forbidden for who does not see both.
    """
    into = _survivor_key(key, actor)
    duplicate, survivor = lock_both(key, into, actor, version)
    at = timezone.now()
    find_move(duplicate, "unmerge", actor, at)
    require(actor, "ticket.merge", survivor)
    kept = Merge.objects.filter(duplicate=duplicate, undone_at__isnull=True).first()
    if kept is None or not may_unmerge(kept.merged_at, survivor.state, at):
        raise IllegalTransition(_refusal(survivor), next_verbs(duplicate, actor, at))
    kept.undone_at = at
    kept.save(update_fields=["undone_at"])
    _come_back(duplicate, kept, actor, at)
    _give_back(survivor, kept, actor, at)
    tell_state(duplicate, actor=actor)
    tell_owner(duplicate, actor=actor, kind="ticket.reopened")
    return duplicate


def _survivor_key(key: str, actor: Any) -> str:
    """The ticket it went on as; itself for one that is not merged, which the table of steps then refuses."""
    seen = Ticket.objects.visible_to(actor)
    found = seen.select_related("merged_into").get(key=key)
    if found.merged_into is None:
        return key
    if not seen.filter(pk=found.merged_into.pk).exists():
        raise Forbidden(_("Only somebody who sees the other ticket can undo this merge."))
    return found.merged_into.key


def _refusal(survivor: Ticket) -> str:
    if survivor.state in ENDED:
        return _("%(key)s has ended, so the merge stays. Report the other problem anew.") % {
            "key": survivor.key
        }
    hours = int(UNMERGE_WINDOW.total_seconds() // 3600)
    return _("A merge can be undone for %(hours)d hours. Report the other problem anew.") % {"hours": hours}


def _come_back(duplicate: Ticket, kept: Merge, actor: Any, at: datetime) -> None:
    changes = changed_fields(duplicate, state=kept.state, merged_into=None, closed_at=None)
    take_up_clocks(duplicate, kept.clocks, at)
    store(duplicate, actor=actor, verb="ticket.unmerge", changes=changes)


def _give_back(survivor: Ticket, kept: Merge, actor: Any, at: datetime) -> None:
    left = _take_out_reporters(survivor, kept)
    changes = changed_fields(survivor, reporters_count=max(survivor.reporters_count - left, 1))
    survivor.save(update_fields=["reporters_count"])
    _take_back_answers(survivor, kept)
    if survivor.is_open:
        changes |= recompute(survivor, actor=actor, at=at).changes
    store(
        survivor,
        actor=actor,
        verb=GAVE_BACK,
        changes=changes | {"duplicate": [kept.duplicate.key, None], "reporters_moved": left},
        fields=("care_answer", "priority_facts"),
    )


def _take_out_reporters(survivor: Ticket, kept: Merge) -> int:
    """Remove those the merge added; who has spoken on the survivor since has a part in it."""
    writers = Message.objects.filter(ticket=survivor, author__isnull=False).values("author")
    rows = Reporter.objects.filter(ticket=survivor, pk__in=kept.reporters, said_worse_at__isnull=True)
    left, _kinds = rows.exclude(user__in=writers).delete()
    return left


def _take_back_answers(survivor: Ticket, kept: Merge) -> None:
    """Put back what the merge changed, unless somebody decided otherwise since: then their word stands."""
    now = answers_on(survivor)
    if any(now[name] != value for name, value in kept.facts_after.items()):
        return
    before = dict(kept.facts_before)
    survivor.care_answer = before.pop("care_answer", survivor.care_answer)
    survivor.priority_facts = {**survivor.priority_facts, **before}
