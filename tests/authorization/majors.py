"""Who reads, proposes, declares and works major incidents."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from tests.authorization.api_rest import EXECUTIVES, POSTERS
from tests.authorization.api_tickets import ANY, HERE
from tests.authorization.assets import READS_ALL
from tests.authorization.continuity import rest
from tests.authorization.scene import Scene
from tests.authorization.table import WORKERS, Case, all_get

PROPOSES = (*WORKERS, "house_supervisor", *EXECUTIVES, "cmio", "integration")
DECLARES = (*POSTERS, *EXECUTIVES, "cmio")
READ, PROPOSE, DECLARE, WORK = (all_get(200, *who) for who in (READS_ALL, PROPOSES, DECLARES, POSTERS))
READERS_GET_403 = all_get(403, *READS_ALL)
TITLE = {"title": "Mail is down house-wide", "trigger": "first_tier", "services": ["A001"]}
UPDATE = {"token": "matrix", "text": "We found the cause.", "next_minutes": "30"}
FUTURE = "2039-01-05"


def at(which: str, suffix: str = "", root: str = "/mi/MI-") -> Callable[[Scene], str]:
    """A page of a major incident of the scene."""
    return lambda scene: f"{root}{getattr(scene.continuity, which).pk}/{suffix}"


def over_rest(which: str, suffix: str = "") -> Callable[[Scene], str]:
    """The same over REST."""
    return at(which, suffix, f"{HERE}majors/")


def finishes(root: str, suffix: str) -> Callable[[Scene], str]:
    """The address that finishes the scene's action."""
    return lambda scene: f"{at('active', 'actions/', root)(scene)}{scene.continuity.action.pk}/{suffix}/"


def posts(name: str, path: object, data: Mapping[str, Any], who: tuple[str, ...]) -> Case:
    """A form that is sent."""
    return Case(f"continuity:{name}", path, all_get(302, *who), method="POST", data=data)  # type: ignore[arg-type]


def ends(scene: Scene) -> dict[str, str]:
    """What stands the active one down; it names no clinical lead, so that nobody can."""
    return {**UPDATE, "restored_at": "2026-01-05T08:00:00", "confirmed_with": "Charge nurse"}


def values(scene: Scene) -> dict[str, Any]:
    """What the form of the active one sends."""
    began = timezone.localtime(scene.continuity.active.began_at)
    return {**TITLE, "level": "1", "cadence_minutes": "30", "began_at": f"{began:%Y-%m-%dT%H:%M:%S}"}


DONE_BY = all_get(302, *POSTERS, "agent")
CASES = [
    Case("continuity:majors", "/mi/", READ),
    Case("continuity:major", at("active"), READ),
    Case("continuity:propose_major", "/mi/new/", PROPOSE),
    posts("propose_major", "/mi/new/", TITLE, PROPOSES),
    Case("continuity:update_templates", "/mi/templates/", WORK),
    Case("continuity:update_template", "/mi/templates/known/", WORK),
    posts("update_template", "/mi/templates/known/", {"name": "Known", "body": "Wait."}, POSTERS),
    posts("declare_major", at("proposed", "declare/"), {}, DECLARES),
    Case("continuity:decline_major", at("proposed", "decline/"), DECLARE),
    posts("decline_major", at("proposed", "decline/"), {"reason": "One workstation"}, DECLARES),
    Case("continuity:edit_major", at("active", "edit/"), WORK),
    posts("edit_major", at("active", "edit/"), values, POSTERS),  # type: ignore[arg-type]
    Case("continuity:major_roles", at("active", "roles/"), WORK),
    posts("major_roles", at("active", "roles/"), {"commander": ""}, POSTERS),
    Case("continuity:major_tickets", at("active", "tickets/"), WORK),
    posts("major_tickets", at("active", "tickets/"), {"tickets": ""}, POSTERS),
    Case("continuity:major_unit", at("active", "units/ICU/"), PROPOSE),
    posts("major_unit", at("active", "units/ICU/"), {"paper_from": ""}, PROPOSES),
    posts("major_post", at("active", "updates/"), UPDATE, POSTERS),
    posts("major_note", at("active", "timeline/"), {"text": "Vendor called"}, PROPOSES),
    Case("continuity:stand_down", at("active", "stand-down/"), WORK),
    Case(
        "continuity:stand_down", at("active", "stand-down/"), all_get(409, *POSTERS), method="POST", data=ends
    ),
    Case("continuity:major_review", at("over", "review/"), WORK),
    posts("major_review", at("over", "review/"), {"root_cause": "A certificate"}, POSTERS),
    Case("continuity:new_major_action", at("active", "actions/new/"), WORK),
    Case(
        "continuity:new_major_action",
        at("active", "actions/new/"),
        all_get(302, *POSTERS),
        method="POST",
        data=lambda scene: {"text": "Renew it", "owner": scene.world.agent.pk, "due_on": FUTURE},
    ),
    Case(
        "continuity:finish_major_action",
        finishes("/mi/MI-", "done"),
        {**READERS_GET_403, **DONE_BY},
        method="POST",
    ),
    rest("majors", f"{HERE}majors/", READ),
    rest("major", over_rest("active"), READ),
    rest("majors", f"{HERE}majors/", all_get(201, *PROPOSES), "POST", TITLE),
    rest("major", over_rest("active"), WORK, "PATCH", {"level": 1}),
    rest("major_declare", over_rest("proposed", "declare/"), DECLARE, "POST"),
    rest("major_decline", over_rest("proposed", "decline/"), DECLARE, "POST", {"reason": "No"}),
    rest("major_roles", over_rest("active", "roles/"), WORK, "PUT", {"commander": None}),
    rest(
        "major_updates",
        over_rest("active", "updates/"),
        all_get(201, *POSTERS),
        "POST",
        {"token": "matrix", "text": "We found the cause."},
    ),
    rest("major_timeline", over_rest("active", "timeline/"), all_get(201, *PROPOSES), "POST", {"text": "Hm"}),
    rest("major_tickets", over_rest("active", "tickets/"), WORK, "POST", {"tickets": []}),
    rest("major_unit", over_rest("active", "units/ICU/"), PROPOSE, "PUT", {"paper_from": None}),
    rest(
        "major_stand_down",
        over_rest("active", "stand_down/"),
        all_get(409, *POSTERS),
        "POST",
        {"restored_at": "2026-01-05T08:00:00Z", "confirmed_with": "CN", "text": "It works.", "token": "m"},
    ),
    rest("major_review", over_rest("over", "review/"), WORK, "PUT", {"root_cause": "A certificate"}),
    rest(
        "major_actions",
        over_rest("active", "actions/"),
        all_get(201, *POSTERS),
        "POST",
        {"text": "Renew it", "owner": "leo.marsh", "due_on": FUTURE},
    ),
    Case(
        "api:major_action_finish",
        finishes(f"{HERE}majors/", "finish"),
        all_get(200, *POSTERS, "agent"),
        others=403,
        method="POST",
        anonymous=401,
        headers=ANY,
    ),
]
