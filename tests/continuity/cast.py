"""Outages and major incidents for tests, made by the actions."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from hospital_itsm.continuity.actions.majors import declare, name_roles, propose
from hospital_itsm.continuity.actions.outages import record_outage
from hospital_itsm.continuity.actions.registers import add_feed, add_plan, record_test
from hospital_itsm.continuity.actions.review import stand_down
from hospital_itsm.continuity.actions.updates import post_update
from hospital_itsm.continuity.models import (
    DataFeed,
    MajorIncident,
    MajorUpdate,
    Outage,
    RecoveryPlan,
    RecoveryTest,
)
from tests.world import World, again
from tickets.actions.report import Place, report_problem
from tickets.choices import CareAnswer
from tickets.models import Ticket

HOUR = timedelta(hours=1)


def outage(world: World, *codes: str, **values: Any) -> Outage:
    """An unplanned outage of services (A001 unless named) that the duty manager recorded; it began two hours ago."""
    says = {
        "title": "Harbor EHR is down",
        "effect": "down",
        "began_at": timezone.now() - 2 * HOUR,
        "services": [world.service(code) for code in codes or ("A001",)],
    }
    return record_outage(actor=again(world.duty_manager), **{**says, **values})


def planned(world: World, *codes: str, **values: Any) -> Outage:
    """An outage planned for tomorrow, two hours long."""
    first = timezone.now() + timedelta(days=1)
    window = {"is_planned": True, "planned_from": first, "planned_until": first + 2 * HOUR, "began_at": None}
    return outage(world, *codes, **{**window, **values})


def ticket(world: World, **values: Any) -> Ticket:
    """An ICU incident of the requester."""
    says = {"text": "Nothing opens on any workstation.", "care_answer": CareAnswer.SLOWER}
    return report_problem(
        actor=again(world.requester), place=Place(care_area=world.icu), **{**says, **values}
    )


def proposed(world: World, **values: Any) -> MajorIncident:
    """A major incident that an agent proposed."""
    says = {
        "title": "Harbor EHR is down house-wide",
        "trigger": "first_tier",
        "services": [world.service("A001")],
        "care_areas": [world.icu],
    }
    return propose(actor=again(world.agent), **{**says, **values})


def declared(world: World, **values: Any) -> MajorIncident:
    """One that the duty manager declared."""
    return declare(proposed(world, **values).pk, actor=again(world.duty_manager))


def updated(world: World, major: MajorIncident, **values: Any) -> MajorUpdate:
    """An update of the duty manager."""
    says = {"token": uuid4().hex, "text": "We found the cause."}
    return post_update(major.pk, actor=again(world.duty_manager), **{**says, **values})


def stood_down(world: World, **values: Any) -> MajorIncident:
    """One that is over, its review due."""
    major = declared(world, **values)
    manager = again(world.duty_manager)
    name_roles(major.pk, actor=manager, roles={"clinical_lead": again(world.house_supervisor)})
    return stand_down(
        major.pk,
        actor=manager,
        restored_at=timezone.now(),
        confirmed_with="Charge nurse of the ICU",
        text="It works again.",
        token=uuid4().hex,
    )


def tested(world: World, **values: Any) -> RecoveryTest:
    """A restore test of A001 that passed today."""
    says = {"kind": "restore", "result": "passed", "done_on": timezone.localdate()}
    subject = {} if "care_area" in values or "service" in values else {"service": world.service("A001")}
    return record_test(actor=again(world.duty_manager), **{**says, **subject, **values})


def plan(world: World, **values: Any) -> RecoveryPlan:
    """A plan for A001, reviewed today."""
    today = timezone.localdate()
    says = {
        "title": "Bring the record back",
        "kept_at": "Binder in the command center",
        "owner": world.it_manager,
        "reviewed_on": today,
        "review_due_on": today + timedelta(days=365),
    }
    service = world.service("A001")
    return add_plan(actor=again(world.duty_manager), service=service, fields={**says, **values})


def feed(world: World, code: str = "lab-results", **values: Any) -> DataFeed:
    """An hourly feed of the integration team."""
    says = {"name": "Lab results", "source": "Specora LIS", "expected_minutes": 60, "team": world.team("EUC")}
    return add_feed(code, actor=again(world.duty_manager), fields={**says, **values})
