"""Paging people on call. A page counts as answered only when a person acknowledges it (domain 2.3)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.outbox.tell import can_be_paged, tell
from hospital_itsm.people.models import User
from hospital_itsm.people.roster import Roster
from tickets.access import reads_as_desk
from tickets.actions.clocks import stop_response
from tickets.actions.store import store
from tickets.actions.tell_people import place_of, tell_reporters
from tickets.models import Page, Ticket
from tickets.queries.audiences import first_of_line
from tickets.rules.audience import ROLES
from tickets.rules.escalation import PAGE_AGAIN_AFTER

PAGED = "ticket.page"
verbs.register(PAGED, gettext_lazy("paged on-call"))


@step
def page(
    ticket: Ticket,
    *,
    actor: Any,
    audience: str,
    step: str,
    at: datetime | None = None,
    roster: Roster | None = None,
) -> list[Page]:
    """Page the people behind an audience code about a locked ticket, or the next in line when there is nobody.

    Returns the pages written now: none for people already paged for this `step` or within two minutes. Somebody
    without a paging channel gets the message in the desk and a page with `has_channel` False.
    """
    now = at or timezone.now()
    people = first_of_line(audience, ticket, roster or Roster.at(now, ROLES))
    return page_people(ticket, people, actor=actor, audience=audience, step=step, at=now)


@step
def page_people(
    ticket: Ticket, people: Sequence[User], *, actor: Any, audience: str, step: str, at: datetime
) -> list[Page]:
    """Page these people about a locked ticket, of a restricted one only those who may read it; see `page`."""
    before = Page.objects.filter(ticket=ticket).values_list("recipient_id", "step", "paged_at")
    done = {who for who, rung, when in before if rung == step or when > at - PAGE_AGAIN_AFTER}
    rows = [
        Page(
            ticket=ticket,
            recipient=user,
            audience=audience,
            step=step,
            paged_at=at,
            has_channel=can_be_paged(user),
        )
        for user in people
        if user.pk not in done and (not ticket.is_restricted or reads_as_desk(user, ticket))
    ]
    if not rows:
        return []
    Page.objects.bulk_create(rows)
    tell(
        actor=actor,
        kind="page.sent",
        recipients=[row.recipient for row in rows],
        payload={"ticket": ticket.key, **place_of(ticket)},
        dedupe=f"{ticket.key}:{step}",
    )
    names = [row.recipient.username for row in rows]
    record(actor, PAGED, ticket, {"paged": [None, names], "audience": [None, audience], "step": [None, step]})
    return rows


@action("page.acknowledge", gettext_lazy("answered the page"))
def acknowledge(page_pk: int, *, actor: Any) -> Page:
    """Answer the pages about a ticket: the person paged, or somebody else who may. Answering twice is harmless.

    Stops the response clock and tells the others paged and the requester. Raises Page.DoesNotExist for a page about
    a ticket the actor neither sees nor was paged for, Forbidden for a role that answers no pages.
    """
    row = Page.objects.select_related("ticket").get(pk=page_pk)
    ticket = Ticket.objects.select_for_update().get(pk=row.ticket_id)
    row.refresh_from_db()
    row.ticket = ticket
    if row.recipient_id != actor.pk and not Ticket.objects.visible_to(actor).filter(pk=ticket.pk).exists():
        raise Page.DoesNotExist
    require(actor, "page.acknowledge", row)
    if row.acknowledged_at is None:
        _answer(ticket, row, actor, timezone.now())
    return row


def _answer(ticket: Ticket, row: Page, actor: Any, at: datetime) -> None:
    row.acknowledged_at, row.acknowledged_by = at, actor
    waiting = list(
        Page.objects.filter(ticket=ticket, acknowledged_at__isnull=True).select_related("recipient")
    )
    Page.objects.filter(pk__in=[one.pk for one in waiting]).update(acknowledged_at=at, acknowledged_by=actor)
    stop_response(ticket, at, actor)
    store(
        ticket,
        actor=actor,
        verb="page.acknowledge",
        changes={"page": [None, row.pk]},
        fields=["responded_at"],
    )
    others = [one.recipient for one in waiting]
    answered = {"ticket": ticket.key, "at": at}
    tell(actor=actor, kind="page.answered", recipients=others, payload=answered, dedupe=f"{row.pk}")
    tell_reporters(ticket, actor=actor, kind="ticket.page_answered", payload={"at": at})
