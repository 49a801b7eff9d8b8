"""REST: inventory walks, and device-related patient events."""

from tests.authorization.api_rest import posts, reads
from tests.authorization.api_tickets import ANY, HERE
from tests.authorization.assets import EDITS, READS_ALL
from tests.authorization.desk import EVENT_READERS, event, gives
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, WORKERS, Case, all_get


def walk(inner: str = "") -> object:
    """The scene's open walk."""
    return lambda scene: f"{HERE}walks/{scene.inventory.walk.pk}/{inner}"


def one(name: str, path: object, who: tuple[str, ...]) -> Case:
    """A read of one thing."""
    return Case(f"api:{name}", path, all_get(200, *who), others=403, anonymous=401)  # type: ignore[arg-type]


def scan(scene: Scene) -> dict[str, object]:
    """The scan of what stands elsewhere."""
    return {"scan": scene.inventory.moved.pk}


def on_event(inner: str = "") -> object:
    """The scene's patient event."""
    return lambda scene: f"{HERE}patient-events/{scene.patient_event.pk}/{inner}"


def stand_ins(scene: Scene) -> str:
    """What was given in place of the pump."""
    return f"{HERE}tickets/{scene.device_ticket.key}/stand-ins/"


HANDS = all_get(200, *EDITS)
NOTES = {
    **all_get(403, *DESK),
    "integration": 403,
    **all_get(403, *WORKERS),
    **all_get(200, "biomed", "duty_manager", "it_manager", "htm_manager", "patient_safety"),
}
CASES = [
    reads("walks", "walks/", READS_ALL),
    one("walk", walk(), READS_ALL),
    one("walk_scans", walk("scans/"), READS_ALL),
    one("walk_missing", walk("missing/"), READS_ALL),
    posts("walks", f"{HERE}walks/", {"location": "N4"}, all_get(201, *EDITS)),
    posts("walk_scans", walk("scans/"), {"codes": ["WS-1001"]}, HANDS),
    posts("walk_forget", walk("actions/forget/"), scan, HANDS),  # type: ignore[arg-type]
    posts("walk_moves", walk("actions/moves/"), {"scans": [1]}, HANDS),
    posts("walk_finish", walk("actions/finish/"), {}, HANDS),
    reads("patient_events", "patient-events/", EVENT_READERS),
    one("patient_event", on_event(), EVENT_READERS),
    posts("send_patient_event", on_event("actions/send/"), {}, all_get(422, *EVENT_READERS)),
    Case(
        "api:note_patient_event",
        lambda scene: f"{HERE}tickets/{scene.device_ticket.key}/actions/note_patient_event/",
        NOTES,
        others=403,
        method="POST",
        data=lambda scene: {**event(scene), "became_aware_on": str(event(scene)["became_aware_on"])},
        anonymous=401,
        headers=ANY,
    ),
    Case(
        "api:ticket_stand_ins",
        stand_ins,
        {**all_get(200, *DESK), **all_get(403, "requester", "colleague", "charge_nurse", "vendor_guest")},
        anonymous=401,
    ),
    Case(
        "api:ticket_stand_ins",
        stand_ins,
        {**gives(422), **all_get(403, "security", "privacy")},
        others=403,
        method="POST",
        data={"tag": "NOBODY", "return_on": "2040-01-01"},
        anonymous=401,
        headers=ANY,
        about="of a device nobody knows",
    ),
]
