"""Who must give a second step, who could, and how many people of each role can."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q

from hospital_itsm.people.choices import AccountKind, RoleCode
from hospital_itsm.people.models import Membership, User

STEPS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second step; recovery codes only stand in for one."""


@dataclass(frozen=True)
class RoleState:
    """A role with how many people hold it today, and how many of these have a second step."""

    code: str
    label: str
    people: int
    ready: int
    is_required: bool
    is_fixed: bool


def fixed_roles() -> frozenset[str]:
    """Roles that always need a second step, whatever the hospital chose."""
    return frozenset({RoleCode.ADMINISTRATOR} if settings.SECOND_STEP_FOR_ADMINISTRATORS else ())


def required_roles() -> frozenset[str]:
    """Codes of all roles that need a second step."""
    chosen = apps.get_model("signin", "RequiredRole").objects.values_list("role__code", flat=True)
    return fixed_roles() | frozenset(chosen)


def has_step(user: User) -> bool:
    """Has this person an authenticator app or a passkey?"""
    return Authenticator.objects.filter(user_id=user.pk, type__in=STEPS).exists()


def must_have_step(user: User) -> bool:
    """Does a role of this person ask for a second step?"""
    return bool(user.role_codes & required_roles())


def role_states() -> list[RoleState]:
    """Every role that people sign in with, in the order of its name."""
    has = Exists(Authenticator.objects.filter(user_id=OuterRef("user_id"), type__in=STEPS))
    held = (
        Membership.objects.valid()
        .filter(user__is_active=True, user__kind=AccountKind.PERSON)
        .annotate(ready=has)
        .values("role__code")
        .annotate(
            people=Count("user_id", distinct=True),
            able=Count("user_id", distinct=True, filter=Q(ready=True)),
        )
        .order_by()
    )
    counts = {row["role__code"]: row for row in held}
    required, fixed = required_roles(), fixed_roles()
    return sorted((_state(code, counts, required, fixed) for code in roles()), key=lambda one: one.label)


def roles() -> Iterable[str]:
    """Codes of the roles that people hold; services do not sign in."""
    return [code for code in RoleCode.values if code != RoleCode.INTEGRATION]


def _state(code: str, counts: Any, required: frozenset[str], fixed: frozenset[str]) -> RoleState:
    row = counts.get(code, {"people": 0, "able": 0})
    label = str(RoleCode(code).label)
    return RoleState(code, label, row["people"], row["able"], code in required, code in fixed)
