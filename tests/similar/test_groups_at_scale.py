"""Of many tickets none is read but by an index, neither for the head of the queue nor by the step of every minute."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hospital_itsm.similar.models import GroupedTicket, SimilarGroup
from hospital_itsm.similar.queries import recent
from hospital_itsm.similar.queries.groups import shown_now
from tests.similar.test_similar import MANY
from tests.tickets.desk_cast import report
from tests.world import World, again

BLANK = "The label printer prints blank labels since noon"


def plans(read: Any) -> str:
    """How the database answers what this reads."""
    with CaptureQueriesContext(connection) as captured:
        read()
    found = []
    with connection.cursor() as cursor:
        for one in captured.captured_queries:
            cursor.execute(f"EXPLAIN {one['sql']}")
            found += [line for (line,) in cursor.fetchall()]
    return "\n".join(found)


def test_of_many_tickets_none_is_read_but_by_an_index(world: World) -> None:
    tickets = [report(world, text=BLANK) for _number in range(3)]
    with connection.cursor() as cursor:
        cursor.execute(MANY, {"like": tickets[0].pk})
    now, actor = timezone.now(), again(world.agent)
    assert actor.permissions
    assert actor.team_ids
    group = SimilarGroup.objects.create(care_area=world.icu, found_at=now, last_at=now)
    GroupedTicket.objects.bulk_create(
        GroupedTicket(group=group, ticket=one, joined_at=now) for one in tickets
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE tickets_ticket; ANALYZE similar_similargroup; ANALYZE similar_groupedticket")
    assert [one.count for one in shown_now(actor, now)] == [3]
    for read in (
        lambda: shown_now(actor, now),
        lambda: recent.ungrouped(now),
        lambda: recent.members_of([group]),
        lambda: recent.spelled_alike(tickets),
    ):
        plan = plans(read)
        assert "Seq Scan on tickets_ticket" not in plan, plan
