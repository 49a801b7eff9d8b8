"""Cases with vendors: their number beside our tickets, the last word, closed and opened again."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.vendor_work.actions.cases import (
    change_case,
    close_case,
    note_word,
    open_case,
    reopen_case,
)
from hospital_itsm.vendor_work.models import CaseTicket, CaseWord, VendorCase
from tests.api.rest import Rest, pointers, problem
from tests.exporting.files import csv_of
from tests.tickets import desk_cast
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.choices import Kind
from tickets.models import Ticket


def ticket(world: World) -> Ticket:
    """A ticket of the network."""
    return desk_cast.report(world, "slower", team="NET")


def case(world: World, who: str = "network_engineer", **values: Any) -> VendorCase:
    """A case that somebody notes."""
    given = {"number": "NL-7781", "subject": "Access points reboot", **values}
    return open_case(world.vendor.pk, actor=again(getattr(world, who)), **given)


def test_a_case_keeps_both_numbers_and_the_last_word(world: World) -> None:
    first, second = ticket(world), ticket(world)
    row = case(world, tickets=[first, second])
    note_word(row.pk, actor=again(world.agent), speaker="us", text="Sent the logs", version=1)
    row = note_word(row.pk, actor=again(world.agent), speaker="vendor", text="Which firmware?", needs_us=True)
    assert (row.state, row.last_word, row.last_word_by) == ("with_us", "Which firmware?", "vendor")
    row = note_word(row.pk, actor=again(world.agent), speaker="us", text="It is 8.2")
    assert (row.state, CaseWord.objects.count()) == ("with_vendor", 3)
    page = opened(world.agent, row.get_absolute_url())
    assert page.main.index("We : It is 8.2") < page.main.index("They : Which firmware?")
    assert all(one.key in page.main for one in (first, second))
    assert 'data-copy="NL-7781"' in page.page
    words = str(list(AuditEntry.objects.filter(target_type="vendor_work.vendorcase").values("changes")))
    assert not [one for one in ("firmware", "logs", "reboot") if one in words]
    assert first.key in words


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"subject": " "}, "subject"),
        ({"number": "nl-7781"}, "number"),
        ({"number": "9" * 61}, "number"),
        ({"opened_at": timezone.now() + timedelta(days=1)}, "opened_at"),
    ],
)
def test_a_case_without_sense_or_twice_is_refused(world: World, values: dict[str, Any], field: str) -> None:
    known = case(world)
    with pytest.raises(ValueRefused) as refused:
        case(world, **{"number": "NL-1", **values})
    assert (list(refused.value.errors), VendorCase.objects.count()) == ([field], 1)
    if field == "number" and len(values["number"]) < 60:
        assert known.key in refused.value.errors["number"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_note_the_same_case_at_once_one_is_sent_to_the_other(world: World) -> None:
    begin, ends = Barrier(2), []

    def work() -> None:
        begin.wait()
        try:
            ends.append(case(world).key)
        except ValueRefused:
            ends.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=work) for _one in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(end == "refused" for end in ends) == [False, True]
    assert VendorCase.objects.count() == 1


def test_a_case_of_a_restricted_ticket_is_hidden_from_who_does_not_see_it(world: World) -> None:
    hidden = desk_cast.report(world, "not_affected", actor=world.security, kind=Kind.SECURITY, team="SEC")
    with pytest.raises(ValueRefused) as refused:
        case(world, "agent", tickets=[hidden])
    assert list(refused.value.errors) == ["tickets"]
    row = case(world, "security", tickets=[hidden])
    assert opened(world.security, row.get_absolute_url()).status == 200
    assert opened(world.agent, row.get_absolute_url()).status == 404
    assert row.key not in opened(world.agent, f"/vendors/{world.vendor.pk}/work/").page
    assert Rest(world.agent).get("vendor_cases/").json()["results"] == []
    with pytest.raises(VendorCase.DoesNotExist):
        note_word(row.pk, actor=again(world.agent), speaker="us", text="Hello")


def test_who_may_not_changes_nothing(world: World) -> None:
    row = case(world)
    for who in ("house_supervisor", "cmio", "patient_safety", "auditor"):
        actor = again(getattr(world, who))
        with pytest.raises(Forbidden):
            note_word(row.pk, actor=actor, speaker="us", text="Hello")
        with pytest.raises(Forbidden):
            close_case(row.pk, actor=actor, outcome="Done")
    with pytest.raises(StaleVersion):
        close_case(row.pk, actor=again(world.agent), outcome="Done", version=4)
    row.refresh_from_db()
    assert (row.version, CaseWord.objects.exists()) == (1, False)


def test_a_closed_case_takes_no_word_until_it_is_opened_again(world: World) -> None:
    row = case(world)
    with pytest.raises(ValueRefused):
        close_case(row.pk, actor=again(world.agent), outcome=" ")
    close_case(row.pk, actor=again(world.agent), outcome="New firmware")
    for attempt in (
        lambda: note_word(row.pk, actor=again(world.agent), speaker="us", text="Hello"),
        lambda: close_case(row.pk, actor=again(world.agent), outcome="Again"),
    ):
        with pytest.raises(Conflict):
            attempt()
    back = reopen_case(row.pk, actor=again(world.agent))
    assert (back.state, back.closed_at, back.outcome) == ("with_vendor", None, "")
    with pytest.raises(Conflict):
        reopen_case(row.pk, actor=again(world.agent))


def test_tickets_are_replaced_at_once_and_a_change_of_nothing_leaves_no_trace(world: World) -> None:
    first, second = ticket(world), ticket(world)
    row = case(world, tickets=[first])
    change_case(row.pk, actor=again(world.agent), fields={}, tickets=[second], version=1)
    assert list(CaseTicket.objects.values_list("ticket__key", flat=True)) == [second.key]
    same = change_case(row.pk, actor=again(world.agent), fields={"number": "NL-7781"}, tickets=[second])
    assert (same.version, AuditEntry.objects.filter(verb="vendor_case.change").count()) == (2, 1)


def test_lists_and_parts_of_pages_find_a_case_by_either_number(world: World) -> None:
    mine = ticket(world)
    row = case(world, tickets=[mine])
    other = case(world, number="", subject="Quote for switches")
    for query in (f"q={mine.key}", "q=nl-77", f"ticket={mine.key}", "number=NL-7781"):
        page = opened(world.agent, f"/vendors/cases/?{query}").main
        assert (row.key in page, other.key in page) == (True, False), query
    assert row.key in opened(world.agent, f"/vendors/work/{mine.key}/").main
    assert row.key in opened(world.agent, f"/vendors/{world.vendor.pk}/work/").main
    rows = csv_of(world.auditor, f"/vendors/cases/export/?ticket={mine.key}")
    assert [(one["Their number"], one["Tickets"]) for one in rows] == [("NL-7781", mine.key)]
    note_word(other.pk, actor=again(world.agent), speaker="us", text="Hello")
    silent = opened(world.agent, "/vendors/cases/?sort=silent").main
    assert silent.index(row.key) < silent.index(other.key)


def test_forms_keep_what_was_typed_and_an_outdated_one_shows_both(world: World) -> None:
    who, mine = world.network_engineer, ticket(world)
    form = opened(who, f"/vendors/cases/new/?vendor={world.vendor.pk}&ticket={mine.key}")
    assert mine.key in form.page
    typed = {"vendor": world.vendor.pk, "number": "NL-1", "subject": "Roaming", "tickets": "INC-1"}
    refused = sent(who, "/vendors/cases/new/", **typed)
    assert (refused.status, "There is no ticket INC-1." in refused.words) == (422, True)
    assert sent(who, "/vendors/cases/new/", **{**typed, "tickets": mine.key}).status == 302
    row = VendorCase.objects.get()
    assert (
        sent(who, f"{row.get_absolute_url()}edit/", number="NL-2", subject="Roaming", version="1").status
        == 302
    )
    late = sent(who, f"{row.get_absolute_url()}edit/", number="NL-3", subject="Roaming", version="1")
    assert (late.status, "NL-2" in late.page, "NL-3" in late.page) == (409, True, True)
    assert not CaseTicket.objects.exists()
    assert sent(who, f"{row.get_absolute_url()}close/", outcome="", version="2").status == 422
    assert sent(who, f"{row.get_absolute_url()}close/", outcome="Done", version="2").status == 302


def test_cases_over_rest(world: World) -> None:
    agent, mine = Rest(world.agent), ticket(world)
    body = {"vendor": "Northlight Networks", "subject": "Roaming", "tickets": [mine.key, "INC-0"]}
    refused = agent.post("vendor_cases/", body)
    assert pointers(problem(refused, 422, "value-refused")) == ["/tickets"]
    made = agent.post("vendor_cases/", {**body, "tickets": [mine.key]})
    assert (made.status_code, made.json()["number"], made.json()["tickets"]) == (201, "", [mine.key])
    one = f"vendor_cases/{made.json()['id']}/"
    problem(agent.patch(one, {"number": "NL-4"}), 428, "precondition-required")
    assert agent.patch(one, {"number": "NL-4"}, If_Match='"1"').json()["number"] == "NL-4"
    word = {"speaker": "vendor", "text": "Which firmware?", "needs_us": True}
    noted = agent.post(f"{one}words/", word, If_Match='"2"')
    assert (noted.status_code, noted.json()["state"]) == (201, "with_us")
    assert [row["text"] for row in agent.get(f"{one}words/").json()] == ["Which firmware?"]
    closed = agent.post(f"{one}close/", {"outcome": "Done"}, If_Match="*").json()
    assert closed["state"] == "closed"
    problem(agent.post(f"{one}words/", word, If_Match="*"), 409, "conflict")
    assert agent.post(f"{one}reopen/", {}, If_Match="*").json()["closed_at"] is None
    problem(Rest(world.auditor).post(f"{one}reopen/", {}, If_Match="*"), 403, "forbidden")
