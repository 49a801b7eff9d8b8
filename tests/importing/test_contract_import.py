"""Contracts from a file: those in force are recorded so, whatever gate or approval a new one would meet."""

from datetime import date
from decimal import Decimal

import pytest

from hospital_itsm.approvals.models import ApprovalRequest
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.importing.models import SheetImport
from tests.importing.lists import checked, codes, faults, stored, undone, verdicts
from tests.vendors import cast
from tests.world import World, again
from vendors.actions.contracts import change_contract
from vendors.actions.renewals import decide
from vendors.baa_gate import blocked
from vendors.choices import GatePurpose
from vendors.models import Contract

HEAD = (
    "No;Contract;Vendor;Type;Annual $;Currency;Start;End;Auto-renew;Renewal term;Notice;Uplift cap;PHI;Owner;VP;"
    "Cost centre;Hours;Response;Status\n"
)
LAN = (
    "C-1005;LAN/WLAN support 24x7x4;Northlight Networks;support;310,000.00;USD;2024-07-01;2027-06-30;yes;36;3 mo;3%;"
    "N;martin.ekland;Infrastructure;6720;24 x 7;On site in 4 hours|A call back in 15 minutes;\n"
)
EHR = (
    "C-1001;EHR licence;NORTHLIGHT NETWORKS INC;maintenance;6900000;USD;2022-07-01;2029-06-30;no;;12 months;CPI;Y;"
    "Martin Ekland;;;;;in force\n"
)


@pytest.fixture
def run(world: World) -> SheetImport:
    """Two contracts in force, one of which touches patient data without an agreement."""
    return checked(world, "contract", HEAD + LAN + EHR)


def verbs(number: str) -> list[tuple[str, str]]:
    found = AuditEntry.objects.filter(target_type="vendors.contract", target_label=number).order_by("id")
    return list(found.values_list("verb", "reason"))


def test_a_check_stores_no_contract(world: World, run: SheetImport) -> None:
    assert (faults(run), verdicts(run)) == ([], ["create", "create"])
    assert (Contract.objects.count(), ApprovalRequest.objects.count()) == (0, 0)
    assert AuditEntry.objects.filter(target_type="vendors.contract").count() == 0


def test_every_field_arrives(world: World, run: SheetImport) -> None:
    stored(run)
    lan = Contract.objects.get(number="C-1005")
    assert (lan.title, lan.vendor, lan.kind, lan.status) == (
        "LAN/WLAN support 24x7x4", world.vendor, "support", "active",
    )  # fmt: skip
    assert (lan.starts_on, lan.ends_on, lan.notice_on) == (
        date(2024, 7, 1),
        date(2027, 6, 30),
        date(2027, 3, 30),
    )
    assert (lan.auto_renew, lan.renewal_term_months) == (True, 36)
    assert (lan.annual_value, lan.currency) == (Decimal("310000.00"), "USD")
    assert (lan.uplift, lan.uplift_percent, lan.phi_access) == ("percent", Decimal("3.00"), "no")
    assert (lan.owner, lan.domain, lan.cost_center) == (world.it_manager, "infrastructure", "6720")
    assert lan.support_hours == "24 x 7"
    assert lan.sla_clauses == ["On site in 4 hours", "A call back in 15 minutes"]
    ehr = Contract.objects.get(number="C-1001")
    assert (ehr.uplift, ehr.uplift_percent, ehr.notice_value, ehr.notice_unit) == ("cpi", None, 12, "months")
    assert (ehr.phi_access, ehr.status, ehr.owner) == ("yes", "active", world.it_manager)


def test_one_in_force_passes_gate_and_approval_and_the_trail_says_why(world: World, run: SheetImport) -> None:
    stored(run)
    assert blocked(world.vendor, GatePurpose.CONTRACT)
    assert ApprovalRequest.objects.count() == 0
    assert verbs("C-1001") == [("contract.create", ""), ("contract.record", f"import {run.pk}, row 3")]


def test_a_second_import_changes_nothing(world: World, run: SheetImport) -> None:
    stored(run)
    versions = list(Contract.objects.order_by("pk").values_list("version", flat=True))
    again_checked = checked(world, "contract", HEAD + LAN + EHR)
    assert verdicts(again_checked) == ["same", "same"]
    assert list(Contract.objects.order_by("pk").values_list("version", flat=True)) == versions


def test_changes_are_stored_and_taken_back_to_the_value_before(world: World, run: SheetImport) -> None:
    stored(run)
    changed = checked(
        world, "contract", HEAD + LAN.replace("310,000.00", "325,000.00").replace("3 mo", "90 d")
    )
    assert changed.rows.get().before == {
        "annual_value": "310000.00", "notice": [3, "months"],
    }  # fmt: skip
    stored(changed)
    lan = Contract.objects.get(number="C-1005")
    assert (lan.annual_value, lan.notice_on) == (Decimal("325000.00"), date(2027, 4, 1))
    undone(changed)
    lan.refresh_from_db()
    assert (lan.annual_value, lan.notice_on) == (Decimal("310000.00"), date(2027, 3, 30))


def test_contradictions_are_refused_in_words_at_their_column(world: World) -> None:
    rows = [
        LAN.replace("2027-06-30", "2023-06-30").replace("C-1005", "A"),
        LAN.replace("3 mo", "48 months").replace("C-1005", "B"),
        LAN.replace(";36;", ";;").replace("C-1005", "C"),
        LAN.replace("Northlight Networks", "Northlite Networks").replace("C-1005", "D"),
        LAN.replace("310,000.00", "310,000").replace("C-1005", "E"),
        LAN.replace("martin.ekland", "alma.reyes").replace("C-1005", "F"),
        LAN.replace("martin.ekland", "nobody").replace("C-1005", "G"),
        LAN.replace("C-1005", "C/1005"),
        LAN.replace("USD", "XXX").replace("C-1005", "H"),
        LAN.replace("24 x 7;", "24 x 7;Patient John Testcase MRN 00099887 DOB 01/02/1950|").replace(
            "C-1005", "I"
        ),
        LAN.rstrip().replace("C-1005", "J") + "in review\n",
        LAN,
        LAN.replace("C-1005", "c-1005"),
    ]
    run = checked(world, "contract", HEAD + "".join(rows))
    assert codes(run) == [
        (2, "ends_on", "said"),
        (3, "notice", "said"),
        (4, "renewal_term_months", "said"),
        (5, "vendor", "unknown"),
        (6, "annual_value", "two-ways"),
        (7, "owner", "said"),
        (8, "owner", "unknown"),
        (9, "number", "said"),
        (10, "currency", "said"),
        (11, "sla_clauses", "patient-data"),
        (12, "status", "no-first-status"),
        (14, "number", "twice"),
    ]
    said = {row: hint for row, _field, _code, hint in faults(run)}
    assert said[2] == "The last day comes before the first. Turn one of them round."
    assert said[3] == "The notice is longer than the term. Correct one of them."
    assert said[5] == "Northlight Networks"
    assert said[4] == "Say for how many months it renews."
    assert said[11] == ""
    assert verdicts(run)[11] == "create"
    stored(run)
    assert list(Contract.objects.values_list("number", flat=True)) == ["C-1005"]


def test_nothing_of_suspected_patient_data_is_kept_with_the_row(world: World) -> None:
    row = LAN.replace("24 x 7;", "24 x 7;Patient John Testcase MRN 00099887 DOB 01/02/1950|")
    kept = checked(world, "contract", HEAD + row).rows.get()
    assert (kept.verdict, kept.values) == ("fault", {})
    assert "00099887" not in str(kept.faults)


def test_drafts_ended_and_terminated_ones_are_taken_up_as_what_they_are(world: World) -> None:
    rows = (
        LAN.rstrip() + "draft\n"
        + LAN.rstrip().replace("C-1005", "C-1").replace("2024-07-01;2027-06-30", "2021-07-01;2024-06-30") + "ended\n"
        + LAN.rstrip().replace("C-1005", "C-2") + "terminated\n"
        + LAN.rstrip().replace("C-1005", "C-3") + "ended\n"
    )  # fmt: skip
    run = checked(world, "contract", HEAD + rows)
    assert verdicts(run) == ["create", "create", "create", "fault"]
    assert faults(run)[0][3] == "It runs until 2027-06-30. Terminate it to end it before."
    stored(run)
    assert dict(Contract.objects.values_list("number", "status")) == {
        "C-1005": "draft", "C-1": "ended", "C-2": "terminated",
    }  # fmt: skip
    signed = checked(world, "contract", HEAD + LAN.rstrip() + "expiring\n")
    assert signed.rows.get().before == {"status": "draft"}
    stored(signed)
    assert Contract.objects.get(number="C-1005").status == "active"
    assert verbs("C-1005")[-1] == ("contract.record", f"import {signed.pk}, row 2")
    undone(signed)
    assert faults(signed)[0][3] == "Its status moved on with the import. Take it back on its page."
    later = checked(world, "contract", HEAD + LAN.rstrip() + "terminated\n")
    assert codes(later) == [(2, "status", "status-by-page")]


def test_a_batch_is_taken_back_except_what_was_decided_changed_or_used(world: World) -> None:
    rows = "".join(LAN.replace("C-1005", number) for number in ("C-1", "C-2", "C-3"))
    run = stored(checked(world, "contract", HEAD + rows))
    who = again(world.vendor_manager)
    change_contract("C-1", actor=who, fields={"support_hours": "8 to 5"})
    decide("C-2", actor=who, decision="renew", reason="They answer within the hour.")
    undone(run)
    assert codes(run) == [(2, "", "changed-since"), (3, "", "changed-since")]
    assert list(Contract.objects.order_by("number").values_list("number", flat=True)) == ["C-1", "C-2"]
    gone = AuditEntry.objects.get(verb="sheet_import.remove")
    assert (gone.target_label, gone.reason) == ("C-3", f"import {run.pk} taken back")


def test_what_somebody_adds_or_changes_meanwhile_wins(world: World, run: SheetImport) -> None:
    cast.contract(world, "C-1005")
    stored(run)
    assert verdicts(run) == ["fault", "create"]
    assert faults(run)[0][:4] == [2, "number", "said", "There is a contract C-1005 already."]
    update = checked(world, "contract", HEAD + LAN)
    change_contract("C-1005", actor=again(world.vendor_manager), fields={"title": "Theirs"})
    stored(update)
    assert codes(update) == [(2, "", "changed-since")]
    assert Contract.objects.get(number="C-1005").title == "Theirs"
