"""Who reaches procedures and their templates."""

from collections.abc import Callable

from tests.authorization.api_rest import posts as rest_posts
from tests.authorization.api_rest import reads as rest_reads
from tests.authorization.api_tickets import ANY, HERE
from tests.authorization.assets import EDITS, READS_ITS_UNIT
from tests.authorization.scene import Scene
from tests.authorization.table import Case, all_get

APPROVES = ("lead", "euc_lead", "it_manager", "htm_manager")
SEES = all_get(200, *READS_ITS_UNIT)
READERS_GET_403 = all_get(403, *READS_ITS_UNIT)
NOTE = {"s2-note": "Nothing is open", "wish": "do"}
TEXT = "Wipe | htm | certificates | must\nSign | htm | signature | must"


def run(suffix: str = "") -> Callable[[Scene], str]:
    """The open decommissioning of the ICU's pump."""
    return lambda scene: f"/procedures/{scene.inventory.run.pk}/{suffix}"


def rest(suffix: str = "") -> Callable[[Scene], str]:
    """The same over REST."""
    return lambda scene: f"{HERE}procedures/{scene.inventory.run.pk}/{suffix}"


def posts(name: str, path: object, data: object, who: dict[str, int], about: str = "") -> Case:
    """A form that is sent."""
    return Case(f"procedures:{name}", path, who, method="POST", data=data, about=about)  # type: ignore[arg-type]


def says(state: str, path: Callable[[Scene], str], who: dict[str, int], about: str) -> Case:
    """A step over REST."""
    body = {"state": state, "note": "Reviewed"}
    return Case(
        "api:procedure_step",
        path,
        {**READERS_GET_403, **who},
        others=403,
        method="PATCH",
        data=body,
        anonymous=401,
        headers=ANY,
        about=about,
    )


CASES = [
    Case("procedures:board", "/procedures/", SEES),
    Case("procedures:procedure", run(), SEES),
    Case("procedures:file", lambda scene: run(f"files/{scene.inventory.file.pk}/")(scene), SEES),
    Case("procedures:templates", "/procedures/templates/", SEES),
    Case("procedures:start", "/procedures/new/?asset=LR-20417&kind=install", all_get(200, *EDITS)),
    posts("start", "/procedures/new/", {"asset": "LR-20417", "kind": "service"}, all_get(302, *EDITS)),
    posts("step", run("steps/2/"), NOTE, {**READERS_GET_403, **all_get(302, *EDITS)}),
    posts(
        "step",
        run("steps/3/"),
        {"s3-note": "Kept ten years", "wish": "do"},
        {**READERS_GET_403, **all_get(302, *EDITS, "charge_nurse")},
        "of the unit",
    ),
    Case("procedures:cancel", run("cancel/"), all_get(200, *APPROVES)),
    posts("cancel", run("cancel/"), {"reason": "Wrong device"}, all_get(302, *APPROVES)),
    Case("procedures:new_version", "/procedures/templates/decom/", all_get(200, *APPROVES)),
    posts(
        "new_version",
        "/procedures/templates/decom/",
        {"title": "Decommission", "steps": TEXT},
        all_get(302, *APPROVES),
    ),
    rest_reads("procedures", "procedures/", READS_ITS_UNIT),
    rest_reads("certificates", "certificates/", READS_ITS_UNIT),
    Case(
        "api:certificate",
        lambda scene: f"{HERE}certificates/{scene.inventory.certificate.pk}/",
        SEES,
        others=403,
        anonymous=401,
    ),
    rest_reads("procedure_templates", "procedures/templates/", READS_ITS_UNIT),
    Case("api:procedure", rest(), SEES, others=403, anonymous=401),
    rest_posts(
        "procedures",
        f"{HERE}procedures/",
        {"asset": "LR-20417", "kind": "service"},
        all_get(201, *EDITS),
    ),
    rest_posts("cancel_procedure", rest("cancel/"), {"reason": "Wrong device"}, all_get(200, *APPROVES)),
    Case("api:procedure_step", rest("steps/2/"), SEES, others=403, anonymous=401),
    Case(
        "api:procedure_files",
        rest("steps/2/files/"),
        {**READERS_GET_403, **all_get(415, *EDITS, "charge_nurse")},
        others=403,
        method="POST",
        anonymous=401,
        about="not multipart",
    ),
    Case(
        "api:procedure_file",
        lambda scene: rest(f"steps/{scene.inventory.file.step.position}/files/{scene.inventory.file.pk}/")(
            scene
        ),
        SEES,
        others=403,
        anonymous=401,
    ),
    says("done", rest("steps/2/"), all_get(200, *EDITS), "htm"),
    says("not_applicable", rest("steps/3/"), all_get(200, *EDITS, "charge_nurse"), "of the unit"),
]
