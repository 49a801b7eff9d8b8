"""`/search/`: what is found, in which order, where a number leads, and what nobody may learn from it."""

import json
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.people.models import User
from tests.assets.cast import computer
from tests.core.test_logs import logged
from tests.world import World, again
from tickets.actions.conversation import note
from tickets.actions.report import Place, report_problem
from tickets.actions.search_words import refresh_many
from tickets.choices import CareAnswer, Kind
from tickets.models import Attachment, Ticket
from vendors.models import Contract, Vendor

TAGS = re.compile(r"<[^>]+>")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, q: str, **more: str) -> str:
    response = signed_in(user).get("/search/", {"q": q, **more})
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def found(user: User, q: str, group: str = "tickets") -> list[str]:
    """Titles or names of one group, in order."""
    section = page(user, q).partition(f'aria-labelledby="found-{group}"')[2].partition("</section>")[0]
    return [TAGS.sub("", hit) for hit in re.findall(r'<span class="find-t">(.*?)</span>', section)]


def ticket(world: World, text: str, *, by: str = "requester", kind: Kind = Kind.INCIDENT) -> Ticket:
    return report_problem(
        actor=getattr(world, by),
        text=text,
        care_answer=CareAnswer.NOT_AFFECTED,
        place=Place(care_area=world.icu),
        kind=kind,
    )


@pytest.mark.django_db
def test_words_are_found_in_every_form_and_the_better_match_stands_first(world: World) -> None:
    told = ticket(world, "The cart stops. Somebody said printers and wristbands were near it.")
    titled = ticket(world, "Wristband printer fails at the desk")
    assert found(world.agent, "printers wristbands") == [titled.title, told.title]
    assert found(world.agent, '"wristband printers"') == [titled.title]


@pytest.mark.django_db
def test_a_number_goes_to_its_ticket_and_the_end_of_one_stands_first(world: World) -> None:
    first = ticket(world, "The scanner beeps but reads nothing at all")
    Ticket.objects.filter(pk=first.pk).update(key="INC-48213")
    refresh_many([first.pk])
    worded = ticket(world, "Extension 213 is dead since the morning")
    client = signed_in(world.agent)

    for typed in ("INC-48213", "inc 48213", "48213"):
        response = client.get("/search/", {"q": typed})
        assert (response.status_code, response.headers["Location"]) == (302, "/t/INC-48213/")
    assert found(world.agent, "213") == [first.title, worded.title]
    assert found(world.agent, "8213") == [first.title]


@pytest.mark.django_db
def test_the_number_of_a_restricted_ticket_finds_nothing_for_who_may_not_see_it(world: World) -> None:
    hidden = ticket(world, "Three mailboxes show foreign sign-ins", by="security", kind=Kind.SECURITY)
    body = page(world.agent, hidden.key)

    assert "Nothing for" in body
    assert hidden.title not in body
    assert signed_in(world.security).get("/search/", {"q": hidden.key}).status_code == 302


@pytest.mark.django_db
def test_counts_and_spelling_tell_nothing_of_what_is_hidden(world: World) -> None:
    for number in range(6):
        ticket(world, f"Quarantined zeppelin mailbox number {number}", by="security", kind=Kind.SECURITY)
    ticket(world, "A zeppelin poster fell from the wall")

    assert found(world.agent, "zeppelin") == ["A zeppelin poster fell from the wall"]
    assert "More in Tickets" not in page(world.agent, "zeppelin")
    assert "More in Tickets" in page(world.security, "zeppelin")
    body = page(world.agent, "quarantind")
    assert "Nothing for" in body
    assert "quarantined" not in body
    assert ">quarantined</a>" in page(world.security, "quarantind")


@pytest.mark.django_db
def test_internal_notes_find_a_ticket_for_the_desk_alone(world: World) -> None:
    told = ticket(world, "The display of bay 4 flickers")
    note(told.key, actor=again(world.agent), text="The backplane is a flamingo of its own.")

    assert found(world.agent, "flamingo") == [told.title]
    assert found(world.requester, "flamingo") == []


@pytest.mark.django_db
def test_a_nurse_finds_the_tickets_of_the_unit_and_no_others(world: World) -> None:
    told = ticket(world, "The label printer prints blank labels")

    assert found(world.colleague, "labels") == [told.title]
    assert f'href="/my/{told.key}/"' in page(world.colleague, "labels")
    assert found(world.elsewhere, "labels") == []
    assert found(world.colleague, "agent", "people") == []


@pytest.mark.django_db
def test_people_teams_areas_and_services_are_found_by_name_and_code(world: World) -> None:
    assert found(world.agent, "okafor", "people") == ["Marguerite Okafor"]
    assert found(world.agent, "EUC", "teams") == [world.team("EUC").name]
    assert found(world.agent, "icu", "care_areas")[0] == world.icu.name
    assert found(world.agent, "A001", "services") == [world.service("A001").name]


@pytest.mark.django_db
def test_a_misspelled_word_offers_the_right_one(world: World) -> None:
    ticket(world, "The docking station has no picture")
    body = page(world.agent, "dockng station")

    assert "Nothing for “dockng station”." in body
    assert '<a class="find-meant" href="/search/?q=docking%20station">docking station</a>' in body


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "meant"), [("dockng", "docking"), ("okafr", "okafor"), ("monitro", "monitor"), ("zzzzz", "")]
)
def test_one_word_alone_is_corrected_with_a_letter_missing_or_two_exchanged(
    world: World, typed: str, meant: str
) -> None:
    ticket(world, "The docking station and the monitor have no picture")
    body = page(world.agent, typed)

    assert re.findall(r'class="find-meant"[^>]*>(.*?)</a>', body) == ([meant] if meant else [])


@pytest.mark.django_db
def test_a_number_nobody_has_is_not_taken_for_a_misspelled_word(world: World) -> None:
    ticket(world, "INC-9999 was closed too early")
    with CaptureQueriesContext(connection) as captured:
        body = page(world.agent, "INC-99998")
    assert "find-meant" not in body
    assert not [one for one in captured if "%>" in one["sql"]]


@pytest.mark.django_db
def test_contracts_that_are_not_signed_are_found_by_their_readers_alone(world: World) -> None:
    vendor = Vendor.objects.get(name="Northlight Networks")
    said = {"vendor": vendor, "starts_on": "2026-01-01", "ends_on": "2027-01-01"}
    Contract.objects.create(number="C-1", title="Switch support", status="active", **said)
    Contract.objects.create(number="C-2", title="Switch renewal", status="draft", **said)

    assert found(world.agent, "switch", "contracts") == ["Switch support"]
    assert found(world.vendor_manager, "switch", "contracts") == ["Switch support", "Switch renewal"]
    assert found(world.agent, "northlight", "vendors") == ["Northlight Networks"]
    assert found(world.requester, "northlight", "vendors") == []


@pytest.mark.django_db
def test_a_tag_leads_to_its_asset_and_words_to_all_of_them(world: World) -> None:
    for number in (1, 2):
        computer(world, f"LR-0{number}", name=f"Infusion pump {number}")

    assert found(world.agent, "infusion", "assets") == ["Infusion pump 1", "Infusion pump 2"]
    response = signed_in(world.agent).get("/search/", {"q": "lr-02"})
    assert response.headers["Location"] == "/a/LR-02/"
    assert found(world.requester, "infusion", "assets") == []


def _file(about: Ticket, name: str, *, uploader: User, is_internal: bool = False) -> None:
    stored = default_storage.save(f"search-{name[:4]}-{is_internal}", ContentFile(b"x"))
    Attachment.objects.create(
        ticket=about,
        uploader=uploader,
        file_name=name,
        stored_name=stored,
        content_type="text/plain",
        size=1,
        sha256="0" * 64,
        created_at=timezone.now(),
        is_internal=is_internal,
    )


@pytest.mark.django_db
def test_files_are_found_by_name_by_those_who_may_open_them(world: World) -> None:
    told = ticket(world, "The display of bay 4 flickers")
    hidden = ticket(world, "Three mailboxes show foreign sign-ins", by="security", kind=Kind.SECURITY)
    _file(told, "flicker photo.png", uploader=world.requester)
    _file(told, "vendor flicker log.txt", uploader=world.agent, is_internal=True)
    _file(hidden, "flicker evidence.txt", uploader=world.security)

    assert found(world.agent, "flicker", "files") == ["vendor flicker log.txt", "flicker photo.png"]
    assert found(world.colleague, "flicker", "files") == ["flicker photo.png"]
    assert found(world.elsewhere, "flicker", "files") == []
    assert "flicker evidence.txt" in found(world.security, "flicker", "files")


@pytest.mark.django_db
def test_hostile_names_are_shown_as_text(world: World) -> None:
    told = ticket(world, "The display of bay 4 flickers")
    _file(told, "<img src=x onerror=alert(1)>.png", uploader=world.requester)
    body = page(world.agent, "onerror")

    assert "&lt;img src=x <mark>onerror</mark>=alert(1)&gt;.png" in body
    assert "<img src=x" not in body
    assert "<script>" not in page(world.agent, "<script>alert(1)</script>")


@pytest.mark.django_db
def test_a_group_in_full_shows_more_than_five_and_the_way_to_the_list(world: World) -> None:
    for number in range(7):
        ticket(world, f"The scanner on cart {number} beeps but reads nothing")

    assert len(found(world.agent, "scanner")) == 5
    body = page(world.agent, "scanner", group="tickets")
    assert body.count('class="find"') == 7
    assert 'href="/queue/v/all/?q=scanner"' in body
    assert page(world.agent, "scanner", group="nonsense").count('<section class="find-group"') == 1


@pytest.mark.django_db
@pytest.mark.parametrize("q", ["", "   ", '""', "%", "_", "' OR 1=1 --", "\\", "!!!", "a:*", "((("])
def test_odd_words_are_answered(world: World, q: str) -> None:
    assert signed_in(world.agent).get("/search/", {"q": q}).status_code == 200


@pytest.mark.django_db
def test_too_much_is_refused_in_words(world: World) -> None:
    response = signed_in(world.agent).get("/search/", {"q": "a" * 201})

    assert response.status_code == 400
    assert "Shorten the search to 200 characters." in response.content.decode()


@pytest.mark.django_db
def test_searching_too_often_is_slowed_down(world: World, settings: object) -> None:
    settings.LOOKUPS_PER_MINUTE = 2  # type: ignore[attr-defined]
    client = signed_in(world.agent)

    assert [client.get("/search/", {"q": "x"}).status_code for _ in range(4)][-1] == 429


@pytest.mark.django_db
def test_what_was_searched_for_is_in_no_log_and_no_trail(world: World) -> None:
    client = signed_in(world.agent)
    before = AuditEntry.objects.count()
    long = "zanzibar" * 30

    assert logged(lambda: client.get("/search/", {"q": "zanzibar"})) == []
    (line,) = logged(lambda: client.get("/search/", {"q": long}))
    assert line["event"] == "Bad Request"
    assert "zanzibar" not in json.dumps(line)
    assert AuditEntry.objects.count() == before
