"""Who sees approvals, who decides them, who delegates, who keeps their rules."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from hospital_itsm.approvals.models import ApprovalRule
from tests.authorization.api_rest import posts as rest_posts
from tests.authorization.api_rest import reads as rest_reads
from tests.authorization.api_tickets import ANY, HERE
from tests.authorization.scene import Scene
from tests.authorization.setup import DONE, rows_of
from tests.authorization.table import PORTAL, Case, all_get
from tests.authorization.vendors import READS_CONTRACTS

STAFF = (*PORTAL, "auditor")
SEES = all_get(200, *READS_CONTRACTS)
PARTY = ("vp_infrastructure", "it_manager")
"""Who gave the scene's delegation, and who took it."""


def on(suffix: str = "") -> Callable[[Scene], str]:
    """The scene's approval."""
    return lambda scene: f"/approvals/{scene.approval.pk}/{suffix}"


def rest(suffix: str = "") -> Callable[[Scene], str]:
    """The same over REST."""
    return lambda scene: f"{HERE}approvals/{scene.approval.pk}/{suffix}"


def delegation(path: str) -> Callable[[Scene], str]:
    """The scene's delegation."""
    return lambda scene: path.format(scene.delegation.pk)


def part(scene: Scene) -> dict[str, Any]:
    """A delegation to the vendor manager for today."""
    today = timezone.localdate().isoformat()
    days = {"first_on": today, "last_on": today, "reason": "On leave"}
    return {**days, "taker": scene.world.finance.pk}


def rest_part(scene: Scene) -> dict[str, Any]:
    """The same over REST."""
    return {**part(scene), "taker": scene.world.finance.username}


def rule(scene: Scene) -> dict[str, Any]:
    """What the form of a rule says."""
    return {
        "name": "Contracts: CIO", "kind": "contract", "from_amount": "10", "currency": "USD", "approver": "cio",
        "position": "1", "version": "1",
    }  # fmt: skip


GIVERS = ("vp_infrastructure", "vp_applications", "cio", "it_manager", "htm_manager", "vendor_manager", "security",
          "privacy")  # fmt: skip
TAKES_BACK = {**all_get(404, *STAFF), "vp_infrastructure": 302, "administrator": 302, "it_manager": 403}
REVOKES = {**all_get(404, *STAFF), "vp_infrastructure": 200, "administrator": 200, "it_manager": 403}
CASES = [
    Case("approvals:approvals", "/approvals/", all_get(200, *STAFF)),
    Case("approvals:approve_many", "/approvals/approve/", all_get(302, *STAFF), method="POST"),
    Case("approvals:approve_many", "/approvals/approve/", all_get(400, *STAFF), method="POST",
         data={"approval": "x"}, about="of no number"),
    Case("approvals:approval", on(), SEES),
    Case("approvals:approval", on(), {**all_get(403, *READS_CONTRACTS), "vp_infrastructure": 302, "it_manager": 302},
         method="POST", data={"verdict": "approve"}),
    Case("approvals:link", "/approvals/link/nobodys/", all_get(404, *STAFF)),
    Case("approvals:delegations", "/approvals/delegations/", all_get(200, *STAFF)),
    Case("approvals:new_delegation", "/approvals/delegations/new/", all_get(200, *STAFF)),
    Case("approvals:new_delegation", "/approvals/delegations/new/",
         {**all_get(422, *STAFF), **all_get(302, *GIVERS)}, method="POST", data=part),
    Case("approvals:revoke_delegation", delegation("/approvals/delegations/{}/revoke/"), TAKES_BACK, method="POST"),
    *rows_of("approval-rules", ("approvals:rule", "approvals:rules"),
             lambda scene: ApprovalRule.objects.get(code="CONTRACT-CIO"), rule, DONE),
    rest_reads("approvals", "approvals/", STAFF),
    Case("api:approval", rest(), {**all_get(404, *STAFF), **SEES}, others=403, anonymous=401),
    Case(
        "api:decide_approval", rest("actions/decide/"),
        {**all_get(404, *STAFF), **all_get(403, *READS_CONTRACTS), "vp_infrastructure": 200, "it_manager": 200},
        others=403, method="POST", data={"verdict": "approve"}, anonymous=401, headers=ANY,
    ),
    rest_reads("delegations", "delegations/", STAFF),
    rest_posts("delegations", f"{HERE}delegations/", rest_part, {**all_get(422, *STAFF), **all_get(201, *GIVERS)}),  # type: ignore[arg-type]
    Case("api:revoke_delegation", delegation(HERE + "delegations/{}/actions/revoke/"), REVOKES, others=403,
         method="POST", anonymous=401),
]  # fmt: skip
