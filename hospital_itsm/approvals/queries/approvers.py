"""Which roles stand behind an approver."""

from typing import Final

from hospital_itsm.approvals.choices import Approver
from hospital_itsm.people.choices import Domain, RoleCode

LEADERS: Final = (RoleCode.VP_INFRASTRUCTURE, RoleCode.VP_APPLICATIONS)
LEADER_OF: Final = {
    Domain.INFRASTRUCTURE: RoleCode.VP_INFRASTRUCTURE,
    Domain.CLINICAL_ENGINEERING: RoleCode.VP_INFRASTRUCTURE,
    Domain.SECURITY: RoleCode.VP_INFRASTRUCTURE,
    Domain.APPLICATIONS: RoleCode.VP_APPLICATIONS,
}
"""The vice president over a domain; for all others either."""


def roles_of(approver: str, domain: str) -> tuple[str, ...]:
    """The codes of the roles whose holders approve."""
    if approver != Approver.DOMAIN_LEADER:
        return (str(approver),)
    leader = LEADER_OF.get(domain)  # type: ignore[call-overload]
    return (leader.value,) if leader else tuple(role.value for role in LEADERS)
