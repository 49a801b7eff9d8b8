"""Who reads budgets, plans them, approves them, and books costs."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.authorization.api_rest import posts as rest_posts
from tests.authorization.api_rest import reads as rest_reads
from tests.authorization.api_tickets import HERE
from tests.authorization.scene import Scene
from tests.authorization.table import Case, all_get

READS_MONEY = (
    "finance", "cio", "vp_infrastructure", "vp_applications", "it_manager", "htm_manager", "vendor_manager", "auditor",
)  # fmt: skip
PLANS = ("finance", "vp_infrastructure", "vp_applications", "htm_manager")
THEIRS = ("finance", "vp_infrastructure")
READS = all_get(200, *READS_MONEY)
FINANCE, CIO = {"finance": 200}, {"cio": 200}
BOOKS, AMENDS = {"finance": 302}, {"cio": 302}
LINE: dict[str, Any] = {
    "name": "Cables",
    "cost_center": "6720",
    "domain": "infrastructure",
    "purpose": "run",
    "spending": "opex",
    "currency": "USD",
    "amount": "100.00",
}
COST = {"booked_on": "2020-09-01", "amount": "10.00", "currency": "USD"}
AMENDMENT = {"amount": "2400.00", "reason": "More sites"}


def year(which: str, suffix: str = "", root: str = "/budget/years/") -> Callable[[Scene], str]:
    """A page of a year of the scene."""
    return lambda scene: f"{root}{getattr(scene.budget, which).pk}/{suffix}"


def line(which: str, suffix: str = "", root: str = "/budget/lines/") -> Callable[[Scene], str]:
    """A page of a line of the scene."""
    return year(which, suffix, root)


def entry(suffix: str = "", root: str = "/budget/entries/") -> Callable[[Scene], str]:
    """A page of the entry of the scene."""
    return year("entry", suffix, root)


def posts(name: str, path: object, data: Mapping[str, Any], who: dict[str, int]) -> Case:
    """A form that is sent."""
    return Case(f"budget:{name}", path, who, method="POST", data=data)  # type: ignore[arg-type]


def sends(name: str, path: object, data: Mapping[str, Any], who: dict[str, int], method: str) -> Case:
    """A change over REST."""
    return Case(
        f"api:{name}",
        path,
        who,
        others=403,
        method=method,
        data=data,
        anonymous=401,
        headers={"If-Match": "*"},
    )  # type: ignore[arg-type]


def reads(name: str, path: object) -> Case:
    """A read over REST."""
    return Case(f"api:{name}", path, READS, others=403, anonymous=401)  # type: ignore[arg-type]


FORBIDS_PLANNERS = {"vp_applications": 403, "htm_manager": 403}
YEARS, LINES, ENTRIES = f"{HERE}budget_years/", f"{HERE}budget_lines/", f"{HERE}cost_entries/"
CASES = [
    Case("budget:spend", "/budget/", READS),
    Case("budget:ownership", "/budget/ownership/", READS),
    Case("budget:years", "/budget/years/", READS),
    Case("budget:year", year("draft"), READS),
    Case("budget:new_year", "/budget/years/new/", FINANCE),
    posts("new_year", "/budget/years/new/", {"starts_on": "2030-07-01"}, BOOKS),
    posts("approve_year", year("draft", "approve/"), {"version": "1"}, AMENDS),
    posts("close_year", year("over", "close/"), {"version": "1"}, BOOKS),
    Case("budget:reopen_year", year("closed", "reopen/"), CIO),
    posts("reopen_year", year("closed", "reopen/"), {"reason": "A late invoice"}, AMENDS),
    Case("budget:new_line", year("draft", "lines/new/"), all_get(200, *PLANS)),
    posts(
        "new_line",
        year("draft", "lines/new/"),
        LINE,
        {**all_get(302, *THEIRS), **all_get(422, "vp_applications", "htm_manager")},
    ),
    Case("budget:lines", "/budget/lines/", READS),
    Case("budget:line", line("line"), READS),
    Case("budget:edit_line", line("line", "edit/"), {**all_get(200, *THEIRS), **FORBIDS_PLANNERS}),
    posts("edit_line", line("line", "edit/"), LINE, {**all_get(302, *THEIRS), **FORBIDS_PLANNERS}),
    Case("budget:amend_line", line("approved", "amend/"), CIO),
    posts("amend_line", line("approved", "amend/"), AMENDMENT, AMENDS),
    posts("remove_line", line("line", "remove/"), {}, {**all_get(302, *THEIRS), **FORBIDS_PLANNERS}),
    Case("budget:entries", "/budget/entries/", READS),
    Case("budget:entry", entry(), READS),
    Case("budget:new_entry", "/budget/entries/new/", FINANCE),
    posts("new_entry", "/budget/entries/new/", COST, BOOKS),
    Case("budget:void_entry", entry("void/"), FINANCE),
    posts("void_entry", entry("void/"), {"reason": "Booked twice"}, BOOKS),
    rest_reads("budget_years", "budget_years/", READS_MONEY),
    reads("budget_year", year("draft", "", YEARS)),
    reads("budget_year_spend", year("draft", "spend/", YEARS)),
    rest_posts("budget_years", YEARS, {"starts_on": "2030-07-01"}, {"finance": 201}),
    rest_posts("budget_year_approve", year("draft", "approve/", YEARS), {}, CIO),
    rest_posts("budget_year_close", year("over", "close/", YEARS), {}, FINANCE),
    rest_posts("budget_year_reopen", year("closed", "reopen/", YEARS), {"reason": "A late invoice"}, CIO),
    rest_reads("ownership_costs", "ownership_costs/", READS_MONEY),
    rest_reads("budget_lines", "budget_lines/", READS_MONEY),
    reads("budget_line", line("line", "", LINES)),
    rest_posts(
        "budget_lines",
        LINES,
        lambda scene: {**LINE, "year": scene.budget.draft.label},  # type: ignore[arg-type]
        all_get(201, *THEIRS),
    ),
    sends("budget_line", line("line", "", LINES), {"name": "Wi-Fi survey"}, all_get(200, *THEIRS), "PATCH"),
    sends("budget_line", line("line", "", LINES), {}, all_get(204, *THEIRS), "DELETE"),
    rest_posts("budget_line_amend", line("approved", "amend/", LINES), AMENDMENT, CIO),
    rest_reads("cost_entries", "cost_entries/", READS_MONEY),
    reads("cost_entry", entry("", ENTRIES)),
    rest_posts("cost_entries", ENTRIES, COST, {"finance": 201}),
    rest_posts("cost_entry_void", entry("void/", ENTRIES), {"reason": "Booked twice"}, FINANCE),
]
