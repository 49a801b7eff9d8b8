"""The shape of the authorization matrix: for one address, what everybody in the cast gets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.authorization.scene import Scene

Path = Callable[[Scene], str] | str
Data = Callable[[Scene], Mapping[str, Any]] | Mapping[str, Any]

ANONYMOUS = "anonymous"
SIGN_IN = 302
"""What strangers get on pages: the way to sign-in (the test checks where it leads). REST answers 401."""


@dataclass(frozen=True)
class Case:
    """One address and method on one kind of object.

    `name` is the URL name with its namespace; `statuses` maps cast keys to the status they get, `others` is what
    everybody else signed in gets. A status below 400 counts as granted; for all others the test proves that nothing
    was written.
    """

    name: str
    path: Path
    statuses: Mapping[str, int] = field(default_factory=dict)
    others: int = 404
    method: str = "GET"
    data: Data = field(default_factory=dict)
    about: str = ""
    anonymous: int = SIGN_IN
    headers: Mapping[str, str] = field(default_factory=dict)
    is_open: bool = False
    """Open to strangers: their 302 leads elsewhere than to sign-in."""

    @property
    def id(self) -> str:
        """How pytest names the case."""
        return f"{self.method} {self.name} {self.about}".strip()

    def expected(self, who: str) -> int:
        """The status this member of the cast gets."""
        return self.anonymous if who == ANONYMOUS else self.statuses.get(who, self.others)

    def address(self, scene: Scene) -> str:
        """The address on this scene."""
        return self.path if isinstance(self.path, str) else self.path(scene)

    def body(self, scene: Scene) -> Mapping[str, Any]:
        """The data sent."""
        return self.data if isinstance(self.data, Mapping) else self.data(scene)


def all_get(status: int, *who: str) -> dict[str, int]:
    """The same status for several members of the cast."""
    return dict.fromkeys(who, status)


PORTAL = (
    "requester", "colleague", "elsewhere", "clerk", "charge_nurse", "house_supervisor", "agent", "second_agent",
    "analyst", "technician", "network_engineer", "biomed", "lead", "euc_lead", "duty_manager", "it_manager",
    "htm_manager", "vp_infrastructure", "vp_applications", "cio", "cmio", "security", "security_member", "privacy",
    "patient_safety", "vendor_manager", "finance", "administrator",
)  # fmt: skip
"""Everybody who may report a problem."""

DESK = (
    "house_supervisor", "agent", "second_agent", "analyst", "technician", "network_engineer", "biomed", "lead",
    "euc_lead", "duty_manager", "it_manager", "htm_manager", "cmio", "security", "security_member", "privacy",
    "patient_safety", "vendor_manager", "auditor",
)  # fmt: skip
"""Everybody who reads non-restricted tickets in the agent area."""

WORKERS = (
    "agent", "second_agent", "analyst", "technician", "network_engineer", "biomed", "lead", "euc_lead", "duty_manager",
    "it_manager", "htm_manager", "security", "security_member", "privacy",
)  # fmt: skip
"""Everybody who works tickets."""

PAGEABLE = (*WORKERS, "house_supervisor", "vp_infrastructure", "vp_applications", "cio", "cmio")
"""Everybody who may answer a page."""

EVERYBODY = (*PORTAL, "auditor", "vendor_guest", "integration")
