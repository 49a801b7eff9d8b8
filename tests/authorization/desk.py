"""The agent's page of a ticket: who opens it, who may write, move, route, correct, raise, reveal."""

from collections.abc import Callable

from tests.authorization.scene import Scene
from tests.authorization.table import DESK, WORKERS, Case, all_get

ITS_TEAM = ("agent", "technician", "euc_lead", "duty_manager", "it_manager", "htm_manager")
"""Who works the ticket: members of its team, and managers who work any."""

ROUTERS = (*ITS_TEAM, "analyst", "lead", "second_agent", "security", "security_member")
"""Who triages tickets of every team."""

RAISERS = (*ROUTERS, "cmio", "house_supervisor")
RESTRICTED_READERS = ("security", "security_member", "privacy", "auditor")
RESTRICTED_TEAM = ("security", "security_member")
HTMX = {"HX-Request": "true"}
ANSWERS = {
    "harm": "no",
    "in_use_on_patient": "no",
    "workaround": "no",
    "reach": "few",
    "serious_by": "today",
    "reason": "Called the unit.",
}


def on_ticket(suffix: str = "") -> Callable[[Scene], str]:
    """An address of the ordinary ticket."""
    return lambda scene: f"/t/{scene.ticket.key}/{suffix}"


def on_restricted(suffix: str = "") -> Callable[[Scene], str]:
    """The same address of the restricted ticket."""
    return lambda scene: f"/t/{scene.restricted.key}/{suffix}"


def to_network(scene: Scene) -> dict[str, object]:
    """Another team, with a reason."""
    return {"team": scene.world.team("NET").pk, "reason": "It is the wireless network."}


def works(status: int) -> dict[str, int]:
    """Its team gets this; others who work tickets see it and may not."""
    return {**all_get(403, *WORKERS), **all_get(status, *ITS_TEAM)}


def routes(status: int) -> dict[str, int]:
    """Who triages gets this; others who work tickets see it and may not."""
    return {**all_get(403, *WORKERS), **all_get(status, *ROUTERS)}


def step_by(status: int) -> dict[str, int]:
    """A step of its team; everybody else who reads it may not."""
    return {**all_get(403, *DESK), **all_get(status, *ITS_TEAM)}


def raises(status: int) -> dict[str, int]:
    """Who triages, and the clinical leaders, change a priority."""
    return {**all_get(403, *DESK), **all_get(status, *RAISERS)}


def post(name: str, path: object, statuses: dict[str, int], data: object = None, about: str = "") -> Case:
    """A form that is sent."""
    return Case(name, path, statuses, method="POST", data=data or {}, about=about)  # type: ignore[arg-type]


def on_event(scene: Scene) -> str:
    """The page of the patient event."""
    return f"/patient-events/{scene.patient_event.pk}/"


def on_device_ticket(scene: Scene) -> str:
    """The button on the ticket of the pump."""
    return f"/t/{scene.device_ticket.key}/patient-event/"


def notes(status: int) -> dict[str, int]:
    """Who works the ticket of the pump, and patient safety, note an event; others who read it may not."""
    team = ("biomed", "duty_manager", "it_manager", "htm_manager", "patient_safety")
    return {**all_get(403, *WORKERS), **all_get(status, *team)}


def event(scene: Scene) -> dict[str, object]:
    """What is noted about it."""
    return {"outcome": "unknown", "became_aware_on": scene.patient_event.became_aware_on}


def on_stand_in(scene: Scene) -> str:
    """The page that gives a device in place of the pump."""
    return f"/t/{scene.device_ticket.key}/stand-in/"


def gives(status: int) -> dict[str, int]:
    """Who works the ticket of the pump and lends devices out."""
    return {
        **all_get(403, *WORKERS),
        **all_get(404, "security", "privacy"),
        **all_get(status, "biomed", "duty_manager", "it_manager", "htm_manager"),
    }


EVENT_READERS = ("patient_safety", "htm_manager")
NOTE = {"kind": "note", "body": "Third one this week."}
CASES = [
    post("tickets:take_back", on_ticket("take-back/1/"), works(302), about="of a reply that has gone out"),
    Case("tickets:detail", on_ticket(), all_get(200, *DESK)),
    Case("tickets:detail", on_restricted(), all_get(200, *RESTRICTED_READERS), about="restricted"),
    Case("tickets:preview", lambda scene: f"/queue/preview/{scene.ticket.key}/", all_get(302, *DESK)),
    Case(
        "tickets:preview",
        lambda scene: f"/queue/preview/{scene.ticket.key}/",
        all_get(200, *DESK),
        headers=HTMX,
        about="by htmx",
    ),
    Case(
        "tickets:preview",
        lambda scene: f"/queue/preview/{scene.restricted.key}/",
        all_get(200, *RESTRICTED_READERS),
        headers=HTMX,
        about="of a restricted ticket",
    ),
    post("tickets:write", on_ticket("write/"), works(302), {"kind": "reply", "body": "We look at it."}),
    post("tickets:write", on_ticket("write/"), works(302), NOTE, "a note"),
    post(
        "tickets:write",
        on_restricted("write/"),
        {**all_get(302, *RESTRICTED_TEAM), "privacy": 403},
        NOTE,
        "on a restricted ticket",
    ),
    post("tickets:desk_draft", on_ticket("draft/"), all_get(204, *WORKERS), NOTE),
    post("tickets:beat", on_ticket("beat/"), all_get(200, *DESK), {"mode": "reading"}),
    post("tickets:take", on_ticket("take/"), works(302)),
    post(
        "tickets:take",
        on_restricted("take/"),
        {**all_get(302, *RESTRICTED_TEAM), "privacy": 403},
        about="a restricted one",
    ),
    Case("tickets:assignee", on_ticket("assignee/"), routes(200)),
    post(
        "tickets:assignee",
        on_ticket("assignee/"),
        routes(302),
        lambda scene: {"assignee": scene.world.technician.pk},
    ),
    Case("tickets:team", on_ticket("team/"), routes(200)),
    post("tickets:team", on_ticket("team/"), routes(302), to_network),
    Case("tickets:correct", on_ticket("set/room/"), routes(200)),
    post("tickets:correct", on_ticket("set/room/"), routes(302), {"value": "Bay 9"}),
    Case("tickets:correct", on_ticket("set/state/"), {}, about="a field that is not corrected"),
    Case("tickets:priority", on_ticket("priority/"), raises(200)),
    post(
        "tickets:priority",
        on_ticket("priority/"),
        raises(302),
        {"priority": "2", "reason": "Medication round.", "confirmed": "on"},
    ),
    Case("tickets:answers", on_ticket("answers/"), routes(200)),
    post("tickets:answers", on_ticket("answers/"), routes(302), ANSWERS),
    Case("tickets:missed", on_ticket("missed/restore/"), works(200)),
    Case("tickets:missed", on_ticket("missed/response/"), {}, about="a promise that is not explained"),
    post(
        "tickets:missed", on_ticket("missed/restore/"), works(409), {"reason": "parts"}, "that was not missed"
    ),
    Case("tickets:step", on_ticket("step/resolve/"), step_by(200)),
    Case("tickets:step", on_ticket("step/merge/"), {}, about="that has another address"),
    post("tickets:step", on_ticket("step/start/"), step_by(302)),
    post("tickets:step", on_ticket("step/cancel/"), step_by(302), {"reason": "It was a test."}, "cancel"),
    post("tickets:step", on_ticket("step/cancel/"), step_by(422), about="cancel without a reason"),
    post(
        "tickets:step",
        on_restricted("step/start/"),
        {**all_get(302, *RESTRICTED_TEAM), "privacy": 403, "auditor": 403},
        about="on a restricted ticket",
    ),
    Case("tickets:handover", on_ticket("handover/"), works(200)),
    post("tickets:handover", on_ticket("handover/"), works(302), to_network),
    post(
        "tickets:handover_accept",
        on_ticket("handover/accept/"),
        all_get(302, *WORKERS),
        about="with nothing offered, which the ticket then says",
    ),
    Case("tickets:handover_back", on_ticket("handover/back/"), all_get(200, *WORKERS)),
    post(
        "tickets:handover_back",
        on_ticket("handover/back/"),
        all_get(409, *WORKERS),
        {"reason": "It is not ours."},
        "with nothing offered",
    ),
    post("tickets:visit", on_ticket("visit/set_out/"), works(302)),
    post("tickets:visit", on_ticket("visit/arrive/"), works(302), about="there"),
    post("tickets:visit", on_ticket("visit/fly/"), {}, about="with an unknown step"),
    Case("tickets:devices_today", "/devices/today/", all_get(200, *DESK)),
    Case("safety:patient_events", "/patient-events/", all_get(200, *EVENT_READERS)),
    Case("safety:patient_event", on_event, all_get(200, *EVENT_READERS)),
    post("safety:patient_event", on_event, all_get(422, *EVENT_READERS), about="without a day"),
    Case("safety:note_patient_event", on_device_ticket, notes(200)),
    post("safety:note_patient_event", on_device_ticket, notes(302), event),
    Case(
        "safety:note_patient_event",
        on_ticket("patient-event/"),
        {**all_get(403, *WORKERS), **all_get(404, *ITS_TEAM), "patient_safety": 404},
        about="without a device",
    ),
    Case("safety:give_stand_in", on_stand_in, gives(200)),
    post(
        "safety:give_stand_in", on_stand_in, gives(422), {"tag": "NOBODY"}, about="of a device nobody knows"
    ),
    Case("tickets:device", lambda scene: f"/t/{scene.device_ticket.key}/device/", all_get(200, *DESK)),
    Case("tickets:device", on_ticket("device/"), {}, about="of a ticket without a device"),
    Case("tickets:merge", on_ticket("merge/"), routes(200)),
    post(
        "tickets:merge",
        on_ticket("merge/"),
        routes(422),
        {"into": "INC-1", "reason": "Same cart."},
        "nowhere",
    ),
    post(
        "tickets:merge",
        on_ticket("merge/"),
        routes(422),
        lambda scene: {"into": scene.restricted.key, "reason": "Same cart.", "confirmed": "on"},
        "into a restricted ticket",
    ),
    Case("tickets:reveal", on_ticket("hidden/"), works(200)),
    post(
        "tickets:reveal", on_ticket("hidden/"), works(409), {"reason": "To call back."}, "with nothing kept"
    ),
]
