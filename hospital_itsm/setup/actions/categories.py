"""Categories: adding, changing, retiring. The first level of a code is the group."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hospital_itsm.audit.actions import action
from hospital_itsm.core import obstacles
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.people.actions.setup_rows import add_row, change_row, set_active
from hospital_itsm.people.models import Team
from tickets.choices import OPEN_STATES
from tickets.models import Category, Ticket
from tickets.rules.routing import FIRST_LINE

LONGEST_GROUP = 20


@action("category.add", gettext_lazy("added the category"))
def add_category(*, actor: Any, fields: Mapping[str, Any]) -> Category:
    """Store a category; its code is two or more words joined by dots, such as net.wired."""
    code = str(fields.get("code", "")).strip().lower()
    group, dot, rest = code.partition(".")
    if not (group and dot and rest) or len(group) > LONGEST_GROUP:
        raise ValueRefused({"code": _("Write a group, a dot and a name, such as net.wired.")})
    return add_row(Category(group=group), {**fields, "code": code}, actor=actor, verb="category.add")


@action("category.change", gettext_lazy("changed the category"))
def change_category(
    category: Category, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> Category:
    """Change name or queue; tickets stay where they are. See `setup_rows.change_row`."""
    return change_row(category, fields, actor=actor, verb="category.change", version=version)


@action("category.retire", gettext_lazy("retired the category"))
def retire_category(category: Category, *, actor: Any) -> Category:
    """Offer a category no more; tickets that have it keep it."""
    return set_active(category, False, actor=actor, verb="category.retire")


@action("category.restore", gettext_lazy("took the category back into use"))
def restore_category(category: Category, *, actor: Any) -> Category:
    """Take a retired category back into use."""
    return set_active(category, True, actor=actor, verb="category.restore")


def _tickets_of_team(team: Team) -> Iterator[str]:
    if team.code == FIRST_LINE:
        yield _("Every report that nothing routes goes to %s. It stays.") % FIRST_LINE
    count = Ticket.objects.filter(team=team, state__in=OPEN_STATES).count()
    if count:
        words = ngettext(
            "%(count)d open ticket is in this queue. Move it to another first.",
            "%(count)d open tickets are in this queue. Move them to another first.",
            count,
        )
        yield words % {"count": count}


def _categories_of_team(team: Team) -> Iterator[str]:
    count = Category.objects.filter(team=team, is_active=True).count()
    if count:
        words = ngettext(
            "%(count)d category goes to this queue. Give it another queue first.",
            "%(count)d categories go to this queue. Give them another queue first.",
            count,
        )
        yield words % {"count": count}


obstacles.register(Team, _tickets_of_team)
obstacles.register(Team, _categories_of_team)
