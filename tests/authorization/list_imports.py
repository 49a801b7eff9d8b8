"""Who imports which list: exactly those who may change it row by row."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hospital_itsm.importing.api.urls import ROOTS as REST_ROOTS
from hospital_itsm.importing.urls import ROOTS
from tests.authorization.api_tickets import HERE
from tests.authorization.budgets import PLANS
from tests.authorization.list_scene import HEADINGS
from tests.authorization.scene import Scene
from tests.authorization.table import Case, all_get
from tests.authorization.vendors import MANAGES_VENDORS

WHO = {
    "vendor": MANAGES_VENDORS,
    "contract": ("vendor_manager",),
    "budget_line": PLANS,
    "cost": ("finance",),
}


def one(kind: str, root: str, suffix: str = "", of: str = "") -> Callable[[Scene], str]:
    """The scene's import of a list, or what lies under it; `of` puts another list in its address."""
    return lambda scene: f"{root}{scene.list_imports[of or kind].pk}/{suffix}"


def a_file(kind: str) -> Callable[[Scene], dict[str, Any]]:
    """A file with nothing but headings that are known."""

    def data(scene: Scene) -> dict[str, Any]:
        text = ",".join(HEADINGS[kind]) + "\n"
        return {"file": SimpleUploadedFile("list.csv", text.encode()), "source": "ERP"}

    return data


def chosen(kind: str) -> dict[str, str]:
    """The columns of the scene's import."""
    return {"do": "check", **{f"column_{at}": name for at, name in enumerate(HEADINGS[kind])}}


def pages(kind: str) -> list[Case]:
    """The pages of one list."""
    who, root, name = WHO[kind], f"/{ROOTS[kind]}", f"importing:{kind}_import"
    other = "cost" if kind != "cost" else "vendor"
    return [
        Case(f"{name}s", root, all_get(200, *who)),
        Case(f"{name}s", root, all_get(302, *who), method="POST", data=a_file(kind)),
        Case(name, one(kind, root), all_get(200, *who)),
        Case(name, one(kind, root, of=other), about="of another list"),
        Case(name, one(kind, root), all_get(302, *who), method="POST", data=chosen(kind), about="check"),
        Case(name, one(kind, root), all_get(409, *who), method="POST", data={"do": "undo"}, about="undo"),
        Case(name, one(kind, root), all_get(400, *who), method="POST", data={"do": "eat"}, about="no step"),
        Case(f"{name}_empty", f"{root}empty.csv", all_get(200, *who)),
        Case(f"{name}_report", one(kind, root, "report/"), all_get(200, *who)),
    ]


def rest(kind: str) -> list[Case]:
    """REST of one list."""
    who, root, name = WHO[kind], f"{HERE}{REST_ROOTS[kind]}", f"api:{kind}_import"
    other = "cost" if kind != "cost" else "vendor"

    def case(suffix: str, path: Any, status: int, method: str = "GET", **more: Any) -> Case:
        given = {"others": 403, "anonymous": 401, **more}
        return Case(f"{name}{suffix}", path, all_get(status, *who), method=method, **given)

    return [
        case("s", root, 200),
        case("s", root, 415, "POST", about="not multipart"),
        case("", one(kind, root), 200),
        case("", one(kind, root, of=other), 404, about="of another list"),
        case("_rows", one(kind, root, "rows/"), 200),
        case("_check", one(kind, root, "actions/check/"), 202, "POST"),
        case("_apply", one(kind, root, "actions/apply/"), 409, "POST"),
        case("_undo", one(kind, root, "actions/undo/"), 409, "POST"),
    ]


CASES = [found for kind in WHO for found in (*pages(kind), *rest(kind))]
