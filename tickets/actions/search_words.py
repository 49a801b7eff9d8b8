"""The words tickets are found by, kept apart from the hot row (architecture 4). Protected and internal words differ."""

from collections.abc import Iterable

from django.db import connection

from hospital_itsm.audit.actions import step
from tickets.models import Ticket

LONGEST = 200_000
"""Characters of a conversation that are indexed; PostgreSQL takes at most a megabyte of words a row."""

WRITE = """
INSERT INTO tickets_ticketsearch (ticket_id, title, reversed_key, public_words, all_words)
SELECT ticket.id, ticket.title, reverse(ticket.key),
    facts.words || to_tsvector('english', left(coalesce(said.public_text, ''), %(longest)s)),
    facts.words || to_tsvector('english', left(coalesce(said.all_text, ''), %(longest)s))
FROM tickets_ticket AS ticket
LEFT JOIN assets_service AS service ON service.id = ticket.service_id
LEFT JOIN LATERAL (
    SELECT string_agg(message.body, ' ' ORDER BY message.id) FILTER (WHERE message.kind IN ('report', 'public'))
            AS public_text,
        string_agg(message.body, ' ' ORDER BY message.id) AS all_text
    FROM tickets_message AS message WHERE message.ticket_id = ticket.id
) AS said ON true
CROSS JOIN LATERAL (
    SELECT setweight(to_tsvector('simple', ticket.key), 'A')
        || setweight(to_tsvector('english', ticket.title), 'A')
        || setweight(to_tsvector('english', concat_ws(' ', ticket.device_text, service.name)), 'B') AS words
) AS facts
WHERE ticket.id = ANY(%(tickets)s)
ON CONFLICT (ticket_id) DO UPDATE
SET title = excluded.title, reversed_key = excluded.reversed_key,
    public_words = excluded.public_words, all_words = excluded.all_words
"""


@step
def refresh(ticket: Ticket) -> None:
    """Write the words of one ticket anew: title, device, service and what was said."""
    refresh_many([ticket.pk])


@step
def refresh_many(ticket_pks: Iterable[int]) -> None:
    """Write the words of many tickets with one statement; an import calls it a batch at a time."""
    with connection.cursor() as cursor:
        cursor.execute(WRITE, {"longest": LONGEST, "tickets": list(ticket_pks)})
