"""Script in words, names, file names and call-backs is shown as words everywhere and never runs (classes 9 and 10)."""

import pytest
from django.test import Client

from hospital_itsm.core.files.kinds import safe_name
from hospital_itsm.people.models import User
from tests.tickets import desk_cast as cast
from tests.world import World, again
from tickets.actions.conversation import note
from tickets.actions.intake import Place
from tickets.actions.notices import post_notice
from tickets.actions.report import report_problem
from tickets.actions.working import assign, take
from tickets.models import Attachment, Ticket

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'


@pytest.fixture
def ticket(world: World) -> Ticket:
    """A ticket with script in every text somebody may type."""
    User.objects.filter(pk=world.requester.pk).update(full_name=f"Alma {SCRIPT}", credential=IMAGE[:20])
    made = report_problem(
        actor=again(world.requester),
        text=f"{SCRIPT} The label printer {IMAGE} prints blank labels",
        care_answer="slower",
        device_text=f"PRT {IMAGE}",
        callback=f"javascript:alert(1) {IMAGE}",
        place=Place(world.icu, room=IMAGE[:30]),
    )
    Ticket.objects.filter(pk=made.pk).update(team=world.team("EUC"))
    take(made.key, actor=again(world.technician))
    note(made.key, actor=again(world.technician), text=f"[link](javascript:alert(1)) {SCRIPT}")
    assign(made.key, actor=again(world.technician), assignee=None)
    Attachment.objects.create(
        ticket=made,
        message=made.messages.first(),
        uploader=world.requester,
        file_name=f"{SCRIPT}{IMAGE}.txt",
        stored_name="nowhere",
        content_type="text/plain",
        size=1,
        sha256="0" * 64,
        created_at=made.opened_at,
    )
    post_notice(
        actor=again(world.duty_manager),
        title=SCRIPT,
        severity="degraded",
        sees=IMAGE,
        works=SCRIPT,
        to_do=IMAGE,
    )
    return cast.fresh(made)


def test_no_page_draws_typed_script(world: World, ticket: Ticket, client: Client) -> None:
    pages = ("/t/{}/", "/queue/preview/{}/", "/queue/row/{}/", "/queue/v/all/?q=<script>alert(1)</script>")
    visits = {
        world.requester: ("/my/", "/my/?tab=unit", "/my/{}/", "/report/sent/{}/", "/report/", "/status/"),
        world.technician: (*pages, "/t/{}/merge/", "/t/{}/set/title/", "/bell/"),
        world.administrator: (f"/setup/people/{world.requester.pk}/", "/setup/people/?q=Alma"),
    }
    for who, paths in visits.items():
        client.force_login(who)
        for path in paths:
            answer = client.get(path.format(ticket.key), headers={"HX-Request": "true"})
            body = answer.content.decode()
            assert answer.status_code == 200, path
            assert SCRIPT not in body, path
            assert "<img src=x" not in body, path
            assert 'href="javascript' not in body and 'href="tel:javascript' not in body, path


def test_every_page_forbids_inline_script_and_frames(world: World, client: Client) -> None:
    client.force_login(world.agent)
    for path in ("/queue/v/all/", "/report/", "/me/", "/nowhere/"):
        policy = client.get(path)["Content-Security-Policy"]
        assert "'unsafe-inline'" not in policy and "'unsafe-eval'" not in policy, path
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy, path


@pytest.mark.parametrize(
    "name",
    ["a\r\nSet-Cookie: x=1.txt", "../../etc/passwd", "..\\..\\boot.ini", "\u202egnp.exe", "a\x00.svg", "CON"],
)
def test_a_file_name_is_one_plain_name_with_its_true_ending(name: str) -> None:
    safe = safe_name(name, "txt")
    assert safe.isprintable() and safe.endswith(".txt")
    assert not set(safe) & set('/\\:\r\n\x00\u202e"')
