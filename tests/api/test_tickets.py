"""Tickets over REST: list, report, read, correct."""

import re

import pytest

from hospital_itsm.audit.models import AuditEntry
from tests.api.rest import API, REPORT, Rest, pointers, problem
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.choices import Kind
from tickets.models import Message, ProtectedReference, Ticket

pytestmark = pytest.mark.django_db
IN_UTC = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")
INTERNAL = {
    "priority", "impact", "urgency", "care_answer", "flags", "assignee", "next_due_at", "clocks", "priority_trace",
    "bounces", "close_code", "waiting_for", "category", "joint_team", "source",
}  # fmt: skip


def test_a_nurse_reports_and_reads_her_ticket(world: World) -> None:
    rest = Rest(world.requester)
    made = rest.post("tickets/", REPORT)
    assert made.status_code == 201, made.content
    ticket = Ticket.objects.get(key=made.json()["key"])
    assert made["ETag"] == f'"{ticket.version}"'
    assert (ticket.requester, ticket.source, ticket.care_area) == (world.requester, "api", world.icu)
    read = rest.get(f"tickets/{ticket.key}/")
    assert read.status_code == 200
    assert read.json() == made.json()
    assert read.json()["state_words"] == "Received"
    assert read.json()["requester"] == {"username": "alma.reyes", "name": "Alma Reyes, RN"}
    assert [row["verb"] for row in read.json()["next_actions"]] == ["withdraw"]


def test_the_reporter_sees_nothing_internal_and_the_agent_sees_it(world: World) -> None:
    ticket = cast.report(world)
    nurse = Rest(world.requester).get(f"tickets/{ticket.key}/").json()
    agent = Rest(world.agent).get(f"tickets/{ticket.key}/").json()
    assert not INTERNAL & set(nurse)
    assert set(agent) >= INTERNAL
    assert "ticket.resolve" not in nurse
    assert {"verb": "resolve", "to": "resolved", "needs": ["close_code", "cause", "message"]} in agent[
        "next_actions"
    ]
    assert [clock["metric"] for clock in agent["clocks"]] == sorted(
        clock["metric"] for clock in agent["clocks"]
    )


def test_a_colleague_of_the_unit_sees_the_ticket_but_not_who_to_call(world: World) -> None:
    ticket = cast.report(world)
    seen = Rest(world.colleague).get(f"tickets/{ticket.key}/").json()
    assert "callback" not in seen
    assert "requester" not in seen


def test_other_units_and_strangers_learn_nothing(world: World) -> None:
    ticket = cast.report(world)
    problem(Rest(world.elsewhere).get(f"tickets/{ticket.key}/"), 404, "not-found")
    assert Rest(world.elsewhere).get("tickets/").json()["results"] == []
    client = Rest(world.agent).client
    problem(client.get(f"{API}tickets/"), 401, "unauthenticated")


def test_restricted_tickets_do_not_exist_for_others(world: World) -> None:
    secret = cast.report(world, actor=world.security, kind=Kind.SECURITY, team="SEC")
    for who in (world.agent, world.requester, world.it_manager, world.cio):
        problem(Rest(who).get(f"tickets/{secret.key}/"), 404, "not-found")
        assert Rest(who).get("tickets/").json()["results"] == []
    assert Rest(world.security_member).get(f"tickets/{secret.key}/").status_code == 200


def test_every_time_is_in_utc(world: World) -> None:
    ticket = cast.report(world)
    read = Rest(world.agent).get(f"tickets/{ticket.key}/").json()
    assert IN_UTC.match(read["opened_at"])
    assert read["opened_at"] == f"{ticket.opened_at:%Y-%m-%dT%H:%M:%S.%f}Z"
    assert all(clock["due_at"] is None or IN_UTC.match(clock["due_at"]) for clock in read["clocks"])


def test_an_integration_reports_for_a_nurse_and_finds_the_ticket_again(world: World) -> None:
    rest = Rest(world.integration)
    body = {**REPORT, "requester": "alma.reyes", "external_ref": {"system": "monitor", "id": "A-17"}}
    made = rest.post("tickets/", body)
    assert made.status_code == 201, made.content
    assert made.json()["external_refs"] == [{"system": "monitor", "id": "A-17"}]
    ticket = Ticket.objects.get(key=made.json()["key"])
    assert (ticket.requester, ticket.opened_by) == (world.requester, world.integration)
    assert [row["key"] for row in rest.get("tickets/").json()["results"]] == [ticket.key]
    problem(rest.post("tickets/", body), 409, "conflict")
    assert Ticket.objects.count() == 1


def test_a_nurse_cannot_report_for_others_nor_learn_who_exists(world: World) -> None:
    rest = Rest(world.requester)
    for name in ("victor.hahn", "nobody.at.all"):
        problem(rest.post("tickets/", {**REPORT, "requester": name}), 403, "forbidden")
    assert Ticket.objects.count() == 0


def test_the_five_answers_take_the_place_of_the_care_answer(world: World) -> None:
    answers = {
        "harm": False,
        "in_use_on_patient": True,
        "workaround": "no",
        "reach": "unit",
        "serious_by": "now",
    }
    body = {"text": REPORT["text"], "care_area": "MS5", "answers": answers}
    made = Rest(world.agent).post("tickets/", body)
    assert made.status_code == 201, made.content
    assert (made.json()["impact"], made.json()["urgency"]) == (2, 1)
    bad = problem(
        Rest(world.agent).post("tickets/", {**body, "answers": {**answers, "reach": "all"}}),
        422,
        "value-refused",
    )
    assert pointers(bad) == ["/answers/reach"]
    bad = problem(
        Rest(world.agent).post("tickets/", {**body, "answers": {**answers, "more": 1}}), 400, "unknown-input"
    )
    assert pointers(bad) == ["/answers/more"]


def test_the_same_idempotency_key_makes_one_ticket(world: World) -> None:
    rest = Rest(world.requester)
    first = rest.post("tickets/", REPORT, Idempotency_Key="shift-7")
    again = rest.post("tickets/", REPORT, Idempotency_Key="shift-7")
    assert first.status_code == again.status_code == 201
    assert first.json()["key"] == again.json()["key"]
    other = rest.post("tickets/", {**REPORT, "room": "Bay 4"}, Idempotency_Key="shift-7")
    problem(other, 409, "idempotency-key-reused")
    assert Ticket.objects.count() == 1


def test_text_like_patient_data_asks_for_a_decision_and_echoes_none_of_it(world: World) -> None:
    rest = Rest(world.requester)
    body = {**REPORT, "text": "Chart of MRN 12345678 does not open on the cart."}
    refused = rest.post("tickets/", body)
    found = problem(refused, 409, "phi-suspected")["findings"]
    assert [sorted(one) for one in found] == [["end", "field", "start", "type"]]
    assert (found[0]["field"], found[0]["type"]) == ("text", "record_number")
    assert b"12345678" not in refused.content
    assert Ticket.objects.count() == 0
    made = rest.post("tickets/", {**body, "phi_decision": "moved"})
    assert made.status_code == 201
    assert "12345678" not in Message.objects.get().body
    assert ProtectedReference.objects.count() == 1


def test_fields_that_cannot_be_set_are_refused_by_name(world: World) -> None:
    refused = problem(
        Rest(world.agent).post("tickets/", {**REPORT, "priority": 1, "key": "INC-1"}), 400, "unknown-input"
    )
    assert pointers(refused) == ["/key", "/priority"]
    assert Ticket.objects.count() == 0


def test_every_value_at_fault_is_named_at_once(world: World) -> None:
    body = {"text": "short", "care_area": "NOWHERE", "callback": 7, "someone_harmed": "yes"}
    refused = problem(Rest(world.agent).post("tickets/", body), 422, "value-refused")
    assert pointers(refused) == ["/callback", "/care_area", "/someone_harmed", "/text"]


@pytest.mark.parametrize(
    "field",
    [
        "key", "state", "version", "priority", "impact", "urgency", "team", "joint_team", "assignee", "requester",
        "requester_label", "opened_by", "created_at", "opened_at", "resolved_at", "breached_at", "next_due_at", "sla",
        "policy", "site", "owner", "role", "is_staff", "email", "is_restricted", "is_external", "kind", "source",
        "flags", "care_answer", "bounces", "merged_into", "clocks", "external_refs", "reporters", "messages",
        "id", "pk",
    ],
)  # fmt: skip
def test_no_field_but_the_listed_ones_can_be_patched(world: World, field: str) -> None:
    ticket = cast.report(world)
    before = Ticket.objects.filter(pk=ticket.pk).values().get()
    entries = AuditEntry.objects.count()
    refused = Rest(world.it_manager).patch(f"tickets/{ticket.key}/", {field: "1"}, If_Match="*")
    assert pointers(problem(refused, 400, "unknown-input")) == [f"/{field}"]
    assert Ticket.objects.filter(pk=ticket.pk).values().get() == before
    assert AuditEntry.objects.count() == entries


def test_details_are_corrected_under_the_version_that_was_read(world: World) -> None:
    ticket = cast.report(world)
    rest = Rest(world.agent)
    path = f"tickets/{ticket.key}/"
    etag = rest.get(path)["ETag"]
    problem(rest.patch(path, {"room": "Bay 9"}), 428, "precondition-required")
    problem(rest.patch(path, {"room": "Bay 9"}, If_Match="7"), 400, "unknown-input")
    changed = rest.patch(path, {"room": "Bay 9", "service": None}, If_Match=f"W/{etag}")
    assert (changed.status_code, changed.json()["room"]) == (200, "Bay 9")
    assert changed["ETag"] != etag
    stale = problem(rest.patch(path, {"room": "Bay 10"}, If_Match=etag), 412, "stale-version")
    assert stale["current"] == changed.json()["version"]
    assert cast.fresh(ticket).room == "Bay 9"
    assert rest.patch(path, {"title": "Labels come out blank"}, If_Match="*").status_code == 200


def test_a_nurse_may_not_correct_and_a_stranger_does_not_find(world: World) -> None:
    ticket = cast.report(world)
    path = f"tickets/{ticket.key}/"
    problem(Rest(world.requester).patch(path, {"room": "Bay 9"}, If_Match="*"), 403, "forbidden")
    problem(Rest(world.elsewhere).patch(path, {"room": "Bay 9"}, If_Match="*"), 404, "not-found")
    assert cast.fresh(ticket).room == ticket.room


def test_a_token_without_the_scope_is_refused(world: World) -> None:
    reader = Rest(world.agent, ["tickets:read"])
    problem(reader.post("tickets/", REPORT), 403, "forbidden")
    problem(Rest(world.agent, ["people:read"]).get("tickets/"), 403, "forbidden")
    assert reader.get("tickets/").status_code == 200


def test_pages_follow_each_other_without_loss(world: World) -> None:
    keys = [cast.report(world).key for _number in range(5)]
    rest = Rest(world.agent)
    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        page = rest.get(f"tickets/?limit=2&ordering=oldest{f'&cursor={cursor}' if cursor else ''}").json()
        seen += [row["key"] for row in page["results"]]
        cursor = page["next"]
    assert seen == keys
    back = rest.get(f"tickets/?limit=2&ordering=oldest&cursor={page['previous']}").json()
    assert [row["key"] for row in back["results"]] == keys[2:4]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("state=lost", "/state"),
        ("colour=red", "/colour"),
        ("limit=0", "/limit"),
        ("limit=101", "/limit"),
        ("limit=x", "/limit"),
        ("cursor=guess", "/cursor"),
        ("ordering=password", "/ordering"),
        ("ordering=-opened_at", "/ordering"),
        ("opened_after=soon", "/opened_after"),
        ("team=%00", "/team"),
        ("q=%00", "/q"),
        ("requester__password__startswith=a", "/requester__password__startswith"),
        ("_connector=OR", "/_connector"),
        ("page_size=5", "/page_size"),
        ("sort=newest", "/sort"),
    ],
)
def test_unknown_filters_and_unreadable_values_are_refused(world: World, query: str, name: str) -> None:
    refused = problem(Rest(world.agent).get(f"tickets/?{query}"), 400, "unknown-input")
    assert pointers(refused) == [name]


def test_filters_are_those_of_the_page(world: World) -> None:
    one = cast.report(world, team="EUC")
    two = cast.report(world, area=world.area("MS5"), team="NET")
    rest = Rest(world.agent)

    def keys(query: str) -> list[str]:
        return [row["key"] for row in rest.get(f"tickets/?{query}").json()["results"]]

    assert keys("team=NET") == [two.key]
    assert keys("team=NET&team=EUC&ordering=oldest") == [one.key, two.key]
    assert keys("care_area=ICU&state=open") == [one.key]
    assert keys("assignee=me") == []
    assert keys("requester=alma.reyes&ordering=oldest") == [one.key, two.key]
    assert keys("requester=victor.hahn") == []
    assert keys(f"q={two.key}") == [two.key]


def test_what_only_the_desk_sees_cannot_be_asked_by_a_nurse(world: World) -> None:
    cast.report(world)
    rest = Rest(world.requester)
    for query in (
        "priority=3",
        "assignee=none",
        "requester=alma.reyes",
        "late=no",
        "team=EUC",
        "ordering=priority",
        "ordering=time_left",
    ):
        problem(rest.get(f"tickets/?{query}"), 403, "forbidden")
    assert len(rest.get("tickets/?state=open&care_area=ICU").json()["results"]) == 1
