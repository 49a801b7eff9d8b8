"""`/setup/roles/`: who may do what, in words; who holds a role; what one account may do and sees."""

from typing import Any, Final

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from hospital_itsm.core import navigation, setup_index
from hospital_itsm.core.access import can
from hospital_itsm.core.listing import BadCursor, seek
from hospital_itsm.core.views import PageView
from hospital_itsm.people.directory import people_found
from hospital_itsm.people.models import Role, User
from hospital_itsm.setup.permission_words import GROUPS, grouped
from hospital_itsm.setup.queries.roles import holders_today, roles_with_people

PAGE_SIZE: Final = 50
MOST_FOUND: Final = 10


class RolesView(PageView):
    """Every role, every permission with the roles that have it, and people looked up by name."""

    access = "people.manage"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them; `q` looks people up."""
        words = request.GET.get("q", "").strip()
        roles = roles_with_people(timezone.localdate())
        matrix = [
            (
                title,
                [
                    (said, [role for role, _day in roles if code in role.permissions])
                    for code, said in held.items()
                ],
            )
            for title, held in GROUPS
        ]
        found = list(people_found(words).order_by("full_name", "id")[:MOST_FOUND]) if words else []
        context = {"roles": roles, "matrix": matrix, "q": words, "found": found}
        return render(request, "setup/roles.html", context)


class RoleView(PageView):
    """One role: what it lets do, and who holds it today."""

    access = "people.manage"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show it, a page of people at a time."""
        role = get_object_or_404(Role, code=code)
        held = holders_today(role, timezone.localdate())
        try:
            page = seek(held, ("-valid_from", "-id"), PAGE_SIZE, request.GET.get("after", ""))
        except BadCursor as error:
            raise BadRequest(str(error)) from error
        more = f"{reverse('setup:role', args=[code])}?{urlencode({'after': page.next_cursor})}"
        context = {
            "role": role,
            "may": list(grouped(role.permissions)),
            "held": page.rows,
            "more_url": more if page.next_cursor else "",
        }
        return render(request, "setup/role.html", context)


class MayView(PageView):
    """What one account may do today, through which role, and which pages it is offered."""

    access = "people.manage"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it; nothing of what the account would read is shown."""
        person = get_object_or_404(User, pk=pk)
        held = person.valid_memberships if person.is_active else []
        through = [
            (title, [(said, _roles(held, code)) for code, said in rows])
            for title, rows in grouped(name for one in held for name in one.role.permissions)
        ]
        context = {
            "person": person,
            "held": held,
            "through": through,
            "offered": _offered(person) if person.is_active else [],
            "settings": setup_index.settings_for(person) if can(person, "setup.manage") else [],
        }
        return render(request, "setup/may.html", context)


def _roles(held: list[Any], code: str) -> list[str]:
    """The names of the roles that give a permission, each once, with where they hold."""
    found = {}
    for one in held:
        if code in one.role.permissions:
            place = one.team or one.care_area
            found[f"{one.role} ({place})" if place else str(one.role)] = True
    return list(found)


def _offered(person: User) -> list[str]:
    """The entries of both navigations that the account gets, each once."""
    items = [*navigation.registered("portal"), *navigation.registered("agent")]
    return list(dict.fromkeys(str(item.label) for item in items if item.allowed(person)))
