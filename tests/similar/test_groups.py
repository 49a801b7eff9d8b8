"""Three similar reports within minutes: proposed once, shown to those who may propose, and dismissed with a reason."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.celery import VITAL
from hospital_itsm.continuity.actions.majors import propose
from hospital_itsm.continuity.models import MajorIncident
from hospital_itsm.core.errors import Forbidden, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.similar import tasks
from hospital_itsm.similar.actions import groups
from hospital_itsm.similar.actions.groups import GATHERER, dismiss, gather
from hospital_itsm.similar.models import GroupedTicket, SimilarGroup
from tests.api.rest import Rest, problem
from tests.processes import Product
from tests.tickets.desk_cast import report
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.choices import Kind, State
from tickets.models import Ticket

BLANK = "The label printer prints blank labels since noon"
CALLED = ["beth.lawson", "carla.voss", "ellen.fairweather", "martin.ekland"]
PATIENCE = 30
WHY = "Three rooms, three worn rolls."


def burst(world: World, count: int = 3, **fields: Any) -> list[Ticket]:
    """Similar reports of one unit, a minute apart, the last one now."""
    now = timezone.now()
    made = [report(world, text=BLANK, **fields) for _number in range(count)]
    for place, one in enumerate(made):
        at = now - timedelta(minutes=count - 1 - place)
        Ticket.objects.filter(pk=one.pk).update(opened_at=at)
    return [Ticket.objects.get(pk=one.pk) for one in made]


def told() -> list[str]:
    """Who was told of similar reports in the bell."""
    rows = OutboxMessage.objects.filter(kind="similar.found", channel="in_app")
    return sorted(rows.values_list("recipient__username", flat=True))


def keys(group: SimilarGroup) -> list[str]:
    """The numbers of its tickets."""
    return sorted(group.rows.values_list("ticket__key", flat=True))


def run(now: datetime | None = None) -> int:
    """One round of the product."""
    return gather(actor=GATHERER, now=now or timezone.now())


def test_three_reports_are_one_group_and_told_once_without_their_words(world: World) -> None:
    tickets = burst(world)
    assert tasks.gather_similar_reports() == 3
    group = SimilarGroup.objects.get()
    assert keys(group) == [one.key for one in tickets]
    assert (group.care_area, group.service, group.last_at) == (world.icu, None, tickets[-1].opened_at)
    assert told() == CALLED
    for message in OutboxMessage.objects.filter(kind="similar.found"):
        assert message.payload == {"group": group.pk, "count": 3}
    assert tasks.gather_similar_reports() == 0
    assert told() == CALLED
    entry = AuditEntry.objects.get(verb="similar.find")
    assert (entry.target_label, entry.actor_label) == (group.key, "system:similar-reports")


def test_two_reports_or_three_that_are_too_far_apart_are_none(world: World) -> None:
    tickets, now = burst(world, 2), timezone.now()
    assert run(now) == 0
    third = burst(world, 1)[0]
    Ticket.objects.filter(pk=third.pk).update(opened_at=now + timedelta(minutes=14, seconds=30))
    assert run(now + timedelta(minutes=15)) == 0
    Ticket.objects.filter(pk=third.pk).update(opened_at=tickets[0].opened_at + timedelta(minutes=15))
    assert run(now + timedelta(minutes=15)) == 3


@pytest.mark.parametrize(
    "fields",
    [{"is_restricted": True, "kind": Kind.SECURITY}, {"kind": Kind.REQUEST}, {"state": State.RESOLVED}],
    ids=str,
)
def test_what_is_not_counted(world: World, fields: dict[str, Any]) -> None:
    burst(world, 2)
    other = burst(world, 1)[0]
    Ticket.objects.filter(pk=other.pk).update(**fields)
    report(world, text="Nobody hears the phone at the desk")
    assert (run(), SimilarGroup.objects.count(), told()) == (0, 0, [])


def test_what_is_in_a_major_incident_is_handled_already(world: World) -> None:
    tickets = burst(world)
    major = propose(
        actor=again(world.agent), title="Printing", trigger="similar", services=[world.service("A001")],
        ticket=tickets[0].key,
    )  # fmt: skip
    assert run() == 0
    MajorIncident.objects.filter(pk=major.pk).update(state="declined", declined_reason="No")
    assert run() == 3


def test_a_later_report_joins_and_nobody_is_told_again(world: World) -> None:
    tickets = burst(world)
    run()
    Ticket.objects.update(opened_at=timezone.now() - timedelta(hours=1))
    SimilarGroup.objects.update(last_at=timezone.now() - timedelta(hours=1))
    later = burst(world, 1)[0]
    elsewhere = burst(world, 1, area=world.area("MS5"))[0]
    assert run() == 1
    group = SimilarGroup.objects.get()
    assert keys(group) == sorted([*(one.key for one in tickets), later.key])
    assert (group.last_at, group.version) == (later.opened_at, 2)
    assert not GroupedTicket.objects.filter(ticket=elsewhere).exists()
    assert told() == CALLED
    assert AuditEntry.objects.filter(verb="similar.join").count() == 1


def test_after_it_was_dismissed_or_over_three_further_reports_are_a_new_group(world: World) -> None:
    burst(world)
    run()
    dismiss(SimilarGroup.objects.get().pk, actor=again(world.agent), reason=WHY)
    burst(world, 2)
    assert run() == 0
    burst(world, 1)
    assert run() == 3
    assert SimilarGroup.objects.count() == 2
    Ticket.objects.update(opened_at=timezone.now() - timedelta(hours=5))
    SimilarGroup.objects.update(last_at=timezone.now() - timedelta(hours=5))
    burst(world, 1)
    assert run() == 0


def test_only_the_product_gathers_and_a_ticket_is_in_one_group(world: World) -> None:
    burst(world)
    with pytest.raises(Forbidden):
        gather(actor=again(world.duty_manager), now=timezone.now())
    assert SimilarGroup.objects.count() == 0
    run()
    row = GroupedTicket.objects.earliest("pk")
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupedTicket.objects.create(group=row.group, ticket=row.ticket, joined_at=row.joined_at)
    assert "gather similar reports" in VITAL


def test_the_queue_shows_it_at_its_head_to_those_who_may_propose(world: World) -> None:
    tickets = burst(world)
    path = "/queue/v/all/"
    assert "similar reports in" not in opened(world.agent, path).main
    run()
    answer = opened(world.agent, path)
    assert "3 similar reports in 15 minutes" in answer.main
    assert " , ".join(one.key for one in tickets) in answer.main
    form = f"/mi/new/?ticket={tickets[0].key}&amp;trigger=similar&amp;care_areas={world.icu.code}"
    assert f'href="{form}"' in answer.page
    assert "similar reports in" in opened(world.duty_manager, path).main
    for who in (world.auditor, world.vendor_manager, world.patient_safety):
        assert "similar reports in" not in opened(who, path).main
    assert "similar reports in" not in opened(world.agent, "/queue/v/every/").main
    Ticket.objects.update(state=State.RESOLVED)
    assert "similar reports in" not in opened(world.agent, path).main


def test_the_form_that_proposes_is_filled_in_and_proposing_answers_the_group(world: World) -> None:
    tickets = burst(world)
    run()
    path = f"/mi/new/?ticket={tickets[0].key}&trigger=similar&care_areas={world.icu.code}"
    page = opened(world.agent, path).page
    assert '<option value="similar" selected>' in page
    box = page.split(f'value="{world.icu.code}"')[1].split(">")[0]
    assert "checked" in box
    form = {
        "title": "Label printing is down",
        "trigger": "similar",
        "services": ["A001"],
        "care_areas": ["ICU"],
    }
    assert sent(world.agent, path, **form).status == 302
    major = MajorIncident.objects.get()
    assert (major.ticket, major.trigger) == (tickets[0], "similar")
    assert "similar reports in" not in opened(world.agent, "/queue/v/all/").main
    group = opened(world.agent, f"/queue/similar/{SimilarGroup.objects.get().pk}/").main
    assert f"{major.key} Label printing is down Proposed" in group
    assert "Not one problem" not in group


def test_counts_are_those_of_what_a_person_sees(world: World) -> None:
    tickets = burst(world, 4)
    run()
    Ticket.objects.filter(pk=tickets[1].pk).update(
        is_restricted=True, kind=Kind.SECURITY, team=world.team("SEC")
    )
    path = f"/queue/similar/{SimilarGroup.objects.get().pk}/"
    for who in (world.agent, world.security):
        answer = opened(who, path)
        assert "3 similar reports" in answer.main
        assert tickets[1].key not in answer.page
    assert Rest(world.agent).get("similar_groups/").json()["results"][0]["count"] == 3
    assert Rest(world.agent).get(f"similar_groups/?ticket={tickets[1].key}").json()["results"] == []
    assert len(Rest(world.agent).get(f"similar_groups/?ticket={tickets[0].key}").json()["results"]) == 1
    Ticket.objects.filter(pk=tickets[0].pk).update(
        is_restricted=True, kind=Kind.SECURITY, team=world.team("SEC")
    )
    for who in (world.agent, world.security):
        assert opened(who, path).status == 404
        assert "similar reports in" not in opened(who, "/queue/v/all/").main
        assert Rest(who).get("similar_groups/").json()["results"] == []


def test_not_one_problem_asks_why_and_is_kept_in_the_trail_without_words(world: World) -> None:
    burst(world)
    run()
    group = SimilarGroup.objects.get()
    path = f"/queue/similar/{group.pk}/"
    refused = sent(world.agent, path, reason=" ", version="1")
    assert (refused.status, "Say why in one line." in refused.main) == (422, True)
    assert SimilarGroup.objects.get().dismissed_at is None
    assert sent(world.agent, path, reason=WHY, version="1").status == 302
    group.refresh_from_db()
    assert (group.dismissed_by, group.dismissed_reason, group.version) == (world.agent, WHY, 2)
    entry = AuditEntry.objects.get(verb="similar.dismiss")
    assert entry.actor == world.agent
    assert entry.changes["reason"][1]["length"] == len(WHY)
    assert WHY not in str(entry.changes)
    assert "similar reports in" not in opened(world.agent, "/queue/v/all/").main
    assert f"Leo Marsh said that these are not one problem: {WHY}" in opened(world.agent, path).main
    again_sent = sent(world.second_agent, path, reason="No", version="2")
    assert (again_sent.status, "Somebody said before" in again_sent.main) == (409, True)
    assert SimilarGroup.objects.get().dismissed_by == world.agent


def test_a_reason_that_is_overtaken_too_long_or_not_allowed_changes_nothing(world: World) -> None:
    burst(world)
    run()
    group = SimilarGroup.objects.get()
    stale = sent(world.agent, f"/queue/similar/{group.pk}/", reason=WHY, version="7")
    assert stale.status == 409
    with pytest.raises(ValueRefused):
        dismiss(group.pk, actor=again(world.agent), reason="x" * 201)
    with pytest.raises(SimilarGroup.DoesNotExist):
        dismiss(group.pk, actor=again(world.auditor), reason=WHY)
    assert SimilarGroup.objects.get().dismissed_at is None
    assert not AuditEntry.objects.filter(verb="similar.dismiss").exists()


def test_rest_lists_reads_and_dismisses(world: World) -> None:
    tickets = burst(world)
    run()
    group, rest = SimilarGroup.objects.get(), Rest(world.agent)
    row = rest.get("similar_groups/?waiting=yes").json()["results"][0]
    assert (row["id"], row["count"], row["care_area"], row["service"]) == (group.pk, 3, "ICU", None)
    one = rest.get(f"similar_groups/{group.pk}/")
    assert one.json()["tickets"] == [ticket.key for ticket in tickets]
    tried = rest.post(f"similar_groups/{group.pk}/dismiss/?dry_run=true", {"reason": WHY}, if_match='"1"')
    assert tried.status_code == 200
    assert SimilarGroup.objects.get().dismissed_at is None
    done = rest.post(f"similar_groups/{group.pk}/dismiss/", {"reason": WHY}, if_match='"1"')
    assert (done.status_code, done.json()["dismissed_reason"], done.json()["dismissed_by"]) == (
        200,
        WHY,
        "leo.marsh",
    )
    assert rest.get("similar_groups/?waiting=yes").json()["results"] == []
    assert len(rest.get("similar_groups/?waiting=no").json()["results"]) == 1
    problem(rest.get("similar_groups/?waiting=maybe"), 400, "unknown-input")


@pytest.fixture
def at_once() -> Iterator[Callable[..., Any]]:
    """Run a function beside others, on a connection of its own."""
    with ThreadPoolExecutor(2) as pool:

        def beside(work: Callable[[], Any]) -> Any:
            def closed_after() -> Any:
                try:
                    return work()
                finally:
                    connections.close_all()

            return pool.submit(closed_after)

        yield beside


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_group_and_tell_once(
    at_once: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World.build()
    burst(world, 6)
    together = Barrier(2, timeout=PATIENCE)

    def work() -> int:
        together.wait()
        return tasks.gather_similar_reports()

    rounds = [at_once(work), at_once(work)]
    assert sum(one.result(PATIENCE) for one in rounds) == 6
    assert (SimilarGroup.objects.count(), GroupedTicket.objects.count(), told()) == (1, 6, CALLED)
    monkeypatch.setattr(groups, "_is_alone", lambda: True)
    burst(world, 5)
    SimilarGroup.objects.update(last_at=timezone.now() - timedelta(hours=5))
    faults: list[type[BaseException]] = []

    def unlocked() -> int:
        together.wait()
        try:
            return tasks.gather_similar_reports()
        except IntegrityError as fault:
            faults.append(type(fault))
            return 0

    rounds = [at_once(unlocked), at_once(unlocked)]
    assert sum(one.result(PATIENCE) for one in rounds) == 5
    assert (SimilarGroup.objects.count(), GroupedTicket.objects.count()) == (2, 11)
    assert told() == sorted(CALLED * 2)


DIES = """
import os, signal
from hospital_itsm.similar import tasks
from hospital_itsm.similar.actions import groups
tell = groups.tell
def told_and_dead(**given):
    tell(**given)
    os.kill(os.getpid(), signal.SIGKILL)
groups.tell = told_and_dead
tasks.gather_similar_reports()
"""


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_while_it_tells_leaves_nothing_and_the_next_tells_once(
    world: World, product: Product
) -> None:
    burst(world)
    assert product.script(DIES).returncode == -9
    assert (SimilarGroup.objects.count(), GroupedTicket.objects.count(), told()) == (0, 0, [])
    assert tasks.gather_similar_reports() == 3
    assert (SimilarGroup.objects.count(), told()) == (1, CALLED)
