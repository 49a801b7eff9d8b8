"""Who reaches the register of agreements, the list of gaps and exceptions."""

from collections.abc import Callable

from tests.authorization.api_rest import posts as rest_posts
from tests.authorization.api_rest import reads as rest_reads
from tests.authorization.api_tickets import HERE
from tests.authorization.scene import Scene
from tests.authorization.table import Case, all_get
from tests.authorization.vendors import READS_CONTRACTS, posts
from vendors.models import Baa, BaaOverride

OFFICERS = ("privacy", "security")
KEEPS = (*OFFICERS, "vendor_manager")
READS_BAAS = (*READS_CONTRACTS, *OFFICERS)
READS = all_get(200, *READS_BAAS)
OPENS = all_get(200, *KEEPS)
SAVES = all_get(302, *KEEPS)
SAYS = {"executed_on": "2026-01-01", "effective_on": "2026-01-01", "expires_on": "2040-01-01"}
EXCEPTION = {"purpose": "purchase", "reason": "The ICU waits for a part of the pumps."}


def stored(scene: Scene) -> Baa:
    """The agreement of the scene."""
    return Baa.objects.get(vendor=scene.world.vendor)


def baa(suffix: str = "") -> Callable[[Scene], str]:
    """The page of that agreement."""
    return lambda scene: f"/vendors/baa/{stored(scene).pk}/{suffix}"


def rest_baa(suffix: str = "") -> Callable[[Scene], str]:
    """The same over REST."""
    return lambda scene: f"{HERE}baas/{stored(scene).pk}/{suffix}"


def lasting(scene: Scene) -> BaaOverride:
    """The exception of the scene."""
    return BaaOverride.objects.get(vendor=scene.spare_vendor)


def exception(scene: Scene) -> str:
    """The form that makes one for the vendor without contracts."""
    return f"/vendors/{scene.spare_vendor.pk}/baa-exception/"


CASES = [
    Case("vendors:baas", "/vendors/baa/", READS),
    Case("vendors:baa_gaps", "/vendors/baa/gaps/", READS),
    Case("vendors:baa_exceptions", "/vendors/baa/exceptions/", READS),
    Case("vendors:baa", baa(), READS),
    Case("vendors:new_baa", "/vendors/baa/new/", OPENS),
    posts("new_baa", "/vendors/baa/new/", lambda scene: {**SAYS, "vendor": scene.world.vendor.pk}, SAVES),
    Case("vendors:edit_baa", baa("edit/"), OPENS),
    posts("edit_baa", baa("edit/"), SAYS, SAVES),
    Case("vendors:renew_baa", baa("renew/"), OPENS),
    posts("renew_baa", baa("renew/"), {**SAYS, "effective_on": "2026-02-01"}, SAVES),
    Case("vendors:terminate_baa", baa("terminate/"), OPENS),
    posts("terminate_baa", baa("terminate/"), {"reason": "Sold"}, SAVES),
    Case("vendors:baa_subcontractors", baa("subcontractors/"), OPENS),
    posts("baa_subcontractors", baa("subcontractors/"), {"name_0": "Tidewater", "country_0": "US"}, SAVES),
    Case("vendors:baa_exception", exception, all_get(200, *OFFICERS)),
    posts("baa_exception", exception, EXCEPTION, all_get(302, *OFFICERS)),
    posts(
        "end_baa_exception",
        lambda scene: f"/vendors/baa/exceptions/{lasting(scene).pk}/end/",
        {},
        all_get(302, *OFFICERS),
    ),
    rest_reads("baas", "baas/", READS_BAAS),
    Case("api:baa", rest_baa(), READS, others=403, anonymous=401),
    rest_posts(
        "baas",
        f"{HERE}baas/",
        lambda scene: {**SAYS, "vendor": scene.world.vendor.name},  # type: ignore[arg-type]
        all_get(201, *KEEPS),
    ),
    Case(
        "api:baa",
        rest_baa(),
        OPENS,
        others=403,
        method="PATCH",
        data={"note": "Counsel has looked at it"},
        anonymous=401,
        headers={"If-Match": "*"},
    ),
    rest_posts(
        "baa_renewal", rest_baa("renewal/"), {**SAYS, "effective_on": "2026-02-01"}, all_get(201, *KEEPS)
    ),
    rest_posts("baa_termination", rest_baa("termination/"), {"reason": "Sold"}, all_get(200, *KEEPS)),
    rest_reads("baa_gaps", "baa_gaps/", READS_BAAS),
    rest_reads("baa_exceptions", "baa_exceptions/", READS_BAAS),
    rest_posts(
        "baa_exceptions",
        f"{HERE}baa_exceptions/",
        lambda scene: {**EXCEPTION, "vendor": scene.spare_vendor.name},  # type: ignore[arg-type]
        all_get(201, *OFFICERS),
    ),
    rest_posts(
        "baa_exception_end",
        lambda scene: f"{HERE}baa_exceptions/{lasting(scene).pk}/end/",
        {},
        all_get(200, *OFFICERS),
    ),
]
