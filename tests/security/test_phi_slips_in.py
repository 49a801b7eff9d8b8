"""Patient data typed where nobody expects it: call-back numbers, names of who agreed, reasons."""

import json

import pytest

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.people.models import User
from tests.security.cases import FIGURES, PATIENT
from tests.tickets import desk_cast as cast
from tests.world import World, again
from tickets.actions.callback import set_callback
from tickets.actions.handover import offer
from tickets.actions.intake import Place
from tickets.actions.join import join_ticket
from tickets.actions.notices import post_notice
from tickets.actions.priority import set_priority
from tickets.actions.protected import reveal
from tickets.actions.report import report_problem
from tickets.models import NoticeUpdate, Reporter, Ticket

CALL = f"4501, {PATIENT}"


def stored_words(ticket: Ticket) -> str:
    """Everything in clear about the ticket: its own fields, its reporters, its trail, call-backs kept for later."""
    rows = [
        list(Ticket.objects.filter(pk=ticket.pk).values()),
        list(Reporter.objects.values()),
        list(AuditEntry.objects.values("changes", "reason")),
        list(User.objects.values("last_callback")),
    ]
    return json.dumps(rows, default=str)


def test_a_report_s_call_back_is_guarded_like_its_words(world: World) -> None:
    ticket = report_problem(
        actor=world.requester,
        text="The label printer prints blank labels",
        care_answer="slower",
        device_text=PATIENT,
        callback=CALL,
        place=Place(world.icu, room=PATIENT),
    )
    assert FIGURES not in stored_words(ticket)
    assert ticket.callback.startswith("4501")


def test_a_corrected_call_back_is_guarded(world: World) -> None:
    ticket = cast.report(world)
    set_callback(ticket.key, actor=again(world.requester), callback=CALL)
    assert FIGURES not in stored_words(ticket)
    assert FIGURES in reveal(
        cast.fresh(ticket).key, actor=again(world.technician), reason="Needed to find the right device."
    )


def test_the_call_back_of_who_joins_is_guarded(world: World) -> None:
    ticket = cast.report(world)
    join_ticket(ticket.key, actor=again(world.colleague), callback=CALL)
    assert FIGURES not in stored_words(ticket)
    assert Reporter.objects.get(user=world.colleague).callback.startswith("4501")


def test_who_agreed_to_a_lower_priority_is_guarded_before_the_trail(world: World) -> None:
    ticket = cast.report(world, "unsafe")
    set_priority(
        ticket.key,
        actor=again(world.duty_manager),
        priority=ticket.priority + 1,
        reason="A spare printer stands in the bay.",
        spoke_with=f"Alma, about {PATIENT}",
        charge_nurse="Joan Castellane",
        engineer="Omar Quillan",
    )
    assert FIGURES not in stored_words(ticket)


@pytest.mark.parametrize("field", ["title", "sees", "works", "to_do"])
def test_a_notice_for_everybody_never_holds_patient_data(world: World, field: str) -> None:
    words = {"title": "Printers print blank", "sees": "Blank labels", "works": "", "to_do": ""}
    notice = post_notice(
        actor=again(world.duty_manager), severity="degraded", **{**words, field: f"Blank for {PATIENT}"}
    )
    assert FIGURES not in f"{notice.title}{notice.sees}{notice.works}{notice.to_do}"
    assert not NoticeUpdate.objects.exists()


def test_a_typed_reason_is_guarded_before_the_trail(world: World) -> None:
    ticket = cast.report(world)
    offer(
        ticket.key,
        actor=again(world.technician),
        team=world.team("NET"),
        reason=f"Network fault, see {PATIENT}",
    )
    assert FIGURES not in stored_words(ticket)
