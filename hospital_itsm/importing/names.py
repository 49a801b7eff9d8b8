"""Whom and what the names of another desk mean here: by an alias, else by code, user name, address or full name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hospital_itsm.importing.aliases import Aliases
from hospital_itsm.people.models import CareArea, Team, User
from tickets.models import Category


@dataclass(frozen=True)
class Names:
    """The rows by their names in small letters; what is not found stays a label."""

    teams: Mapping[str, Any]
    people: Mapping[str, Any]
    care_areas: Mapping[str, Any]
    categories: Mapping[str, Any]
    aliases: Aliases

    def team(self, name: str) -> Any:
        """The team, or None."""
        return self.teams.get(self.aliases.find("team", name))

    def person(self, name: str) -> Any:
        """The person, or None."""
        return self.people.get(self.aliases.find("person", name))

    def care_area(self, name: str) -> Any:
        """The care area, or None."""
        return self.care_areas.get(self.aliases.find("care_area", name))

    def category(self, name: str) -> Any:
        """The category, or None."""
        return self.categories.get(self.aliases.find("category", name))


def read_names(aliases: Aliases) -> Names:
    """Read everybody and everything once, for a whole import. A full name that two people share means nobody."""
    people = list(User.objects.only("username", "email", "full_name", "credential"))
    named: dict[str, Any] = {}
    for user in people:
        name = user.full_name.lower()
        named[name] = None if name in named else user
    for user in people:
        named |= {key.lower(): user for key in (user.username, user.email) if key}
    return Names(
        teams={key: row for row in Team.objects.all() for key in (row.code.lower(), row.name.lower())},
        people=named,
        care_areas={
            key: row for row in CareArea.objects.all() for key in (row.code.lower(), row.name.lower())
        },
        categories={
            key: row for row in Category.objects.all() for key in (row.code.lower(), row.name.lower())
        },
        aliases=aliases,
    )
