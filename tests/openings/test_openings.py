"""Emergency openings: one ticket, four hours, told at once, reviewed by somebody else; and no more than that."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.celery import VITAL
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from hospital_itsm.openings.actions import openings
from hospital_itsm.openings.actions.openings import open_ticket, remind_of_review, review
from hospital_itsm.openings.models import Opening
from hospital_itsm.openings.queries.openings import late_reviews
from hospital_itsm.openings.rules.openings import LASTS, REVIEWED_WITHIN, is_late, is_open
from hospital_itsm.openings.tasks import remind_of_reviews
from hospital_itsm.outbox.models import OutboxMessage
from tests.world import World, again
from tickets.actions.intake import Place
from tickets.actions.report import report_problem
from tickets.models import Ticket

SECRET = "A chart was left open at the flamingo desk."
WHY = "The night shift cannot reach the privacy office."


def restricted(world: World) -> Ticket:
    """A privacy event that a colleague reported."""
    return report_problem(
        actor=again(world.colleague),
        text=SECRET,
        care_answer="slower",
        place=Place(world.icu),
        kind="privacy_event",
    )


def opened(world: World) -> Opening:
    """The duty manager opened it."""
    return open_ticket(restricted(world).key, actor=again(world.duty_manager), reason=WHY)


def browser(user: Any) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(user)
    return client


@given(minutes=st.integers(-600, 6000))
def test_an_opening_lasts_four_hours_and_waits_two_days_for_its_review(minutes: int) -> None:
    start = timezone.now()
    now = start + timedelta(minutes=minutes)
    assert is_open(start, now) == (0 <= minutes < 240)
    assert is_late(start, None, now) == (minutes >= 2880)
    assert is_late(start, now, now) is False


def test_the_person_reads_that_ticket_alone_and_only_for_four_hours(world: World) -> None:
    opening = opened(world)
    manager = browser(world.duty_manager)
    page = manager.get(f"/openings/{opening.pk}/")
    assert SECRET in page.content.decode()
    assert manager.get(f"/t/{opening.ticket.key}/").status_code == 404
    Opening.objects.update(opened_at=timezone.now() - LASTS, until=timezone.now())
    over = manager.get(f"/openings/{opening.pk}/")
    assert over.status_code == 200
    assert SECRET not in over.content.decode()


def test_every_step_is_in_the_trail_without_the_words(world: World) -> None:
    opening = opened(world)
    browser(world.duty_manager).get(f"/openings/{opening.pk}/")
    review(opening, actor=again(world.privacy), finding="justified", word="Looked at the rota of that night.")
    verbs = (
        AuditEntry.objects.filter(target_id=str(opening.ticket_id))
        .order_by("pk")
        .values_list("verb", flat=True)
    )
    assert [verb for verb in verbs if verb != "ticket.report"] == [
        "opening.make", "ticket.read_restricted", "opening.review",
    ]  # fmt: skip
    assert WHY not in str(list(AuditEntry.objects.values_list("changes", "reason")))


def test_privacy_and_the_team_are_told_at_once_without_the_reason(world: World) -> None:
    opening = opened(world)
    told = OutboxMessage.objects.filter(kind="opening.to_review")
    assert {message.recipient for message in told} == {world.privacy}
    assert told[0].payload["ticket"] == opening.ticket.key
    assert OutboxMessage.objects.filter(kind="opening.of_team").exists()
    kept = OutboxMessage.objects.filter(kind__startswith="opening.")
    assert not [message for message in kept if WHY in str(message.payload)]


def test_numbers_are_refused_alike_whether_they_exist_or_not(world: World) -> None:
    plain = report_problem(
        actor=again(world.colleague), text=SECRET, care_answer="slower", place=Place(world.icu)
    )
    said = set()
    for number in ("PRV-999999", "INC-1", plain.key, "nonsense", ""):
        with pytest.raises(ValueRefused) as refused:
            open_ticket(number, actor=again(world.duty_manager), reason=WHY)
        said.add(str(refused.value.errors))
    assert len(said) == 1
    assert Opening.objects.count() == 0
    assert not OutboxMessage.objects.filter(kind__startswith="opening.").exists()


def test_a_reason_is_asked_and_patient_data_in_it_is_hidden(world: World) -> None:
    ticket = restricted(world)
    with pytest.raises(ValueRefused) as refused:
        open_ticket(ticket.key, actor=again(world.duty_manager), reason="urgent")
    assert list(refused.value.errors) == ["reason"]
    opening = open_ticket(
        ticket.key, actor=again(world.duty_manager), reason="The chart of MRN 00482913 is out."
    )
    assert "00482913" not in opening.reason


def test_nobody_else_opens_or_reviews(world: World) -> None:
    ticket = restricted(world)
    with pytest.raises(Forbidden):
        open_ticket(ticket.key, actor=again(world.agent), reason=WHY)
    with pytest.raises(ValueRefused):
        open_ticket(ticket.key, actor=again(world.it_manager), reason="no")
    assert Opening.objects.count() == 0
    opening = opened(world)
    for who in (world.duty_manager, world.agent):
        with pytest.raises(Forbidden):
            review(opening, actor=again(who), finding="justified", word="All was as it should be.")
    assert browser(world.it_manager).get(f"/openings/{opening.pk}/").status_code == 404
    assert Opening.objects.get().finding == ""


def test_a_review_is_made_once(world: World) -> None:
    opening = opened(world)
    privacy = browser(world.privacy)
    assert SECRET not in privacy.get(f"/openings/{opening.pk}/").content.decode()
    assert privacy.post(f"/openings/{opening.pk}/review/", {"word": "Looked at the rota."}).status_code == 422
    privacy.post(f"/openings/{opening.pk}/review/", {"finding": "unjustified", "word": "Looked at the rota."})
    kept = Opening.objects.get()
    assert (kept.finding, kept.word, kept.reviewed_by) == (
        "unjustified",
        "Looked at the rota.",
        world.privacy,
    )
    with pytest.raises(Conflict):
        review(opening, actor=again(world.privacy), finding="justified", word="Looked at it again.")
    assert Opening.objects.get().finding == "unjustified"


def test_the_list_shows_ones_own_and_all_to_reviewers(world: World) -> None:
    opening = opened(world)
    assert [row for row, *_rest in browser(world.privacy).get("/openings/").context["rows"]] == [opening]
    assert browser(world.it_manager).get("/openings/").context["rows"] == []
    Opening.objects.update(opened_at=timezone.now() - REVIEWED_WITHIN)
    assert b"Late" in browser(world.privacy).get("/openings/").content


def test_the_page_is_opened_by_the_form(world: World) -> None:
    ticket = restricted(world)
    sent = browser(world.duty_manager).post("/openings/new/", {"number": ticket.key.lower(), "reason": WHY})
    assert sent["Location"] == f"/openings/{Opening.objects.get().pk}/"


def late(world: World) -> Opening:
    """An opening whose review is due now."""
    opening = opened(world)
    Opening.objects.update(opened_at=timezone.now() - REVIEWED_WITHIN, until=timezone.now())
    return opening


def reminders() -> list[OutboxMessage]:
    """What was told of late reviews."""
    return list(OutboxMessage.objects.filter(kind="opening.late", channel="in_app"))


def test_a_late_review_is_reminded_of_once(world: World) -> None:
    opening = opened(world)
    Opening.objects.update(opened_at=timezone.now() - REVIEWED_WITHIN + timedelta(minutes=5))
    assert (remind_of_reviews(), reminders()) == (0, [])
    Opening.objects.update(opened_at=timezone.now() - REVIEWED_WITHIN)
    assert (remind_of_reviews(), remind_of_reviews()) == (1, 0)
    (told,) = reminders()
    assert (told.recipient, told.payload) == (
        world.privacy,
        {"ticket": opening.ticket.key, "opening": opening.pk},
    )
    assert AuditEntry.objects.get(verb="opening.remind").changes == {"opening": opening.pk}


def test_a_reviewed_opening_is_not_reminded_of(world: World) -> None:
    opening = late(world)
    waiting = late_reviews(timezone.now())
    assert waiting == [opening.pk]
    review(opening, actor=again(world.privacy), finding="justified", word="Looked at the rota of that night.")
    assert late_reviews(timezone.now()) == []
    assert remind_of_review(opening.pk, actor=System("openings"), now=timezone.now()) is False
    assert reminders() == []


def test_whoever_made_it_is_not_reminded_to_review_it(world: World) -> None:
    opening = late(world)
    Opening.objects.update(person=world.privacy)
    assert remind_of_reviews() == 1
    assert reminders() == []
    assert Opening.objects.get(pk=opening.pk).reminded_at is not None


def test_a_worker_that_dies_reminds_of_a_review_later_and_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    late(world)

    def dies(**told: Any) -> int:
        raise SystemExit

    with monkeypatch.context() as broken, pytest.raises(SystemExit):
        broken.setattr(openings, "tell", dies)
        remind_of_reviews()
    assert Opening.objects.get().reminded_at is None
    assert (remind_of_reviews(), remind_of_reviews(), len(reminders())) == (1, 0, 1)


def test_late_reviews_are_reminded_of_without_workers() -> None:
    assert "remind of late reviews" in VITAL
