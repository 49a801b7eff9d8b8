"""Who opens the portal's pages: everybody who may report; which tickets, follows from person and unit."""

from collections.abc import Callable
from typing import Any

from tests.authorization.desk import ITS_TEAM
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, EVERYBODY, PORTAL, Case, all_get

UNIT = ("requester", "colleague", "charge_nurse")
"""Who sees the ICU ticket in the portal: its reporter and the unit."""
POSTERS = ("lead", "euc_lead", "duty_manager", "it_manager", "htm_manager")
MAY_JOIN = tuple(dict.fromkeys((*UNIT, *(who for who in DESK if who in PORTAL))))
TOO_SOON = 409
REPORT = {"text": "The label printer at the desk is jammed.", "care_answer": "not_affected"}


def own(path: str) -> Callable[[Scene], str]:
    """A page of the ICU ticket."""
    return lambda scene: path.format(key=scene.ticket.key, notice=scene.notice.pk, file=scene.file.pk)


def inside(path: str) -> Callable[[Scene], str]:
    """A page of the ICU ticket's internal file."""
    return lambda scene: path.format(key=scene.ticket.key, file=scene.internal_file.pk)


def restricted(path: str) -> Callable[[Scene], str]:
    """A page of the security incident."""
    return lambda scene: path.format(key=scene.restricted.key, file=scene.file.pk)


def post(name: str, path: Any, statuses: dict[str, int], **more: Any) -> Case:
    """A press."""
    return Case(f"tickets:{name}", path, statuses, method="POST", **more)


def page(name: str, path: Any, statuses: dict[str, int], **more: Any) -> Case:
    """A look."""
    return Case(f"tickets:{name}", path, statuses, **more)


CASES = [
    page("report", "/report/", all_get(200, *PORTAL)),
    post("report", "/report/", all_get(422, *PORTAL), data=REPORT, about="without a place"),
    post(
        "report",
        "/report/",
        all_get(302, *PORTAL),
        data=lambda scene: {**REPORT, "care_area": scene.world.icu.pk},
    ),
    post("phi", "/report/phi/", all_get(200, *PORTAL), data={"text": "Tried it on MRN 00482913."}),
    post("report_device_line", "/report/device/", all_get(200, *PORTAL), data={"device_text": "LR-1"}),
    page("report_device", "/report/device/LR-1/", all_get(200, *PORTAL)),
    post("suggest", "/report/suggest/", all_get(200, *PORTAL), data={"text": "scanner"}),
    post("report_draft", "/report/draft/", all_get(204, *PORTAL), data={"text": "Half a sentence"}),
    page("report_sent", own("/report/sent/{key}/"), all_get(200, *UNIT)),
    page("report_sent", restricted("/report/sent/{key}/"), {"security": 200}, about="of a restricted ticket"),
    post("worse", own("/report/sent/{key}/worse/"), all_get(302, *UNIT)),
    page("my", "/my/", all_get(200, *PORTAL)),
    page("my", "/my/?tab=nothing", {}, about="with an unknown tab"),
    page("handover_sheet", "/my/handover/", {"charge_nurse": 200}),
    page("my_ticket", own("/my/{key}/"), all_get(200, *UNIT)),
    page("my_ticket", restricted("/my/{key}/"), {"security": 200}, about="of a restricted ticket"),
    post("join", own("/my/{key}/join/"), all_get(302, *MAY_JOIN)),
    post("my_reply", own("/my/{key}/reply/"), all_get(302, *UNIT), data={"text": "It is cart 14."}),
    post("my_reply", own("/my/{key}/reply/"), all_get(422, *UNIT), about="without words"),
    post("my_draft", own("/my/{key}/draft/"), all_get(204, *UNIT), data={"text": "Half a sentence"}),
    post("attach", own("/my/{key}/files/"), all_get(302, *UNIT)),
    post("confirm", own("/my/{key}/works/"), all_get(TOO_SOON, *UNIT), about="before anything works"),
    post("still_broken", own("/my/{key}/broken/"), all_get(302, *UNIT), about="before anything works"),
    post(
        "rate", own("/my/{key}/rate/"), all_get(TOO_SOON, *UNIT), data={"score": "5"}, about="before it works"
    ),
    post(
        "callback",
        own("/my/{key}/callback/"),
        {"requester": 302, "colleague": TOO_SOON, "charge_nurse": TOO_SOON},
        data={"callback": "ext. 4777"},
    ),
    page("status", "/status/", all_get(200, *EVERYBODY)),
    page("new_notice", "/status/notices/new/", all_get(200, *POSTERS)),
    post("new_notice", "/status/notices/new/", all_get(422, *POSTERS), about="without words"),
    page("notice", own("/status/notices/{notice}/"), all_get(200, *POSTERS)),
    post(
        "update_notice",
        own("/status/notices/{notice}/update/"),
        all_get(302, *POSTERS),
        data={"no_change": "1", "update-next_minutes": "30"},
    ),
    post("end_notice", own("/status/notices/{notice}/end/"), all_get(302, *POSTERS)),
    post("link_notice", own("/status/notices/{notice}/link/"), all_get(302, *POSTERS)),
    post("join_notice", own("/status/notices/{notice}/join/"), all_get(302, *PORTAL)),
    page("file", own("/t/{key}/files/{file}/"), all_get(200, *UNIT, *DESK)),
    page("file", inside("/t/{key}/files/{file}/"), all_get(200, *DESK), about="an internal one"),
    page("file", restricted("/t/{key}/files/{file}/"), {}, about="of another ticket"),
    post(
        "file_chart",
        own("/t/{key}/files/{file}/chart/"),
        {**all_get(403, *UNIT, *DESK), **all_get(302, *ITS_TEAM)},
        data={"shows_record": "no"},
    ),
    post(
        "file_chart",
        inside("/t/{key}/files/{file}/chart/"),
        {**all_get(403, *DESK), **all_get(302, *ITS_TEAM)},
        data={"shows_record": "no"},
        about="of an internal one",
    ),
]
