"""What the closed tickets of the demo hospital refer to: its units with their people, devices, categories, agents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final, NamedTuple

from assets.models import Asset, Service
from assets.rules.lifecycle import USABLE
from hospital_itsm.demo.bulk.scene import TRADE_SHARES, Recipe, agents_by_team, recipes_for
from hospital_itsm.demo.history import words
from hospital_itsm.people.choices import RoleCode
from hospital_itsm.people.models import CareArea, Membership, Team, User
from tickets.models import Category, SlaPolicy
from tickets.queries.clocks import Promises, promises_of

DEVICE: Final = ("device",)
NETWORK: Final = ("net", "tel")
LEMON_EVERY, LEMON_WEIGHT = 29, 4
"""One device in so many breaks down so much more often than the others."""
WAVE_OF_RECORD: Final = 0.6
"""How much of what is reported on the first day of the wave is about the record."""


class Subject(NamedTuple):
    """What a ticket is about, and where."""

    area: CareArea
    category: Category
    team: Team
    thing: str
    device: Any = None
    service: Any = None
    is_asked_for: bool = False
    """Is it wished for, and not broken?"""


@dataclass(frozen=True)
class Scene:
    """Everything a closed ticket refers to."""

    areas: Mapping[int, CareArea]
    people: Mapping[int, Sequence[User]]
    recipes: Mapping[tuple[str, int], list[Recipe]]
    categories: Mapping[str, Category]
    services: Mapping[str, Service]
    devices: Sequence[Asset]
    teams: Mapping[str, Team]
    agents: Mapping[int, list[User]]
    policy: SlaPolicy
    promises: Promises

    @classmethod
    def read(cls) -> "Scene":
        """Read the hospital."""
        people = _people()
        areas = {one.pk: one for one in CareArea.objects.order_by("code") if one.pk in people}
        policy = SlaPolicy.objects.order_by("position", "pk")[0]
        rows = Category.objects.filter(is_active=True, team__isnull=False).select_related("team")
        devices = Asset.objects.filter(
            care_area__in=areas, model__isnull=False, team__code__startswith="HTM", status__in=USABLE
        )
        return cls(
            areas,
            people,
            recipes_for({one.care_class for one in areas.values()}),
            {row.code: row for row in rows},
            {row.code: row for row in Service.objects.all()},
            list(devices.select_related("model", "team", "network").order_by("tag")),
            {row.code: row for row in Team.objects.all()},
            agents_by_team(),
            policy,
            promises_of(policy),
        )

    def subject(self, random: Random, priority: int, wave: float) -> Subject:
        """Draw what is reported; `wave` is how much of the wave after the upgrade is left."""
        if priority not in (1, 2, 3, 4):
            return self._request(random)
        if random.random() < wave * WAVE_OF_RECORD:
            return self._incident(random, words.UPGRADED)
        trade = random.choices(list(TRADE_SHARES), list(TRADE_SHARES.values()))[0]
        if trade == DEVICE and self.devices:
            return self._broken_device(random)
        return self._incident(random, words.INCIDENTS[NETWORK if trade == DEVICE else trade])

    def _incident(self, random: Random, shares: Mapping[str, int]) -> Subject:
        category = self.categories[random.choices(list(shares), list(shares.values()))[0]]
        service = self.services.get(words.SERVICES.get(category.code, ""))
        return Subject(self._area(random), category, self._team(category), "", None, service)

    def _request(self, random: Random) -> Subject:
        shares = {code: share for code, (share, _texts) in words.REQUESTS.items()}
        code = random.choices(list(shares), list(shares.values()))[0]
        thing = random.choice(words.REQUESTS[code][1])
        category = self.categories[code]
        return Subject(self._area(random), category, self._team(category), thing, is_asked_for=True)

    def _broken_device(self, random: Random) -> Subject:
        place = random.randrange(len(self.devices) + len(self.devices) // LEMON_EVERY * LEMON_WEIGHT)
        if place >= len(self.devices):
            place = place % (len(self.devices) // LEMON_EVERY) * LEMON_EVERY
        device = self.devices[place]
        kind = str(device.model.device_type) if device.model else ""
        category = self.categories[_category_of(kind.lower(), device.team.code if device.team else "")]
        area = self.areas[int(device.care_area_id or 0)]
        return Subject(area, category, device.team or self._team(category), f"{kind} {device.tag}", device)

    def _area(self, random: Random) -> CareArea:
        areas = list(self.areas.values())
        return random.choices(areas, [words.UNIT_WEIGHTS.get(one.code, 1) for one in areas])[0]

    def _team(self, category: Category) -> Team:
        if category.team is None:
            raise LookupError(f"{category.code} has no team.")
        return category.team


def _people() -> dict[int, list[User]]:
    roles = (RoleCode.REQUESTER, RoleCode.UNIT_LEAD)
    held = Membership.objects.valid().filter(
        role__code__in=roles, care_area__isnull=False, user__is_active=True
    )
    people: dict[int, list[User]] = {}
    for row in held.select_related("user").order_by("pk"):
        people.setdefault(int(row.care_area_id or 0), []).append(row.user)
    return people


def _category_of(kind: str, team: str) -> str:
    for code, known in words.DEVICE_CATEGORIES:
        if any(word in kind for word in known):
            return code
    return words.OF_TEAMS.get(team, "device.failure")
