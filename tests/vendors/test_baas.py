"""Business associate agreements: kept, renewed, ended, and reminded of before their last day."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import User
from tests.vendors import cast
from tests.world import World, again
from vendors.actions import baa_reminders
from vendors.actions.baa_reminders import remind_of_baas
from vendors.actions.baas import change_baa, create_baa, renew_baa, terminate_baa
from vendors.actions.merging import merge_vendors
from vendors.models import Baa, BaaReminder

SIGNED: dict[str, Any] = {
    "executed_on": date(2025, 6, 20),
    "effective_on": date(2025, 7, 1),
    "expires_on": date(2027, 6, 30),
}
RENEWED = {"executed_on": date(2026, 5, 1), "effective_on": date(2026, 6, 1), "expires_on": date(2029, 5, 31)}


@pytest.fixture
def signed(world: World) -> Baa:
    """An agreement that the privacy officer added."""
    return create_baa(actor=again(world.privacy), vendor=world.vendor, **SIGNED)


def test_an_agreement_keeps_its_provisions_and_subcontractors(world: World) -> None:
    made = create_baa(
        actor=again(world.vendor_manager),
        vendor=world.vendor,
        **SIGNED,
        breach_notice_days=10,
        offshore_allowed="no",
        provisions={"reports": "no", "safeguards": "yes"},
        subcontractors=[
            {"name": "Tidewater Hosting", "country": "US", "is_bound": "yes"},
            {"name": "Night Readers", "country": "IN", "is_bound": ""},
        ],
    )
    assert (made.included, made.absent) == (["safeguards"], ["reports"])
    changed = change_baa(
        made.pk,
        actor=again(world.security),
        fields={"provisions": {"reports": "yes"}, "subcontractors": []},
        version=1,
    )
    assert (changed.included, changed.absent, changed.version) == (["safeguards", "reports"], [], 2)
    assert AuditEntry.objects.get(verb="baa.change").changes == {
        "reports": ["no", "yes"],
        "subcontractors": ["Night Readers (IN, ?); Tidewater Hosting (US, yes)", ""],
    }
    assert not changed.subcontractors.exists()


def test_a_change_of_nothing_leaves_no_trace(world: World, signed: Baa) -> None:
    same = change_baa(signed.pk, actor=again(world.privacy), fields={**SIGNED, "provisions": {"access": ""}})
    assert same.version == 1
    assert not AuditEntry.objects.filter(verb="baa.change").exists()


def test_the_trail_keeps_no_words(world: World, signed: Baa) -> None:
    change_baa(signed.pk, actor=again(world.privacy), fields={"note": "Their counsel wants a new clause"})
    terminate_baa(signed.pk, actor=again(world.privacy), reason="Material breach in the spring")
    kept = str([row.changes for row in AuditEntry.objects.filter(verb__startswith="baa.")])
    assert "counsel" not in kept
    assert "breach in" not in kept


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"executed_on": date(9000, 1, 1)}, "executed_on", "still to come"),
        ({"expires_on": date(2025, 6, 30)}, "expires_on", "before the first day"),
        ({"expires_on": None}, "expires_on", "Give the last day"),
        ({"is_evergreen": True}, "expires_on", "cannot be both"),
        ({"breach_notice_days": 61}, "breach_notice_days", "1 to 60 days"),
        ({"offshore_allowed": "perhaps"}, "offshore_allowed", "not a valid choice"),
        ({"provisions": {"party": "yes"}}, "provisions", "Answer yes, no or nothing"),
        ({"provisions": {"access": "perhaps"}}, "provisions", "Answer yes, no or nothing"),
        ({"subcontractors": [{"name": "X", "country": "XX"}]}, "subcontractors", "in which country X works"),
        ({"subcontractors": [{"name": " ", "country": "US"}]}, "subcontractors", "a name"),
        (
            {"subcontractors": [{"name": "A", "country": "US"}, {"name": "a", "country": "IN"}]},
            "subcontractors",
            "a stands there twice",
        ),
        ({"vendor": 3}, "vendor", "cannot be set here"),
        ({"replaced_on": date(2026, 1, 1)}, "replaced_on", "cannot be set here"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    world: World, signed: Baa, fields: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(ValueRefused) as refused:
        change_baa(signed.pk, actor=again(world.privacy), fields=fields)
    assert words in refused.value.errors[field]
    assert Baa.objects.get().version == 1


def test_an_owner_reads_agreements(world: World, signed: Baa) -> None:
    with pytest.raises(ValueRefused) as refused:
        change_baa(signed.pk, actor=again(world.privacy), fields={"owner": again(world.agent)})
    assert set(refused.value.errors) == {"owner"}
    kept = change_baa(signed.pk, actor=again(world.privacy), fields={"owner": again(world.finance)})
    assert kept.owner == world.finance


def test_a_renewal_is_a_row_of_its_own_that_replaces_the_earlier_one_once_signed(
    world: World, signed: Baa
) -> None:
    privacy = again(world.privacy)
    drafted = renew_baa(signed.pk, actor=privacy, **{**RENEWED, "executed_on": None})
    signed.refresh_from_db()
    assert (drafted.succeeds, signed.replaced_on) == (signed, None)
    change_baa(drafted.pk, actor=privacy, fields={"executed_on": date(2026, 5, 1)})
    signed.refresh_from_db()
    assert signed.replaced_on == date(2026, 6, 1)
    assert signed.state_on(date(2026, 5, 31)) == "active"
    assert signed.state_on(date(2026, 6, 1)) == "replaced"
    change_baa(drafted.pk, actor=privacy, fields={"effective_on": date(2026, 7, 1)})
    signed.refresh_from_db()
    assert signed.replaced_on == date(2026, 7, 1)
    with pytest.raises(Conflict, match="is over"):
        change_baa(signed.pk, actor=privacy, fields={"note": "x"})


def test_a_renewal_that_cannot_be_is_refused(world: World, signed: Baa) -> None:
    privacy = again(world.privacy)
    with pytest.raises(ValueRefused) as refused:
        renew_baa(signed.pk, actor=privacy, **SIGNED)
    assert set(refused.value.errors) == {"effective_on"}
    draft = create_baa(actor=privacy, vendor=world.vendor)
    with pytest.raises(Conflict, match="is a draft"):
        renew_baa(draft.pk, actor=privacy, **RENEWED)
    later = {name: day.replace(year=day.year + 4) for name, day in RENEWED.items()}
    renew_baa(signed.pk, actor=privacy, **{**later, "executed_on": None})
    with pytest.raises(Conflict, match="renewed already"):
        renew_baa(signed.pk, actor=privacy, **RENEWED)
    assert Baa.objects.count() == 3


def test_a_terminated_agreement_holds_no_longer_and_changes_no_more(world: World, signed: Baa) -> None:
    privacy = again(world.privacy)
    for on, field in ((date(2025, 6, 30), "on"), (date(2027, 7, 1), "on")):
        with pytest.raises(ValueRefused) as refused:
            terminate_baa(signed.pk, actor=privacy, reason="Sold", on=on)
        assert set(refused.value.errors) == {field}
    with pytest.raises(ValueRefused):
        terminate_baa(signed.pk, actor=privacy, reason="  ")
    ended = terminate_baa(signed.pk, actor=privacy, reason="Sold", on=date(2026, 8, 1), version=1)
    assert (ended.state_on(date(2026, 7, 31)), ended.state_on(date(2026, 8, 1))) == ("active", "terminated")
    for again_ended in (
        lambda: terminate_baa(signed.pk, actor=privacy, reason="Sold"),
        lambda: renew_baa(signed.pk, actor=privacy, **RENEWED),
    ):
        with pytest.raises(Conflict):
            again_ended()
    assert AuditEntry.objects.filter(verb="baa.terminate").count() == 1


def test_only_privacy_security_and_the_vendor_manager_keep_the_register(world: World, signed: Baa) -> None:
    for who in ("it_manager", "htm_manager", "cio", "finance", "auditor"):
        actor = again(getattr(world, who))
        assert Baa.objects.visible_to(actor).count() == 1
        with pytest.raises(Forbidden):
            change_baa(signed.pk, actor=actor, fields={"note": "x"})
        with pytest.raises(Forbidden):
            create_baa(actor=actor, vendor=world.vendor)
    for who in ("agent", "biomed", "requester", "administrator"):
        with pytest.raises(Baa.DoesNotExist):
            change_baa(signed.pk, actor=again(getattr(world, who)), fields={"note": "x"})
    with pytest.raises(StaleVersion):
        change_baa(signed.pk, actor=again(world.privacy), fields={"note": "x"}, version=9)
    assert Baa.objects.get().version == 1


def test_agreements_move_with_a_merged_vendor(world: World, signed: Baa) -> None:
    kept = cast.vendor(world)
    merge_vendors(world.vendor.pk, actor=again(world.vendor_manager), into=kept.pk)
    signed.refresh_from_db()
    assert signed.vendor == kept


def remind(day: date, hour: int = 16) -> int:
    """One round of the watcher."""
    now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return remind_of_baas(actor=System("baas"), now=now)[0]


def before(days: int) -> date:
    """So many days before the last day."""
    return SIGNED["expires_on"] - timedelta(days=days)


def told() -> list[tuple[str, int]]:
    """Who was told with how many days left, from the bell."""
    rows = OutboxMessage.objects.filter(kind="baa.expires", channel="in_app")
    return sorted((row.recipient.username, row.payload["left"]) for row in rows)


def test_owner_and_then_privacy_are_reminded_once_a_step(world: World, signed: Baa) -> None:
    change_baa(signed.pk, actor=again(world.privacy), fields={"owner": again(world.it_manager)})
    for left in range(100, -5, -1):
        remind(before(left))
        remind(before(left), 17)
    owner = [("martin.ekland", left) for left in (30, 60, 90)]
    officers = [row for row in told() if row[0] != "martin.ekland"]
    assert [row for row in told() if row[0] == "martin.ekland"] == owner
    assert (world.privacy.username, 60) in officers
    assert {left for _name, left in officers} == {30, 60}
    row = OutboxMessage.objects.filter(kind="baa.expires").first()
    assert row is not None
    assert set(row.payload) == {"vendor", "baa", "day", "left"}


def test_without_an_owner_the_vendor_manager_is_reminded_and_a_moved_day_begins_anew(
    world: World, signed: Baa
) -> None:
    remind(before(80))
    assert told() == [("imani.clarke", 80)]
    change_baa(signed.pk, actor=again(world.privacy), fields={"expires_on": date(2027, 7, 10)})
    remind(date(2027, 4, 20))
    assert told() == [("imani.clarke", 80), ("imani.clarke", 81)]
    assert BaaReminder.objects.count() == 2


def test_renewed_ended_endless_and_draft_agreements_remind_of_nothing(world: World, signed: Baa) -> None:
    privacy = again(world.privacy)
    renew_baa(signed.pk, actor=privacy, **RENEWED)
    create_baa(actor=privacy, vendor=world.vendor, **{**SIGNED, "executed_on": None})
    create_baa(actor=privacy, vendor=world.vendor, **{**SIGNED, "expires_on": None}, is_evergreen=True)
    ended = create_baa(actor=privacy, vendor=world.vendor, **SIGNED)
    terminate_baa(ended.pk, actor=privacy, reason="Sold", on=before(20))
    remind(before(30))
    assert told() == []


def test_a_worker_that_dies_leaves_no_trace_and_nobody_is_reminded_at_night(
    world: World, signed: Baa, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(**given: Any) -> int:
        raise RuntimeError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(baa_reminders, "tell", die)
        assert remind(before(90)) == 0
    assert not BaaReminder.objects.exists()
    assert remind(before(90), 11) == 0
    assert remind(before(90)) == 1
    with pytest.raises(Forbidden):
        remind_of_baas(actor=again(world.privacy), now=timezone.now())


def test_an_owner_who_left_is_replaced_by_the_vendor_manager(world: World, signed: Baa) -> None:
    change_baa(signed.pk, actor=again(world.privacy), fields={"owner": again(world.it_manager)})
    User.objects.filter(pk=world.it_manager.pk).update(is_active=False)
    remind(before(90))
    assert told() == [("imani.clarke", 90)]


@pytest.mark.django_db(transaction=True)
def test_two_who_renew_at_once_leave_one_renewal(world: World) -> None:
    signed = create_baa(actor=again(world.privacy), vendor=world.vendor, **SIGNED)
    start, refusals = Barrier(2), []

    def renew(who: User) -> None:
        start.wait()
        try:
            renew_baa(signed.pk, actor=again(who), **RENEWED)
        except Conflict as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=renew, args=[who]) for who in (world.privacy, world.vendor_manager)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refusals) == 1
    assert Baa.objects.filter(succeeds=signed).count() == 1
