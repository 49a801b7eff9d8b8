"""Who reaches vendors and contracts."""

from collections.abc import Callable

from tests.authorization.api_rest import posts as rest_posts
from tests.authorization.api_rest import reads as rest_reads
from tests.authorization.api_tickets import HERE
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, Case, all_get

EXECUTIVES = ("vp_infrastructure", "vp_applications", "cio")
SEES_VENDORS = (*DESK, *EXECUTIVES, "finance", "integration")
READS_CONTRACTS = (*EXECUTIVES, "finance", "it_manager", "htm_manager", "vendor_manager", "auditor")
MANAGES_VENDORS = ("vendor_manager", "it_manager", "htm_manager")
READS = all_get(200, *SEES_VENDORS)
OPENS_FORM = all_get(200, *MANAGES_VENDORS)
SAVES = all_get(302, *MANAGES_VENDORS)
OPENS_CONTRACT_FORM = {"vendor_manager": 200}
SAVES_CONTRACT = {"vendor_manager": 302}
FORBIDS_READERS = all_get(403, *READS_CONTRACTS)
"""They read the contract, but it is not theirs."""
TERM = {
    "number": "C-3001",
    "title": "Wi-Fi survey",
    "kind": "service",
    "status": "active",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
}


def vendor(suffix: str = "") -> Callable[[Scene], str]:
    """The page of the vendor without contracts."""
    return lambda scene: f"/vendors/{scene.spare_vendor.pk}/{suffix}"


def contract(suffix: str = "") -> Callable[[Scene], str]:
    """The page of the contract in force."""
    return lambda scene: f"/contracts/{scene.contract.number}/{suffix}"


CONTACT = {"name": "Night desk", "night_phone": "555-0171"}


def a_contact(path: str) -> Callable[[Scene], str]:
    """The contact of the vendor without contracts, in an address with both numbers."""
    return lambda scene: path.format(scene.spare_vendor.pk, scene.spare_contact.pk)


ACCOUNT = {"label": "Paging", "number": "CR-2"}


def an_account(path: str) -> Callable[[Scene], str]:
    """The account number of the same vendor, in an address with both numbers."""
    return lambda scene: path.format(scene.spare_vendor.pk, scene.spare_account.pk)


def draft(suffix: str = "") -> Callable[[Scene], str]:
    """The page of the draft."""
    return lambda scene: f"/contracts/{scene.draft_contract.number}/{suffix}"


def posts(name: str, path: object, data: object, who: dict[str, int], about: str = "") -> Case:
    """A form that is sent."""
    return Case(f"vendors:{name}", path, who, method="POST", data=data, about=about)  # type: ignore[arg-type]


def rest_term(scene: Scene) -> dict[str, str]:
    """A contract over REST."""
    return {**TERM, "vendor": scene.world.vendor.name}


def rest_patches(name: str, path: str, body: dict[str, object], who: dict[str, int]) -> Case:
    """A change over REST."""
    return Case(
        f"api:{name}",
        f"{HERE}{path}",
        who,
        others=403,
        method="PATCH",
        data=body,
        anonymous=401,
        headers={"If-Match": "*"},
    )


def rest_steps() -> list[Case]:
    """Each step of a contract's life over REST, on the draft and the contract in force."""
    reason = {"reason": "Matrix"}
    renewal = {"new_number": "C-9", "starts_on": "2040-07-01", "ends_on": "2041-06-30"}
    steps = (
        ("submit", "C-2001", {}, 422), ("withdraw", "C-2001", reason, 409), ("activate", "C-2001", {}, 409),
        ("record", "C-2001", reason, 200), ("renew", "C-1005", renewal, 201), ("end", "C-1005", reason, 409),
        ("terminate", "C-1005", reason, 200),
    )  # fmt: skip
    return [
        Case(
            f"api:{verb}_contract",
            f"{HERE}contracts/{number}/actions/{verb}/",
            {"vendor_manager": status},
            others=403,
            method="POST",
            data=body,
            anonymous=401,
            headers={"If-Match": "*"},
        )
        for verb, number, body, status in steps
    ]


REST_ADDS = all_get(201, *MANAGES_VENDORS)
REST_CASES = [
    rest_reads("vendors", "vendors/", SEES_VENDORS),
    rest_reads("vendor", "vendors/Northlight%20Networks/", SEES_VENDORS),
    rest_posts("vendors", f"{HERE}vendors/", {"name": "Sonnerby Ultrasound"}, REST_ADDS),
    rest_patches("vendor", "vendors/Northlight%20Networks/", {"support_phone": "1"}, OPENS_FORM),
    Case(
        "api:external_vendor",
        f"{HERE}vendors/external/erp/4711/",
        REST_ADDS,
        others=403,
        method="PUT",
        data={"name": "Sonnerby Ultrasound"},
        anonymous=401,
    ),
    rest_reads("vendor_contacts", "vendors/Northlight%20Networks/contacts/", SEES_VENDORS),
    rest_posts("vendor_contacts", f"{HERE}vendors/Northlight%20Networks/contacts/", CONTACT, REST_ADDS),
    Case(
        "api:vendor_contact", a_contact(HERE + "vendors/{0}/contacts/{1}/"), READS, others=403, anonymous=401
    ),
    Case(
        "api:vendor_contact",
        a_contact(HERE + "vendors/{0}/contacts/{1}/"),
        OPENS_FORM,
        others=403,
        method="PATCH",
        data={"role": "Field engineer"},
        anonymous=401,
        headers={"If-Match": "*"},
    ),
    rest_reads("vendor_accounts", "vendors/Northlight%20Networks/accounts/", SEES_VENDORS),
    rest_posts("vendor_accounts", f"{HERE}vendors/Northlight%20Networks/accounts/", ACCOUNT, REST_ADDS),
    Case(
        "api:vendor_account", an_account(HERE + "vendors/{0}/accounts/{1}/"), READS, others=403, anonymous=401
    ),
    Case(
        "api:vendor_account",
        an_account(HERE + "vendors/{0}/accounts/{1}/"),
        OPENS_FORM,
        others=403,
        method="PATCH",
        data={"label": "Voice and paging"},
        anonymous=401,
        headers={"If-Match": "*"},
    ),
    rest_reads("contracts", "contracts/", SEES_VENDORS),
    rest_reads("contract", "contracts/C-1005/", SEES_VENDORS),
    Case(
        "api:contract",
        f"{HERE}contracts/C-2001/",
        {**all_get(404, *SEES_VENDORS), **all_get(200, *READS_CONTRACTS)},
        others=403,
        anonymous=401,
        about="draft",
    ),
    rest_posts("contracts", f"{HERE}contracts/", rest_term, {"vendor_manager": 201}),  # type: ignore[arg-type]
    rest_reads("renewals", "renewals/", READS_CONTRACTS),
    rest_reads("contract_decisions", "contracts/C-1005/decisions/", READS_CONTRACTS),
    Case(
        "api:contract_decisions",
        f"{HERE}contracts/C-1005/decisions/",
        {"vendor_manager": 201},
        others=403,
        method="POST",
        data={"decision": "renew", "reason": "Good service"},
        anonymous=401,
        headers={"If-Match": "*"},
    ),
    rest_patches("contract", "contracts/C-1005/", {"title": "LAN"}, OPENS_CONTRACT_FORM),
    *rest_steps(),
    Case(
        "api:external_contract",
        f"{HERE}contracts/external/erp/4711/",
        {"vendor_manager": 201},
        others=403,
        method="PUT",
        data=rest_term,
        anonymous=401,
    ),
]

CASES = [
    *REST_CASES,
    Case("vendors:vendors", "/vendors/", READS),
    Case("vendors:vendor", vendor(), READS),
    Case("vendors:new_vendor", "/vendors/new/", OPENS_FORM),
    posts("new_vendor", "/vendors/new/", {"name": "Sonnerby Ultrasound"}, SAVES),
    Case("vendors:edit_vendor", vendor("edit/"), OPENS_FORM),
    posts("edit_vendor", vendor("edit/"), {"name": "CopperRiver"}, SAVES),
    Case("vendors:retire_vendor", vendor("retire/"), OPENS_FORM),
    posts("retire_vendor", vendor("retire/"), {"reason": "Sold"}, SAVES),
    posts("restore_vendor", vendor("restore/"), {}, SAVES),
    Case("vendors:merge_vendor", vendor("merge/"), OPENS_FORM),
    posts("merge_vendor", vendor("merge/"), lambda scene: {"into": scene.world.vendor.pk}, SAVES),
    Case("vendors:new_contact", vendor("contacts/new/"), OPENS_FORM),
    posts("new_contact", vendor("contacts/new/"), CONTACT, SAVES),
    Case("vendors:contact", a_contact("/vendors/{}/contacts/{}/"), OPENS_FORM),
    posts("contact", a_contact("/vendors/{}/contacts/{}/"), CONTACT, SAVES),
    Case("vendors:new_account", vendor("accounts/new/"), OPENS_FORM),
    posts("new_account", vendor("accounts/new/"), ACCOUNT, SAVES),
    Case("vendors:account", an_account("/vendors/{}/accounts/{}/"), OPENS_FORM),
    posts("account", an_account("/vendors/{}/accounts/{}/"), ACCOUNT, SAVES),
    Case("vendors:contracts", "/contracts/", READS),
    Case("vendors:contract", contract(), READS),
    Case("vendors:contract", draft(), all_get(200, *READS_CONTRACTS), about="draft"),
    Case("coverage:contract", contract("cover/"), all_get(200, *READS_CONTRACTS)),
    Case("vendors:renewals", "/contracts/renewals/", all_get(200, *READS_CONTRACTS)),
    Case("vendors:renewal_feeds", "/contracts/renewals/calendars/", all_get(200, *READS_CONTRACTS)),
    posts(
        "renewal_feeds", "/contracts/renewals/calendars/", {"name": "Phone"}, all_get(200, *READS_CONTRACTS)
    ),
    posts("revoke_renewal_feed", "/contracts/renewals/calendars/999999/revoke/", {}, {}),
    Case("vendors:renewal_feed", "/contracts/renewals/feed/nobodys.ics", anonymous=404, is_open=True),
    Case("vendors:new_contract", "/contracts/new/", OPENS_CONTRACT_FORM),
    posts(
        "new_contract",
        "/contracts/new/",
        lambda scene: {**TERM, "vendor": scene.world.vendor.pk},
        SAVES_CONTRACT,
    ),
    Case("vendors:edit_contract", contract("edit/"), OPENS_CONTRACT_FORM),
    posts(
        "edit_contract",
        contract("edit/"),
        lambda scene: {**TERM, "vendor": scene.world.vendor.pk},
        SAVES_CONTRACT,
    ),
    Case("vendors:decide_contract", contract("decide/"), {**FORBIDS_READERS, **OPENS_CONTRACT_FORM}),
    posts(
        "decide_contract",
        contract("decide/"),
        {"decision": "renew", "reason": "Good service"},
        {**FORBIDS_READERS, **SAVES_CONTRACT},
    ),
    posts("activate_contract", draft("activate/"), {}, {"vendor_manager": 409}, "not approved"),
    posts("activate_contract", contract("activate/"), {}, {"vendor_manager": 409}, "signed already"),
    posts("submit_contract", draft("submit/"), {}, SAVES_CONTRACT),
    Case("vendors:record_contract", draft("record/"), OPENS_CONTRACT_FORM),
    posts("record_contract", draft("record/"), {"reason": "Signed in 2019"}, SAVES_CONTRACT),
    Case("vendors:withdraw_contract", draft("withdraw/"), OPENS_CONTRACT_FORM),
    posts(
        "withdraw_contract", draft("withdraw/"), {"reason": "No"}, {"vendor_manager": 409}, "not in review"
    ),
    Case("vendors:end_contract", contract("end/"), OPENS_CONTRACT_FORM),
    posts("end_contract", contract("end/"), {"reason": "Over"}, {"vendor_manager": 409}, "still running"),
    Case("vendors:renew_contract", contract("renew/"), OPENS_CONTRACT_FORM),
    posts(
        "renew_contract",
        contract("renew/"),
        {"new_number": "C-9", "starts_on": "2040-07-01", "ends_on": "2041-06-30"},
        SAVES_CONTRACT,
    ),
    Case("vendors:terminate_contract", contract("terminate/"), OPENS_CONTRACT_FORM),
    posts("terminate_contract", contract("terminate/"), {"reason": "Poor service"}, SAVES_CONTRACT),
]
