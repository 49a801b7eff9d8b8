"""Which roles stand behind an approver."""

from collections.abc import Mapping
from typing import Final

from hospital_itsm.approvals.choices import Approver
from hospital_itsm.people.choices import Domain, RoleCode

Roles = tuple[str, ...]
BY_DOMAIN: Final[Mapping[str, tuple[Mapping[str, Roles], Roles]]] = {
    Approver.DOMAIN_MANAGER: (
        {Domain.CLINICAL_ENGINEERING: (RoleCode.HTM_MANAGER.value,)},
        (RoleCode.IT_MANAGER.value,),
    ),
    Approver.DOMAIN_LEADER: (
        {
            Domain.INFRASTRUCTURE: (RoleCode.VP_INFRASTRUCTURE.value,),
            Domain.CLINICAL_ENGINEERING: (RoleCode.VP_INFRASTRUCTURE.value,),
            Domain.SECURITY: (RoleCode.VP_INFRASTRUCTURE.value,),
            Domain.APPLICATIONS: (RoleCode.VP_APPLICATIONS.value,),
        },
        (RoleCode.VP_INFRASTRUCTURE.value, RoleCode.VP_APPLICATIONS.value),
    ),
}
"""Approvers whose role depends on the domain: who it is for some, and who for all others."""
ALL_ROLES: Final = frozenset(
    [
        *(approver for approver in Approver.values if approver not in BY_DOMAIN),
        *(
            role
            for named, others in BY_DOMAIN.values()
            for roles in (*named.values(), others)
            for role in roles
        ),
    ]
)
"""The codes of all roles that approve anything."""


def roles_of(approver: str, domain: str) -> Roles:
    """The codes of the roles whose holders approve."""
    if approver not in BY_DOMAIN:
        return (str(approver),)
    named, others = BY_DOMAIN[approver]
    return named.get(domain, others)
