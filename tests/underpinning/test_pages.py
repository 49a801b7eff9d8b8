"""The pages of vendor clocks: on the ticket, the task, the contract and the lists."""

from decimal import Decimal

from hospital_itsm.underpinning.models import Promise, VendorTask
from tests.tickets.clock_cases import chicago
from tests.tickets.desk_pages import opened, sent
from tests.underpinning import cast
from tests.world import World
from tickets.models import Ticket


def test_the_ticket_says_until_when_the_vendor_has_to_answer(world: World) -> None:
    cast.promising(world, repair=(8, "hours"))
    with cast.on("11-27T12:40") as story:
        task = cast.handed(world)
        page = opened(world.agent, f"/t/{task.ticket.key}/")
        assert f"{world.vendor.name} has until 16:40 to answer (contract C-1005)." in page.words
        assert f"{world.vendor.name} has until 20:40 to repair it (contract C-1005)." in page.words
        assert "The vendor answered" in page.words
        story.reach(chicago("11-27T16:58"))
        words = opened(world.agent, f"/t/{task.ticket.key}/").words
        assert "should have answered by 16:40 (contract C-1005), 18m ago." in words
        told = sent(world.agent, f"/vendors/tasks/{task.pk}/answer/")
        assert (told.status, told.location) == (302, f"/t/{task.ticket.key}/")
        words = opened(world.agent, f"/t/{task.ticket.key}/").words
    assert "An answer was promised by 16:40 (contract C-1005); it came 18m late." in words
    assert "The vendor answered" not in words
    task.refresh_from_db()
    assert task.answered_at == chicago("11-27T16:58")


def test_who_reads_but_does_not_work_the_ticket_gets_no_button(world: World) -> None:
    cast.promising(world)
    task = cast.handed(world)
    words = opened(world.house_supervisor, f"/t/{task.ticket.key}/").words
    assert "to answer (contract C-1005)." in words
    assert "The vendor answered" not in words
    assert sent(world.house_supervisor, f"/vendors/tasks/{task.pk}/answer/").status == 404
    task.refresh_from_db()
    assert task.answered_at is None


def test_a_ticket_that_never_was_with_a_vendor_says_nothing(world: World) -> None:
    made = cast.ticket(world)
    assert "With a vendor" not in opened(world.agent, f"/t/{made.key}/").words


def test_an_answer_at_another_time_keeps_what_was_typed_when_it_is_refused(world: World) -> None:
    cast.promising(world)
    with cast.on("11-27T12:40") as story:
        task = cast.handed(world)
        story.reach(chicago("11-27T15:00"))
        path = f"/vendors/tasks/{task.pk}/answer/"
        refused = sent(world.agent, path, answered_at="2026-11-27T11:00", number="NL-40112", version="1")
        assert (refused.status, 'value="NL-40112"' in refused.page) == (422, True)
        assert "was handed over at 2026-11-27 12:40" in refused.words
        stale = sent(world.agent, path, answered_at="2026-11-27T13:00", number="NL-40112", version="9")
        assert (stale.status, 'value="2026-11-27T13:00"' in stale.page) == (409, True)
        task.refresh_from_db()
        assert (task.answered_at, task.number) == (None, "")
        sent(world.agent, path, answered_at="2026-11-27T13:00", number="NL-40112", version="1")
    task.refresh_from_db()
    assert (task.answered_at, task.number) == (chicago("11-27T13:00"), "NL-40112")
    words = opened(world.agent, f"/vendors/tasks/{task.pk}/").main
    assert "NL-40112" in words
    assert "answered at" in words


def test_the_task_shows_the_working_of_its_deadline(world: World) -> None:
    cast.promising(world, hours="BUS", credit=Decimal("500.00"))
    with cast.on("11-20T16:00") as story:
        task = cast.handed(world)
        words = opened(world.agent, f"/vendors/tasks/{task.pk}/").main
        assert "Due Mon 11:00. Counted in “Business hours, Monday to Friday 08:00 to 17:00”." in words
        assert "1h Fri 16:00-17:00" in words
        assert "3h Mon 08:00-11:00" in words
        assert "500.00" not in words
        story.reach(chicago("11-23T12:00"))
        cast.answer(world, task)
        money = "The contract names a credit of USD 500.00 for this miss."
        assert money in opened(world.vendor_manager, f"/vendors/tasks/{task.pk}/").main
        assert money not in opened(world.agent, f"/vendors/tasks/{task.pk}/").main


def test_executives_see_the_task_without_the_way_to_the_ticket(world: World) -> None:
    cast.promising(world)
    task = cast.handed(world)
    page = opened(world.cio, f"/vendors/tasks/{task.pk}/")
    assert task.ticket.key in page.words
    assert f"/t/{task.ticket.key}/" not in page.page
    assert task.ticket.title not in page.page
    assert f"/t/{task.ticket.key}/" in opened(world.agent, f"/vendors/tasks/{task.pk}/").page


def test_a_promise_is_written_down_changed_and_removed_on_the_contracts_page(world: World) -> None:
    cast.promising(world, response=None)
    page = opened(world.vendor_manager, "/contracts/C-1005/").page
    assert 'hx-get="/contracts/C-1005/promises/"' in page
    path = "/contracts/C-1005/promises/response/"
    typed = {"amount": "4", "unit": "hours", "calendar": str(world.calendars["HOSP24"].pk), "version": "0"}
    wrong = sent(world.vendor_manager, path, **{**typed, "amount": "four"})
    assert (wrong.status, 'value="four"' in wrong.page) == (422, True)
    assert "Give a whole number, such as 4." in wrong.words
    assert sent(world.vendor_manager, path, **typed).location == "/contracts/C-1005/"
    priced = {**typed, "credit": "500.00", "currency": "usd", "version": "1"}
    assert sent(world.vendor_manager, path, **priced).status == 302
    stale = sent(world.vendor_manager, path, **{**typed, "amount": "8", "version": "1"})
    assert (stale.status, "Stored now" in stale.words) == (409, True)
    with cast.on("11-27T12:40"):
        task = cast.handed(world)
        words = opened(world.vendor_manager, "/contracts/C-1005/promises/").main
        plain = opened(world.agent, "/contracts/C-1005/promises/").main
    assert "within 4 hours, counted in “Around the clock”" in words
    assert "Each miss is worth USD 500.00." in words
    assert f"{task.ticket.key} Running {world.vendor.name} has until 16:40 to answer" in words
    assert "500.00" not in plain
    assert "within 4 hours" in plain
    assert "Write it down" not in plain
    assert sent(world.vendor_manager, f"{path}remove/").location == "/contracts/C-1005/"
    assert sent(world.vendor_manager, f"{path}remove/").status == 404
    assert not Promise.objects.exists()


def test_an_address_of_an_unknown_promise_leads_nowhere(world: World) -> None:
    cast.promising(world)
    assert opened(world.vendor_manager, "/contracts/C-1005/promises/delivery/").status == 404


def test_the_lists_say_what_is_late_before_the_watcher_saw_it_and_link_to_the_task(world: World) -> None:
    cast.promising(world)
    with cast.on("11-27T12:40") as story:
        task = cast.handed(world)
        story.reach(chicago("11-27T18:00"))
        for path in ("/vendors/tasks/?waiting=yes", "/vendors/clocks/?promise=response"):
            page = opened(world.agent, path)
            assert f'href="/vendors/tasks/{task.pk}/"' in page.page
            assert "Missed" in page.main
        assert "No ticket matches" in opened(world.agent, "/vendors/tasks/?waiting=no").main
        assert opened(world.agent, "/vendors/tasks/?color=red").status == 400
        assert opened(world.agent, "/vendors/clocks/?from=soon").status == 400


def test_another_contract_is_chosen_among_those_that_held_at_the_hand_over(world: World) -> None:
    cast.promising(world, "C-1")
    cast.promising(world, "C-2", response=(1, "hours"), ends_on=chicago("12-31T12:00").date())
    with cast.on("11-27T12:40"):
        task = cast.handed(world)
        path = f"/vendors/tasks/{task.pk}/contract/"
        form = opened(world.agent, path)
        assert "C-2 Monitoring gold support" in form.words
        other = VendorTask.objects.get().vendor.contracts.get(number="C-2")
        assert sent(world.agent, path, contract=other.pk, version="1").status == 302
    task.refresh_from_db()
    assert (task.contract, cast.clock(task).due_at) == (other, chicago("11-27T13:40"))


def test_the_list_of_scorecards_shows_vendors_that_were_given_tickets(world: World) -> None:
    assert "No ticket was given to a vendor yet" in opened(world.cio, "/vendors/scorecards/").main
    cast.promising(world)
    task = cast.handed(world)
    cast.answer(world, task)
    words = opened(world.cio, "/vendors/scorecards/?q=north").main
    assert world.vendor.name in words
    assert "1 of 1 (100.0%)" in words
    assert "None ended" in words
    assert "No vendor matches" in opened(world.cio, "/vendors/scorecards/?q=zzz").main


def test_no_title_of_a_ticket_stands_on_any_page_of_tasks(world: World) -> None:
    cast.promising(world)
    task = cast.handed(world)
    Ticket.objects.update(title="Words of a nurse")
    for path in ("tasks/", "clocks/", "scorecards/", f"tasks/{task.pk}/", f"{world.vendor.pk}/scorecard/"):
        assert "Words of a nurse" not in opened(world.agent, f"/vendors/{path}").page, path
