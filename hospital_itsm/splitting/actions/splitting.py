"""Splitting a ticket that holds two problems, and undoing it within a day."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.core import context
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.following.actions.follows import let_follow
from hospital_itsm.following.models import Follow
from hospital_itsm.people.models import Team
from hospital_itsm.splitting.models import Split
from hospital_itsm.splitting.queries.splits import is_untouched, movable
from hospital_itsm.splitting.rules.undoing import LATE, undo_fault
from tickets.actions import search_words
from tickets.actions.intake import Place
from tickets.actions.merging import lock_both, merge
from tickets.actions.messages import SOURCES
from tickets.actions.report import report_problem
from tickets.actions.store import changed_fields, lock, store
from tickets.choices import SAID_PUBLICLY, Source
from tickets.models import Attachment, Message, Ticket

MADE = "ticket.split"
UNDONE = "ticket.undo_split"
MOST = 200


@action(MADE, gettext_lazy("split a part off"))
def split(
    key: str,
    *,
    actor: Any,
    text: str,
    care_answer: str,
    title: str = "",
    messages: Sequence[int] = (),
    team: Team | None = None,
    followers: bool = False,
    phi_decision: str = "",
    version: int | None = None,
) -> Split:
    """Report the other problem of an open ticket as a ticket of its own, and give it the messages that are about it.

    `text` is what the other problem is; requester, place and readers are those of `key`, its service and device are
    not, for they are of the problem that stays. Its clocks begin now (design/sla-vectors.md 25). `messages` are keys
    of replies and notes, whose files go with them. Without `team` it is routed by its words; `followers` lets those
    of `key` follow it.
    Raises Ticket.DoesNotExist, Forbidden, StaleVersion, and ValueRefused for a ticket that has ended, for other
    messages, for a team whose tickets more people read, and as `report_problem`.
    """
    source = lock(key, actor, version)
    require(actor, "ticket_split.make", source)
    if not source.is_open:
        raise ValueRefused({"text": _("This ticket has ended. Report the other problem as a new one.")})
    moved, at = _chosen(source, messages), timezone.now()
    made = report_problem(
        actor=actor,
        text=text,
        title=title,
        care_answer=care_answer,
        place=Place(source.care_area, source.room, source.workstation),
        callback=source.callback,
        kind=source.kind,
        requester=source.requester,
        caller="" if source.requester else source.requester_label,
        source=SOURCES.get(context.current().channel, Source.WEB),
        team=team,
        phi_decision=phi_decision,
    )
    if source.is_restricted and not made.is_restricted:
        raise ValueRefused(
            {"team": _("More people would read it there. Choose a team with the same readers.")}
        )
    row = Split.objects.create(source=source, made=made, messages=moved, split_at=at, split_by=person(actor))
    _move(row, source, made)
    _store(source, actor, MADE, row)
    if followers:
        for follow in Follow.objects.filter(ticket=source).select_related("user"):
            if Ticket.objects.visible_to(follow.user).filter(pk=made.pk).exists():
                let_follow(made, follow.user, actor, at)
    return row


@action(UNDONE, gettext_lazy("undid a split"))
def undo_split(key: str, *, actor: Any, version: int | None = None) -> Ticket:
    """Give the messages of the split-off ticket `key` back and end it as a duplicate of where it came from.

    Returns that one. Raises Split.DoesNotExist for a ticket that was not split off, Ticket.DoesNotExist, Forbidden,
    StaleVersion, ValueRefused where the other has ended, and Conflict after a day or once somebody worked on it.
    """
    there = Ticket.objects.visible_to(actor).get(key=key)
    row = Split.objects.select_related("source").get(made=there, undone_at__isnull=True)
    made, source = lock_both(key, row.source.key, actor, version)
    require(actor, "ticket_split.make", source)
    require(actor, "ticket_split.make", made)
    row = Split.objects.select_for_update().get(pk=row.pk)
    _refuse_undoing(row, made, timezone.now())
    row.undone_at = timezone.now()
    row.save(update_fields=["undone_at"])
    _move(row, made, source)
    _store(source, actor, UNDONE, row)
    merge(key, actor=actor, into=source.key, reason=_("The split was undone."))
    return source


def _chosen(source: Ticket, messages: Sequence[int]) -> list[int]:
    wanted = sorted(set(messages))
    found = list(movable(source).filter(pk__in=wanted[:MOST]).values_list("pk", flat=True))
    if found != wanted:
        raise ValueRefused(
            {"messages": _("Choose replies and notes of this ticket, at most %(most)d.") % {"most": MOST}}
        )
    return found


def _refuse_undoing(row: Split, made: Ticket, now: datetime) -> None:
    if row.undone_at is not None:
        raise Conflict(_("Somebody has undone this split already."))
    fault = undo_fault(row.split_at, now, untouched=is_untouched(made))
    if fault == LATE:
        raise Conflict(_("A split can be undone for 24 hours. Merge the two tickets instead."))
    if fault:
        raise Conflict(
            _("Somebody has worked on %(key)s. Merge the two tickets instead.") % {"key": made.key}
        )


def _move(row: Split, giver: Ticket, taker: Ticket) -> None:
    """Messages exist once: what removes their text later finds them wherever they are."""
    Message.objects.filter(pk__in=row.messages, ticket=giver).update(ticket=taker)
    Attachment.objects.filter(message__in=row.messages, ticket=giver).update(ticket=taker)
    search_words.refresh_many([giver.pk, taker.pk])


def _store(source: Ticket, actor: Any, verb: str, row: Split) -> None:
    said = source.messages.filter(kind__in=SAID_PUBLICLY).order_by("-id").first()
    changes = {"split": row.pk, "messages_moved": len(row.messages)}
    if said is not None:
        reporters = set(source.reporters.values_list("user_id", flat=True))
        changed_fields(
            source,
            last_public_at=said.created_at,
            last_public_by_requester=said.author_id in reporters,
        )
    fields = ("last_public_at", "last_public_by_requester")
    store(source, actor=actor, verb=verb, changes=changes, fields=fields)
