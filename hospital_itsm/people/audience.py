"""People found by what their roles allow them to do."""

from collections.abc import Collection, Iterable

from hospital_itsm.people.models import Membership, User


def holders_of_any(permissions: Iterable[str]) -> list[User]:
    """The active people with a role that has one of these permissions today: one statement."""
    held = Membership.objects.valid().filter(
        role__permissions__overlap=list(permissions), user__is_active=True
    )
    people = {row.user_id: row.user for row in held.select_related("user").order_by("pk")}
    return list(people.values())


def knowing_roles(users: Collection[User]) -> None:
    """Let many people know their memberships of today, which each would ask for alone: one statement at most."""
    if not users:
        return
    held = Membership.objects.valid().filter(user__in={user.pk for user in users})
    known: dict[int, list[Membership]] = {}
    for row in held.select_related("role", "team", "care_area").order_by("pk"):
        known.setdefault(row.user_id, []).append(row)
    for user in users:
        user.__dict__["valid_memberships"] = known.get(user.pk, [])
