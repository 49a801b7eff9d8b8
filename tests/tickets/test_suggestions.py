"""What is already known: the fitting problem first, never a restricted one, never another unit's, in few statements."""

from typing import Any

from django.utils import timezone

from tests.tickets.test_report import send
from tests.world import World, again
from tickets.actions.intake import Place
from tickets.actions.join import join_ticket
from tickets.actions.notices import post_notice
from tickets.models import Ticket
from tickets.queries.suggestions import Before, before_you_send

WORDS = "wristband scanner does not read on my cart"


def look(world: World, text: str = WORDS, **values: Any) -> Before:
    """What the colleague of the ICU is shown."""
    given: dict[str, Any] = {"care_area": world.icu, "now": timezone.now()}
    user = values.pop("user", None) or again(world.colleague)
    return before_you_send(user, text=text, **{**given, **values})


def test_a_ticket_of_the_unit_with_the_same_words_is_known(world: World) -> None:
    ticket = send(world)
    (card,) = look(world).known
    assert (card.ticket, card.title, card.reports, card.has_joined) == (ticket, ticket.title, 1, False)


def test_a_problem_already_joined_says_so(world: World) -> None:
    ticket = send(world)
    join_ticket(ticket.key, actor=again(world.colleague))
    (card,) = look(world).known
    assert (card.reports, card.has_joined) == (2, True)


def test_other_words_find_nothing_and_the_ticket_is_on_the_unit_today(world: World) -> None:
    ticket = send(world)
    shown = look(world, "the elevator music is too loud in here")
    assert shown.known == ()
    assert shown.on_unit == (ticket,)


def test_without_words_only_the_unit_is_shown(world: World) -> None:
    ticket = send(world)
    assert look(world, "") == Before((), (ticket,))


def test_restricted_and_foreign_tickets_are_never_shown(world: World) -> None:
    send(world, text="The wristband scanner cart shows a ransom message.", flags=("malware",))
    send(world, actor=again(world.elsewhere), place=Place(world.area("MS5")))
    for who in (world.colleague, world.requester):
        assert look(world, "wristband scanner cart ransom message", user=again(who)) == Before((), ())
    assert look(world, care_area=world.area("MS5")) == Before((), ())


def test_a_notice_for_the_unit_comes_with_what_to_do(world: World) -> None:
    notice = post_notice(
        actor=again(world.duty_manager),
        title="Wristband scanner outage",
        severity="outage",
        sees="Scanners do not read wristbands.",
        to_do="Type the number under the barcode.",
        care_areas=[world.icu],
    )
    (card,) = look(world).known
    assert (card.notice, card.what_now, card.may_join) == (
        notice,
        "Type the number under the barcode.",
        False,
    )


def test_the_ticket_of_a_shown_notice_is_not_shown_twice(world: World) -> None:
    ticket = send(world)
    notice = post_notice(
        actor=again(world.duty_manager),
        title="Wristband scanner outage",
        severity="outage",
        sees="Scanners do not read wristbands.",
        ticket=ticket,
    )
    (card,) = look(world).known
    assert (card.notice, card.ticket, card.may_join, card.reports) == (notice, None, True, 1)


def test_there_are_at_most_three_cards_and_three_rows(world: World) -> None:
    for number in range(8):
        send(world, text=f"Wristband scanner of cart {number} does not read.")
    shown = look(world)
    assert (len(shown.known), len(shown.on_unit)) == (3, 3)


def test_the_statements_do_not_grow_with_the_tickets(
    world: World, django_assert_max_num_queries: Any
) -> None:
    user = again(world.colleague)
    assert user.permissions
    for number in range(12):
        send(world, text=f"Wristband scanner of cart {number} does not read.")
    post_notice(
        actor=again(world.duty_manager), title="Scanner", severity="info", sees="x", care_areas=[world.icu]
    )
    with django_assert_max_num_queries(5):
        look(world, user=user)


def test_done_tickets_are_not_known(world: World) -> None:
    send(world)
    Ticket.objects.update(state="closed")
    assert look(world) == Before((), ())
