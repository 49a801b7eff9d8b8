"""Finding tickets and their files: the end of a number first, then words by how well they fit, newest first."""

from typing import Any, Final

from django.contrib.postgres.search import SearchRank
from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.http import urlencode

from hospital_itsm.core.access import can
from hospital_itsm.search.rules.words import is_ending, number_of
from hospital_itsm.search.sources import Asked, Hit
from tickets.access import reads_as_desk
from tickets.choices import OPEN_STATES, PREFIXES, REQUESTER_WORDS, State
from tickets.models import Ticket
from tickets.queries.attachments import seen_attachments
from tickets.queries.search import matching, words_query

RANKED: Final = 200
"""Of more matches the newest are ranked: weighing every hit of a common word would read half of the index."""
OPEN_COUNTS: Final = 1.5


def find_tickets(asked: Asked, most: int) -> list[Hit]:
    """By number or its end, and by words: two statements, one more where a number was typed."""
    prefix, digits = number_of(asked.text)
    numbered = list(_numbered(asked.actor, prefix, digits)[:most]) if digits else []
    known = {ticket.pk for ticket in numbered}
    worded = [ticket for ticket in _worded(asked)[:most] if ticket.pk not in known]
    return [_hit(ticket, asked, (prefix, digits)) for ticket in (*numbered, *worded)][:most]


def ticket_names(actor: Any) -> tuple[QuerySet[Any], str]:
    """Titles of the tickets the person sees."""
    return Ticket.objects.visible_to(actor), "search__title"


def ticket_list(asked: Asked) -> str:
    """The queue with all tickets of these words, for those who open it."""
    if not can(asked.actor, "ticket.queue"):
        return ""
    return f"{reverse('tickets:queue_view', args=['all'])}?{urlencode({'q': asked.text})}"


def find_files(asked: Asked, most: int) -> list[Hit]:
    """Files by the name they came with, newest first: one statement."""
    named = Q()
    for part in asked.parts:
        named &= Q(file_name__icontains=part)
    files = seen_attachments(asked.actor).filter(named).select_related("ticket").order_by("-pk")[:most]
    return [
        Hit(
            file.file_name,
            facts=(file.ticket.key, file.ticket.title),
            url=ticket_url(file.ticket, asked.actor),
        )
        for file in files
    ]


def file_names(actor: Any) -> tuple[QuerySet[Any], str]:
    """Names of the files the person may open."""
    return seen_attachments(actor), "file_name"


def ticket_url(ticket: Ticket, actor: Any) -> str:
    """The agent's page where the person sees it at the desk, the requester's elsewhere."""
    if reads_as_desk(actor, ticket) and can(actor, "ticket.read_internal"):
        return ticket.get_absolute_url()
    return reverse("tickets:my_ticket", args=[ticket.key]) if can(actor, "ticket.mine") else ""


def _numbered(actor: Any, prefix: str, digits: str) -> QuerySet[Ticket]:
    seen = Ticket.objects.visible_to(actor).select_related("care_area")
    if is_ending(prefix, digits):
        return seen.filter(search__reversed_key__startswith=digits[::-1]).order_by(Length("key"), "-pk")
    keys = [f"{start}-{digits}" for start in PREFIXES.values() if prefix in ("", start)]
    return seen.filter(key__in=keys).order_by("-pk")


def _worded(asked: Asked) -> QuerySet[Ticket]:
    seen = Ticket.objects.visible_to(asked.actor)
    newest = seen.filter(matching(asked.text, asked.actor)).order_by("-pk").values("pk")[:RANKED]
    weight = Case(When(state__in=OPEN_STATES, then=Value(OPEN_COUNTS)), default=Value(1.0))
    rank = SearchRank(F("search__public_words"), words_query(asked.text)) * weight
    found = Ticket.objects.filter(pk__in=newest).select_related("care_area")
    return found.annotate(fits=_as_float(rank)).order_by("-fits", "-pk")


def _as_float(expression: Any) -> Any:
    expression.output_field = FloatField()
    return expression


def _hit(ticket: Ticket, asked: Asked, number: tuple[str, str]) -> Hit:
    is_desk = reads_as_desk(asked.actor, ticket)
    state = ticket.get_state_display() if is_desk else REQUESTER_WORDS[State(ticket.state)]
    facts = (str(state), ticket.care_area.name if ticket.care_area else "")
    prefix, digits = number
    is_exact = ticket.key == f"{prefix}-{digits}" or (not prefix and ticket.key.partition("-")[2] == digits)
    return Hit(
        ticket.title, ticket.key, tuple(filter(None, facts)), ticket_url(ticket, asked.actor), is_exact
    )
