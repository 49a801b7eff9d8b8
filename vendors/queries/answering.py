"""Who answers for a contract today."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Self

from hospital_itsm.people.audience import holders_of_any
from hospital_itsm.people.choices import Domain, RoleCode
from hospital_itsm.people.models import Membership

VP_ROLES: Final = (RoleCode.VP_INFRASTRUCTURE, RoleCode.VP_APPLICATIONS)
VP_OF: Final = {
    Domain.INFRASTRUCTURE: RoleCode.VP_INFRASTRUCTURE,
    Domain.CLINICAL_ENGINEERING: RoleCode.VP_INFRASTRUCTURE,
    Domain.SECURITY: RoleCode.VP_INFRASTRUCTURE,
    Domain.APPLICATIONS: RoleCode.VP_APPLICATIONS,
}
"""The vice president over a domain; for all others both."""


@dataclass(frozen=True)
class Answering:
    """Readers of contracts, vendor managers and vice presidents, read once for many contracts."""

    readers: dict[int, Any]
    managers: list[Any]
    vice_presidents: dict[str, list[Any]]

    @classmethod
    def today(cls) -> Self:
        """Those who hold the roles now: three statements."""
        readers = {one.pk: one for one in holders_of_any(["contract.read"])}
        held = Membership.objects.valid().filter(role__code__in=VP_ROLES, user__is_active=True)
        presidents: dict[str, list[Any]] = {}
        for row in held.select_related("user", "role").order_by("pk"):
            presidents.setdefault(row.role.code, []).append(row.user)
        return cls(readers, holders_of_any(["contract.manage"]), presidents)

    def of(self, contract: Any, *, raised: bool) -> Iterable[Any]:
        """The owner who may read contracts, else the vendor managers; with `raised` the vice president as well."""
        owner = self.readers.get(contract.owner_id)
        people = [owner] if owner is not None else list(self.managers)
        if raised:
            role = VP_OF.get(contract.domain)
            for code in [role] if role else VP_ROLES:
                people += self.vice_presidents.get(code, [])
        return people


def holders_of_roles(codes: Iterable[str]) -> list[Any]:
    """The active people who hold one of these roles now: one statement."""
    held = Membership.objects.valid().filter(role__code__in=list(codes), user__is_active=True)
    return list({row.user_id: row.user for row in held.select_related("user").order_by("pk")}.values())
