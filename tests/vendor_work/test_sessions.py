"""Remote access of vendors: asked for, approved by another, blocked with words, opened, ended, overdue told once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assets.models import Asset
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.vendor_file.models import VendorPerson
from hospital_itsm.vendor_work.actions import overdue
from hospital_itsm.vendor_work.actions.overdue import tell_overdue
from hospital_itsm.vendor_work.actions.sessions import (
    approve_session,
    ask_for_session,
    end_session,
    extend_session,
    open_session,
    refuse_session,
    withdraw_session,
)
from hospital_itsm.vendor_work.models import RemoteSession
from hospital_itsm.vendor_work.rules import sessions as rules
from tests.api.rest import Rest, pointers, problem
from tests.assets import cast as assets_cast
from tests.exporting.files import csv_of
from tests.tickets import desk_cast
from tests.tickets.desk_pages import opened, sent
from tests.vendors import cast
from tests.world import World, again
from tickets.choices import Kind
from vendors.actions.baa_overrides import allow_without_baa
from vendors.actions.merging import merge_vendors
from vendors.models import Vendor

AT = datetime(2026, 11, 27, 12, tzinfo=UTC)
HOURS = st.integers(-200, 200)


@given(HOURS, HOURS, HOURS)
def test_times_are_good_only_in_order_still_ahead_and_short(begins: int, ends: int, now: int) -> None:
    times = [AT + timedelta(hours=one) for one in (begins, ends, now)]
    is_good = begins < ends and ends > now and ends - begins <= 72
    assert (rules.times_fault(*times) == "") is is_good


@given(st.sampled_from(["asked", "approved", "refused", "withdrawn", "open", "ended"]), HOURS)
def test_open_after_its_end_is_overdue_and_asked_for_in_vain_is_missed(state: str, late: int) -> None:
    now = AT + timedelta(hours=late)
    assert rules.is_overdue(state, AT, now) is (state == "open" and late >= 0)
    assert rules.is_missed(state, AT, now) is (state in ("asked", "approved") and late >= 0)


def test_what_is_over_leads_nowhere_and_what_is_open_only_ends() -> None:
    assert {state: rules.steps_from(state) for state in ("refused", "withdrawn", "ended")} == {
        "refused": [],
        "withdrawn": [],
        "ended": [],
    }
    assert rules.steps_from("open") == ["extend", "end"]


@pytest.fixture
def pump(world: World) -> Asset:
    """A pump that a vendor reaches from afar."""
    return assets_cast.pump(world)


@pytest.fixture
def engineer(world: World) -> VendorPerson:
    """Somebody of a vendor that touches no patient data."""
    return VendorPerson.objects.create(vendor=world.vendor, name="Jonas Aldridge")


def ask(world: World, who: str = "biomed", **values: Any) -> RemoteSession:
    """A request for now and the next two hours."""
    now = timezone.now()
    given = {
        "person": VendorPerson.objects.get(),
        "asset": Asset.objects.get(),
        "purpose": "Read the logs",
        "starts_at": now - timedelta(minutes=5),
        "until_at": now + timedelta(hours=2),
        **values,
    }
    return ask_for_session(actor=again(getattr(world, who)), **given)


def opened_one(world: World) -> RemoteSession:
    """A session that is open."""
    row = ask(world)
    approve_session(row.pk, actor=again(world.htm_manager))
    return open_session(row.pk, actor=again(world.biomed))


def told(kind: str) -> set[str]:
    """Who was told, from the bell."""
    rows = OutboxMessage.objects.filter(kind=kind, channel="in_app").select_related("recipient")
    return {row.recipient.username for row in rows}


def test_a_session_goes_from_request_to_end_and_everybody_stands_on_it(
    world: World, pump: Asset, engineer: VendorPerson
) -> None:
    row = ask(world)
    assert told("remote_session.asked") == {
        "carla.voss", "ellen.fairweather", "martin.ekland", "renata.kowalczyk",
    }  # fmt: skip
    approve_session(row.pk, actor=again(world.htm_manager), version=1)
    assert told("remote_session.decided") == {"reid.sandoval"}
    open_session(row.pk, actor=again(world.biomed), version=2)
    done = end_session(row.pk, actor=again(world.agent), outcome="New library loaded", version=3)
    assert (done.state, done.version) == ("ended", 4)
    assert (done.asked_by, done.decided_by, done.opened_by, done.ended_by) == (
        world.biomed,
        world.htm_manager,
        world.biomed,
        world.agent,
    )
    verbs = AuditEntry.objects.filter(target_type="vendor_work.remotesession").order_by("id")
    assert [one.verb for one in verbs] == [
        "remote_session.ask", "remote_session.approve", "remote_session.open", "remote_session.end",
    ]  # fmt: skip
    words = str([one.changes for one in verbs]) + str(list(OutboxMessage.objects.values_list("payload")))
    assert not [one for one in ("Aldridge", "Read the logs", "New library") if one in words]


def test_nobody_decides_about_their_own_request_not_even_with_the_right(
    world: World, pump: Asset, engineer: VendorPerson
) -> None:
    row = ask(world, "it_manager")
    for attempt in (
        lambda: approve_session(row.pk, actor=again(world.it_manager)),
        lambda: refuse_session(row.pk, actor=again(world.it_manager), reason="No"),
    ):
        with pytest.raises(Forbidden) as refused:
            attempt()
        assert "You asked for this yourself" in str(refused.value)
    with pytest.raises(Forbidden):
        approve_session(row.pk, actor=again(world.biomed))
    row.refresh_from_db()
    assert (row.state, row.version) == ("asked", 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        RemoteSession.objects.update(decided_by=world.it_manager)
    assert "it_manager" not in told("remote_session.asked")


def test_without_an_agreement_about_patient_data_nobody_is_let_in_until_another_allows_it(
    world: World, pump: Asset, engineer: VendorPerson
) -> None:
    row = ask(world, "privacy")
    cast.contract(world, "C-1", phi_access="yes")
    with pytest.raises(Conflict) as refused:
        approve_session(row.pk, actor=again(world.it_manager))
    assert "without a BAA" in str(refused.value)
    why = "The pumps of the ICU are down"
    allow_without_baa(world.vendor.pk, actor=again(world.privacy), purpose="remote_access", reason=why)
    with pytest.raises(Conflict):
        approve_session(row.pk, actor=again(world.it_manager))
    allow_without_baa(
        world.vendor.pk, actor=again(world.security), purpose="remote_access", reason=f"{why}, all of them"
    )
    approve_session(row.pk, actor=again(world.it_manager))
    assert open_session(row.pk, actor=again(world.biomed)).state == "open"


def test_an_agreement_that_ends_between_approval_and_opening_stops_the_opening(
    world: World, pump: Asset, engineer: VendorPerson
) -> None:
    row = ask(world)
    approve_session(row.pk, actor=again(world.it_manager))
    cast.contract(world, "C-1", phi_access="yes")
    with pytest.raises(Conflict):
        open_session(row.pk, actor=again(world.biomed))
    row.refresh_from_db()
    assert (row.state, row.opened_at) == ("approved", None)


@pytest.mark.parametrize("kind", ["account", "badge", "training", "background"])
def test_an_expired_credential_stops_approval_and_a_new_one_lets_it_go_on(
    world: World, pump: Asset, engineer: VendorPerson, kind: str
) -> None:
    past = engineer.credentials.create(kind=kind, expires_on=date(2020, 1, 2))
    row = ask(world)
    with pytest.raises(Conflict) as refused:
        approve_session(row.pk, actor=again(world.it_manager))
    assert f"{past.words} of Jonas Aldridge ended Jan 2, 2020." in str(refused.value)
    page = opened(world.it_manager, row.get_absolute_url())
    assert "It cannot be approved or opened" in page.main and "ended Jan 2, 2020" in page.main
    engineer.credentials.create(kind=kind, expires_on=date(2040, 1, 2))
    assert approve_session(row.pk, actor=again(world.it_manager)).state == "approved"


def test_a_vaccination_matters_in_the_house_only_and_who_is_gone_is_let_in_nowhere(
    world: World, pump: Asset, engineer: VendorPerson
) -> None:
    engineer.credentials.create(kind="vaccination", expires_on=date(2020, 1, 2))
    row = ask(world)
    approve_session(row.pk, actor=again(world.it_manager))
    VendorPerson.objects.update(is_active=False)
    with pytest.raises(Conflict) as refused:
        open_session(row.pk, actor=again(world.biomed))
    assert "works here no more" in str(refused.value)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"purpose": " "}, "purpose"),
        ({"purpose": "x" * 201}, "purpose"),
        ({"until_at": timezone.now() - timedelta(minutes=1)}, "until_at"),
        ({"until_at": timezone.now() + timedelta(hours=80)}, "until_at"),
        ({"starts_at": timezone.now() + timedelta(hours=3)}, "until_at"),
    ],
)
def test_a_request_without_sense_is_refused(
    world: World, pump: Asset, engineer: VendorPerson, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValueRefused) as refused:
        ask(world, **values)
    assert (list(refused.value.errors), RemoteSession.objects.exists()) == ([field], False)
    assert not OutboxMessage.objects.filter(kind="remote_session.asked").exists()


def test_nobody_is_let_in_before_or_after_the_approved_time(
    world: World, pump: Asset, engineer: VendorPerson
) -> None:
    row = ask(world, starts_at=timezone.now() + timedelta(hours=1))
    approve_session(row.pk, actor=again(world.it_manager))
    with pytest.raises(Conflict) as refused:
        open_session(row.pk, actor=again(world.biomed))
    assert "It begins at" in str(refused.value)
    past = timezone.now() - timedelta(hours=3)
    RemoteSession.objects.update(starts_at=past, until_at=past + timedelta(hours=1))
    with pytest.raises(Conflict) as refused:
        open_session(row.pk, actor=again(world.biomed))
    assert "Ask for a new one" in str(refused.value)
    assert RemoteSession.objects.get().state == "approved"
    late = ask(world)
    RemoteSession.objects.filter(pk=late.pk).update(starts_at=past, until_at=past + timedelta(hours=1))
    with pytest.raises(Conflict):
        approve_session(late.pk, actor=again(world.it_manager))


def test_steps_out_of_turn_twice_or_from_an_old_page_change_nothing(
    world: World, pump: Asset, engineer: VendorPerson
) -> None:
    row = ask(world)
    with pytest.raises(Conflict):
        open_session(row.pk, actor=again(world.biomed))
    with pytest.raises(StaleVersion):
        approve_session(row.pk, actor=again(world.it_manager), version=9)
    with pytest.raises(Forbidden):
        withdraw_session(row.pk, actor=again(world.agent))
    refuse_session(row.pk, actor=again(world.it_manager), reason="Not during rounds")
    for attempt in (
        lambda: approve_session(row.pk, actor=again(world.htm_manager)),
        lambda: withdraw_session(row.pk, actor=again(world.biomed)),
        lambda: end_session(row.pk, actor=again(world.biomed)),
    ):
        with pytest.raises(Conflict):
            attempt()
    row.refresh_from_db()
    assert (row.state, row.refused_because) == ("refused", "Not during rounds")


def test_an_open_session_is_extended_by_who_did_not_ask(
    world: World, pump: Asset, engineer: VendorPerson
) -> None:
    row = opened_one(world)
    later = row.until_at + timedelta(hours=3)
    with pytest.raises(ValueRefused):
        extend_session(row.pk, actor=again(world.it_manager), until_at=row.until_at)
    with pytest.raises(ValueRefused):
        extend_session(row.pk, actor=again(world.it_manager), until_at=row.starts_at + timedelta(hours=73))
    with pytest.raises(Forbidden):
        extend_session(row.pk, actor=again(world.biomed), until_at=later)
    assert extend_session(row.pk, actor=again(world.it_manager), until_at=later).until_at == later


def watch(now: datetime) -> int:
    """One round of the watcher."""
    return tell_overdue(actor=System("remote-access"), now=now)[0]


def test_what_is_open_after_its_end_is_told_once_and_again_after_an_extension(
    world: World, pump: Asset, engineer: VendorPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = opened_one(world)
    assert watch(row.until_at - timedelta(seconds=1)) == 0

    def dies(**given: Any) -> int:
        raise RuntimeError("the worker died")

    with monkeypatch.context() as patch:
        patch.setattr(overdue, "tell", dies)
        assert watch(row.until_at) == 0
    assert [watch(row.until_at + timedelta(minutes=one)) for one in (1, 2)] == [1, 0]
    assert told("remote_session.overdue") == {
        "carla.voss", "ellen.fairweather", "martin.ekland", "reid.sandoval", "renata.kowalczyk",
    }  # fmt: skip
    longer = row.until_at + timedelta(hours=3)
    extend_session(row.pk, actor=again(world.it_manager), until_at=longer)
    assert [watch(at) for at in (longer - timedelta(minutes=1), longer, longer)] == [0, 1, 0]
    with pytest.raises(Forbidden):
        tell_overdue(actor=again(world.it_manager), now=longer)


def test_a_session_for_a_restricted_ticket_is_hidden_from_who_does_not_see_it(
    world: World, pump: Asset, engineer: VendorPerson
) -> None:
    ticket = desk_cast.report(world, "not_affected", actor=world.security, kind=Kind.SECURITY, team="SEC")
    row = ask(world, "security", ticket=ticket)
    with pytest.raises(ValueRefused) as refused:
        ask(world, "agent", ticket=ticket)
    assert list(refused.value.errors) == ["ticket"]
    assert opened(world.security, row.get_absolute_url()).status == 200
    assert opened(world.biomed, row.get_absolute_url()).status == 404
    assert row.key not in opened(world.biomed, f"/a/{pump.tag}/").page
    assert row.key not in opened(world.biomed, "/vendors/sessions/").page
    assert ticket.key not in str(Rest(world.biomed).get("remote_sessions/").content)


def test_pages_of_device_vendor_and_person_show_who_was_let_in(
    world: World, pump: Asset, engineer: VendorPerson
) -> None:
    ticket = desk_cast.report(world, "slower", team="HTM-GEN")
    row = ask(world, ticket=ticket)
    for address in (f"/a/{pump.tag}/", f"/vendors/people/{engineer.pk}/"):
        assert (
            f"{row.key} Waits for approval Jonas Aldridge, Northlight Networks"
            in opened(world.biomed, address).words
        )
    for address in (f"/vendors/{world.vendor.pk}/work/", f"/vendors/work/{ticket.key}/"):
        assert row.key in opened(world.biomed, address).main
        assert "<html" not in opened(world.biomed, address, HX_Request="true").page
    assert f'hx-get="/vendors/work/{ticket.key}/"' in opened(world.biomed, f"/t/{ticket.key}/").page


def test_the_list_is_narrowed_and_leaves_as_a_file(world: World, pump: Asset, engineer: VendorPerson) -> None:
    row = opened_one(world)
    ask(world)
    past = timezone.now() - timedelta(hours=3)
    RemoteSession.objects.filter(pk=row.pk).update(starts_at=past, until_at=past + timedelta(hours=1))
    page = opened(world.security, "/vendors/sessions/?overdue=yes").main
    assert (
        f"{row.key} " in page,
        "Open after its end" in page,
        "Waits for approval" in page.split("Order")[1],
    ) == (
        True,
        True,
        False,
    )
    assert "No session matches" in opened(world.security, "/vendors/sessions/?tag=LR-NONE").main
    assert opened(world.security, "/vendors/sessions/?from=yesterday").status == 400
    rows = csv_of(world.auditor, "/vendors/sessions/export/?state=open")
    assert [(one["Number"], one["State"], one["Who"]) for one in rows] == [
        (row.key, "Open after its end", "Jonas Aldridge")
    ]
    page = opened(world.htm_manager, row.get_absolute_url()).main
    assert "It is open after its end." in page and "Extend" in page


def test_forms_ask_and_say_why_not_without_losing_a_word(
    world: World, pump: Asset, engineer: VendorPerson
) -> None:
    ticket = desk_cast.report(world, "slower", team="HTM-GEN", device_text=pump.tag)
    form = opened(world.biomed, f"/vendors/sessions/new/?ticket={ticket.key}")
    assert f'value="{pump.tag}"' in form.page and f'value="{ticket.key}"' in form.page
    typed = {
        "person": engineer.pk,
        "asset": "LR-NONE",
        "purpose": "Read the logs",
        "ticket": ticket.key.lower(),
    }
    at = timezone.localtime()
    times = {
        "starts_at": at.strftime("%Y-%m-%dT%H:%M"),
        "until_at": (at + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
    }
    refused = sent(world.biomed, "/vendors/sessions/new/", **typed, **times)
    assert (refused.status, "Read the logs" in refused.page) == (422, True)
    assert sent(world.biomed, "/vendors/sessions/new/", **{**typed, "asset": pump.tag}, **times).status == 302
    row = RemoteSession.objects.get()
    assert (row.ticket, row.asset) == (ticket, pump)
    engineer.credentials.create(kind="badge", expires_on=date(2020, 1, 2))
    blocked = sent(world.it_manager, f"{row.get_absolute_url()}approve/", version="1")
    assert (blocked.status, "ended Jan 2, 2020" in blocked.main) == (409, True)
    assert sent(world.it_manager, f"{row.get_absolute_url()}refuse/", reason="", version="1").status == 422


def test_sessions_over_rest(world: World, pump: Asset, engineer: VendorPerson) -> None:
    biomed, manager, now = Rest(world.biomed), Rest(world.it_manager), timezone.now()
    body = {
        "person": engineer.pk,
        "asset": pump.tag,
        "purpose": "Read the logs",
        "starts_at": now.isoformat(),
        "until_at": (now + timedelta(hours=1)).isoformat(),
    }
    refused = biomed.post("remote_sessions/", {**body, "until_at": "2026-11-27T12:00"})
    assert pointers(problem(refused, 422, "value-refused")) == ["/until_at"]
    problem(Rest(world.biomed, ["vendors:write"]).post("remote_sessions/", body), 403, "forbidden")
    made = biomed.post("remote_sessions/", body)
    assert (made.status_code, made.json()["state"], made["ETag"]) == (201, "asked", '"1"')
    steps = f"remote_sessions/{made.json()['id']}/actions/"
    problem(manager.post(f"{steps}approve/", {}), 428, "precondition-required")
    problem(biomed.post(f"{steps}approve/", {}, If_Match='"1"'), 403, "forbidden")
    problem(biomed.post(f"{steps}open/", {}, If_Match='"1"'), 409, "conflict")
    assert manager.post(f"{steps}approve/", {}, If_Match='"1"').json()["decided_by"] == "martin.ekland"
    assert biomed.post(f"{steps}open/", {}, If_Match='"2"').json()["state"] == "open"
    done = biomed.post(f"{steps}end/", {"outcome": "Logs read"}, If_Match='"3"').json()
    assert (done["state"], done["outcome"], done["is_overdue"]) == ("ended", "Logs read", False)
    assert [row["id"] for row in biomed.get("remote_sessions/?state=ended").json()["results"]] == [done["id"]]


def test_of_merged_vendors_the_sessions_stay(world: World, pump: Asset, engineer: VendorPerson) -> None:
    ask(world)
    other = Vendor.objects.create(name="Northlite")
    merge_vendors(world.vendor.pk, actor=again(world.vendor_manager), into=other.pk)
    assert RemoteSession.objects.get().vendor == other == VendorPerson.objects.get().vendor
