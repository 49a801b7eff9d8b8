"""Who reads recalls, who enters them, who goes to the devices, who decides."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.authorization.api_tickets import ANY, HERE
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, Case, all_get

EXECUTIVES = ("vp_infrastructure", "vp_applications", "cio")
SEES = (*DESK, *EXECUTIVES, "integration")
HANDS = ("technician", "network_engineer", "biomed", "htm_manager")
ENTERS = (*HANDS, "integration")
MANAGER = ("htm_manager",)
READS = all_get(200, *SEES)
NOTICE = {
    "firm": "Ashgrove Infusion", "description": "IX-4 pump", "kind": "recall", "source": "letter",
}  # fmt: skip


def at(which: str, suffix: str = "") -> Callable[[Scene], str]:
    """The page of one of the scene's recalls, or what lies under it."""
    return lambda scene: f"/safety/recalls/{getattr(scene.recalls, which).key}/{suffix}"


def device(suffix: str = "", tag: str = "RC-DEV-1") -> Callable[[Scene], str]:
    """The page of one device of the recall being worked."""
    return at("worked", f"devices/{tag}/{suffix}")


def opens(name: str, path: Callable[[Scene], str], who: tuple[str, ...], about: str = "") -> Case:
    """A page with a form."""
    return Case(f"assets:{name}", path, all_get(200, *who), about=about)


def sends(name: str, path: Any, data: Any, who: Mapping[str, int] | tuple[str, ...], about: str = "") -> Case:
    """A form that is sent."""
    statuses = who if isinstance(who, Mapping) else all_get(302, *who)
    return Case(f"assets:{name}", path, statuses, method="POST", data=data, about=about)


def upload(scene: Scene) -> Mapping[str, Any]:
    """A file."""
    return {"file": SimpleUploadedFile("recalls.txt", b"[]")}


def today(scene: Scene) -> Mapping[str, Any]:
    """A search of today."""
    return {"on": timezone.localdate().isoformat(), "places": "ICU"}


def acknowledged(scene: Scene) -> Mapping[str, Any]:
    """A form sent today."""
    return {"on": timezone.localdate().isoformat(), "acknowledgment": "By fax"}


def api(which: str, suffix: str = "") -> Callable[[Scene], str]:
    """The address of one of the scene's recalls over REST, or what lies under it."""
    return lambda scene: f"{HERE}recalls/{getattr(scene.recalls, which).key}/{suffix}"


def rest(
    name: str, path: Any, who: tuple[str, ...], method: str = "GET", data: Any = None, status: int = 200
) -> Case:
    """A REST address; those who read recalls get 403 where the deed is not theirs, like everybody else."""
    return Case(
        f"api:{name}",
        path,
        all_get(status, *who),
        others=403,
        method=method,
        data=data or {},
        anonymous=401,
        headers=ANY,
    )


REST = [
    rest("recalls", f"{HERE}recalls/", SEES),
    rest("recalls", f"{HERE}recalls/", ENTERS, "POST", {**NOTICE}, 201),
    rest("recall", api("worked"), SEES),
    rest("recall", api("worked"), HANDS, "PATCH", {"reference": "FA-17"}),
    rest("recall_lines", api("worked", "lines/"), SEES),
    rest("recall_device", api("worked", "lines/RC-DEV-1/"), SEES),
    rest("tag_out_recall", api("worked", "actions/tag_out/"), HANDS, "POST", {"tags": ["RC-DEV-1"]}),
    rest("match_recall", api("worked", "actions/match/"), HANDS, "POST"),
    rest("recall_triage", api("fresh", "actions/triage/"), MANAGER, "POST"),
    rest("recall_dismiss", api("fresh", "actions/dismiss/"), MANAGER, "POST", {"reason": "None of ours"}),
    rest("recall_assign", api("worked", "actions/assign/"), MANAGER, "POST", {"assignee": "reid.sandoval"}),
    rest("recall_acknowledge", api("worked", "actions/acknowledge/"), HANDS, "POST", acknowledged),
    rest("recall_wait_for_vendor", api("worked", "actions/wait_for_vendor/"), HANDS, "POST"),
    rest("recall_verify", api("empty", "actions/verify/"), MANAGER, "POST"),
    rest("recall_close", api("verified", "actions/close/"), MANAGER, "POST"),
    rest("recall_reopen", api("closed", "actions/reopen/"), MANAGER, "POST", {"reason": "One was found"}),
    rest("recall_device_locate", api("worked", "lines/RC-DEV-1/actions/locate/"), HANDS, "POST"),
    rest("recall_device_settle", api("worked", "lines/RC-DEV-1/actions/settle/"), HANDS, "POST",
         {"disposition": "corrected", "evidence": "WO 118"}),
    rest("recall_device_search", api("worked", "lines/RC-DEV-2/actions/search/"), HANDS, "POST", today),
    rest("recall_device_declare_lost", api("worked", "lines/RC-DEV-2/actions/declare_lost/"), MANAGER, "POST",
         {"evidence": "Nothing found"}),
]  # fmt: skip
CASES = [
    *REST,
    Case("assets:recalls", "/safety/recalls/", READS),
    Case("assets:recall_log", "/safety/recalls/log/", READS),
    Case("assets:recall", at("worked"), READS),
    Case("assets:recall", "/safety/recalls/RC-0/", about="that is not there"),
    Case("assets:recall_line", device(), READS),
    Case("assets:recall_document", lambda scene: at("worked", f"documents/{scene.recalls.document.pk}/")(scene), READS),
    opens("new_recall", lambda scene: "/safety/recalls/new/", ENTERS),
    sends("new_recall", "/safety/recalls/new/", NOTICE, ENTERS),
    opens("recall_imports", lambda scene: "/safety/recalls/imports/", ENTERS),
    sends("recall_imports", "/safety/recalls/imports/", upload, ENTERS),
    opens("recall_import", lambda scene: f"/safety/recalls/imports/{scene.recalls.run.pk}/", ENTERS),
    opens("edit_recall", at("worked", "edit/"), HANDS),
    sends("edit_recall", at("worked", "edit/"), NOTICE, HANDS),
    opens("triage_recall", at("fresh", "triage/"), MANAGER),
    sends("triage_recall", at("fresh", "triage/"), {"treat_as": ""}, MANAGER),
    opens("dismiss_recall", at("fresh", "dismiss/"), MANAGER),
    sends("dismiss_recall", at("fresh", "dismiss/"), {"reason": "None of ours"}, MANAGER),
    opens("assign_recall", at("worked", "assign/"), MANAGER),
    sends("assign_recall", at("worked", "assign/"), lambda scene: {"assignee": scene.world.biomed.pk}, MANAGER),
    opens("acknowledge_recall", at("worked", "acknowledge/"), HANDS),
    sends("acknowledge_recall", at("worked", "acknowledge/"), acknowledged, HANDS),
    opens("reopen_recall", at("closed", "reopen/"), MANAGER),
    sends("reopen_recall", at("closed", "reopen/"), {"reason": "One was found"}, MANAGER),
    opens("recall_documents", at("worked", "documents/"), HANDS),
    sends("recall_documents", at("worked", "documents/"), upload, HANDS),
    sends("tag_out_recall", at("worked", "tag-out/"), {"tag": "RC-DEV-1"}, HANDS),
    sends("recall_step", at("worked", "steps/match/"), {}, HANDS, "match"),
    sends("recall_step", at("empty", "steps/verify/"), {}, {**all_get(403, *HANDS), "htm_manager": 302}, "verify"),
    sends("recall_step", at("verified", "steps/close/"), {}, {**all_get(403, *HANDS), "htm_manager": 302}, "close"),
    sends("recall_step", at("fresh", "steps/wait/"), {}, all_get(409, *HANDS), "wait out of turn"),
    sends("recall_step", at("worked", "steps/vanish/"), {}, {}, "unknown"),
    sends("locate_recall_line", device("locate/"), {}, HANDS),
    opens("settle_recall_line", device("settle/"), HANDS),
    sends("settle_recall_line", device("settle/"), {"disposition": "corrected", "evidence": "WO 118"}, HANDS),
    opens("search_recall_line", device("search/", "RC-DEV-2"), HANDS),
    sends("search_recall_line", device("search/", "RC-DEV-2"), today, HANDS),
    opens("lost_recall_line", device("lost/", "RC-DEV-2"), MANAGER),
    sends("lost_recall_line", device("lost/", "RC-DEV-2"), {"evidence": "Nothing found"}, MANAGER),
]  # fmt: skip
