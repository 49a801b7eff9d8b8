"""People found by what their roles allow them to do."""

from collections.abc import Iterable

from hospital_itsm.people.models import Membership, User


def holders_of_any(permissions: Iterable[str]) -> list[User]:
    """The active people with a role that has one of these permissions today: one statement."""
    held = Membership.objects.valid().filter(
        role__permissions__overlap=list(permissions), user__is_active=True
    )
    people = {row.user_id: row.user for row in held.select_related("user").order_by("pk")}
    return list(people.values())
