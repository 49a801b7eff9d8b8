"""The report page: four questions, one press, nothing typed is ever lost, and the next nurse sees none of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import dumps
from django.test import Client
from django.utils import timezone

from hospital_itsm.people.models import OnCallShift
from hospital_itsm.people.workstations import COOKIE, SALT
from tests.world import World, again
from tickets.actions.intake import Place
from tickets.actions.notices import post_notice
from tickets.actions.report import report_problem
from tickets.forms.report import ReportForm
from tickets.models import Attachment, Draft, Message, Notice, ProtectedReference, Reporter, Ticket

SCANNER = "The wristband scanner on cart 6 does not read since lunch."
RECORD = "The scanner fails on MRN 00482913 and on the next one."


@pytest.fixture
def nurse(world: World, client: Client) -> Client:
    """A browser in which the ICU nurse works on the ICU."""
    return working(client, world.requester, world.icu)


def working(client: Client, user: Any, unit: Any) -> Client:
    """Sign somebody in, working in a unit."""
    client.force_login(again(user))
    session = client.session
    session["unit_id"] = unit.pk
    session.save()
    return client


def filled(world: World, **values: Any) -> dict[str, Any]:
    """What the browser sends for a small report."""
    given = {"text": SCANNER, "care_answer": "slower", "callback": "ext. 4503", "care_area": world.icu.pk}
    return {**given, "idempotency_key": "one-press", **values}


def known(world: World, text: str = "Wristband scanner on the med cart does not read.") -> Ticket:
    """A problem of the ICU that a colleague reported."""
    return report_problem(
        actor=again(world.colleague), text=text, care_answer="slower", topic="scanner", place=Place(world.icu)
    )


def test_the_form_asks_four_questions_and_offers_the_topic_tiles(nurse: Client) -> None:
    html = nurse.get("/report/").content.decode()
    asked = ["text", "care_answer", "device_text", "callback"]
    assert [name for name in asked if f'name="{name}"' in html] == asked
    assert html.count('name="topic"') == 6
    assert html.count('name="care_answer"') == 3
    quiet = {
        "care_area",
        "room",
        "files",
        "shows_record",
        "phi_decision",
        "someone_harmed",
        "idempotency_key",
        "filled_area",
        "on_patient",
        "backup",
    }
    assert set(ReportForm.base_fields) == {*asked, "topic", *quiet}


def test_no_answer_about_care_is_chosen_for_anybody(nurse: Client) -> None:
    html = nurse.get("/report/").content.decode()
    cards = html.partition("p-cards")[2].partition("</div>")[0]
    assert "checked" not in cards


def test_place_and_number_are_filled_in(nurse: Client, world: World) -> None:
    page = nurse.get("/report/")
    assert page.context["place"] == world.icu
    assert page.context["form"]["callback"].value() == f"{world.icu.name}, ext. {world.icu.phone}"


def test_the_number_of_the_last_report_comes_first(nurse: Client, world: World) -> None:
    nurse.post("/report/", filled(world, callback="ext. 4777"))
    assert nurse.get("/report/").context["form"]["callback"].value() == "ext. 4777"


def test_a_sent_report_lands_on_its_receipt(nurse: Client, world: World) -> None:
    response = nurse.post("/report/", filled(world, topic="scanner", device_text="SCN-0441"))
    ticket = Ticket.objects.get()
    assert (response.status_code, response.url) == (302, f"/report/sent/{ticket.key}/")
    assert (ticket.care_area, ticket.device_text, ticket.callback) == (world.icu, "SCN-0441", "ext. 4503")


def test_two_presses_make_one_ticket(nurse: Client, world: World) -> None:
    first = nurse.post("/report/", filled(world))
    second = nurse.post("/report/", filled(world))
    assert first.url == second.url
    assert Ticket.objects.count() == 1


def test_a_report_changed_after_sending_is_kept_and_asks_again(nurse: Client, world: World) -> None:
    nurse.post("/report/", filled(world))
    response = nurse.post("/report/", filled(world, text="The label printer is jammed as well."))
    assert response.status_code == 409
    assert "This report was sent already." in response.content.decode()
    assert "The label printer is jammed as well." in response.content.decode()
    assert response.context["form"]["idempotency_key"].value() != "one-press"
    assert Ticket.objects.count() == 1


def test_a_missing_answer_is_named_and_the_words_are_kept(nurse: Client, world: World) -> None:
    response = nurse.post("/report/", filled(world, care_answer="", device_text="SCN-0441"))
    html = response.content.decode()
    assert response.status_code == 422
    assert html.count("Select whether patient care is affected.") == 2
    assert "<title>Error: Report a problem" in html
    assert SCANNER in html
    assert 'value="SCN-0441"' in html
    assert 'href="#id_care_answer_0"' in html
    assert not Ticket.objects.exists()


def test_all_that_is_missing_is_named_at_once(nurse: Client, world: World) -> None:
    response = nurse.post(
        "/report/", filled(world, text="short", care_answer="", care_area="", room="x" * 41)
    )
    assert set(response.context["form"].errors) == {"text", "care_answer", "care_area", "room"}
    assert response.context["form"].errors["text"] == [
        "Tell us what is wrong in a few words, at least 10 characters."
    ]


def test_somebody_without_a_place_is_asked_for_it(world: World, client: Client) -> None:
    client.force_login(world.requester)
    html = client.get("/report/").content.decode()
    assert '<details class="p-where" open>' in html
    response = client.post("/report/", filled(world, care_area=""))
    assert "Choose the unit where the problem is." in response.content.decode()


def test_the_workstation_counts_only_while_the_unit_is_its_own(world: World, client: Client) -> None:
    client.cookies[COOKIE] = dumps(world.workstation.pk, salt=SALT)
    client.force_login(world.requester)
    client.post("/report/", filled(world))
    client.post("/report/", filled(world, care_area=world.area("MS5").pk, idempotency_key="second"))
    here, there = Ticket.objects.order_by("id")
    assert (here.workstation, here.room) == (world.workstation, "Bay 4")
    assert (there.workstation, there.care_area) == (None, world.area("MS5"))


def test_what_looks_like_patient_data_is_stored_masked(nurse: Client, world: World) -> None:
    nurse.post("/report/", filled(world, text=RECORD))
    message = Message.objects.get()
    assert message.body == "The scanner fails on [record number hidden] and on the next one."
    assert "00482913" not in Ticket.objects.get().title
    assert ProtectedReference.objects.count() == 1


def test_the_notice_names_what_it_found_and_never_stops(nurse: Client) -> None:
    found = json.loads(nurse.post("/report/phi/", {"text": RECORD}).content)
    assert found["lead"] == "This looks like a patient record number: “MRN 00482913”."
    assert found["excerpt"] == "MRN 00482913"
    assert nurse.post("/report/phi/", {"text": SCANNER}).status_code == 204


def test_not_patient_data_is_believed(nurse: Client, world: World) -> None:
    nurse.post("/report/", filled(world, text=RECORD, phi_decision="not_phi"))
    assert Message.objects.get().body == RECORD


def test_a_draft_survives_sign_out_and_is_nobody_elses(world: World, client: Client) -> None:
    nurse = working(client, world.requester, world.icu)
    saved = nurse.post("/report/draft/", {"text": SCANNER, "topic": "scanner"})
    assert saved.status_code == 204
    assert saved["X-Saved-At"] == f"{timezone.localtime(Draft.objects.get().updated_at):%H:%M}"
    nurse.post("/accounts/logout/")
    assert SCANNER not in working(nurse, world.colleague, world.icu).get("/report/").content.decode()
    page = working(nurse, world.requester, world.icu).get("/report/")
    assert SCANNER in page.content.decode()
    assert "Your draft is back" in page.content.decode()


def test_a_draft_of_nothing_but_what_was_filled_in_is_not_kept(nurse: Client, world: World) -> None:
    nurse.post("/report/draft/", {"callback": "ext. 4503", "care_area": str(world.icu.pk)})
    assert not Draft.objects.exists()


def test_sending_forgets_the_draft(nurse: Client, world: World) -> None:
    nurse.post("/report/draft/", {"text": SCANNER})
    nurse.post("/report/", filled(world))
    assert not Draft.objects.exists()


def test_a_draft_that_is_too_long_says_so(nurse: Client) -> None:
    response = nurse.post("/report/draft/", {"text": "x" * 41_000})
    assert response.status_code == 422
    assert b"too long to keep as a draft" in response.content


def test_what_is_known_shows_while_typing(nurse: Client, world: World) -> None:
    ticket = known(world)
    html = nurse.post("/report/suggest/", {"text": SCANNER, "care_area": world.icu.pk}).content.decode()
    assert "Already known" in html
    assert f'name="join" value="{ticket.key}"' in html


def test_same_for_me_joins_in_one_press_and_drops_the_draft(nurse: Client, world: World) -> None:
    ticket = known(world)
    nurse.post("/report/draft/", {"text": SCANNER})
    response = nurse.post("/report/", {"join": ticket.key, "text": "Scann", "care_area": world.icu.pk})
    assert response.url == f"/report/sent/{ticket.key}/"
    assert Reporter.objects.filter(ticket=ticket, user=world.requester, is_first=False).exists()
    assert Ticket.objects.count() == 1
    assert not Draft.objects.exists()


def test_me_too_on_another_problem_keeps_the_draft(nurse: Client, world: World) -> None:
    ticket = known(world, "The label printer by the med cabinet is out of ribbon.")
    nurse.post("/report/draft/", {"text": SCANNER})
    nurse.post("/report/", {"me_too": ticket.key})
    assert Draft.objects.filter(user=world.requester).exists()


def test_delayed_or_unsafe_goes_along_with_same_for_me(nurse: Client, world: World) -> None:
    ticket = known(world)
    nurse.post("/report/", {"join": ticket.key, "care_answer": "unsafe", "care_area": world.icu.pk})
    ticket.refresh_from_db()
    assert ticket.care_answer == "unsafe"
    assert ticket.pages.exists()


def test_a_problem_that_is_gone_cannot_be_joined(nurse: Client) -> None:
    response = nurse.post("/report/", {"join": "INC-1"}, follow=True)
    assert "We can’t find that problem any more." in response.content.decode()
    assert not Reporter.objects.exists()


def test_same_for_me_on_a_notice_joins_its_ticket(nurse: Client, world: World) -> None:
    elsewhere = report_problem(
        actor=again(world.elsewhere), text=SCANNER, care_answer="slower", place=Place(world.area("MS5"))
    )
    notice = post_notice(
        actor=again(world.duty_manager),
        title="Scanners are slow",
        severity="degraded",
        sees="Nothing reads.",
        ticket=elsewhere,
    )
    response = nurse.post("/report/", {"join_notice": str(notice.pk), "care_area": world.icu.pk})
    assert response.url == f"/report/sent/{elsewhere.key}/"
    assert nurse.get(response.url).status_code == 200


@pytest.mark.parametrize("number", ["", "x", "99999999999999999999", "0"])
def test_a_notice_that_is_not_there_cannot_be_joined(nurse: Client, number: str) -> None:
    assert nurse.post("/report/", {"join_notice": number, "join": ""}).status_code == 302
    assert not Reporter.objects.exists()


def test_without_script_the_matches_come_first_and_the_words_travel_along(
    nurse: Client, world: World
) -> None:
    known(world)
    page = nurse.post("/report/", filled(world, no_script="1"))
    html = page.content.decode()
    assert "Before we send: is it one of these?" in html
    assert html.index("Send anyway") < html.index("Same for me")
    assert Ticket.objects.count() == 1
    assert Draft.objects.filter(user=world.requester).exists()
    sent = nurse.post("/report/", filled(world))
    assert sent.status_code == 302
    assert Ticket.objects.count() == 2


def test_without_script_and_without_matches_the_report_goes_at_once(nurse: Client, world: World) -> None:
    assert nurse.post("/report/", filled(world, no_script="1")).status_code == 302


def test_the_page_says_who_is_paged(nurse: Client) -> None:
    html = nurse.get("/report/").content.decode()
    assert "Beth Lawson and the on-call engineer are paged when you send." in html


def test_without_a_rota_the_page_says_whom_to_call(nurse: Client) -> None:
    OnCallShift.objects.all().delete()
    html = nurse.get("/report/").content.decode()
    assert "nobody can be paged from here at this hour" in html
    assert "We page on-call now" not in html


def test_a_file_that_cannot_be_kept_never_stops_the_report(
    nurse: Client, world: World, settings: Any, tmp_path: Path
) -> None:
    settings.ATTACHMENT_MAX_BYTES = 10
    big = SimpleUploadedFile("photo.png", b"x" * 3_000_000)
    response = nurse.post("/report/", filled(world, files=[big]), follow=True)
    assert "photo.png is not attached. That file is 3 MB." in response.content.decode()
    assert Ticket.objects.count() == 1
    assert not Attachment.objects.exists()


def test_a_file_is_attached_once_however_often_the_report_is_sent(
    nurse: Client, world: World, stored_in: Path
) -> None:
    for _press in range(2):
        nurse.post("/report/", filled(world, files=[SimpleUploadedFile("screen.txt", b"The screen says 4.")]))
    assert Attachment.objects.count() == 1


@pytest.fixture
def stored_in(settings: Any, tmp_path: Path) -> Path:
    """Attachments of one test in a folder of its own."""
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = storages
    return tmp_path


def test_the_strip_shows_the_worse_notice_and_how_many_more(nurse: Client, world: World) -> None:
    for title, severity in (("Printing is slow", "degraded"), ("Harbor EHR is down", "outage")):
        post_notice(actor=again(world.duty_manager), title=title, severity=severity, sees="Look.")
    html = nurse.get("/report/").content.decode()
    assert "<b>Harbor EHR is down.</b>" in html
    assert "And 1 more." in html
    assert Notice.objects.count() == 2


def test_names_cannot_forge_markup(nurse: Client, world: World) -> None:
    evil = "<script>alert(1)</script> the <img src=x onerror=alert(1)> scanner"
    response = nurse.post(
        "/report/", filled(world, text=evil, care_answer="", device_text='"><svg onload=1>')
    )
    html = response.content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "<svg onload" not in html


@pytest.mark.data
def test_hostile_lines_are_shown_as_they_were_typed(nurse: Client, world: World, shared_data: Path) -> None:
    lines = hostile_lines(shared_data)
    assert len(lines) > 40
    for number, line in enumerate(lines[::2]):
        sent = nurse.post(
            "/report/", filled(world, text=f"It says this {line}", idempotency_key=f"x{number}")
        )
        assert sent.status_code == 302, line
        key = sent.url.split("/")[-2]
        for address in (f"/my/{key}/", sent.url):
            assert_inert(nurse.get(address).content.decode(), line)


def hostile_lines(shared_data: Path) -> list[str]:
    """The lines that try to run a script."""
    files = sorted((shared_data / "hostile_inputs" / "xss").rglob("*.txt"))
    lines = [line.strip() for file in files for line in file.read_text("utf-8", "replace").splitlines()]
    return [line for line in lines if "<" in line and len(line) < 600]


def assert_inert(html: str, line: str) -> None:
    """The page holds no markup of the line: what opens a tag in it is escaped."""
    start = line[line.index("<") :][:40]
    assert len(start) < 4 or start not in html, line
