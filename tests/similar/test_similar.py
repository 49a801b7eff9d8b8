"""What stands beside a ticket: similar ones, what fixed them, known problems; never restricted ones."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.similar.queries import near
from tests.api.rest import Rest, problem
from tests.tickets.desk_cast import fresh, report
from tests.tickets.desk_pages import opened, said
from tests.world import World, again
from tickets.actions.notices import post_notice
from tickets.choices import Kind, Severity, State
from tickets.models import Message, Notice, Ticket
from tickets.queries.likeness import Said, hits, newest_saying, said_on

BLANK = "The label printer prints blank labels since noon"
HOSTILE = "<script>alert(1)</script>"


def solved(world: World, text: str = BLANK, fix: str = "A new roll of labels.", **fields: Any) -> Ticket:
    """A ticket that was resolved a day ago, and what was said to its people."""
    made, now = report(world, text=text), timezone.now()
    said = {"state": State.RESOLVED, "resolved_at": now - timedelta(days=1), "close_code": "replaced"}
    Ticket.objects.filter(pk=made.pk).update(**said | fields)
    Message.objects.create(ticket=made, kind="public", author=world.agent, body=fix, created_at=now)
    return fresh(made)


def beside(world: World, ticket: Ticket, who: Any = None) -> str:
    """The words of the fragment."""
    answer = opened(who or world.agent, f"/t/{ticket.key}/similar/", hx_request="true")
    assert answer.status == 200
    return answer.words


def test_open_ones_and_solved_ones_with_what_fixed_them(world: World) -> None:
    ticket, other = report(world, text=BLANK), report(world, text="Label printer prints blank labels again")
    done = solved(world, fix=f"A new roll. {HOSTILE}")
    elsewhere = report(world, text="Nobody can sign in to the pharmacy cabinet")
    answer = opened(world.agent, f"/t/{ticket.key}/similar/", hx_request="true")
    assert f"Open {other.key} {other.title}" in answer.words
    assert "Same unit, Same category, Same words" in answer.words
    assert f"Solved lately {done.key} {done.title} Device replaced," in answer.words
    assert f"A new roll. {HOSTILE}" in answer.words
    assert HOSTILE not in answer.page
    assert elsewhere.key not in answer.words
    assert ticket.key not in said(answer.page)


def test_nothing_alike_is_said_in_words(world: World) -> None:
    ticket = report(world, text="Nobody can sign in to the pharmacy cabinet")
    report(world, text=BLANK, area=world.area("MS5"))
    assert beside(world, ticket) == "Nothing known looks like this."


def test_a_restricted_ticket_is_neither_found_nor_compared(world: World) -> None:
    ticket, hidden = report(world, text=BLANK), report(world, text=BLANK)
    Ticket.objects.filter(pk=hidden.pk).update(kind=Kind.SECURITY, is_restricted=True, team=world.team("SEC"))
    report(world, text=BLANK)
    for who in (world.agent, world.security):
        assert hidden.key not in beside(world, ticket, who)
    page = opened(world.security, f"/t/{hidden.key}/similar/")
    assert "Restricted tickets are not compared with others." in page.main
    assert hidden.title not in page.main
    assert opened(world.agent, f"/t/{hidden.key}/similar/").status == 404
    assert f"/t/{hidden.key}/similar/" not in opened(world.security, f"/t/{hidden.key}/").page


def test_what_is_no_fix_or_too_long_ago_is_left_out(world: World) -> None:
    ticket, now = report(world, text=BLANK), timezone.now()
    solved(world, close_code="duplicate")
    solved(world, state=State.MERGED)
    solved(world, state=State.CANCELLED)
    solved(world, resolved_at=now - timedelta(days=91))
    assert beside(world, ticket) == "Nothing known looks like this."


def test_words_that_were_removed_stay_removed(world: World) -> None:
    ticket, done = report(world, text=BLANK), solved(world, fix="Room of Mrs. Doe")
    Message.objects.filter(ticket=done, kind="public").update(redacted_at=timezone.now())
    words = beside(world, ticket)
    assert done.key in words
    assert "Doe" not in words


def test_a_misspelled_title_of_the_same_unit_is_found(world: World) -> None:
    ticket = report(world, text="Lable prnter prints balnk labels")
    other = report(world, text="Label printer prints blank labels")
    assert other.key in beside(world, ticket)


def test_a_known_problem_is_joined_by_merging_into_its_ticket(world: World) -> None:
    ticket, known = report(world, text=BLANK), report(world, text="Spooler down", area=world.area("MS5"))
    notice = post_notice(
        actor=again(world.duty_manager), title="Label printers print blank labels", severity=Severity.DEGRADED,
        sees="Labels come out blank.", ticket=known,
    )  # fmt: skip
    answer = opened(world.agent, f"/t/{ticket.key}/similar/")
    assert f"Known problems {notice.title}" in answer.main
    assert "Join the known problem" in answer.main
    path = f"/t/{ticket.key}/merge/?into={known.key}"
    assert path in answer.page
    assert f'value="{known.key}"' in opened(world.agent, path).page
    Notice.objects.filter(pk=notice.pk).update(ended_at=timezone.now())
    assert "Known problems" not in opened(world.agent, f"/t/{ticket.key}/similar/").main


def test_who_may_not_merge_is_not_offered_it(world: World) -> None:
    ticket = report(world, text=BLANK)
    other = report(world, text=BLANK)
    path = f"/t/{ticket.key}/similar/"
    assert "Merge into this" in opened(world.agent, path).main
    seen = opened(world.auditor, path).main
    assert other.key in seen
    assert "Merge into this" not in seen
    Ticket.objects.filter(pk=ticket.pk).update(state=State.CLOSED)
    assert "Merge into this" not in opened(world.agent, path).main


def test_page_and_preview_bring_it_afterwards_and_link_to_it_without_script(world: World) -> None:
    ticket = report(world, text=BLANK)
    path = f'href="/t/{ticket.key}/similar/"'
    assert path in opened(world.agent, f"/t/{ticket.key}/").page
    preview = opened(world.agent, f"/queue/preview/{ticket.key}/", hx_request="true")
    assert path in preview.page
    assert "Looks like this" in preview.words


def test_rest_tells_scores_and_reasons(world: World) -> None:
    ticket, other, done = report(world, text=BLANK), report(world, text=BLANK), solved(world)
    told = Rest(world.agent).get(f"tickets/{ticket.key}/similar/")
    assert told.status_code == 200
    body = told.json()
    assert [(one["key"], one["close_code"], one["fix"]) for one in body["open"]] == [(other.key, None, None)]
    assert [(one["key"], one["close_code"], one["fix"]) for one in body["solved"]] == [
        (done.key, "replaced", "A new roll of labels.")
    ]
    assert body["open"][0]["reasons"] == ["same_unit", "same_category", "same_words"]
    assert body["open"][0]["score"] == 1.0
    assert body["known"] == []
    refused = Rest(world.agent).get(f"tickets/{ticket.key}/similar/?q=x")
    problem(refused, 400, "unknown-input")


def test_looking_writes_nothing(world: World) -> None:
    ticket = report(world, text=BLANK)
    before = AuditEntry.objects.count()
    beside(world, ticket)
    assert (AuditEntry.objects.count(), fresh(ticket).version) == (before, ticket.version)


def test_of_many_tickets_none_is_read_but_by_an_index(world: World) -> None:
    ticket = report(world, text=BLANK)
    with connection.cursor() as cursor:
        cursor.execute(MANY, {"like": ticket.pk})
        cursor.execute("ANALYZE tickets_ticket; ANALYZE tickets_ticketsearch")
    said_words = said_on(ticket)
    with connection.cursor() as cursor:
        given = {
            "words": Said(all=frozenset({"label", "printer", "blank"})).to_find, "unit": ticket.care_area_id,
            "service": 1, "asset": 1, "hits": near.HITS, "neighbors": near.NEIGHBORS,
        }  # fmt: skip
        cursor.execute(f"EXPLAIN {hits(Said())}{near.NEAR}", given)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Seq Scan" not in plan
    for index in (
        "search_public_words",
        "ticket_of_unit",
        "ticket_of_service",
        "ticket_of_asset",
    ):
        assert index in plan, plan
    assert said_words.shares
    assert len(near.near_keys(ticket, said_words)) <= near.HITS + 3 * near.NEIGHBORS


MANY = """
WITH made AS (
    INSERT INTO tickets_ticket (
        key, kind, title, state, version, source, is_restricted, is_external, requester_label, callback, room,
        device_text, bounces, care_answer, is_patient_safety, impact, urgency, flags, priority, priority_facts,
        priority_trace, reporters_count, next_due_at, waiting_for, opened_at, last_public_by_requester,
        reopened_count, close_reminders, close_code, cause, workaround_used, clinical_impact, phi_decision,
        imported_outcomes, care_area_id
    )
    SELECT 'INC-' || 500000 + n, kind, 'Cart ' || n || ' ' || (ARRAY['beeps', 'freezes', 'printer'])[1 + n % 3],
        state, version, source, is_restricted, is_external, requester_label, callback, room,
        device_text, bounces, care_answer, is_patient_safety, impact, urgency, flags, priority, priority_facts,
        priority_trace, reporters_count, next_due_at, waiting_for, opened_at - n * interval '1 minute',
        last_public_by_requester, reopened_count, close_reminders, close_code, cause, workaround_used,
        clinical_impact, phi_decision, imported_outcomes,
        (SELECT min(id) FROM people_carearea) + n %% (SELECT count(*) FROM people_carearea)
    FROM tickets_ticket, generate_series(1, 20000) AS n WHERE id = %(like)s
    RETURNING id, title, key
)
INSERT INTO tickets_ticketsearch (ticket_id, title, reversed_key, public_words, all_words)
SELECT id, title, reverse(key), to_tsvector('english', title), to_tsvector('english', title) FROM made
""".replace("n % 3", "n %% 3")


def test_common_words_are_found_going_back_and_rare_ones_from_their_index(world: World) -> None:
    made = [report(world, text=f"{BLANK}, tray {number}").pk for number in range(4)]
    rare = Said(all=frozenset({"label", "printer", "blank"}))
    common = replace(rare, shares=dict.fromkeys(rare.all, 0.2))
    assert ("NOT MATERIALIZED" in hits(rare), "NOT MATERIALIZED" in hits(common)) == (False, True)
    assert newest_saying(rare, 3) == newest_saying(common, 3) == sorted(made, reverse=True)[:3]
