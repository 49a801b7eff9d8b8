"""What many synthetic tickets are drawn from: the hospital as stored, its staff, and answers for each priority."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import accumulate, product
from random import Random
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from hospital_itsm.people.models import CareArea, Membership, Role, Team, User
from tickets.choices import CareAnswer, Kind, Source
from tickets.models import Category, SlaPolicy
from tickets.queries.clocks import Promises, promises_of
from tickets.rules.answers import someone_may_be_harmed
from tickets.rules.facts import DEADLINES, REACHES, WORKAROUNDS, Facts, FiveAnswers, ReportAnswer
from tickets.rules.priority import Decision, priority_for

PRIORITY_SHARES: Final = {1: 0.6, 2: 6.0, 3: 43.0, 4: 30.0, 5: 20.4}
TRADE_SHARES: Final = {
    ("euc", "iam"): 55,
    ("app", "interface"): 18,
    ("net", "tel"): 9,
    ("device",): 15,
    ("srv", "data"): 3,
}
"""Priorities and trades of tickets (domain 8.7); 5 stands for requests."""

HOUR_SHARES: Final = (2, 2, 2, 2, 2, 3, 5, 8, 12, 13, 12, 10, 7, 11, 11, 9, 7, 6, 5, 5, 4, 4, 3, 2)
DAY_SHARES: Final = (1.3, 1.0, 1.0, 1.0, 1.0, 0.45, 0.45)
HISTORY: Final = timedelta(days=730)
STAFF_AT_MOST: Final = 3_000
TICKETS_A_PERSON: Final = 20
URGENT: Final = 2
GIVEN: Final = (
    "Alma",
    "Bruno",
    "Celia",
    "Dario",
    "Edda",
    "Felix",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Klara",
    "Lev",
)
FAMILY: Final = (
    "Alder",
    "Birch",
    "Cedar",
    "Dogwood",
    "Elm",
    "Fir",
    "Gorse",
    "Hazel",
    "Ivy",
    "Juniper",
    "Larch",
)


@dataclass(frozen=True)
class Recipe:
    """Answers that lead to a priority, with what the engine makes of them."""

    answers: ReportAnswer | FiveAnswers
    decision: Decision
    is_patient_safety: bool

    @property
    def care_answer(self) -> str:
        """The form's answer, or that of the phone in its words."""
        return self.answers.care if isinstance(self.answers, ReportAnswer) else ""

    @property
    def is_calm(self) -> bool:
        """Nobody is in danger and no care waits, as in most tickets."""
        return (
            not self.is_patient_safety
            and self.decision.priority > URGENT
            and self.care_answer != CareAnswer.UNSAFE
        )

    @property
    def source(self) -> str:
        """The form, or the phone."""
        return Source.WEB if isinstance(self.answers, ReportAnswer) else Source.PHONE

    @cached_property
    def kept(self) -> dict[str, Any]:
        """`Ticket.priority_facts`."""
        return {"answers": asdict(self.answers)}

    @cached_property
    def trace(self) -> list[dict[str, Any]]:
        """`Ticket.priority_trace`."""
        return self.decision.trace_data()


@dataclass(frozen=True)
class Scene:
    """Everything a synthetic ticket refers to."""

    areas: Sequence[CareArea]
    recipes: dict[tuple[str, int], list[Recipe]]
    categories: dict[tuple[str, ...], list[Category]]
    agents: dict[int, list[User]]
    staff: Sequence[User]
    policy: SlaPolicy
    promises: Promises

    @classmethod
    def read(cls, random: Random, tickets: int) -> "Scene":
        """Read the hospital, and store its synthetic staff where it is missing."""
        areas = list(CareArea.objects.select_related("site").order_by("code"))
        policy = SlaPolicy.objects.order_by("position", "pk")[0]
        return cls(
            areas,
            recipes_for({area.care_class for area in areas}),
            _categories(),
            agents_by_team(),
            _staff(random, areas, min(STAFF_AT_MOST, tickets // TICKETS_A_PERSON + 1)),
            policy,
            promises_of(policy),
        )


def recipes_for(classes: set[str]) -> dict[tuple[str, int], list[Recipe]]:
    """For each care class and priority (5: a request) the answers that lead there."""
    said: list[ReportAnswer | FiveAnswers] = [
        ReportAnswer(care, harm) for care, harm in product(CareAnswer.values, (False, True))
    ]
    questions = (
        FiveAnswers(*codes)
        for codes in product((False, True), (False, True), WORKAROUNDS, REACHES[:3], DEADLINES)
    )
    found: dict[tuple[str, int], list[Recipe]] = {}
    for care_class, answers in product(sorted(classes), [*(said * 12), *questions]):
        facts = Facts(area_class=care_class, answers=answers)
        planned = replace(facts, kind=Kind.REQUEST)
        for one, priority in ((facts, priority_for(facts).priority), (planned, 5)):
            made = Recipe(answers, priority_for(one), someone_may_be_harmed(one))
            found.setdefault((care_class, priority), []).append(made)
    for place, recipes in list(found.items()):
        if place[1] > URGENT:
            found[place] = [one for one in recipes if one.is_calm] or recipes
    return found


def openings(random: Random, now: datetime, count: int) -> list[datetime]:
    """`count` instants of the last two years in order: busy mornings and Mondays, quiet nights and weekends."""
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    days = [today - timedelta(days=ago) for ago in range(HISTORY.days)]
    weights = list(accumulate(DAY_SHARES[day.weekday()] for day in days))
    hours = list(accumulate(HOUR_SHARES))
    chosen = zip(
        random.choices(days, cum_weights=weights, k=count),
        random.choices(range(24), cum_weights=hours, k=count),
        strict=True,
    )
    instants = [day + timedelta(hours=hour, seconds=random.randrange(3600)) for day, hour in chosen]
    past = (at if at < now else at - timedelta(days=1) for at in instants)
    return sorted(at.astimezone(UTC) for at in past)


def _categories() -> dict[tuple[str, ...], list[Category]]:
    rows = Category.objects.filter(is_active=True, team__isnull=False, team__is_restricted=False)
    known = list(rows.select_related("team__lead").order_by("code"))
    return {trade: [row for row in known if row.group in trade] for trade in TRADE_SHARES}


def agents_by_team() -> dict[int, list[User]]:
    """Who works in each team, by its key; everybody where nobody does."""
    held = Membership.objects.valid().filter(team__isnull=False, user__is_active=True)
    agents: dict[int, dict[int, User]] = {}
    for row in held.select_related("user").order_by("pk"):
        agents.setdefault(int(row.team_id or 0), {})[row.user_id] = row.user
    everybody = {pk: user for team in agents.values() for pk, user in team.items()}
    return {
        team: list((agents.get(team) or everybody).values())
        for team in Team.objects.values_list("pk", flat=True)
    }


def _staff(random: Random, areas: Sequence[CareArea], count: int) -> list[User]:
    known = set(User.objects.filter(username__startswith="staff.").values_list("username", flat=True))
    nobody_signs_in = make_password(None)
    fresh = User.objects.bulk_create(
        User(
            username=f"staff.{number:04}",
            full_name=f"{random.choice(GIVEN)} {random.choice(FAMILY)}",
            job_title="Staff",
            password=nobody_signs_in,
        )
        for number in range(count)
        if f"staff.{number:04}" not in known
    )
    role = Role.objects.get(code="requester")
    since = timezone.localdate() - HISTORY
    Membership.objects.bulk_create(
        Membership(user=user, role=role, care_area=random.choice(areas), valid_from=since) for user in fresh
    )
    return list(User.objects.filter(username__startswith="staff.").order_by("username")[:count])
