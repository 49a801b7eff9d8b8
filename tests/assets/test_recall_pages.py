"""The pages of recalls: which of our devices, where they are, who has them, and what is done about it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from assets.actions.moving import move_asset
from assets.actions.recalls.lines import note_search, settle
from assets.actions.recalls.receiving import change_notice
from assets.models import Asset, RecallCase, RecallLine
from assets.views.recalls import pages
from tests.assets import cast
from tests.assets.recall_cast import NOTICE, pumps, receive
from tests.vendors.test_vendor_pages import text_of
from tests.world import World, again

TYPED = {**NOTICE, "kind": "recall", "number": ""}


@pytest.fixture
def hands(world: World, client: Client) -> Client:
    """A browser in which a technician of clinical engineering is signed in."""
    client.force_login(world.biomed)
    return client


@pytest.fixture
def manager(world: World, client: Client) -> Client:
    """A browser in which the manager of clinical engineering is signed in."""
    client.force_login(world.htm_manager)
    return client


def test_one_page_says_which_devices_where_they_are_and_who_has_them(world: World, hands: Client) -> None:
    pumps(world)
    place = cast.tower(world)["room"]
    move_asset("LR-1", actor=again(world.biomed), to={"location": place, "custodian": world.requester})
    page = text_of(hands.get(f"/safety/recalls/{receive(world).key}/"))
    assert "3 devices of ours" in page
    assert "2 confirmed, 1 to be checked at the label; 3 still open, 0 missing." in page
    assert "1 more of the same product is not listed." in page
    assert "N4-12" in page
    assert "Alma Reyes, RN" in page
    assert "Serial number IX4-230101 is listed" in page
    assert "Door latch sensor may fail" in page
    assert f'href="tel:{world.icu.phone}"' in page


def test_a_letter_is_entered_with_its_paper_and_finds_its_devices(world: World, hands: Client) -> None:
    pumps(world)
    letter = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 letter", content_type="application/pdf")
    answer = hands.post("/safety/recalls/new/", {**TYPED, "document": letter}, follow=True)
    case = RecallCase.objects.get()
    assert answer.redirect_chain[0][0] == f"/safety/recalls/{case.key}/"
    assert "3 devices of ours" in text_of(answer)
    document = case.notice.documents.get()
    sent = hands.get(f"/safety/recalls/{case.key}/documents/{document.pk}/")
    assert b"".join(sent.streaming_content) == b"%PDF-1.7 letter"
    assert sent["Content-Disposition"] == 'attachment; filename="letter.pdf"'


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"firm": ""}, "Give the name of the firm."),
        ({"number": "4711"}, "A recall number looks like Z-0053-2026."),
        ({"document": SimpleUploadedFile("x.html", b"<html><script>1</script>")}, "Web pages and scripts"),
    ],
)
def test_a_refused_notice_names_the_mend_and_keeps_what_was_typed(
    world: World, hands: Client, typed: dict[str, Any], words: str
) -> None:
    answer = hands.post("/safety/recalls/new/", {**TYPED, **typed})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "IX-4 large volume pump" in text_of(answer)
    assert not RecallCase.objects.exists()


def test_the_list_shows_what_is_due_first_and_what_is_open(world: World, hands: Client) -> None:
    pumps(world)
    mild = receive(world, number="Z-1-2026", recall_class="III")
    grave = receive(world, number="Z-2-2026")

    def keys(query: str) -> list[str]:
        return [row.key for row in hands.get(f"/safety/recalls/?{query}").context["page"].rows]

    assert keys("") == [grave.key, mild.key]
    assert keys("class=III") == [mild.key]
    assert keys("q=Z-2-2026") == [grave.key]
    assert keys("q=lr-1") == [grave.key, mild.key]
    assert keys(f"q={mild.key}") == [mild.key]
    assert keys("q=kestwick") == []
    assert keys("state=closed") == []
    assert keys("overdue=yes") == []
    RecallCase.objects.filter(pk=mild.pk).update(next_due_at=timezone.now() - timedelta(hours=1))
    assert keys("overdue=yes") == [mild.key]
    assert "Overdue" in text_of(hands.get("/safety/recalls/"))
    assert hands.get("/safety/recalls/?class=IV").status_code == 400


def test_an_empty_list_says_why(world: World, hands: Client) -> None:
    assert "No recalls yet" in text_of(hands.get("/safety/recalls/"))


def test_chosen_devices_are_tagged_with_one_press(world: World, hands: Client) -> None:
    pumps(world)
    case = receive(world)
    answer = hands.post(f"/safety/recalls/{case.key}/tag-out/", {"tag": ["LR-1", "LR-2"]}, follow=True)
    assert "2 devices are tagged: do not use." in text_of(answer)
    assert Asset.objects.get(tag="LR-2").status == "out_of_service_safety"
    nothing = hands.post(f"/safety/recalls/{case.key}/tag-out/", {}, follow=True)
    assert "Choose the devices to tag." in text_of(nothing)
    assert hands.post(f"/safety/recalls/{case.key}/tag-out/", {"tag": ["LR-4"]}).status_code == 404


def test_a_device_is_worked_from_its_page(world: World, hands: Client) -> None:
    pumps(world)
    case = receive(world)
    page = f"/safety/recalls/{case.key}/devices/LR-1/"
    assert "I stand in front of it" in text_of(hands.get(page))
    hands.post(f"{page}locate/")
    assert RecallLine.objects.get(asset__tag="LR-1").located_at is not None
    refused = hands.post(f"{page}settle/", {"disposition": "corrected", "evidence": "", "version": 2})
    assert (refused.status_code, "What shows it" in text_of(refused)) == (422, True)
    done = hands.post(
        f"{page}settle/", {"disposition": "corrected", "evidence": "WO 118", "version": 2}, follow=True
    )
    assert done.redirect_chain[0][0] == f"/safety/recalls/{case.key}/"
    assert "WO 118" in text_of(done)
    stale = hands.post(f"{page}settle/", {"disposition": "destroyed", "evidence": "WO 119", "version": 2})
    assert (stale.status_code, "WO 118" in text_of(stale)) == (409, True)


def test_a_missing_device_shows_its_searches_and_the_manager_signs(world: World, manager: Client) -> None:
    pumps(world)
    case = receive(world)
    settle(case.key, "LR-1", actor=again(world.biomed), disposition="missing", evidence="Not in its room")
    page = f"/safety/recalls/{case.key}/devices/LR-1/"
    assert "Sign it off as lost" not in text_of(manager.get(page))
    today = timezone.localdate()
    for days in (90, 40):
        note_search(
            case.key, "LR-1", actor=again(world.biomed), on=today - timedelta(days=days), places="ICU"
        )
    manager.post(f"{page}search/", {"on": today.isoformat(), "places": "Store in the cellar"})
    shown = text_of(manager.get(page))
    assert "Store in the cellar" in shown
    assert "Sign it off as lost" in shown
    manager.post(
        f"{page}lost/",
        {"evidence": "Nothing found", "version": RecallLine.objects.get(asset__tag="LR-1").version},
    )
    assert RecallLine.objects.get(asset__tag="LR-1").disposition == "lost_alerted"


def test_the_manager_takes_a_recall_from_triage_to_its_end(world: World, manager: Client) -> None:
    case = receive(world, recall_class="")
    page = f"/safety/recalls/{case.key}/"
    manager.post(f"{page}triage/", {"treat_as": "II", "version": 1})
    assert "Not classified yet, worked as class II" in text_of(manager.get(page))
    manager.post(f"{page}assign/", {"assignee": world.biomed.pk, "version": 2})
    assert "Reid Sandoval" in text_of(manager.get(page))
    manager.post(f"{page}steps/verify/")
    assert manager.post(f"{page}steps/close/").status_code == 409
    manager.post(f"{page}acknowledge/", {"on": timezone.localdate().isoformat(), "acknowledgment": "By fax"})
    closed = text_of(manager.post(f"{page}steps/close/", follow=True))
    assert "The recall is closed." in closed
    assert "closed the recall" in closed, "The history says who did it."
    assert "Open again" in closed


def test_a_recall_that_does_not_concern_us_keeps_the_reason(world: World, manager: Client) -> None:
    case = receive(world)
    refused = manager.post(f"/safety/recalls/{case.key}/dismiss/", {"reason": "", "version": 1})
    assert refused.status_code == 422
    shown = manager.post(
        f"/safety/recalls/{case.key}/dismiss/", {"reason": "None of ours", "version": 1}, follow=True
    )
    assert "Does not concern us: None of ours" in text_of(shown)


def test_whoever_saves_a_notice_second_sees_both_values(world: World, hands: Client) -> None:
    case = receive(world)
    change_notice(case.key, actor=again(world.biomed), fields={"reference": "FA-17"})
    typed = {**NOTICE, "kind": "recall", "reference": "FA-18", "version": "1"}
    answer = hands.post(f"/safety/recalls/{case.key}/edit/", typed)
    assert answer.status_code == 409
    assert answer.context["differing"] == [("The firm's own number", "FA-17")]


def test_readers_see_no_buttons(world: World, client: Client) -> None:
    pumps(world)
    case = receive(world)
    client.force_login(world.agent)
    page = text_of(client.get(f"/safety/recalls/{case.key}/"))
    assert "3 devices of ours" in page
    for words in ("It concerns us", "Tag the chosen", "Match again", "Add a document"):
        assert words not in page


def test_script_in_a_notice_is_shown_as_text(world: World, hands: Client) -> None:
    case = receive(world, description="<script>alert(1)</script>", firm='"><img src=x onerror=alert(1)>')
    for page in (f"/safety/recalls/{case.key}/", "/safety/recalls/", f"/safety/recalls/{case.key}/edit/"):
        answer = hands.get(page).content.decode()
        assert "<script>alert(1)" not in answer
        assert "<img src=x" not in answer


@pytest.mark.parametrize("key", ["RC-0", "RC-99999999999999999999", "17", "rc-x", "RC-%00"])
def test_a_recall_that_is_not_there(world: World, hands: Client, key: str) -> None:
    assert hands.get(f"/safety/recalls/{key}/").status_code == 404


def test_devices_are_narrowed_and_come_page_by_page(
    world: World, hands: Client, monkeypatch: pytest.MonkeyPatch
) -> None:

    monkeypatch.setattr(pages, "LINES_A_PAGE", 2)
    pumps(world)
    case = receive(world)

    def shown(address: str) -> list[str]:
        return [view.line.asset.tag for view in hands.get(address).context["lines"]]

    first = hands.get(f"/safety/recalls/{case.key}/")
    assert shown(f"/safety/recalls/{case.key}/") == ["LR-1", "LR-2"]
    assert shown(first.context["more_url"]) == ["LR-3"]
    assert shown(f"/safety/recalls/{case.key}/?show=check") == ["LR-3"]
    assert hands.get(f"/safety/recalls/{case.key}/?cursor=x").status_code == 404


def test_the_page_of_a_device_names_its_recalls(world: World, hands: Client) -> None:
    pumps(world)
    case = receive(world)
    page = text_of(hands.get("/a/LR-1/"))
    assert f"/safety/recalls/{case.key}/devices/LR-1/" in page
    assert "Recall class I" in page
    assert "This device is named." in page
    assert "panel-recalls" not in text_of(hands.get("/a/LR-4/"))
