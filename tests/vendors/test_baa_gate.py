"""The gate: which vendors touch patient data without an agreement in force, what that stops, and exceptions."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assets.models import Asset, Service
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from tests.vendors import cast
from tests.world import World, again
from vendors import baa_gate
from vendors.actions.baa_overrides import allow_without_baa, end_override
from vendors.baa_gate import CONDITIONS, Standing, blocked, columns
from vendors.choices import BaaStanding, BaaState
from vendors.models import Baa, BaaOverride, Vendor
from vendors.queries.baas import stands

REASON = "The pump library server is down and the ICU waits."


def today() -> date:
    """Today in the hospital."""
    return timezone.localdate()


def agreement(vendor: Vendor, **values: Any) -> Baa:
    """A stored agreement that began a year ago and never ends."""
    begun = today() - timedelta(days=365)
    given = {"executed_on": begun, "effective_on": begun, "is_evergreen": "expires_on" not in values}
    return Baa.objects.create(vendor=vendor, **{**given, **values})


@pytest.fixture
def pumps(world: World) -> Vendor:
    """A vendor whose contract in force says that it touches patient data, without an agreement."""
    made = cast.vendor(world, "Ashgrove Infusion")
    cast.contract(world, "C-1015", vendor=made, phi_access="yes")
    return made


def codes() -> dict[str, str]:
    """Every vendor with its standing, read with one statement, proven against the conditions in SQL."""
    rows = list(Vendor.objects.annotate(**columns(today())).order_by("name"))
    for row in rows:
        held = [
            code
            for code, condition in CONDITIONS.items()
            if Vendor.objects.annotate(**columns(today())).filter(condition, pk=row.pk).exists()
        ]
        assert held == [Standing.of(row).code]
    return {row.name: Standing.of(row).code.value for row in rows}


def test_contracts_and_agreements_say_where_a_vendor_stands(world: World, pumps: Vendor) -> None:
    clear = cast.vendor(world, "Clear")
    cast.contract(world, "C-1", vendor=clear, phi_access="no")
    ended = cast.vendor(world, "Ended")
    cast.contract(world, "C-2", vendor=ended, phi_access="yes", ends_on=date(2021, 1, 1))
    open_one = cast.vendor(world, "Open")
    cast.contract(world, "C-3", vendor=open_one)
    covered = cast.vendor(world, "Covered")
    cast.contract(world, "C-4", vendor=covered, phi_access="yes")
    agreement(covered)
    lapsed = cast.vendor(world, "Lapsed")
    cast.contract(world, "C-5", vendor=lapsed, phi_access="yes")
    agreement(lapsed, expires_on=today() - timedelta(days=1))
    drafted = cast.vendor(world, "Drafted")
    cast.contract(world, "C-6", vendor=drafted, phi_access="yes")
    agreement(drafted, executed_on=None)
    renewing = cast.vendor(world, "Renewing")
    terms = {"ends_on": date(2021, 1, 1), "auto_renew": True, "renewal_term_months": 12}
    cast.contract(world, "C-7", vendor=renewing, phi_access="yes", **terms)
    secret = cast.vendor(world, "Secret")
    cast.contract(world, "C-8", vendor=secret, phi_access="yes", status="draft")
    assert codes() == {
        "Ashgrove Infusion": "missing",
        "Clear": "clear",
        "Covered": "covered",
        "Drafted": "missing",
        "Ended": "clear",
        "Lapsed": "lapsed",
        "Northlight Networks": "clear",
        "Open": "ask",
        "Renewing": "missing",
        "Secret": "clear",
    }


def test_a_source_of_another_package_counts_unless_a_contract_says_no(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = cast.vendor(world, "Named")
    denied = cast.vendor(world, "Denied")
    cast.contract(world, "C-1", vendor=denied, phi_access="no")
    source = baa_gate.Source(
        "test", "Test", lambda day: Vendor.objects.filter(name__in=["Named", "Denied"]), "pk",
        lambda rows, actor: rows, str,
    )  # fmt: skip
    monkeypatch.setattr(baa_gate, "_sources", {"test": source})
    assert {name: code for name, code in codes().items() if code != "clear"} == {
        "Named": "missing",
        "Denied": "ask",
    }
    assert blocked(named, "purchase") is not None
    assert blocked(denied, "purchase") is None


@pytest.mark.parametrize("state", BaaState.values)
def test_the_database_and_the_rules_agree_about_states(world: World, state: str) -> None:
    begun, past, soon, later = (today() + timedelta(days=n) for n in (-400, -1, 30, 300))
    rows = [
        agreement(
            world.vendor, expires_on=day, replaced_on=replaced, terminated_on=ended, effective_on=begins
        )
        for day in (past, today(), soon, later)
        for replaced in (None, past, today(), soon)
        for ended in (None, today(), soon)
        for begins in (begun, past)
    ] + [
        agreement(world.vendor),
        agreement(world.vendor, effective_on=soon),
        agreement(world.vendor, executed_on=None, effective_on=None),
        agreement(world.vendor, executed_on=None, terminated_on=past),
    ]
    expected = {row.pk for row in rows if row.state_on(today()) == state}
    assert expected
    assert set(Baa.objects.filter(stands(state, today())).values_list("pk", flat=True)) == expected


@pytest.mark.parametrize("purpose", ["contract", "purchase", "remote_access"])
def test_a_vendor_without_an_agreement_is_kept_from_what_is_new(
    world: World, pumps: Vendor, purpose: str
) -> None:
    assert blocked(pumps, purpose) == (
        "Ashgrove Infusion touches patient data without a BAA. Sign one first, or ask the privacy officer or the CISO "
        "to allow this for 24 hours."
    )
    made = agreement(pumps, expires_on=today() - timedelta(days=1))
    assert "no longer in force" in str(blocked(pumps, purpose))
    made.expires_on = today()
    made.save()
    assert blocked(pumps, purpose) is None


def test_what_the_new_thing_says_counts_too(world: World) -> None:
    fresh = cast.vendor(world, "FernHall Staffing")
    assert blocked(fresh, "contract", says="no") is None
    assert "touches patient data without a BAA" in str(blocked(fresh, "contract", says="yes"))
    assert blocked(fresh, "contract", says="") == (
        "Nobody has said whether FernHall Staffing touches patient data. Answer that first; if it does, it needs a BAA."
    )
    agreement(fresh)
    assert [blocked(fresh, "contract", says=said) for said in ("yes", "no", "")] == [None] * 3


def test_the_gate_asks_the_database_at_most_twice(world: World, pumps: Vendor) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert blocked(pumps, "purchase") is not None
    assert len(captured) == 2
    with CaptureQueriesContext(connection) as captured:
        assert len(baa_gate.standings(Vendor.objects.values_list("pk", flat=True), today())) == 2
    assert len(captured) == 2


def test_an_exception_holds_24_hours_for_one_purpose_and_not_for_its_makers_own_request(
    world: World, pumps: Vendor
) -> None:
    privacy = again(world.privacy)
    made = allow_without_baa(pumps.pk, actor=privacy, purpose="remote_access", reason=REASON)
    assert made.ends_at - made.made_at == timedelta(hours=24)
    other, late = made.made_at + timedelta(hours=1), made.ends_at
    assert blocked(pumps, "remote_access", asker=world.biomed, now=other) is None
    assert blocked(pumps, "remote_access", asker=privacy, now=other) is not None
    assert blocked(pumps, "purchase", asker=world.biomed, now=other) is not None
    assert blocked(pumps, "remote_access", asker=world.biomed, now=late) is not None
    assert blocked(pumps, "remote_access", now=late - timedelta(seconds=1)) is None


def test_the_other_officers_the_vendor_manager_and_the_cio_are_told_by_names_alone(
    world: World, pumps: Vendor
) -> None:
    made = allow_without_baa(pumps.pk, actor=again(world.security), purpose="purchase", reason=REASON)
    rows = OutboxMessage.objects.filter(kind="baa.override", channel="in_app")
    told = {row.recipient.username for row in rows}
    assert {world.privacy.username, world.vendor_manager.username, world.cio.username} <= told
    assert world.security.username not in told
    assert rows[0].payload == {
        "vendor": "Ashgrove Infusion",
        "pk": pumps.pk,
        "purpose": "Purchases",
        "by": world.security.full_name,
        "until": made.ends_at.isoformat(),
    }
    entry = AuditEntry.objects.get(verb="baa.override")
    assert entry.changes["reason"]["length"] == len(REASON)
    assert "library" not in str(entry.changes)


def test_an_exception_ends_by_itself_or_by_hand_and_a_new_one_needs_a_new_reason(
    world: World, pumps: Vendor
) -> None:
    privacy = again(world.privacy)
    made = allow_without_baa(pumps.pk, actor=privacy, purpose="purchase", reason=REASON)
    with pytest.raises(ValueRefused) as refused:
        allow_without_baa(pumps.pk, actor=again(world.security), purpose="purchase", reason=REASON.upper())
    assert set(refused.value.errors) == {"reason"}
    assert BaaOverride.objects.count() == 1
    ended = end_override(made.pk, actor=again(world.security))
    assert (ended.ended_by, ended.ends_at <= timezone.now()) == (world.security, True)
    assert blocked(pumps, "purchase", asker=world.biomed) is not None
    end_override(made.pk, actor=privacy)
    assert AuditEntry.objects.filter(verb="baa.end_override").count() == 1


@pytest.mark.parametrize(
    ("who", "purpose", "reason", "error"),
    [
        ("vendor_manager", "purchase", REASON, Forbidden),
        ("cio", "purchase", REASON, Forbidden),
        ("htm_manager", "purchase", REASON, Forbidden),
        ("requester", "purchase", REASON, Vendor.DoesNotExist),
        ("privacy", "party", REASON, ValueRefused),
        ("privacy", "purchase", "too short", ValueRefused),
        ("privacy", "purchase", "x" * 401, ValueRefused),
    ],
)
def test_an_exception_that_may_not_be_leaves_nothing(
    world: World, pumps: Vendor, who: str, purpose: str, reason: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        allow_without_baa(pumps.pk, actor=again(getattr(world, who)), purpose=purpose, reason=reason)
    assert not BaaOverride.objects.exists()
    assert not OutboxMessage.objects.filter(kind="baa.override").exists()


def test_where_an_agreement_is_in_force_nothing_is_allowed_beside_it(world: World, pumps: Vendor) -> None:
    agreement(pumps)
    with pytest.raises(Conflict):
        allow_without_baa(pumps.pk, actor=again(world.privacy), purpose="purchase", reason=REASON)
    assert not BaaOverride.objects.exists()
    assert baa_gate.standing_of(pumps, today()).code == BaaStanding.COVERED


def test_services_and_serviced_devices_with_patient_data_count(world: World) -> None:
    makes, serves, retired = (cast.vendor(world, name) for name in ("Makes", "Serves", "Was"))
    held = {"domain": "applications", "data_class": "phi"}
    Service.objects.create(code="A900", name="Portal", vendor=makes, **held)
    Service.objects.create(code="A901", name="Old portal", vendor=retired, lifecycle="retired", **held)
    now = timezone.now()
    device = {
        "asset_class": "clinical_device",
        "stores_phi": "yes",
        "status_since": now,
        "created_at": now,
        "changed_at": now,
    }
    Asset.objects.create(tag="LR-900", service_provider=serves, vendor=retired, status="in_service", **device)
    Asset.objects.create(tag="LR-901", service_provider=retired, status="disposed", **device)
    assert {name for name, code in codes().items() if code == "missing"} == {"Makes", "Serves"}
