"""REST: tickets and what hangs on them."""

from collections.abc import Mapping
from typing import Any

from tests.api.rest import REPORT
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, PORTAL, Case, all_get
from tickets.api.steps import BODIES, VERBS

HERE = "/api/v1/"
ICU = ("requester", "colleague", "charge_nurse")
READERS = tuple(sorted({*DESK, *ICU}))
"""Who sees the scene's ticket; everybody else with a permission to ask is told that there is none."""

SEC_READERS = ("security", "security_member", "privacy", "auditor")
MAY_ASK = (*PORTAL, "auditor", "integration")
EUC_WORKERS = ("agent", "technician", "euc_lead", "duty_manager", "it_manager", "htm_manager")
TRIAGERS = ("agent", "second_agent", "analyst", "lead", "euc_lead", "duty_manager", "it_manager", "htm_manager",
            "security", "security_member")  # fmt: skip
ROUTERS = tuple(sorted({*EUC_WORKERS, *TRIAGERS}))
UNIT = ICU
RAISERS = (*TRIAGERS, "technician", "house_supervisor", "cmio")
ANY = {"If-Match": "*"}


def under(inner: str = "", *, restricted: bool = False) -> Any:
    """The address of the scene's ticket, or of the restricted one."""
    return lambda scene: f"{HERE}tickets/{(scene.restricted if restricted else scene.ticket).key}/{inner}"


def reads(name: str, inner: str, who: tuple[str, ...]) -> Case:
    """A read under the ticket: granted, not found by those who may ask, forbidden to the rest."""
    statuses = {**all_get(404, *MAY_ASK), **all_get(200, *who)}
    return Case(f"api:{name}", under(inner), statuses, others=403, anonymous=401)


def desk_reads(name: str) -> Case:
    """A read under the ticket that only the desk may ask for at all."""
    return Case(f"api:{name}", under(f"{name}/"), all_get(200, *DESK), others=403, anonymous=401)


def desk_writes(name: str, granted: Mapping[str, int], body: Any) -> Case:
    """A write under the ticket that only the desk may ask for at all."""
    statuses = {**all_get(403, *DESK), **granted}
    return Case(
        f"api:{name}", under(f"actions/{name}/"), statuses, others=403, method="POST", data=body, anonymous=401,
        headers=ANY,
    )  # fmt: skip


def writes(
    name: str, inner: str, granted: Mapping[str, int], body: Any = None, *, refused: int = 403, **more: Any
) -> Case:
    """A write under the ticket: who sees it without the right is refused, who does not see it finds nothing."""
    statuses = {**all_get(404, *MAY_ASK), **all_get(refused, *READERS), **granted}
    return Case(
        f"api:{name}", under(inner), statuses, others=403, method=more.pop("method", "POST"), data=body or {},
        anonymous=401, headers=more.pop("headers", ANY), **more,
    )  # fmt: skip


FOUND = {**all_get(404, *MAY_ASK), **all_get(200, *READERS)}


def file_of(name: str) -> Any:
    """The address of one of the scene's files."""
    return lambda scene: f"{HERE}tickets/{scene.ticket.key}/attachments/{getattr(scene, name).pk}/"


def _until(scene: Scene) -> dict[str, Any]:
    return {"reason": "Waits", "until": "2039-01-01T00:00:00Z"}


SOLVED = {"message": "It has a new battery.", "close_code": "battery", "cause": "wear"}
FITTING: dict[str, Any] = {
    "triage": {"category": "euc.cart", "team": "EUC"},
    "assign": {"assignee": None},
    "answer": {"message": "The left one."},
    "wait_requester": {"message": "Which one?"},
    "wait_vendor": _until,
    "wait_parts": _until,
    "wait_change": _until,
    "schedule": _until,
    "restore": {"message": "It reads again."},
    "resolve": SOLVED,
    "withdraw": {"reason": "Not needed"},
    "cancel": {"reason": "Not needed"},
    "merge": lambda scene: {"into": scene.ticket.key},
}
WHO: dict[str, Mapping[str, int]] = {
    "triage": all_get(200, *TRIAGERS),
    "assign": all_get(200, *ROUTERS),
    "withdraw": {"requester": 200},
    "merge": all_get(422, *ROUTERS),
}
"""Who a step of a new ticket is granted to; a merge into itself is granted and then refused as a value."""

TO_NET = {"team": "NET", "reason": "A port"}
NOTE = {"kind": "internal", "text": "Hello"}
FROM_NEW = {"triage", "assign", "start", "wait_requester", "wait_vendor", "wait_parts", "wait_change", "schedule",
            "restore", "resolve", "withdraw", "cancel", "merge"}  # fmt: skip


def step(verb: str) -> Case:
    """A step of the lifecycle on a new ticket: granted, forbidden, or impossible from here for everybody."""
    inner = f"actions/{verb}/"
    if verb in FROM_NEW:
        return writes(verb, inner, WHO.get(verb, all_get(200, *EUC_WORKERS)), FITTING.get(verb))
    return writes(verb, inner, {}, FITTING.get(verb), refused=409)


assert set(BODIES) <= set(VERBS)
CASES = [
    Case("api:tickets", f"{HERE}tickets/", all_get(200, *MAY_ASK), others=403, anonymous=401),
    Case(
        "api:tickets", f"{HERE}tickets/", all_get(201, *PORTAL, "integration"), others=403, method="POST",
        data=REPORT, anonymous=401,
    ),
    Case(
        "api:tickets", f"{HERE}tickets/?priority=3", {**all_get(403, *MAY_ASK), **all_get(200, *DESK)}, others=403,
        anonymous=401, about="asking what only the desk sees",
    ),
    reads("ticket", "", READERS),
    Case(
        "api:ticket", under(restricted=True), {**all_get(404, *MAY_ASK), **all_get(200, *SEC_READERS)}, others=403,
        anonymous=401, about="restricted",
    ),
    writes("ticket", "", all_get(200, *ROUTERS), {"room": "Bay 9"}, method="PATCH"),
    *(step(verb) for verb in VERBS),
    writes("take", "actions/take/", all_get(200, *EUC_WORKERS)),
    writes("set_team", "actions/set_team/", all_get(200, *ROUTERS), TO_NET),
    writes("offer_handover", "actions/offer_handover/", all_get(200, *EUC_WORKERS), TO_NET),
    writes("accept_handover", "actions/accept_handover/", {}, refused=409),
    writes("send_back_handover", "actions/send_back_handover/", {}, {"reason": "No"}, refused=409),
    desk_writes("preview_priority", all_get(200, *DESK), {"priority": 2}),
    desk_writes("set_priority", all_get(200, *RAISERS), {"priority": 2, "reason": "Two clinics wait"}),
    writes(
        "give_reason", "actions/give_reason/", all_get(409, *EUC_WORKERS), {"metric": "restore", "reason": "parts"}
    ),
    writes("join", "actions/join/", {**all_get(200, *READERS), "auditor": 403}),
    writes("say_worse", "actions/say_worse/", {**all_get(200, *READERS), "auditor": 403}),
    writes("rate", "actions/rate/", all_get(409, *UNIT), {"score": 4}),
    writes("set_out", "actions/set_out/", all_get(200, *EUC_WORKERS)),
    writes("arrive", "actions/arrive/", all_get(200, *EUC_WORKERS)),
    writes("leave", "actions/leave/", all_get(409, *EUC_WORKERS), about="without having set out"),
    reads("messages", "messages/", READERS),
    writes("messages", "messages/", all_get(201, *UNIT, *EUC_WORKERS), {"kind": "public", "text": "Hello"}),
    writes("messages", "messages/", all_get(201, *EUC_WORKERS), NOTE, about="internal"),
    reads("attachments", "attachments/", READERS),
    Case(
        "api:attachments", under("attachments/"), {**all_get(404, *MAY_ASK), **all_get(415, *READERS)}, others=403,
        method="POST", anonymous=401, about="not multipart",
    ),
    Case("api:attachment", file_of("file"), FOUND, others=403, anonymous=401),
    Case(
        "api:attachment", file_of("internal_file"), {**all_get(404, *MAY_ASK), **all_get(200, *DESK)}, others=403,
        anonymous=401, about="internal",
    ),
    Case(
        "api:attachment_chart", lambda scene: f"{file_of('file')(scene)}chart/",
        {**all_get(404, *MAY_ASK), **all_get(403, *READERS), **all_get(409, *EUC_WORKERS)}, others=403,
        method="POST", data={"shows_record": False}, anonymous=401, about="that nobody asks about any more",
    ),
    desk_reads("clocks"),
    desk_reads("pages"),
]  # fmt: skip
