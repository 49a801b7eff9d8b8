"""Who reaches vendors and contracts."""

from collections.abc import Callable

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


def draft(suffix: str = "") -> Callable[[Scene], str]:
    """The page of the draft."""
    return lambda scene: f"/contracts/{scene.draft_contract.number}/{suffix}"


def posts(name: str, path: object, data: object, who: dict[str, int], about: str = "") -> Case:
    """A form that is sent."""
    return Case(f"vendors:{name}", path, who, method="POST", data=data, about=about)  # type: ignore[arg-type]


CASES = [
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
    Case("vendors:contracts", "/contracts/", READS),
    Case("vendors:contract", contract(), READS),
    Case("vendors:contract", draft(), all_get(200, *READS_CONTRACTS), about="draft"),
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
    posts("activate_contract", draft("activate/"), {}, SAVES_CONTRACT),
    posts("activate_contract", contract("activate/"), {}, {"vendor_manager": 409}, "signed already"),
    Case("vendors:terminate_contract", contract("terminate/"), OPENS_CONTRACT_FORM),
    posts("terminate_contract", contract("terminate/"), {"reason": "Poor service"}, SAVES_CONTRACT),
]
