"""Who is an executive, so that the outbox sends them one e-mail a day unless they choose otherwise."""

from collections.abc import Collection
from typing import Final

from hospital_itsm.people.choices import RoleCode
from hospital_itsm.people.models import Membership

EXECUTIVES: Final = (RoleCode.VP_INFRASTRUCTURE, RoleCode.VP_APPLICATIONS, RoleCode.CIO, RoleCode.CMIO)


def executives_among(users: Collection[int]) -> frozenset[int]:
    """Who of these people holds an executive's role today."""
    held = Membership.objects.valid().filter(user__in=users, role__code__in=EXECUTIVES)
    return frozenset(held.values_list("user_id", flat=True))
