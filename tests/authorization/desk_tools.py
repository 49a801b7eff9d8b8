"""Who keeps saved views, and who sees those of others."""

from collections.abc import Callable

from tests.authorization.api_rest import reads as rest_reads
from tests.authorization.api_tickets import ANY, HERE
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, Case, all_get

NAMED = {"name": "New", "reach": "mine", "version": "0"}
CHANGED = {**NAMED, "version": "1"}
SEES = all_get(404, *DESK)


def own(suffix: str = "") -> Callable[[Scene], str]:
    """The agent's view."""
    return lambda scene: f"/queue/views/{scene.desk.own.pk}/{suffix}"


def shared(suffix: str = "") -> Callable[[Scene], str]:
    """The lead's, shared with everyone."""
    return lambda scene: f"/queue/views/{scene.desk.shared.pk}/{suffix}"


def rest_own(suffix: str = "") -> Callable[[Scene], str]:
    """The agent's view over REST."""
    return lambda scene: f"{HERE}views/{scene.desk.own.pk}/{suffix}"


def rest_shared(suffix: str = "") -> Callable[[Scene], str]:
    """The lead's over REST."""
    return lambda scene: f"{HERE}views/{scene.desk.shared.pk}/{suffix}"


CASES = [
    Case("desk:look", "/queue/look/?base=all", all_get(200, *DESK)),
    Case("desk:look", "/queue/look/?base=all", all_get(302, *DESK), method="POST", data={"layout": "table"}),
    Case("desk:views", "/queue/views/", all_get(200, *DESK)),
    Case("desk:save", "/queue/views/save/?base=all", all_get(200, *DESK)),
    Case("desk:save", "/queue/views/save/?base=all", all_get(302, *DESK), method="POST", data=NAMED),
    Case("desk:view", own(), {"agent": 302}),
    Case("desk:view", shared(), all_get(302, *DESK), about="shared with everyone"),
    Case("desk:edit", own("edit/"), {"agent": 200}),
    Case("desk:edit", own("edit/"), {"agent": 302}, method="POST", data=CHANGED),
    Case("desk:edit", shared("edit/"), {"lead": 200}, about="shared with everyone"),
    Case("desk:keep", own("keep/?base=mine"), {"agent": 302}, method="POST"),
    Case("desk:options", own("options/"), {"agent": 200}),
    Case("desk:options", shared("options/"), all_get(302, *DESK), method="POST", data={"wants": ["star"]}),
    Case("desk:remove", shared("remove/"), {"lead": 302}, method="POST"),
    rest_reads("saved_views", "views/", DESK),
    Case("api:saved_views", f"{HERE}views/", all_get(201, *DESK), others=403, method="POST",
         data={"name": "New", "base": "all"}, anonymous=401),
    Case("api:saved_view", rest_own(), {**SEES, "agent": 200}, others=403, anonymous=401),
    Case("api:saved_view", rest_shared(), all_get(200, *DESK), others=403, anonymous=401, about="shared with everyone"),
    Case("api:saved_view", rest_shared(), {**all_get(403, *DESK), "lead": 200}, others=403, method="PATCH",
         data={"name": "Other"}, anonymous=401, headers=ANY),
    Case("api:saved_view", rest_shared(), {**all_get(403, *DESK), "lead": 204}, others=403, method="DELETE",
         anonymous=401, headers=ANY),
    Case("api:saved_view_choice", rest_own("choice/"), {**SEES, "agent": 200}, others=403, method="PUT",
         data={"is_starred": True}, anonymous=401),
]  # fmt: skip
