"""A ticket into whose every text somebody typed one word, through the product's own actions."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from assets.models import Asset
from hospital_itsm.continuity.actions.majors import change_major, name_roles
from hospital_itsm.continuity.actions.review import add_action, stand_down, write_review
from hospital_itsm.joint.actions.tasks import add_task
from hospital_itsm.links.actions.links import make_link
from hospital_itsm.procedures.actions.steps import skip_step
from hospital_itsm.reports.actions.runs import run_question
from hospital_itsm.reports.questions import BY_CODE
from hospital_itsm.splitting.actions.splitting import split
from hospital_itsm.vendor_file.models import VendorPerson
from hospital_itsm.vendor_work.actions.cases import note_word, open_case
from hospital_itsm.vendor_work.actions.sessions import ask_for_session
from hospital_itsm.worklog.actions.entries import log_entry
from tests.assets import cast as assets_cast
from tests.bulk.cast import changed
from tests.continuity import cast as majors
from tests.procedures import cast as procedures
from tests.tickets.desk_cast import fresh
from tests.world import World, again
from tickets.actions.attachments import attach
from tickets.actions.callback import set_callback
from tickets.actions.conversation import note, reply, reply_as_requester
from tickets.actions.drafts import save_draft
from tickets.actions.fields import set_fields
from tickets.actions.handover import offer, send_back
from tickets.actions.held_replies import hold_reply
from tickets.actions.intake import Place
from tickets.actions.join import join_ticket
from tickets.actions.merging import merge
from tickets.actions.notices import post_notice, update_notice
from tickets.actions.priority import set_priority
from tickets.actions.report import report_problem
from tickets.actions.transitions import transition
from tickets.models import Ticket


def file_with(word: str, name: str = "") -> SimpleUploadedFile:
    """A text that holds the word, under a name that does, too."""
    return SimpleUploadedFile(name or f"{word}.txt", f"The log says {word} twice.".encode(), "text/plain")


def reported(world: World, word: str, *, text: str = "", team: str = "EUC") -> Ticket:
    """A report that says it everywhere."""
    made = report_problem(
        actor=again(world.requester),
        text=text or f"The printer prints {word} on every label.",
        care_answer="slower",
        place=Place(world.icu, room=f"7 {word}"),
        device_text=f"Printer {word}",
        callback=f"4321 {word}",
    )
    Ticket.objects.filter(pk=made.pk).update(team=world.team(team))
    return fresh(made)


def everywhere(world: World, word: str, *, to_many: bool = True) -> Ticket:
    """The ticket, once everybody wrote the word wherever the product has a box for it."""
    other = reported(world, "nothing")
    ticket = reported(world, word)
    worker, nurse = again(world.technician), again(world.requester)
    _talk(world, ticket.key, word, worker, nurse)
    _facts(world, ticket.key, word, worker)
    _work_of_others(world, ticket, word)
    _tickets_around(world, ticket, word, other)
    save_draft(actor=worker, scope=f"{ticket.key}:note", fields={"body": f"Ask about {word}"})
    attach(ticket.key, actor=worker, upload=file_with(word))
    attach(ticket.key, actor=nurse, upload=file_with("nothing", "plain.txt"))
    if to_many:
        _many(world, ticket, word)
    _leave(world, ticket, word)
    return fresh(ticket)


def _talk(world: World, key: str, word: str, worker: Any, nurse: Any) -> None:
    note(key, actor=worker, text=f"A note about {word}.")
    reply(key, actor=worker, text=f"We look for {word}.")
    reply_as_requester(key, actor=nurse, text=f"It is {word.upper()} again.")
    hold_reply(key, actor=worker, text=f"This has not gone out: {word}")
    join_ticket(key, actor=again(world.colleague), callback=f"4400 {word}")
    set_callback(key, actor=nurse, callback=f"4322 {word}")


def _facts(world: World, key: str, word: str, worker: Any) -> None:
    set_fields(key, actor=worker, fields={"title": f"Labels say {word}", "room": f"8 {word}"})
    now = Ticket.objects.get(key=key).priority
    set_priority(
        key,
        actor=again(world.duty_manager),
        priority=now - 1,
        reason=f"Because of {word}",
        spoke_with=f"Alma {word}",
    )
    offer(key, actor=worker, team=world.team("NET"), reason=f"Ours is not {word}")
    send_back(key, actor=again(world.network_engineer), reason=f"Not {word} either")
    add_task(key, actor=worker, words=f"Look up {word}")
    log_entry(key, actor=worker, kind="call", minutes=5, direction="in", spoke_with=f"{word} of the ward")


def _work_of_others(world: World, ticket: Ticket, word: str) -> None:
    boss = again(world.duty_manager)
    says = {"title": f"Labels: {word}", "severity": "degraded", "sees": f"{word} on labels"}
    notice = post_notice(actor=boss, ticket=ticket, works=f"All but {word}", to_do=f"Strike {word}", **says)
    update_notice(notice.pk, actor=boss, body=f"Still {word}")
    pump = assets_cast.pump(world)
    person = VendorPerson.objects.create(vendor=world.vendor, name="Jonas Aldridge")
    now = timezone.now()
    ask_for_session(
        actor=again(world.biomed), person=person, asset=pump, purpose=f"Look at {word}", ticket=ticket,
        starts_at=now, until_at=now + timedelta(hours=1),
    )  # fmt: skip
    case = open_case(world.vendor.pk, actor=boss, tickets=[ticket], subject=f"{word} on labels")
    note_word(case.pk, actor=boss, speaker="vendor", text=f"We know {word}")
    _procedure(world, ticket, pump, word)
    major = majors.declared(world, ticket=ticket.key, title=f"Labels say {word}")
    change_major(major.pk, actor=boss, fields={"bridge": f"Room {word}"})
    majors.updated(world, major, text=f"We found {word}")
    _review(world, major.pk, word)


def _review(world: World, major: int, word: str) -> None:
    boss, now = again(world.duty_manager), timezone.now()
    name_roles(major, actor=boss, roles={"clinical_lead": again(world.house_supervisor)})
    stand_down(
        major,
        actor=boss,
        restored_at=now,
        confirmed_with=f"Joan {word}",
        text=f"No {word} now",
        token=uuid4().hex,
    )
    words = {"root_cause": f"It was {word}", "went_well": f"{word} seen", "to_improve": f"Less {word}"}
    write_review(major, actor=boss, words=words)
    add_action(
        major, actor=boss, text=f"Remove {word}", owner=again(world.it_manager), due_on=timezone.localdate()
    )


def _procedure(world: World, ticket: Ticket, pump: Asset, word: str) -> None:
    run = procedures.start(world, pump.tag, ticket=ticket.key)
    step = next(one for one in run.steps.select_related("template") if one.template.may_skip)
    skip_step(run.pk, step.position, actor=again(world.biomed), reason=f"No {word} here")


def _tickets_around(world: World, ticket: Ticket, word: str, other: Ticket) -> None:
    worker = again(world.technician)
    twin = reported(world, word, text=f"Labels again: {word}")
    merge(twin.key, actor=worker, into=ticket.key, reason=f"The same {word}")
    split(ticket.key, actor=worker, text=f"The badge reader says {word}, too.", care_answer="slower")
    make_link(ticket.key, actor=worker, relation="same_problem", other=other.key)
    Ticket.objects.filter(pk=ticket.pk).update(team=world.team("EUC"))
    transition(ticket.key, actor=worker, verb="wait_requester", message=f"Do you still see {word}?")


def _many(world: World, ticket: Ticket, word: str) -> None:
    changed(world.technician, [fresh(ticket)], "team", team=world.team("NET"), reason=f"For {word}")
    Ticket.objects.filter(pk=ticket.pk).update(team=world.team("EUC"))


def _leave(world: World, ticket: Ticket, word: str) -> None:
    """A report, a search and pages that were looked at."""
    run_question(BY_CODE["open-longest"], {}, "csv", actor=again(world.agent))
    client = Client()
    client.force_login(world.technician)
    for address in (
        f"/search/?q={word}",
        f"/queue/?q={word}",
        f"/t/{ticket.key}/",
        f"/t/{ticket.key}/print/",
    ):
        assert client.get(address, follow=True).status_code == 200, address
